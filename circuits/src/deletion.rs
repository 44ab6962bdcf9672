//! Parts of the circuit that a test switches off, one at a time, to show that some forgery is accepted without them: the
//! proof that the refusal tests are not vacuous (`tests/deletion.rs`).
//!
//! A part is a named constraint, or a term of the lookup argument or of the memory argument: its lookups by name, `lookups::TUPLE`,
//! `memory::ACCESSES`, `memory::TUPLE`. Outside of
//! this crate's own tests every part is always on, and nothing of this is compiled.

use crate::expr::{Expr, constant};

/// Is the part on?
#[cfg(not(test))]
pub(crate) const fn on(_part: &str) -> bool {
    true
}
#[cfg(test)]
pub(crate) use switch::on;

/// The expression where the part is on, otherwise zero.
pub(crate) fn part(name: &str, expr: Expr) -> Expr {
    if on(name) { expr } else { constant(0) }
}

/// The switches of the thread: a test configures, proves and verifies on one.
#[cfg(test)]
pub(crate) mod switch {
    use std::cell::RefCell;

    thread_local! {
        static OFF: RefCell<Option<String>> = const { RefCell::new(None) };
        static UNFOLDED: RefCell<bool> = const { RefCell::new(false) };
        static FOR_ORACLE: RefCell<bool> = const { RefCell::new(false) };
    }

    /// Is the part on?
    pub(crate) fn on(part: &str) -> bool {
        OFF.with_borrow(|off| off.as_deref() != Some(part))
    }

    /// Is some part off?
    pub(crate) fn is_something_off() -> bool {
        OFF.with_borrow(Option::is_some)
    }

    /// Does `body` with the part switched off.
    pub(crate) fn without<T>(part: &str, body: impl FnOnce() -> T) -> T {
        OFF.set(Some(part.to_owned()));
        let result = body();
        OFF.set(None);
        result
    }

    /// Does `body` with every constraint a polynomial of its own: as many as there are names.
    pub(crate) fn unfolded<T>(body: impl FnOnce() -> T) -> T {
        UNFOLDED.set(true);
        let result = body();
        UNFOLDED.set(false);
        result
    }

    /// Does `body` with the public values in a column that halo2's prover can fill.
    pub(crate) fn for_oracle<T>(body: impl FnOnce() -> T) -> T {
        FOR_ORACLE.set(true);
        let result = body();
        FOR_ORACLE.set(false);
        result
    }

    pub(crate) fn is_for_oracle() -> bool {
        FOR_ORACLE.with_borrow(|for_oracle| *for_oracle)
    }

    pub(crate) fn is_unfolded() -> bool {
        UNFOLDED.with_borrow(|unfolded| *unfolded)
    }
}
