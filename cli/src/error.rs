//! The one error type of the commands: a message for a person and an exit code for a script.

use circuits::{
    FitError, KeyError, ProofFileError, ProveError, PtauError, SrsError, cache::FileError,
};
use std::fmt::Display;
use std::process::ExitCode;

/// How a command ended. The numbers are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Yes: accepted, proved, written.
    Yes = 0,
    /// The statement is false, or the proof is rejected.
    No = 1,
    /// The arguments or the files they name are not what they should be.
    Usage = 2,
    /// The file system, a missing tool, a chain that does not answer.
    Environment = 3,
    /// A bound was reached.
    Limit = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a command did not end with [`Exit::Yes`].
#[derive(Debug)]
pub struct Error {
    /// What to tell the shell.
    pub exit: Exit,
    /// What to tell the user. Empty if the output says it already.
    pub message: String,
}

pub type Result<T = ()> = std::result::Result<T, Error>;

impl Error {
    fn new(exit: Exit, message: impl Display) -> Self {
        Error {
            exit,
            message: message.to_string(),
        }
    }

    pub fn no(message: impl Display) -> Self {
        Self::new(Exit::No, message)
    }

    pub fn usage(message: impl Display) -> Self {
        Self::new(Exit::Usage, message)
    }

    pub fn environment(message: impl Display) -> Self {
        Self::new(Exit::Environment, message)
    }

    pub fn limit(message: impl Display) -> Self {
        Self::new(Exit::Limit, message)
    }

    /// The same with the file it is about in front.
    pub fn about(self, what: impl Display) -> Self {
        Error {
            exit: self.exit,
            message: format!("{what}: {}", self.message),
        }
    }
}

impl From<queue::Error> for Error {
    fn from(error: queue::Error) -> Self {
        match error.is_usage() {
            true => Error::usage(error),
            false => Error::environment(error),
        }
    }
}

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        Self::environment(error)
    }
}

impl From<SrsError> for Error {
    fn from(error: SrsError) -> Self {
        match error {
            SrsError::Size { .. } => Self::usage(error),
            SrsError::File(error) => error.into(),
            SrsError::Ptau {
                source: PtauError::Io(_),
                ..
            } => Self::environment(error),
            SrsError::NotImported { .. } | SrsError::Ptau { .. } | SrsError::Public { .. } => {
                Self::usage(error)
            }
        }
    }
}

impl From<KeyError> for Error {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Program {
                got_registers,
                registers,
                ..
            } if got_registers != registers => Self::usage(error),
            KeyError::Program { .. } => Self::limit(error),
            KeyError::Image(error) => Self::usage(error),
            KeyError::Srs(error) => error.into(),
            KeyError::File(error) => error.into(),
            // The rest is a broken build.
            error => Self::environment(error),
        }
    }
}

impl From<FitError> for Error {
    fn from(error: FitError) -> Self {
        match error {
            FitError::Machine { .. } => Self::usage(error),
            FitError::TooSmall {
                fits: Some(name), ..
            } => Self::limit(format!("{error}: pass --profile {name}")),
            FitError::TooSmall { .. } => Self::limit(error),
        }
    }
}

impl From<ProveError> for Error {
    fn from(error: ProveError) -> Self {
        match error {
            ProveError::Fit(error) => error.into(),
            ProveError::Answer { .. } => Self::no(error),
            ProveError::NoAnswer { .. } | ProveError::Words(_) | ProveError::Segments { .. } => {
                Self::limit(error)
            }
            ProveError::Kind { .. } => Self::usage(error),
            // Our bugs.
            error => Self::environment(error),
        }
    }
}

impl From<ProofFileError> for Error {
    fn from(error: ProofFileError) -> Self {
        Self::usage(error)
    }
}
