//! Which implementation runs: chosen once, at the first use.

use std::fmt;
use std::sync::OnceLock;
use thiserror::Error;

/// The environment variable that forces one.
const VARIABLE: &str = "VNTR_ARITHMETIC";

/// An implementation of this crate's arithmetic. All give the same results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Implementation {
    /// One element at a time, by halo2curves.
    Portable,
    /// Eight at a time, with AVX-512 IFMA.
    Avx512,
    /// For tests.
    #[cfg(test)]
    Checked,
}

impl Implementation {
    /// Those that this machine can run.
    pub fn available() -> Vec<Self> {
        let all = [Self::Portable, Self::Avx512];
        all.into_iter().filter(|i| i.runs_here()).collect()
    }

    /// What tests run on.
    #[cfg(test)]
    pub(crate) fn tested() -> Vec<Self> {
        let mut tested = Self::available();
        tested.push(Self::Checked);
        tested
    }

    fn runs_here(self) -> bool {
        match self {
            Self::Portable => true,
            Self::Avx512 => crate::avx512::is_detected(),
            #[cfg(test)]
            Self::Checked => true,
        }
    }
}

impl fmt::Display for Implementation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Portable => "portable",
            Self::Avx512 => "avx512",
            #[cfg(test)]
            Self::Checked => "checked",
        })
    }
}

/// A wish for an implementation that cannot be met.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChoiceError {
    /// No such name.
    #[error("{VARIABLE}={got:?}: expected portable or avx512, or the variable not set")]
    Unknown {
        /// The variable.
        got: String,
    },
    /// This machine cannot.
    #[error(
        "{VARIABLE}=avx512: this processor lacks AVX-512 with IFMA and VBMI2: leave the variable unset, or set it to portable"
    )]
    Missing,
}

fn wished(wish: Option<&str>) -> Result<Implementation, ChoiceError> {
    match wish {
        None | Some("") => Ok(*Implementation::available().last().expect("portable")),
        Some("portable") => Ok(Implementation::Portable),
        Some("avx512") if Implementation::Avx512.runs_here() => Ok(Implementation::Avx512),
        Some("avx512") => Err(ChoiceError::Missing),
        Some(other) => Err(ChoiceError::Unknown {
            got: other.to_owned(),
        }),
    }
}

/// The implementation that this process uses: the fastest that the machine can run, or the one that `VNTR_ARITHMETIC` names.
///
/// # Errors
/// If the variable names none, or one that this machine cannot run. Programs ask before they start to work.
pub fn chosen() -> Result<Implementation, ChoiceError> {
    static CHOICE: OnceLock<Result<Implementation, ChoiceError>> = OnceLock::new();
    let choose = || {
        let wish = std::env::var_os(VARIABLE).map(|wish| wish.to_string_lossy().into_owned());
        wished(wish.as_deref())
    };
    CHOICE.get_or_init(choose).clone()
}

/// [`chosen`], where nobody is left to tell of an error.
pub(crate) fn implementation() -> Implementation {
    chosen().unwrap_or_else(|error| panic!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes() {
        assert_eq!(wished(Some("portable")), Ok(Implementation::Portable));
        assert!(Implementation::available().contains(&wished(None).unwrap()));
        assert_eq!(wished(Some("")), wished(None));
        let error = wished(Some("AVX")).unwrap_err().to_string();
        assert!(error.contains("\"AVX\"") && error.contains("portable or avx512"));
        if Implementation::Avx512.runs_here() {
            assert_eq!(wished(Some("avx512")), Ok(Implementation::Avx512));
        } else {
            assert_eq!(wished(Some("avx512")), Err(ChoiceError::Missing));
        }
    }
}
