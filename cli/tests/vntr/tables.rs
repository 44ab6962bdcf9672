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
    assert_eq!(ran.stdout.lines().count(), 9);
    for name in [
        "k13-r16", "k13-r32", "k16-r16", "k16-r32", "k18-r16", "k18-r32", "k19-r16", "k19-r32",
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
        "memory_cells",
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
        (&"k13-r16".into(), &8192.into(), &640.into())
    );
}

#[test]
fn bench() {
    let place = Place::new();
    let report = place.vntr("bench --profile k13-r16 --json").exits(0).json();
    assert_eq!(keys(&report), ["machine", "profiles"]);
    let row = &report["profiles"][0];
    assert_eq!(row["profile"], "k13-r16");
    for field in [
        "cells_per_step",
        "advice_columns",
        "fixed_columns",
        "degree",
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
    assert!((620..=640).contains(&steps), "{steps}");
    if cfg!(target_os = "linux") {
        assert!(row["peak_mib"].as_u64().unwrap() > 10);
    }
}
