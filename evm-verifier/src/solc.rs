//! The Solidity compiler: npm's `solc`, pinned by `package-lock.json`, run by node through standard JSON.
//!
//! Only developers need it. Users deploy the committed bytecode of [`crate::artifact`].

use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What `solc` is asked for. The legacy pipeline always: via-IR has compiled verifiers to a contract that only reverts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Optimizer {
    /// No optimizer.
    Off,
    /// The optimizer without its Yul part. What the committed artifacts use.
    WithoutYul,
    /// The whole optimizer.
    Full,
}

/// `runs` of the optimizer: this contract is called often and its size has a limit of its own, so gas comes first.
pub const OPTIMIZER_RUNS: u32 = 1_000_000;
/// Oldest EVM that the bytecode runs on.
pub const EVM_VERSION: &str = "cancun";

/// A compiled contract.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// Exact compiler version, as `0.8.37+commit.…`.
    pub compiler: String,
    /// The settings it was given.
    pub settings: Value,
    /// The contract's ABI.
    pub abi: Value,
    /// Creation code.
    pub bytecode: Vec<u8>,
    /// Runtime code: what EIP-170 limits to 24,576 bytes.
    pub runtime: Vec<u8>,
}

/// Why nothing was compiled.
#[derive(Debug, thiserror::Error)]
pub enum SolcError {
    /// node or npm's solc is not installed.
    #[error("the Solidity compiler is not installed: {0}; run `npm ci` in {root}", root = .1.display())]
    Missing(String, PathBuf),
    /// The compiler process failed.
    #[error("node {script}: {what}", script = .script.display())]
    Process {
        /// The script that was run.
        script: PathBuf,
        /// What went wrong.
        what: String,
    },
    /// The source has errors.
    #[error("solc refuses {contract}:\n{messages}")]
    Source {
        /// Contract name.
        contract: String,
        /// The compiler's messages.
        messages: String,
    },
    /// An answer without the expected fields.
    #[error("solc's answer for {contract} has no {field}")]
    Answer {
        /// Contract name.
        contract: String,
        /// Path of the missing field.
        field: &'static str,
    },
}

/// The repository's root, as this crate was built: where `node_modules` is.
pub fn repository_root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Whether [`compile`] can work here.
pub fn is_installed() -> bool {
    version().is_ok()
}

/// The compiler's version.
pub fn version() -> Result<String, SolcError> {
    let output = run(&["--version"], "")?;
    let line = output
        .lines()
        .find_map(|line| line.strip_prefix("Version: "));
    line.map(short_version).ok_or(SolcError::Answer {
        contract: "--version".into(),
        field: "Version",
    })
}

/// `0.8.37+commit.0123abcd`, without the platform that follows.
fn short_version(version: &str) -> String {
    version
        .trim()
        .split('.')
        .take(4)
        .collect::<Vec<_>>()
        .join(".")
}

/// Compiles one contract of one source file.
pub fn compile(source: &str, contract: &str, optimizer: Optimizer) -> Result<Compiled, SolcError> {
    let settings = settings(optimizer);
    let request = json!({
        "language": "Solidity",
        "sources": { "Verifier.sol": { "content": source } },
        "settings": settings,
    });
    let answer = run(&["--standard-json"], &request.to_string())?;
    let mut answer: Value = serde_json::from_str(&answer).map_err(|error| SolcError::Process {
        script: script(),
        what: format!("not JSON: {error}"),
    })?;
    let problems: Vec<&str> = answer["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|message| message["formattedMessage"].as_str())
        .collect();
    // Warnings too: generated code has no excuse for them.
    if !problems.is_empty() {
        return Err(SolcError::Source {
            contract: contract.into(),
            messages: problems.join("\n"),
        });
    }
    let output = &mut answer["contracts"]["Verifier.sol"][contract];
    let code = |path: &str, field| {
        output
            .pointer(path)
            .and_then(Value::as_str)
            .and_then(|text| hex::decode(text).ok())
            .filter(|code| !code.is_empty())
            .ok_or(SolcError::Answer {
                contract: contract.into(),
                field,
            })
    };
    let bytecode = code("/evm/bytecode/object", "evm.bytecode.object")?;
    let runtime = code(
        "/evm/deployedBytecode/object",
        "evm.deployedBytecode.object",
    )?;
    let abi = output["abi"].take();
    Ok(Compiled {
        compiler: version()?,
        settings,
        abi,
        bytecode,
        runtime,
    })
}

fn settings(optimizer: Optimizer) -> Value {
    let optimizer = match optimizer {
        Optimizer::Off => json!({ "enabled": false }),
        Optimizer::WithoutYul => {
            json!({ "enabled": true, "runs": OPTIMIZER_RUNS, "details": {
                "yul": false, "cse": true, "constantOptimizer": false, "deduplicate": true,
                "inliner": true, "jumpdestRemover": true, "orderLiterals": true, "peephole": true } })
        }
        Optimizer::Full => json!({ "enabled": true, "runs": OPTIMIZER_RUNS }),
    };
    json!({
        "optimizer": optimizer,
        "viaIR": false,
        "evmVersion": EVM_VERSION,
        // No trailing hash: equal code for equal source, wherever it was compiled.
        "metadata": { "bytecodeHash": "none", "appendCBOR": false },
        "outputSelection": { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
    })
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("solc/compile.js")
}

fn run(arguments: &[&str], input: &str) -> Result<String, SolcError> {
    let missing = |what: String| SolcError::Missing(what, repository_root().to_path_buf());
    let failed = |what: String| SolcError::Process {
        script: script(),
        what,
    };
    let mut child = Command::new("node")
        .arg(script())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| missing(format!("node: {error}")))?;
    // The script reads all of its input before it writes, so this cannot block on a full pipe.
    if let Some(mut stdin) = child.stdin.take() {
        // A broken pipe means that the script has ended: its status says why.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child
        .wait_with_output()
        .map_err(|error| failed(error.to_string()))?;
    let stderr = String::from_utf8_lossy(&output.stderr).trim().to_string();
    match output.status.code() {
        Some(0) => String::from_utf8(output.stdout).map_err(|error| failed(error.to_string())),
        Some(3) => Err(missing(stderr)),
        _ => Err(failed(format!("{}: {stderr}", output.status))),
    }
}
