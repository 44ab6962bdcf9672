//! `vntr verify --rpc` where the RPC lies or is broken: no verdict follows from what it says alone.

use crate::support::{PROOF, Place, Ran};
use evm_verifier::artifact::Artifact;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// Reads one request; its JSON.
pub fn request(stream: &mut TcpStream) -> Option<Value> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).ok()?;
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request);
        if let Some((_, body)) = text.split_once("\r\n\r\n")
            && let Ok(body) = serde_json::from_str(body)
        {
            return Some(body);
        }
        if read == 0 {
            return None;
        }
    }
}

/// A server that hands each connection to `answer`, with the request that came.
pub fn server(answer: impl Fn(TcpStream, Value) + Send + Sync + Clone + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, answer) = (stream.unwrap(), answer.clone());
            std::thread::spawn(move || {
                if let Some(request) = request(&mut stream) {
                    answer(stream, request);
                }
            });
        }
    });
    format!("http://{address}")
}

/// Writes a whole answer. The reader may have gone away.
fn respond(mut stream: TcpStream, status: &str, headers: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
}

/// A server whose answers are right in form, with this content: `result` or `error`.
pub fn json_rpc(
    content: impl Fn(&Value) -> (&'static str, Value) + Send + Sync + Clone + 'static,
) -> String {
    server(move |stream, request| {
        let (kind, content) = content(&request);
        let body = json!({"jsonrpc": "2.0", "id": request["id"], kind: content});
        respond(stream, "200 OK", "", &body.to_string());
    })
}

const CONTRACT: &str = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

/// The code that 1k-r16's contract has on a chain, under the development SRS.
fn true_code() -> String {
    let profile = circuits::Profile::by_name("1k-r16").unwrap();
    let key = circuits::VerifyingKey::pinned(profile).unwrap();
    let (artifact, _) = Artifact::embedded(profile.name).unwrap();
    let deployment = artifact.deployment(&key).unwrap();
    format!("0x{}", hex::encode(deployment.code))
}

/// Places for a proof that holds, and for one with 100 bytes zeroed and another tape.
fn proofs() -> Place {
    let place = Place::new();
    place.write("good.json", &PROOF.0);
    let middle = PROOF.0.find("\"proof\": \"0x").unwrap() + 3000;
    let mut bad = PROOF.0.clone();
    bad.replace_range(middle..middle + 200, &"0".repeat(200));
    place.write("bad.json", bad.replacen("0x1ebef964", "0x1ebef965", 1));
    place
}

fn ask(place: &Place, proof: &str, rpc: &str, more: &str) -> Ran {
    place.vntr_with(
        &[("VNTR_RPC_TIMEOUT", "2")],
        &format!("verify {proof} --srs dev --rpc {rpc} --contract {CONTRACT} {more}"),
    )
}

/// What was shown: a stub says yes, and a proof of nothing was VALID.
#[test]
fn an_rpc_that_says_yes() {
    let place = proofs();
    let code = true_code();
    for code in [code.clone(), "0x00".to_owned()] {
        let rpc = json_rpc(move |request| match request["method"].as_str() {
            Some("eth_getCode") => ("result", json!(code)),
            _ => ("result", json!("0x")),
        });
        for more in ["", "--json", "--other-code", "--other-code --json"] {
            let ran = ask(&place, "bad.json", &rpc, more).exits(1);
            if more.ends_with("json") {
                let report = ran.json();
                assert_eq!(
                    (&report["valid"], &report["accepted"]),
                    (&json!(false), &json!(false))
                );
                assert_eq!(
                    report["contract_accepts"],
                    Value::Null,
                    "it is not even asked"
                );
            } else {
                assert_eq!(ran.stdout, "INVALID\n");
            }
        }
    }
    // A proof that holds: what the stub adds is told apart from what was checked.
    let rpc = json_rpc(move |request| match request["method"].as_str() {
        Some("eth_getCode") => ("result", json!(code)),
        _ => ("result", json!("0x")),
    });
    let report = ask(&place, "good.json", &rpc, "--json").exits(0).json();
    assert_eq!(report["contract_code"], "same");
    assert_eq!(report["insecure"], true);
    assert_eq!(report["srs"], "dev");
    let rpc = json_rpc(|request| match request["method"].as_str() {
        Some("eth_getCode") => ("result", json!("0x00")),
        _ => ("result", json!("0x")),
    });
    let report = ask(&place, "good.json", &rpc, "--json").exits(1).json();
    assert_eq!(
        (&report["valid"], &report["accepted"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(report["contract_code"], "other");
    assert!(report["reason"].as_str().unwrap().contains("--other-code"));
    let report = ask(&place, "good.json", &rpc, "--other-code --json")
        .exits(0)
        .json();
    assert_eq!(report["contract_code"], "other");
    assert_eq!(report["contract_accepts"], true);
}

/// Answers that are none, or wrong, or never end. A good proof gets no yes from them, a bad one neither, and nobody waits.
#[test]
fn an_rpc_that_is_broken() {
    let place = proofs();
    let code = true_code();
    let redirect_to = json_rpc(|_| ("result", json!("0x")));
    let with_code = |call: fn(TcpStream, Value)| {
        let code = code.clone();
        server(move |stream, request| {
            if request["method"] == "eth_getCode" {
                let body = json!({"jsonrpc": "2.0", "id": request["id"], "result": code});
                respond(stream, "200 OK", "", &body.to_string());
            } else {
                call(stream, request);
            }
        })
    };
    let cases: Vec<(&str, String, i32, &str)> = vec![
        (
            "no code",
            json_rpc(|_| ("result", json!("0x"))),
            2,
            "no contract at",
        ),
        (
            "code that is no hex",
            json_rpc(|_| ("result", json!("yes"))),
            3,
            "127.0.0.1",
        ),
        (
            "code that is null",
            json_rpc(|_| ("result", Value::Null)),
            3,
            "127.0.0.1",
        ),
        (
            "code of another contract",
            json_rpc(|_| ("result", json!("0x6000"))),
            1,
            "is not this build's contract",
        ),
        (
            "an answer where none is due",
            with_code(|stream, request| {
                let body = json!({"jsonrpc": "2.0", "id": request["id"], "result": format!("0x{:064x}", 1)});
                respond(stream, "200 OK", "", &body.to_string());
            }),
            1,
            "refuses",
        ),
        (
            "a revert of garbage",
            with_code(|stream, request| {
                let error =
                    json!({"code": 3, "message": "execution reverted", "data": "0xdeadbeef01"});
                let body = json!({"jsonrpc": "2.0", "id": request["id"], "error": error});
                respond(stream, "200 OK", "", &body.to_string());
            }),
            1,
            "refuses",
        ),
        (
            "an error",
            with_code(|stream, request| {
                let error = json!({"code": -32000, "message": "VALID"});
                let body = json!({"jsonrpc": "2.0", "id": request["id"], "error": error});
                respond(stream, "200 OK", "", &body.to_string());
            }),
            3,
            "127.0.0.1",
        ),
        (
            "an error page",
            with_code(|stream, _| {
                respond(
                    stream,
                    "500 Internal Server Error",
                    "",
                    "<html>VALID</html>",
                )
            }),
            3,
            "status 500",
        ),
        (
            "text",
            with_code(|stream, _| respond(stream, "200 OK", "", "VALID")),
            3,
            "expected a JSON-RPC answer",
        ),
        (
            "nothing",
            with_code(|stream, _| respond(stream, "200 OK", "", "")),
            3,
            "expected a JSON-RPC answer",
        ),
        (
            "neither result nor error",
            with_code(|stream, request| {
                let body = json!({"jsonrpc": "2.0", "id": request["id"]});
                respond(stream, "200 OK", "", &body.to_string());
            }),
            3,
            "expected a JSON-RPC answer",
        ),
        (
            "a redirect to one that says yes",
            server(move |stream, _| {
                let headers = format!("location: {redirect_to}\r\n");
                respond(stream, "307 Temporary Redirect", &headers, "");
            }),
            3,
            "redirects are not followed",
        ),
        (
            "a cut off answer",
            with_code(|mut stream, _| {
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{{\"jsonrpc\""
                );
            }),
            3,
            "127.0.0.1",
        ),
        (
            "a closed connection",
            with_code(|stream, _| drop(stream)),
            3,
            "127.0.0.1",
        ),
        (
            "silence",
            with_code(|stream, _| {
                std::thread::sleep(Duration::from_secs(60));
                drop(stream);
            }),
            3,
            "within 2 s (VNTR_RPC_TIMEOUT)",
        ),
        (
            "a drop at a time",
            with_code(|mut stream, _| {
                let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
                while stream.write_all(b" ").is_ok() {
                    std::thread::sleep(Duration::from_millis(200));
                }
            }),
            3,
            "within 2 s (VNTR_RPC_TIMEOUT)",
        ),
        (
            "an answer without end",
            server(|mut stream, _| {
                let _ = write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n\"0x");
                while stream.write_all(&[b'0'; 1 << 16]).is_ok() {}
            }),
            3,
            "at most 4194304 bytes",
        ),
    ];
    for (what, rpc, code, says) in cases {
        for more in ["", "--json"] {
            let start = Instant::now();
            let ran = ask(&place, "good.json", &rpc, more);
            assert_eq!(ran.code, code, "{what}: {}{}", ran.stdout, ran.stderr);
            assert!(ran.stderr.contains(says), "{what}: {}", ran.stderr);
            assert!(!ran.stdout.contains("VALID\n"), "{what}: {}", ran.stdout);
            assert!(
                !ran.stdout.contains("\"accepted\":true"),
                "{what}: {}",
                ran.stdout
            );
            let ran = ask(&place, "bad.json", &rpc, more);
            assert_eq!(ran.code, 1, "{what}: {}{}", ran.stdout, ran.stderr);
            assert!(start.elapsed() < Duration::from_secs(30), "{what}");
        }
    }
    for seconds in ["0", "-1", "x", "", "99999"] {
        place
            .vntr_with(
                &[("VNTR_RPC_TIMEOUT", seconds)],
                &format!(
                    "verify good.json --srs dev --rpc http://127.0.0.1:9 --contract {CONTRACT}"
                ),
            )
            .exits(2)
            .says("VNTR_RPC_TIMEOUT: expected a number of seconds");
    }
}

/// The development SRS by nobody's word is no yes: no script takes such a proof for a real one.
#[test]
fn the_development_srs_is_asked_for() {
    let place = proofs();
    place
        .vntr("verify good.json")
        .exits(1)
        .prints("proves nothing")
        .says("pass --srs dev");
    let report = place.vntr("verify good.json --json").exits(1).json();
    assert_eq!(
        (&report["valid"], &report["accepted"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&report["srs"], &report["insecure"]),
        (&json!("dev"), &json!(true))
    );
    place
        .vntr("verify good.json --srs dev")
        .exits(0)
        .prints("VALID\n")
        .prints("proves nothing");
    place.vntr("verify bad.json").exits(1).prints("INVALID\n");
}
