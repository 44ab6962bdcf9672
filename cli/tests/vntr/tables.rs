//! `vntr profiles` and `vntr bench`.

use crate::support::Place;
use serde_json::Value;

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn profiles() {
    let place = Place::new();
    let ran = place.vntr("profiles").exits(0);
    assert_eq!(ran.stdout.lines().count(), 29);
    for name in [
        "1k-r16",
        "1k-r32",
        "2k-r16",
        "8k-r16",
        "32k-r32",
        "64k-r16",
        "256k-r32",
        "1m-r32",
        "segments-1k-r16",
        "segments-1m-r32",
    ] {
        assert!(ran.stdout.contains(&format!("\n{name} ")), "{}", ran.stdout);
    }
    let report = place.vntr("profiles --json").exits(0).json();
    assert_eq!(keys(&report), ["machine", "profiles"]);
    let first = &report["profiles"][0];
    let mut expected = [
        "name",
        "registers",
        "steps",
        "k",
        "rows",
        "image_cells",
        "cells",
        "primary_words",
        "proof_bytes",
        "verifier_bytes",
        "gas",
        "fork",
        "prove_seconds",
        "peak_mib",
        "steps_per_second",
    ];
    expected.sort_unstable();
    assert_eq!(keys(first), expected);
    for row in report["profiles"].as_array().unwrap() {
        for field in ["proof_bytes", "verifier_bytes"] {
            assert!(row[field].as_u64().unwrap() > 1000, "{field} of {row}");
        }
    }
    assert_eq!(
        (&first["name"], &first["rows"], &first["steps"]),
        (&"1k-r16".into(), &2048.into(), &1020.into())
    );
}

#[test]
fn bench() {
    let place = Place::new();
    let report = place.vntr("bench --profile 1k-r16 --json").exits(0).json();
    assert_eq!(keys(&report), ["machine", "profiles"]);
    let row = &report["profiles"][0];
    assert_eq!(row["profile"], "1k-r16");
    for field in [
        "witness_columns",
        "fixed_columns",
        "columns_per_pack",
        "keygen_seconds",
        "prove_seconds",
        "verify_seconds",
        "proof_bytes",
        "verifier_bytes",
        "gas",
    ] {
        assert!(row[field].as_f64().unwrap() > 0.0, "{field}");
    }
    assert_eq!(row["primary_words"], 8);
    let steps = row["steps"].as_u64().unwrap();
    assert!((1000..=1020).contains(&steps), "{steps}");
    if cfg!(target_os = "linux") {
        assert!(row["peak_mib"].as_u64().unwrap() > 10);
    }
}
