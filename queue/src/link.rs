//! One connection to the server: where it is, TLS, and what happens when it breaks.

use crate::Stop;
use crate::error::Error;
use crate::key::{Key, Role};
use crate::schema;
use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::{Client, Config, NoTls};
use rustls::ClientConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::BuilderVerifierExt;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_postgres_rustls::MakeRustlsConnect;

/// For how long a broken connection is tried again, unless told otherwise.
pub const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// Between two tries: doubled from the first to the last.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));
/// How often a waiting client looks whether it should stop.
const SLICE: Duration = Duration::from_millis(200);

/// What to tell the user while a call waits for the server.
pub(crate) type Notices = Arc<dyn Fn(&str) + Send + Sync>;

/// Where the server is and how to get there.
pub(crate) struct Target {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    /// Host, port and database, for messages.
    pub(crate) server: String,
}

impl Target {
    /// What a URL says.
    ///
    /// # Errors
    /// It is no URL of a server, or names a remote server without TLS.
    pub(crate) fn new(url: &str) -> Result<Self, Error> {
        let wrong = |what: &str| Error::Url(what.to_owned());
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(wrong("it does not begin with postgres://"));
        }
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        if query.contains('@') && !base.contains('@') {
            // Parsers differ on whether such a question mark is of the password: it is written %3F.
            return Err(wrong("it cannot be read: a '?' stands before the '@'"));
        }
        let (mut sslmode, mut roots, mut rest) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => sslmode = Some(value),
                Some(("sslrootcert", value)) => roots = Some(value),
                _ => rest.push(pair),
            }
        }
        // What the parser says may quote what it was given.
        let mut config: Config = format!("{base}?{}", rest.join("&"))
            .parse()
            .map_err(|_| wrong("it cannot be read, or has an unknown parameter"))?;
        if config.get_hosts().is_empty() {
            return Err(wrong("it names no host"));
        }
        if config.get_password().is_none()
            && let Ok(password) = std::env::var("PGPASSWORD")
        {
            config.password(password);
        }
        let server = name(&config);
        let tls = match sslmode {
            Some("disable") if !is_local(&config) => {
                return Err(Error::Url(format!(
                    "sslmode=disable to {server}, which is not this machine: passwords and sealed rows would go over the network as they \
                     are, and anybody there could answer for the server. Leave sslmode out"
                )));
            }
            Some("disable") => None,
            None | Some("allow" | "prefer") if is_local(&config) => None,
            // A certificate that is not checked protects from nobody, so all of these are verify-full.
            None | Some("allow" | "prefer" | "require" | "verify-ca" | "verify-full") => {
                Some(tls(roots)?)
            }
            Some(_) => {
                return Err(wrong("sslmode is none of disable, require and verify-full"));
            }
        };
        config.ssl_mode(if tls.is_some() {
            SslMode::Require
        } else {
            SslMode::Disable
        });
        config.application_name("vntr");
        // A peer that is gone without a word is told within half a minute.
        config.keepalives_idle(Duration::from_secs(10));
        config.keepalives_interval(Duration::from_secs(5));
        config.keepalives_retries(3);
        config.tcp_user_timeout(Duration::from_secs(30));
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        Ok(Target {
            config,
            tls,
            server,
        })
    }

    fn connect(&self) -> Result<Client, postgres::Error> {
        match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        }
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({})", self.server)
    }
}

/// Hosts with ports, and the database: no user, no password.
fn name(config: &Config) -> String {
    let ports = config.get_ports();
    let hosts: Vec<String> = config
        .get_hosts()
        .iter()
        .enumerate()
        .map(|(i, host)| {
            let port = ports.get(i).or(ports.first()).unwrap_or(&5432);
            match host {
                Host::Tcp(host) => format!("{host}:{port}"),
                Host::Unix(path) => format!("{}:{port}", path.display()),
            }
        })
        .collect();
    format!(
        "{}/{}",
        hosts.join(","),
        config
            .get_dbname()
            .or(config.get_user())
            .unwrap_or_default()
    )
}

/// Does every address lead to this machine?
fn is_local(config: &Config) -> bool {
    let addresses = config.get_hostaddrs();
    if !addresses.is_empty() {
        return addresses.iter().all(IpAddr::is_loopback);
    }
    config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(host) => {
            host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
        }
    })
}

/// Certificates are checked against those in a file, else against the system's.
fn tls(roots: Option<&str>) -> Result<MakeRustlsConnect, Error> {
    let cannot = |what: &str| Error::Url(format!("sslrootcert: {what}"));
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has them");
    let config = match roots {
        None => builder
            .with_platform_verifier()
            .map_err(|error| Error::Url(format!("this system's root certificates: {error}")))?
            .with_no_client_auth(),
        Some(path) => {
            let certificates = CertificateDer::pem_file_iter(path)
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .map_err(|error| cannot(&format!("{path}: {error}")))?;
            let mut store = rustls::RootCertStore::empty();
            let (added, _) = store.add_parsable_certificates(certificates);
            if added == 0 {
                return Err(cannot(&format!(
                    "{path} has no certificate, expected PEM with that of an authority"
                )));
            }
            builder.with_root_certificates(store).with_no_client_auth()
        }
    };
    Ok(MakeRustlsConnect::new(config))
}

/// A connection, made when it is needed and made again when it broke.
pub(crate) struct Link {
    target: Arc<Target>,
    key: Option<Key>,
    channel: Option<&'static str>,
    client: Option<Client>,
    pub(crate) patience: Duration,
    pub(crate) notices: Notices,
    pub(crate) stop: Stop,
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Link({})", self.target.server)
    }
}

/// What a failed try means.
enum Trouble {
    /// Another try may do better.
    Passing(&'static str, String),
    Lasting(Error),
}

impl Link {
    /// No connection yet.
    pub(crate) fn new(target: Target, key: Option<Key>) -> Self {
        Link {
            target: Arc::new(target),
            key,
            channel: None,
            client: None,
            patience: PATIENCE,
            notices: Arc::new(|_| ()),
            stop: Stop::default(),
        }
    }

    /// Another connection to the same place.
    pub(crate) fn sibling(&self) -> Self {
        Link {
            target: self.target.clone(),
            key: self.key.clone(),
            channel: None,
            client: None,
            patience: self.patience,
            notices: self.notices.clone(),
            stop: self.stop.clone(),
        }
    }

    pub(crate) fn server(&self) -> &str {
        &self.target.server
    }

    /// Is this connection told of what is new on a channel?
    pub(crate) fn listen(&mut self, channel: &'static str) {
        if self.channel != Some(channel) {
            self.channel = Some(channel);
            self.client = None;
        }
    }

    /// A connection without a look at what is there, for the owner who makes it.
    pub(crate) fn bare(&mut self) -> Result<&mut Client, Error> {
        let client = self
            .target
            .connect()
            .map_err(|error| self.error(&error, true))?;
        Ok(self.client.insert(client))
    }

    /// Connects now, without patience: a wrong URL should not be tried for minutes.
    pub(crate) fn connect(&mut self) -> Result<(), Error> {
        self.try_connect().map_err(|trouble| match trouble {
            Trouble::Lasting(error) => error,
            Trouble::Passing(_, reason) => Error::Connect {
                server: self.server().to_owned(),
                reason,
            },
        })
    }

    fn try_connect(&mut self) -> Result<(), Trouble> {
        if self
            .client
            .as_ref()
            .is_some_and(|client| !client.is_closed())
        {
            return Ok(());
        }
        self.client = None;
        let mut client = self
            .target
            .connect()
            .map_err(|error| self.trouble(&error, true))?;
        let server = self.server();
        let version = match client.query_one("SELECT vntr_queue.schema_version()", &[]) {
            Ok(row) => row.get::<_, i32>(0),
            Err(error) => {
                return Err(match error.code() {
                    Some(&SqlState::INVALID_SCHEMA_NAME | &SqlState::UNDEFINED_FUNCTION) => {
                        Trouble::Lasting(Error::NoQueue {
                            server: server.to_owned(),
                        })
                    }
                    _ => self.trouble(&error, false),
                });
            }
        };
        schema::expect_version(server, version).map_err(Trouble::Lasting)?;
        if let Some(key) = &self.key {
            let check: Option<Vec<u8>> = client
                .query_one("SELECT vntr_queue.get_key_check()", &[])
                .map_err(|error| self.trouble(&error, false))?
                .get(0);
            if check.is_some_and(|check| !fits(key, check)) {
                return Err(Trouble::Lasting(Error::WrongKey {
                    server: server.to_owned(),
                }));
            }
        }
        if let Some(channel) = self.channel {
            client
                .batch_execute(&format!("LISTEN {channel}"))
                .map_err(|error| self.trouble(&error, false))?;
        }
        self.client = Some(client);
        Ok(())
    }

    /// One try, for whoever tries again by itself.
    pub(crate) fn once<T>(
        &mut self,
        call: impl FnOnce(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, Error> {
        self.connect()?;
        let client = self.client.as_mut().expect("connected");
        call(client).map_err(|error| {
            let result = self.error(&error, false);
            self.client = None;
            result
        })
    }

    /// Calls until it is done: a server that restarts, a connection that breaks and a full disk are waited for, up to the patience. So every call
    /// has to be one that may be done twice.
    pub(crate) fn call<T>(
        &mut self,
        mut call: impl FnMut(&mut Client) -> Result<T, postgres::Error>,
    ) -> Result<T, Error> {
        let (mut since, mut pause) = (None, BACKOFF.0);
        loop {
            let tried = self.try_connect().and_then(|()| {
                let client = self.client.as_mut().expect("connected");
                call(client).map_err(|error| self.trouble(&error, false))
            });
            let (what, reason) = match tried {
                Ok(value) => {
                    if since.is_some() {
                        (self.notices)("the queue answers again");
                    }
                    return Ok(value);
                }
                Err(Trouble::Lasting(error)) => return Err(error),
                Err(Trouble::Passing(what, reason)) => (what, reason),
            };
            if self.client.as_ref().is_some_and(Client::is_closed) {
                self.client = None;
            }
            let first = *since.get_or_insert_with(|| {
                (self.notices)(&format!(
                    "{}: {what}: {reason}; trying again for up to {} s",
                    self.server(),
                    self.patience.as_secs()
                ));
                Instant::now()
            });
            if first.elapsed() + pause > self.patience {
                return Err(Error::Unreachable {
                    server: self.server().to_owned(),
                    waited: first.elapsed(),
                    reason,
                });
            }
            // Clients that lost the server at once should not come back at once.
            let jitter = f64::from(rand::random::<u8>()) / 512.0;
            if self.stop.sleep(pause.mul_f64(0.75 + jitter)) {
                return Err(Error::Stopped {
                    server: self.server().to_owned(),
                });
            }
            pause = (pause * 2).min(BACKOFF.1);
        }
    }

    /// Until a notification that is wanted, the time is over, the connection breaks or somebody says stop.
    pub(crate) fn wait(&mut self, time: Duration, wanted: impl Fn(&str) -> bool) {
        let end = Instant::now() + time;
        while !self.stop.is_set() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            let Some(client) = &mut self.client else {
                // The next call connects, and waits if it has to.
                return;
            };
            let heard = client.notifications().timeout_iter(left.min(SLICE)).next();
            match heard {
                Ok(Some(notification)) if wanted(notification.payload()) => {
                    // Many came at once, mostly: one look at the queue answers all.
                    let _ = client.notifications().iter().count();
                    return;
                }
                Ok(_) if client.is_closed() => self.client = None,
                Ok(_) => {}
                Err(_) => self.client = None,
            }
        }
    }

    /// What a failed call means where it is not tried again.
    pub(crate) fn lasting(&self, error: &postgres::Error) -> Error {
        self.error(error, false)
    }

    fn error(&self, error: &postgres::Error, connecting: bool) -> Error {
        match self.trouble(error, connecting) {
            Trouble::Lasting(error) => error,
            Trouble::Passing(_, reason) => Error::Connect {
                server: self.server().to_owned(),
                reason,
            },
        }
    }

    fn trouble(&self, error: &postgres::Error, connecting: bool) -> Trouble {
        let server = self.server().to_owned();
        let Some(database) = error.as_db_error() else {
            let reason = reason(error);
            let source = std::error::Error::source(error);
            let is_io = source.is_some_and(|source| source.is::<std::io::Error>());
            return if connecting || error.is_closed() || is_io {
                Trouble::Passing("the connection broke", reason)
            } else {
                Trouble::Lasting(Error::Database { server, reason })
            };
        };
        let (code, reason) = (database.code(), database.message().to_owned());
        match code.code() {
            "42501" => Trouble::Lasting(Error::Denied { server, reason }),
            "53100" => Trouble::Passing("the disk of the server is full", reason),
            // Connections, resources, an operator who stops the server; deadlocks; a standby that is not the server any more.
            code if ["08", "53", "57P", "40", "25006"]
                .iter()
                .any(|class| code.starts_with(class)) =>
            {
                Trouble::Passing("the server cannot serve now", reason)
            }
            code if code.starts_with("VQ") => Trouble::Lasting(Error::Refused(reason)),
            _ if connecting => Trouble::Lasting(Error::Connect { server, reason }),
            code => Trouble::Lasting(Error::Database {
                server,
                reason: format!("{reason} (SQLSTATE {code})"),
            }),
        }
    }
}

/// An error with its causes. None of them quotes what was sent.
fn reason(error: &postgres::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

const CHECK: &[u8] = b"vntr queue";
const NO_RUN: [u8; 32] = [0; 32];

/// What shows later whether a key is this one.
pub(crate) fn key_check(key: &Key) -> Vec<u8> {
    key.seal(&NO_RUN, Role::Check, CHECK)
}

/// Is it the key of this check?
pub(crate) fn fits(key: &Key, check: Vec<u8>) -> bool {
    key.open(&NO_RUN, Role::Check, check).as_deref() == Some(CHECK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> String {
        Target::new(url).expect_err(url).to_string()
    }

    #[test]
    fn a_remote_server_gets_tls_or_nothing() {
        let tls = |url: &str| Target::new(url).expect(url).tls.is_some();
        for local in [
            "postgres://u:p@localhost/d",
            "postgres://u:p@127.0.0.1:5433/d",
            "postgres://u:p@[::1]/d",
            "postgres://u@%2Frun%2Fpostgresql/d",
            "postgresql:///d?host=/run/postgresql&user=u",
            "postgres://u:p@localhost/d?sslmode=disable",
        ] {
            assert!(!tls(local), "{local}");
        }
        for remote in [
            "postgres://u:p@db.example/d",
            "postgres://u:p@10.0.0.1/d?sslmode=prefer",
            "postgres://u:p@10.0.0.1/d?sslmode=verify-full",
            "postgres://u:p@127.0.0.1/d?sslmode=require",
            // The address counts, not the name; and all of them.
            "postgres://u:p@localhost/d?hostaddr=10.0.0.1",
            "postgres://u:p@localhost,db.example/d",
        ] {
            assert!(tls(remote), "{remote}");
        }
        for remote in ["db.example", "10.0.0.1", "localhost,db.example"] {
            let message = refused(&format!("postgres://u:hunter2@{remote}/d?sslmode=disable"));
            assert!(message.contains("sslmode=disable"), "{message}");
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn what_is_no_url_is_refused_without_its_text() {
        for (url, what) in [
            ("mysql://u:hunter2@h/d", "begin"),
            ("host=h password=hunter2", "begin"),
            ("postgres://u:hunter2@h:port/d", "read"),
            ("postgres://u:a?hunter2=b@h/d", "read"),
            ("postgres:///d?user=hunter2", "host"),
            ("postgres://u:hunter2@h/d?sslmode=maybe", "sslmode"),
            ("postgres://u:hunter2@h/d?sslrootcert=/none", "sslrootcert"),
        ] {
            let message = refused(url);
            assert!(message.contains(what), "{message}");
            assert!(!message.contains("hunter2"), "{message}");
        }
        let target = Target::new("postgres://u:hunter2@localhost:1/d").unwrap();
        assert_eq!(format!("{target:?}"), "Target(localhost:1/d)");
    }
}
