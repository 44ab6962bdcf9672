//! Who may connect, and who may do what.

use crate::support::{Database, Server, key, run, superuser};
use postgres::{Client, NoTls};
use queue::{Error, Key, Operator, Part, Queue};
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn a_database_without_a_queue_says_so() {
    let Some(database) = Database::empty_shared() else {
        return;
    };
    let error = Queue::connect(&database.owner, key()).unwrap_err();
    assert!(matches!(error, Error::NoQueue { .. }), "{error}");
    assert!(error.to_string().contains("vntr queue init"), "{error}");
}

#[test]
fn init_may_be_repeated_and_only_the_owner_may() {
    let Some(database) = Database::new() else {
        return;
    };
    let mut owner = Operator::new(&database.owner).unwrap();
    assert_eq!(owner.init(Some(&key())).unwrap(), 1);
    assert_eq!(owner.init(None).unwrap(), 1);
    let other = Key::from_hex(&Key::generate()).unwrap();
    assert!(matches!(
        owner.init(Some(&other)).unwrap_err(),
        Error::WrongKey { .. }
    ));
    let error = Operator::new(&database.worker)
        .unwrap()
        .init(None)
        .unwrap_err();
    assert!(matches!(error, Error::Denied { .. }), "{error}");
}

#[test]
fn two_owners_at_once_make_one_queue() {
    let Some(database) = Database::empty_shared() else {
        return;
    };
    std::thread::scope(|scope| {
        let inits: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| Operator::new(&database.owner).unwrap().init(None)))
            .collect();
        let before: Vec<i32> = inits
            .into_iter()
            .map(|init| init.join().unwrap().unwrap())
            .collect();
        assert_eq!(before.iter().filter(|&&version| version == 0).count(), 1);
    });
}

#[test]
fn a_client_of_another_version_refuses() {
    let Some(database) = Database::new() else {
        return;
    };
    for (version, what) in [(2, "newer vntr"), (0, "vntr queue init")] {
        database
            .superuser()
            .execute("UPDATE vntr_queue.migrations SET version = $1", &[&version])
            .unwrap();
        let error = Queue::connect(&database.worker, key()).unwrap_err();
        assert!(
            matches!(error, Error::Version { found, .. } if found == version),
            "{error}"
        );
        assert!(error.to_string().contains(what), "{error}");
    }
    database
        .superuser()
        .batch_execute("UPDATE vntr_queue.migrations SET version = 2")
        .unwrap();
    let error = Operator::new(&database.owner)
        .unwrap()
        .init(None)
        .unwrap_err();
    assert!(matches!(error, Error::Version { found: 2, .. }), "{error}");
}

/// Every function of the schema, with arguments that are refused or harmless, and every table.
#[test]
fn roles_may_do_their_part_and_nothing_else() {
    let Some(database) = Database::new() else {
        return;
    };
    let functions = database
        .superuser()
        .query(
            "SELECT proname, (SELECT coalesce(string_agg('NULL::' || format_type(t, NULL), ', '), '') FROM unnest(proargtypes) AS t)
             FROM pg_proc WHERE pronamespace = 'vntr_queue'::regnamespace ORDER BY 1",
            &[],
        )
        .unwrap();
    let allowed = |url: &str| -> Vec<String> {
        let mut client = Client::connect(url, NoTls).unwrap();
        let mut allowed = vec![];
        for row in &functions {
            let (name, arguments): (&str, &str) = (row.get(0), row.get(1));
            let call = format!("SELECT vntr_queue.{name}({arguments})");
            let denied = client
                .batch_execute(&call)
                .is_err_and(|error| error.code().is_some_and(|code| code.code() == "42501"));
            if !denied {
                allowed.push(name.to_owned());
            }
        }
        for table in [
            "runs",
            "payloads",
            "passes",
            "tasks",
            "attempts",
            "workers",
            "key_check",
            "migrations",
        ] {
            for statement in [
                format!("SELECT FROM vntr_queue.{table}"),
                format!("DELETE FROM vntr_queue.{table}"),
                format!("TRUNCATE vntr_queue.{table}"),
            ] {
                let error = client.batch_execute(&statement).unwrap_err();
                assert_eq!(error.code().unwrap().code(), "42501", "{statement}");
            }
        }
        let error = client
            .batch_execute("CREATE TABLE vntr_queue.mine (x int)")
            .unwrap_err();
        assert_eq!(error.code().unwrap().code(), "42501");
        allowed
    };
    let worker = [
        "beat",
        "claim",
        "finish",
        "get_key_check",
        "get_payload",
        "give_up",
        "schema_version",
    ];
    assert_eq!(allowed(&database.worker), worker);
    let coordinator = [
        "accept",
        "cancel",
        "clean",
        "finish_run",
        "get_key_check",
        "give",
        "missing_payloads",
        "next_event",
        "open_run",
        "put_key_check",
        "put_payload",
        "refuse",
        "retry",
        "schema_version",
        "status",
    ];
    assert_eq!(allowed(&database.coordinator), coordinator);

    // The other part in place of the first.
    let mut owner = Operator::new(&database.owner).unwrap();
    owner
        .grant(Part::Worker, &format!("coordinator_{}", database.name))
        .unwrap();
    assert_eq!(allowed(&database.coordinator), worker);
    let error = owner
        .grant(Part::Worker, "nobody'; DROP SCHEMA vntr_queue --")
        .unwrap_err();
    assert!(error.to_string().contains("does not exist"), "{error}");
}

#[test]
fn a_role_without_a_part_is_told_what_to_do() {
    let Some(database) = Database::new() else {
        return;
    };
    database
        .superuser()
        .batch_execute(&format!(
            "REVOKE ALL ON SCHEMA vntr_queue FROM worker_{}",
            database.name
        ))
        .unwrap();
    let error = Queue::connect(&database.worker, key()).unwrap_err();
    assert!(matches!(error, Error::Denied { .. }), "{error}");
    assert!(error.to_string().contains("vntr queue init"), "{error}");
}

/// A function of this name in a schema that the caller chose is not what runs with the owner's rights.
#[test]
fn the_callers_search_path_changes_nothing() {
    let Some(database) = Database::new() else {
        return;
    };
    database
        .superuser()
        .batch_execute(
            "CREATE SCHEMA evil; GRANT USAGE ON SCHEMA evil TO PUBLIC;
             CREATE FUNCTION evil.clock() RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN RAISE 'evil'; END $$;
             CREATE FUNCTION evil.sweep() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE 'evil'; END $$;",
        )
        .unwrap();
    let mut client = Client::connect(&database.worker, NoTls).unwrap();
    client
        .batch_execute("SET search_path = evil; SELECT * FROM vntr_queue.claim(decode(repeat('00', 16), 'hex'), 'w', '{x}', 60)")
        .unwrap();
    let unsafe_functions =
        "SELECT count(*) FROM pg_proc WHERE pronamespace = 'vntr_queue'::regnamespace
        AND NOT coalesce(proconfig @> ARRAY['search_path=vntr_queue, pg_temp'], false)";
    assert_eq!(database.count(unsafe_functions), 0);
}

#[test]
fn the_first_coordinators_key_is_the_queues_until_it_is_forgotten() {
    let Some(database) = Database::empty_shared() else {
        return;
    };
    let mut owner = Operator::new(&database.owner).unwrap();
    owner.init(None).unwrap();
    let [one, other] = [(), ()].map(|()| Key::from_hex(&Key::generate()).unwrap());
    let mut first = Queue::connect(&database.owner, one.clone()).unwrap();
    // Both connect before there is a key.
    let mut second = Queue::connect(&database.owner, other.clone()).unwrap();
    first.open(&run(1, 1)).unwrap();
    assert!(matches!(
        second.open(&run(2, 1)).unwrap_err(),
        Error::WrongKey { .. }
    ));
    assert!(matches!(owner.forget_key().unwrap_err(), Error::Refused(_)));
    owner.clean(Duration::ZERO).unwrap();
    owner.forget_key().unwrap();
    second.open(&run(2, 1)).unwrap();
    assert!(matches!(
        Queue::connect(&database.owner, one).unwrap_err(),
        Error::WrongKey { .. }
    ));
}

/// A worker that came before any key has no task until there is one, and then looks at it.
#[test]
fn a_worker_that_comes_first_takes_nothing_that_it_cannot_open() {
    let Some(database) = Database::empty_shared() else {
        return;
    };
    Operator::new(&database.owner).unwrap().init(None).unwrap();
    let mut options = crate::support::options("early");
    options.idle_exit = None;
    let other = Key::from_hex(&Key::generate()).unwrap();
    let early = Queue::connect(&database.owner, other).unwrap();
    let thread =
        std::thread::spawn(move || queue::worker::run(early, &options, |_, _, _, _| Ok(vec![])));
    std::thread::sleep(Duration::from_millis(200));
    let mut queue = Queue::connect(&database.owner, key()).unwrap();
    queue.open(&run(1, 1)).unwrap();
    queue.give(run(1, 1).id, "commit", b"", 0..1).unwrap();
    queue.put_payload(run(1, 1).id, 0, b"payload").unwrap();
    assert!(matches!(
        thread.join().unwrap().unwrap_err(),
        Error::WrongKey { .. }
    ));
    assert_eq!(
        database.count("SELECT count(*) FROM vntr_queue.attempts"),
        0
    );
}

#[test]
fn passwords_are_in_no_message() {
    let Some(database) = Database::new() else {
        return;
    };
    let wrong = database.worker.replace(":word@", ":hunter2@");
    let error = Queue::connect(&wrong, key()).unwrap_err();
    let queue = Queue::connect(&database.worker, key()).unwrap();
    for text in [
        error.to_string(),
        format!("{error:?}"),
        format!("{queue:?}"),
    ] {
        assert!(
            !text.contains("hunter2") && !text.contains("word@") && !text.contains(":word"),
            "{text}"
        );
    }
    assert!(
        error.to_string().contains("authentication failed"),
        "{error}"
    );
}

#[test]
fn a_server_that_is_not_there_is_told_at_once() {
    let began = Instant::now();
    let error = Queue::connect("postgres://u:hunter2@127.0.0.1:1/d", key()).unwrap_err();
    assert!(matches!(error, Error::Connect { .. }), "{error}");
    assert!(
        error.to_string().contains("127.0.0.1:1/d") && !error.to_string().contains("hunter2"),
        "{error}"
    );
    assert!(began.elapsed() < Duration::from_secs(5));
}

/// TLS with the certificate that the tests of the RPC use, whose authority is no system's.
#[test]
fn certificates_are_checked() {
    let Some(server) = Server::start() else {
        return;
    };
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/tests/tls");
    let data = server.directory.join("data");
    for (from, to) in [
        ("localhost.pem", "server.crt"),
        ("localhost.key", "server.key"),
    ] {
        // Into files that the server's user owns already: it wants its key for itself.
        let user = data.join("PG_VERSION");
        let to = data.join(to);
        let status = std::process::Command::new("sh")
            .args([
                "-c",
                "cat \"$1\" > \"$2\" && chmod 600 \"$2\" && chown --reference=\"$3\" \"$2\"",
                "sh",
            ])
            .args([files.join(from), to, user])
            .status();
        assert!(status.unwrap().success());
    }
    superuser(&server, "postgres")
        .batch_execute("ALTER SYSTEM SET ssl = on")
        .unwrap();
    server.restart();
    let database = Database::on(&server, "");
    let url = |host: &str, query: &str| {
        format!(
            "{}?{query}",
            database.coordinator.replace("127.0.0.1", host)
        )
    };
    let authority = files.join("ca.pem").display().to_string();
    let error = Queue::connect(&url("localhost", "sslmode=require"), key()).unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    let mut queue = Queue::connect(
        &url(
            "localhost",
            &format!("sslmode=require&sslrootcert={authority}"),
        ),
        key(),
    )
    .unwrap();
    queue.open(&run(1, 1)).unwrap();
    assert_eq!(database.count("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'vntr' AND ssl"), 1);
    // A name that the certificate does not have.
    let error = Queue::connect(
        &url(
            "127.0.0.1",
            &format!("sslmode=require&sslrootcert={authority}"),
        ),
        key(),
    );
    assert!(error.is_err());
}
