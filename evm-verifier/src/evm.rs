//! An EVM in this process: `revm` with the mainnet's rules, EIP-170's code size limit included, and nothing else of it in sight.

use revm::bytecode::opcode::{KECCAK256, MSTORE};
use revm::context::result::{ExecutionResult, HaltReason, Output};
use revm::context::{Context, TxEnv};
use revm::database::InMemoryDB;
use revm::interpreter::Interpreter;
use revm::interpreter::interpreter_types::{Jumps, MemoryTr};
use revm::precompile::{
    Precompile, PrecompileFn, PrecompileHalt, PrecompileId, PrecompileOutput, PrecompileSpecId,
    Precompiles,
};
use revm::primitives::hardfork::SpecId;
use revm::primitives::{Address, TxKind};
use revm::{ExecuteCommitEvm, InspectCommitEvm, Inspector, MainBuilder, MainContext};

use crate::calldata::Refusal;

/// Ethereum's rules as of one upgrade. Gas figures differ between them: `MODEXP` costs more from Osaka on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fork {
    /// March 2024.
    Cancun,
    /// May 2025.
    Prague,
    /// December 2025.
    Osaka,
}

impl Fork {
    /// As anvil's `--hardfork` spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cancun => "cancun",
            Self::Prague => "prague",
            Self::Osaka => "osaka",
        }
    }

    fn spec(self) -> SpecId {
        match self {
            Self::Cancun => SpecId::CANCUN,
            Self::Prague => SpecId::PRAGUE,
            Self::Osaka => SpecId::OSAKA,
        }
    }
}

/// Gas limit of every transaction: the most that Osaka allows (EIP-7825).
pub const GAS_LIMIT: u64 = 1 << 24;

/// What became of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// False if it was reverted or stopped.
    pub success: bool,
    /// Returned data, or revert data.
    pub output: Vec<u8>,
    /// The receipt's gas: 21,000 and calldata included.
    pub gas_used: u64,
    /// Why execution stopped, if it neither returned nor reverted.
    pub halt: Option<String>,
    /// The topics of its events: the hash of what is declared, then what is indexed.
    pub events: Vec<Vec<[u8; 32]>>,
}

/// What [`Evm::watch`] sees of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// These bytes were hashed.
    Hash(Vec<u8>),
    /// This word was stored.
    Store {
        /// Where in memory.
        at: u64,
        /// What.
        value: [u8; 32],
    },
}

/// Writes down the instructions that hash and that store words.
#[derive(Default)]
struct Watch(Vec<Event>);

impl<C> Inspector<C> for Watch {
    fn step(&mut self, interpreter: &mut Interpreter, _: &mut C) {
        let opcode = interpreter.bytecode.opcode();
        if ![KECCAK256, MSTORE].contains(&opcode) {
            return;
        }
        // An instruction without its operands ends the call by itself, and so does one that wants more memory than the gas pays.
        let operand = |i| u64::try_from(interpreter.stack.peek(i).ok()?).ok();
        let Some(at) = operand(0).filter(|&at| at < MOST_MEMORY) else {
            return;
        };
        if opcode == MSTORE {
            let value = interpreter.stack.peek(1).map(|word| word.to_be_bytes());
            self.0
                .extend(value.map(|value| Event::Store { at, value }).ok());
        } else if let Some(length) = operand(1).filter(|&length| length < MOST_MEMORY) {
            // What was never written is zero, and memory not made yet.
            let memory = interpreter.memory.slice(0..interpreter.memory.size());
            let bytes = memory.iter().copied().chain(std::iter::repeat(0));
            let hashed = bytes.skip(at as usize).take(length as usize).collect();
            self.0.push(Event::Hash(hashed));
        }
    }
}

/// No call within [`GAS_LIMIT`] uses as much memory.
const MOST_MEMORY: u64 = 1 << 24;

/// A contract that was just created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Created {
    /// Where it is.
    pub address: [u8; 20],
    /// The receipt's gas.
    pub gas_used: u64,
}

/// Why a transaction has no outcome, or a creation no contract.
#[derive(Debug, thiserror::Error)]
pub enum EvmError {
    /// The transaction was not valid in the first place.
    #[error("the EVM refuses the transaction: {0}")]
    Transaction(String),
    /// The constructor refuses its arguments.
    #[error("the contract was not created: {0}")]
    Refused(Refusal),
    /// The constructor did not leave code behind; too large code is the usual cause.
    #[error("the contract was not created: {0}")]
    Creation(String),
}

/// One account, one chain state. A clone is a chain that goes on from there by itself.
#[derive(Clone, Debug)]
pub struct Evm {
    db: InMemoryDB,
    fork: Fork,
    nonce: u64,
    gas_limit: u64,
    /// Others than the fork's, for tests.
    precompiles: Option<&'static Precompiles>,
}

/// What is wrong with a precompile of a chain that is not Ethereum enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is none: a call succeeds and returns nothing, as to any address without code.
    Missing,
    /// It costs nothing and returns nothing.
    Empty,
    /// It costs nothing and returns one zero byte less than a point.
    Short,
    /// It costs nothing and returns zeros, as many as a point has.
    Zeros,
    /// It costs nothing and returns ones, the word 1 first: a pairing that always holds, but too long an answer for one.
    Ones,
    /// It reverts.
    Reverting,
    /// It fails and takes all gas.
    Failing,
}

impl Broken {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Missing,
        Self::Empty,
        Self::Short,
        Self::Zeros,
        Self::Ones,
        Self::Reverting,
        Self::Failing,
    ];

    /// In the precompile's place; none if there is nothing.
    fn function(self) -> Option<PrecompileFn> {
        fn one() -> Vec<u8> {
            let mut word = [0; 32];
            word[31] = 1;
            word.repeat(2)
        }
        Some(match self {
            Self::Missing => return None,
            Self::Empty => |_, _, reservoir| Ok(PrecompileOutput::new(0, vec![].into(), reservoir)),
            Self::Short => {
                |_, _, reservoir| Ok(PrecompileOutput::new(0, vec![0; 63].into(), reservoir))
            }
            Self::Zeros => {
                |_, _, reservoir| Ok(PrecompileOutput::new(0, vec![0; 64].into(), reservoir))
            }
            Self::Ones => |_, _, reservoir| Ok(PrecompileOutput::new(0, one().into(), reservoir)),
            Self::Reverting => {
                |_, _, reservoir| Ok(PrecompileOutput::revert(0, vec![].into(), reservoir))
            }
            Self::Failing => {
                |_, _, reservoir| Ok(PrecompileOutput::halt(PrecompileHalt::OutOfGas, reservoir))
            }
        })
    }
}

impl Evm {
    /// An empty chain under the rules of `fork`.
    pub fn new(fork: Fork) -> Self {
        Self {
            db: InMemoryDB::default(),
            fork,
            nonce: 0,
            gas_limit: GAS_LIMIT,
            precompiles: None,
        }
    }

    /// The rules in force.
    pub fn fork(&self) -> Fork {
        self.fork
    }

    /// The gas limit of later transactions.
    pub fn set_gas_limit(&mut self, gas_limit: u64) {
        self.gas_limit = gas_limit;
    }

    /// Breaks the precompile at this address, or none. Each call leaks the few hundred bytes of a table: this is for tests.
    pub fn break_precompile(&mut self, broken: Option<(u8, Broken)>) {
        self.precompiles = broken.map(|(address, broken)| {
            let address = Address::with_last_byte(address);
            let all = Precompiles::new(PrecompileSpecId::from_spec_id(self.fork.spec()));
            let mut table = Precompiles::default();
            let others = all.inner().iter().filter(|(known, _)| **known != address);
            table.extend(others.map(|(_, precompile)| precompile.clone()));
            table.extend(broken.function().map(|function| {
                Precompile::new(PrecompileId::custom("broken"), address, function)
            }));
            &*Box::leak(Box::new(table))
        });
    }

    /// Creates a contract from its creation code.
    pub fn deploy(&mut self, creation_code: &[u8]) -> Result<Created, EvmError> {
        let result = self.transact(TxKind::Create, creation_code, None)?;
        let gas_used = result.tx_gas_used();
        match result {
            ExecutionResult::Success {
                output: Output::Create(_, Some(address)),
                ..
            } => Ok(Created {
                address: address.into_array(),
                gas_used,
            }),
            ExecutionResult::Revert { output, .. } => {
                Err(EvmError::Refused(Refusal::decode(&output)))
            }
            ExecutionResult::Halt { reason, .. } => Err(EvmError::Creation(format!("{reason:?}"))),
            ExecutionResult::Success { .. } => Err(EvmError::Creation("no address".to_string())),
        }
    }

    /// The code of an account; empty if it has none.
    pub fn code(&self, address: [u8; 20]) -> Vec<u8> {
        let account = self.db.cache.accounts.get(&Address::from(address));
        let code = account.and_then(|account| account.info.code.as_ref());
        code.map_or_else(Vec::new, |code| code.original_bytes().to_vec())
    }

    /// How many words of an account's storage are not zero.
    pub fn stored_words(&self, address: [u8; 20]) -> usize {
        let account = self.db.cache.accounts.get(&Address::from(address));
        let words = account.map(|account| account.storage.values());
        words.map_or(0, |words| words.filter(|word| !word.is_zero()).count())
    }

    /// Sends a transaction to a contract.
    pub fn call(&mut self, address: [u8; 20], calldata: &[u8]) -> Result<Outcome, EvmError> {
        self.call_with(address, calldata, None)
    }

    /// Sends a transaction to a contract and watches what it hashes and stores, in order.
    pub fn watch(
        &mut self,
        address: [u8; 20],
        calldata: &[u8],
    ) -> Result<(Outcome, Vec<Event>), EvmError> {
        let mut events = vec![];
        let outcome = self.call_with(address, calldata, Some(&mut events))?;
        Ok((outcome, events))
    }

    fn call_with(
        &mut self,
        address: [u8; 20],
        calldata: &[u8],
        events: Option<&mut Vec<Event>>,
    ) -> Result<Outcome, EvmError> {
        let result = self.transact(TxKind::Call(Address::from(address)), calldata, events)?;
        let gas_used = result.tx_gas_used();
        let mut outcome = Outcome {
            success: false,
            output: vec![],
            gas_used,
            halt: None,
            events: vec![],
        };
        match result {
            ExecutionResult::Success { output, logs, .. } => {
                let topics = logs.iter().map(|log| log.topics());
                let topics = topics.map(|topics| topics.iter().map(|topic| topic.0).collect());
                outcome.events = topics.collect();
                outcome.success = true;
                outcome.output = output.into_data().to_vec();
            }
            ExecutionResult::Revert { output, .. } => outcome.output = output.to_vec(),
            ExecutionResult::Halt { reason, .. } => outcome.halt = Some(format!("{reason:?}")),
        }
        Ok(outcome)
    }

    fn transact(
        &mut self,
        kind: TxKind,
        data: &[u8],
        events: Option<&mut Vec<Event>>,
    ) -> Result<ExecutionResult<HaltReason>, EvmError> {
        let spec = self.fork.spec();
        let mut evm = Context::mainnet()
            .modify_cfg_chained(|cfg| cfg.set_spec_and_mainnet_gas_params(spec))
            .with_db(&mut self.db)
            .build_mainnet_with_inspector(Watch::default());
        if let Some(precompiles) = self.precompiles {
            evm.precompiles.precompiles = precompiles;
        }
        let transaction = TxEnv::builder()
            .caller(Address::with_last_byte(0xca))
            .gas_limit(self.gas_limit)
            .kind(kind)
            .data(data.to_vec().into())
            .nonce(self.nonce)
            .build()
            .map_err(|error| EvmError::Transaction(format!("{error:?}")))?;
        let result = match &events {
            None => evm.transact_commit(transaction),
            Some(_) => evm.inspect_tx_commit(transaction),
        }
        .map_err(|error| EvmError::Transaction(error.to_string()))?;
        if let Some(events) = events {
            *events = evm.inspector.0;
        }
        self.nonce += 1;
        Ok(result)
    }
}
