//! A chain behind JSON-RPC: deploy a contract, ask it, send it a transaction. Blocking, no async in sight; and [`Anvil`], the local
//! chain that comes from npm.

use alloy::eips::BlockId;
use alloy::network::{EthereumWallet, TransactionBuilder};
use alloy::primitives::{Address, Bytes};
use alloy::providers::{DynProvider, Provider, ProviderBuilder};
use alloy::rpc::client::RpcClient;
use alloy::rpc::json_rpc::{RequestPacket, ResponsePacket};
use alloy::rpc::types::TransactionRequest;
use alloy::signers::local::PrivateKeySigner;
use alloy::transports::{TransportError, TransportErrorKind, TransportFut};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower::Service;

use crate::calldata::Refusal;
use crate::evm::GAS_LIMIT;
use crate::transactions::{Limits, PlanError, Progress, Run, Transaction};

/// How long a transaction may take to be included.
const INCLUSION_TIMEOUT: Duration = Duration::from_secs(180);
/// How long an answer may take, unless [`TIMEOUT_VARIABLE`] says otherwise.
const ANSWER_SECONDS: u64 = 20;
/// The variable that says how many seconds an answer may take.
const TIMEOUT_VARIABLE: &str = "VNTR_RPC_TIMEOUT";
/// The longest answer that is read: a contract's code is at most 24 KiB, a receipt a few.
const MOST_ANSWER_BYTES: usize = 1 << 22;
/// Gas beyond what a node estimates, for what other senders may do before the transaction is included: it may become the run's last one.
const RESERVE: u64 = 60_000;
/// How long anvil may take to listen.
const ANVIL_TIMEOUT: Duration = Duration::from_secs(30);
/// The first account of every anvil and hardhat chain. Its key is public: only ever worth something on a local chain.
const DEV_KEY: &str = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

/// A key that signs transactions. It cannot be printed.
#[derive(Clone)]
pub struct PrivateKey(PrivateKeySigner);

impl PrivateKey {
    /// The account of this key.
    pub fn address(&self) -> [u8; 20] {
        self.0.address().into_array()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey(of {})", self.0.address())
    }
}

impl FromStr for PrivateKey {
    type Err = ChainError;

    fn from_str(text: &str) -> Result<Self, ChainError> {
        // The parser's own message may quote what it was given: it is dropped.
        text.trim().parse().map(Self).map_err(|_| ChainError::Key)
    }
}

/// A contract that was just created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deployed {
    /// Where it is.
    pub address: [u8; 20],
    /// Gas of the creation, from the receipt.
    pub gas_used: u64,
    /// Hash of the transaction.
    pub transaction: [u8; 32],
}

/// A transaction that was included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Hash of the transaction.
    pub transaction: [u8; 32],
    /// Gas from the receipt: the whole transaction.
    pub gas_used: u64,
    /// False if it was reverted.
    pub status: bool,
}

/// Why the chain did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// Not a URL that can be called.
    #[error("not an RPC address: expected http://host:port or https://…")]
    Url,
    /// Not a time limit.
    #[error("{TIMEOUT_VARIABLE}: expected a number of seconds from 1 to 3600")]
    Timeout,
    /// Not a private key.
    #[error(
        "not a private key: expected 64 hexadecimal digits, with or without 0x (what was given is not repeated here)"
    )]
    Key,
    /// Nobody answers, or not as Ethereum does.
    #[error("{host}: {what}; is the chain running and the address right?")]
    Rpc {
        /// Scheme and host of the RPC address. Its path may be a secret.
        host: String,
        /// What went wrong.
        what: String,
    },
    /// The contract refuses the call.
    #[error("the contract refuses: {}", with_name(.0))]
    Refused(Refusal),
    /// A call to an address without code succeeds and means nothing.
    #[error("no contract at 0x{address} on {host}: deploy the verifier first, or check the address and the chain", address = hex::encode(address))]
    NoContract {
        /// The address.
        address: [u8; 20],
        /// Scheme and host of the RPC address.
        host: String,
    },
    /// The creating transaction was included but left no contract.
    #[error("the contract was not created (transaction 0x{transaction}, {gas_used} gas)", transaction = hex::encode(transaction))]
    NotCreated {
        /// Hash of the transaction.
        transaction: [u8; 32],
        /// Gas from the receipt.
        gas_used: u64,
    },
    /// A proof that has no transactions, or none within the limits.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A transaction was included and had no effect.
    #[error("transaction 0x{} was reverted, {} gas", hex::encode(.0.transaction), .0.gas_used)]
    Reverted(Sent),
    /// All transactions went through.
    #[error(
        "all segments were sent, and the contract does not say that the run is proved: the RPC is behind or does not tell the truth; ask again"
    )]
    NotProved,
    /// Not what the contract's views return.
    #[error("the contract at 0x{} does not know runs over several transactions: it is not this version's contract of segments", hex::encode(.0))]
    NoRuns([u8; 20]),
    /// anvil could not be started.
    #[error("anvil: {0}; run `npm ci` in the repository's root, or set ANVIL_BIN to an anvil")]
    Anvil(String),
}

/// The error as Solidity has it, and what it means.
fn with_name(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unknown(_) => refusal.to_string(),
        _ => format!("{}: {refusal}", refusal.solidity()),
    }
}

/// The chain's number.
pub fn chain_id(rpc: &str) -> Result<u64, ChainError> {
    let chain = Chain::open(rpc, None)?;
    chain.run(chain.provider.get_chain_id())
}

/// The code of an account; empty if it has none.
pub fn code(rpc: &str, address: [u8; 20]) -> Result<Vec<u8>, ChainError> {
    let chain = Chain::open(rpc, None)?;
    let code = chain.run(async { chain.provider.get_code_at(Address::from(address)).await })?;
    Ok(code.to_vec())
}

/// The error that says that an account has no code.
///
/// # Errors
/// An RPC address that is none.
pub fn no_contract(rpc: &str, address: [u8; 20]) -> Result<ChainError, ChainError> {
    let Chain { host, .. } = Chain::open(rpc, None)?;
    Ok(ChainError::NoContract { address, host })
}

/// Creates a contract.
pub fn deploy(rpc: &str, key: &PrivateKey, creation_code: &[u8]) -> Result<Deployed, ChainError> {
    let chain = Chain::open(rpc, Some(key))?;
    let request =
        TransactionRequest::default().with_deploy_code(Bytes::copy_from_slice(creation_code));
    let (sent, address) = chain.send(request)?;
    match address {
        Some(address) if sent.status => Ok(Deployed {
            address: address.into_array(),
            gas_used: sent.gas_used,
            transaction: sent.transaction,
        }),
        _ => Err(ChainError::NotCreated {
            transaction: sent.transaction,
            gas_used: sent.gas_used,
        }),
    }
}

/// Asks the verifier without a transaction, for free. `Ok` means that it accepts.
pub fn call_verify(rpc: &str, address: [u8; 20], calldata: &[u8]) -> Result<(), ChainError> {
    let chain = Chain::open(rpc, None)?;
    chain.require_code(address)?;
    let returned = chain.run(async {
        chain
            .provider
            .call(request(address, calldata))
            .block(BlockId::latest())
            .await
    })?;
    // `verify` returns nothing. An answer of any other length comes from another contract.
    if returned.is_empty() {
        Ok(())
    } else {
        Err(ChainError::Refused(Refusal::Unknown(returned.to_vec())))
    }
}

/// What a getter such as `SELECTOR()` returns.
pub fn get(rpc: &str, address: [u8; 20], getter: &str) -> Result<Vec<u8>, ChainError> {
    Chain::open(rpc, None)?.read(address, &crate::calldata::getter(getter))
}

/// Is a run's statement proved, in several transactions, its own or another run's?
pub fn is_proved(rpc: &str, address: [u8; 20], run: &Run) -> Result<bool, ChainError> {
    let chain = Chain::open(rpc, None)?;
    chain.require_code(address)?;
    chain.is_proved(address, run)
}

/// Verifies a run in several transactions: those that are left to do, until the contract says that its statement is proved. So an
/// interrupted one goes on where it was, and what somebody else sent is not sent again. `report` sees each.
///
/// # Errors
/// What the contract refuses is reported before anything is spent.
pub fn send_run(
    rpc: &str,
    address: [u8; 20],
    key: &PrivateKey,
    run: &Run,
    limits: Limits,
    mut report: impl FnMut(&Transaction, &Sent),
) -> Result<(), ChainError> {
    let chain = Chain::open(rpc, Some(key))?;
    chain.require_code(address)?;
    // What went through, whatever a node that is behind says.
    let mut sent_here: Vec<Transaction> = vec![];
    while !chain.is_proved(address, run)? {
        let returned = chain.read(address, &run.progress())?;
        let mut done = Progress::decode(&returned).ok_or(ChainError::NoRuns(address))?;
        for transaction in &sent_here {
            done.record(&transaction.part);
        }
        let mut left = run.transactions(&done, limits)?.into_iter();
        let next = left.next().ok_or(ChainError::NotProved)?;
        let request = request(address, &next.calldata).with_from(Address::from(key.address()));
        let estimate = chain.run(chain.provider.estimate_gas(request.clone()).into_future())?;
        let gas = (estimate + RESERVE).min(GAS_LIMIT);
        let (sent, _) = chain.send(request.with_gas_limit(gas))?;
        if !sent.status {
            return Err(ChainError::Reverted(sent));
        }
        report(&next, &sent);
        sent_here.push(next);
    }
    Ok(())
}

/// Sends the verifier a transaction. A proof that the contract would refuse is reported before anything is spent.
pub fn send_verify(
    rpc: &str,
    address: [u8; 20],
    key: &PrivateKey,
    calldata: &[u8],
) -> Result<Sent, ChainError> {
    let chain = Chain::open(rpc, Some(key))?;
    chain.require_code(address)?;
    Ok(chain.send(request(address, calldata))?.0)
}

fn request(address: [u8; 20], calldata: &[u8]) -> TransactionRequest {
    TransactionRequest::default()
        .with_to(Address::from(address))
        .with_input(Bytes::copy_from_slice(calldata))
}

/// A connection and the runtime that it needs.
struct Chain {
    provider: DynProvider,
    runtime: tokio::runtime::Runtime,
    rpc: String,
    host: String,
}

/// A client that trusts what the system trusts, where https asks for it.
fn client(https: bool) -> Result<reqwest::Client, reqwest::Error> {
    // Fails if there is one already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // Whoever names an address means that one: a proof is not to be asked about elsewhere.
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    // A machine without any certificates can still ask its own anvil.
    let builder = match https {
        true => builder,
        false => builder.tls_certs_only([]),
    };
    builder.build()
}

/// The seconds that an answer may take.
fn timeout() -> Result<Duration, ChainError> {
    let seconds = match std::env::var(TIMEOUT_VARIABLE) {
        Err(std::env::VarError::NotPresent) => Some(ANSWER_SECONDS),
        Err(std::env::VarError::NotUnicode(_)) => None,
        Ok(text) => text.parse().ok(),
    };
    let seconds = seconds.filter(|seconds| (1..=3600).contains(seconds));
    seconds.map(Duration::from_secs).ok_or(ChainError::Timeout)
}

/// JSON-RPC over HTTP to somebody who is not trusted: an answer comes within a time, has a length, and is from this address.
/// The transport that the client library has would wait, and read, without end.
#[derive(Clone)]
struct Http {
    client: reqwest::Client,
    url: reqwest::Url,
    timeout: Duration,
}

impl Http {
    async fn ask(&self, request: &RequestPacket) -> Result<ResponsePacket, TransportError> {
        let failed = |what: &str| TransportErrorKind::custom_str(what);
        let broken = |error: reqwest::Error| failed(&causes(&error.without_url()));
        let body = serde_json::to_vec(request).map_err(TransportError::ser_err)?;
        let request = self.client.post(self.url.clone());
        let request = request.header("content-type", "application/json");
        let mut response = request.body(body).send().await.map_err(broken)?;
        let status = response.status();
        if status.is_redirection() {
            return Err(failed(&format!(
                "status {status}: expected an answer, and redirects are not followed: give the address that it leads to"
            )));
        }
        let mut body = vec![];
        while let Some(chunk) = response.chunk().await.map_err(broken)? {
            body.extend_from_slice(&chunk);
            if body.len() > MOST_ANSWER_BYTES {
                return Err(failed(&format!(
                    "expected an answer of at most {MOST_ANSWER_BYTES} bytes, found a longer one"
                )));
            }
        }
        // Some nodes give their errors another status. The text of what is none is not shown: it may be anything.
        serde_json::from_slice(&body).map_err(|_| {
            failed(&format!(
                "status {status}: expected a JSON-RPC answer, found {} bytes of something else",
                body.len()
            ))
        })
    }
}

impl Service<RequestPacket> for Http {
    type Response = ResponsePacket;
    type Error = TransportError;
    type Future = TransportFut<'static>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: RequestPacket) -> Self::Future {
        let http = self.clone();
        Box::pin(async move {
            let answer = tokio::time::timeout(http.timeout, http.ask(&request)).await;
            answer.unwrap_or_else(|_| {
                Err(TransportErrorKind::custom_str(&format!(
                    "expected a whole answer within {} s ({TIMEOUT_VARIABLE}), found none",
                    http.timeout.as_secs()
                )))
            })
        })
    }
}

/// An error and what caused it: the client's own words end at "error sending request".
fn causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |error| error.source());
    causes.fold(error.to_string(), |text, cause| {
        let cause = cause.to_string();
        match text.contains(&cause) {
            true => text,
            false => format!("{text}: {cause}"),
        }
    })
}

impl Chain {
    fn open(rpc: &str, key: Option<&PrivateKey>) -> Result<Self, ChainError> {
        let url: reqwest::Url = rpc.trim().parse().map_err(|_| ChainError::Url)?;
        let host = match (url.scheme(), url.host_str(), url.port()) {
            ("http" | "https", Some(host), Some(port)) => {
                format!("{}://{host}:{port}", url.scheme())
            }
            ("http" | "https", Some(host), None) => format!("{}://{host}", url.scheme()),
            _ => return Err(ChainError::Url),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| ChainError::Rpc {
                host: host.clone(),
                what: error.to_string(),
            })?;
        let guard = runtime.enter();
        let rpc = url.to_string();
        let client = client(url.scheme() == "https").map_err(|error| ChainError::Rpc {
            host: host.clone(),
            what: causes(&error),
        })?;
        let transport = Http {
            client,
            url,
            timeout: timeout()?,
        };
        let client = RpcClient::new(transport, false);
        let provider = match key {
            Some(key) => ProviderBuilder::new()
                .wallet(EthereumWallet::from(key.0.clone()))
                .connect_client(client)
                .erased(),
            None => ProviderBuilder::new().connect_client(client).erased(),
        };
        drop(guard);
        Ok(Self {
            provider,
            runtime,
            rpc,
            host,
        })
    }

    fn run<T>(
        &self,
        future: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, ChainError> {
        self.runtime
            .block_on(future)
            .map_err(|error| self.transport_error(&error))
    }

    /// Revert data is a refusal; all else is the connection's fault. The RPC address may hold a secret and is cut out.
    fn transport_error(&self, error: &TransportError) -> ChainError {
        match error.as_error_resp() {
            Some(payload) => match payload.as_revert_data() {
                Some(data) => ChainError::Refused(Refusal::decode(&data)),
                None => self.rpc_error(&payload.message),
            },
            None => self.rpc_error(&causes(error)),
        }
    }

    fn rpc_error(&self, what: &str) -> ChainError {
        let what = what
            .replace(&self.rpc, &self.host)
            .replace(self.rpc.trim_end_matches('/'), &self.host);
        ChainError::Rpc {
            host: self.host.clone(),
            what,
        }
    }

    /// What a view returns.
    fn read(&self, address: [u8; 20], calldata: &[u8]) -> Result<Vec<u8>, ChainError> {
        let call = self.provider.call(request(address, calldata));
        let returned = self.run(call.block(BlockId::latest()).into_future())?;
        Ok(returned.to_vec())
    }

    fn is_proved(&self, address: [u8; 20], run: &Run) -> Result<bool, ChainError> {
        let returned = self.read(address, &run.is_proved())?;
        let (last, zeros) = returned.split_last().ok_or(ChainError::NoRuns(address))?;
        match (last, zeros == [0; 31]) {
            (0 | 1, true) => Ok(*last == 1),
            _ => Err(ChainError::NoRuns(address)),
        }
    }

    fn require_code(&self, address: [u8; 20]) -> Result<(), ChainError> {
        let code = self.run(async { self.provider.get_code_at(Address::from(address)).await })?;
        if code.is_empty() {
            return Err(ChainError::NoContract {
                address,
                host: self.host.clone(),
            });
        }
        Ok(())
    }

    fn send(&self, request: TransactionRequest) -> Result<(Sent, Option<Address>), ChainError> {
        let pending = self.run(self.provider.send_transaction(request))?;
        let receipt = self
            .runtime
            .block_on(pending.with_timeout(Some(INCLUSION_TIMEOUT)).get_receipt())
            .map_err(|error| {
                self.rpc_error(&format!(
                    "the transaction was sent, but no receipt came: {error}"
                ))
            })?;
        let sent = Sent {
            transaction: receipt.transaction_hash.0,
            gas_used: receipt.gas_used,
            status: receipt.status(),
        };
        Ok((sent, receipt.contract_address))
    }
}

/// A local chain in a process of its own, with the limits of the real one. It ends with this value.
#[derive(Debug)]
pub struct Anvil {
    child: Child,
    url: String,
}

impl Anvil {
    /// Starts anvil on a free port: `ANVIL_BIN`, or npm's in the repository, or the one on the path.
    pub fn spawn() -> Result<Self, ChainError> {
        Self::spawn_with_id(31337)
    }

    /// The same as a chain of another id, that of mainnet for instance: what is refused there is refused here.
    ///
    /// # Errors
    /// Those of [`Anvil::spawn`].
    pub fn spawn_with_id(chain_id: u64) -> Result<Self, ChainError> {
        let binary = foundry_binary("anvil");
        let failed = |what: String| ChainError::Anvil(format!("{}: {what}", binary.display()));
        let mut child = Command::new(&binary)
            .args(["--port", "0", "--chain-id", &chain_id.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(error.to_string()))?;
        let stdout = child.stdout.take().expect("piped above");
        // From here on, an early return ends the process.
        let mut anvil = Self {
            child,
            url: String::new(),
        };
        let (sender, receiver) = mpsc::channel();
        // Reads until the end: a full pipe would stop anvil.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some(address) = line.trim().strip_prefix("Listening on ") {
                    let _ = sender.send(address.trim().to_string());
                }
            }
        });
        let address = receiver.recv_timeout(ANVIL_TIMEOUT).map_err(|_| {
            failed(format!(
                "did not listen within {} s",
                ANVIL_TIMEOUT.as_secs()
            ))
        })?;
        anvil.url = format!("http://{address}");
        Ok(anvil)
    }

    /// The RPC address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The key of the first account, which is rich. Everybody knows it.
    pub fn key(&self) -> PrivateKey {
        DEV_KEY.parse().expect("a constant")
    }
}

impl Drop for Anvil {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A tool of Foundry's, such as `anvil`: the file that ANVIL_BIN names, or npm's in the repository, or the one on the path. npm's
/// commands are node scripts around the real binaries, which would outlive them: this is the binary itself.
pub fn foundry_binary(tool: &str) -> PathBuf {
    let variable = format!("{}_BIN", tool.to_uppercase());
    if let Some(path) = std::env::var_os(variable) {
        return path.into();
    }
    let os = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let arch = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let name = format!("{tool}{}", std::env::consts::EXE_SUFFIX);
    let npm = crate::solc::repository_root()
        .join("node_modules/@foundry-rs")
        .join(format!("{tool}-{os}-{arch}"))
        .join("bin")
        .join(&name);
    if npm.is_file() { npm } else { name.into() }
}
