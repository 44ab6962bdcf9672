//! On other architectures: nothing that could be chosen.

pub(crate) use crate::portable::Portable as Avx512;

/// Can this processor run it?
pub(crate) fn is_detected() -> bool {
    false
}
