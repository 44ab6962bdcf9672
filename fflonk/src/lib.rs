//! Packed polynomial commitments: t columns in one point, opened together by two points more.
//!
//! A *column* is a polynomial f_j of degree below n, given by its values on the n-th roots of unity, w^i. A *pack* of columns
//! f_0, ..., f_(t-1) is one polynomial of degree below t n,
//!
//! > f(X) = sum over j of X^j f_j(X^t),
//!
//! and its commitment is f(tau) in the group (fflonk: Gabizon and Williamson, eprint 2021/1167, section 3). A verifier pays for one point
//! instead of t. The values of all columns at z are what is left of f modulo X^t - z: sum of f_j(z) X^j.
//!
//! Packs are opened by SHPLONK (Boneh, Drake, Fisch and Gabizon, eprint 2020/081, section 4): each at z, or at z and w z where its
//! columns are read on the next row too; beside them one polynomial that is not packed, the *quotient* of a proof, at X = z. With
//! a challenge v for each pack i, its vanishing polynomial Z_i and the remainder R_i that the values make,
//!
//! | who | what |
//! |---|---|
//! | prover | W = \[h\], h = sum of v^i (f_i - R_i) / Z_i |
//! | verifier | a challenge u |
//! | prover | W' = \[L / (X - u)\], L = sum of v^i Z_(T without i)(u) (f_i - R_i(u)) - Z_T(u) h |
//! | verifier | F = sum of v^i Z_(T without i)(u) (\[f_i\] - \[R_i(u)\]) - Z_T(u) W, and e(F + u W', 1) = e(W', tau) |
//!
//! Z_T vanishes wherever anything is opened. Challenges come from the caller, who has a transcript: v after all values, u after W.
//!
//! * [`Parameters`]: the points that commitments are sums of;
//! * [`Pack`] and [`Opening`]: the prover's side;
//! * [`Claim`] and [`Claims`]: the verifier's.
//!
//! # Proofs
//!
//! A [`Relation`] is columns and constraints on every row and the next one; [`relation`] makes one of a halo2 circuit. Its proof, message by message; the transcript has absorbed what
//! names circuit, setup and statement before:
//!
//! | who | what |
//! |---|---|
//! | prover | the packs of a phase of the witness |
//! | verifier | the challenges of the phase; so on for all phases |
//! | prover | numbers, where the relation has such |
//! | verifier | alpha |
//! | prover | the quotient of all constraints, combined by powers of alpha, by X^n - 1: one polynomial of at most t n coefficients |
//! | verifier | y; z = y^t |
//! | prover | the values of all packs at z, of those that are read on the next row at w z too |
//! | verifier | v |
//! | prover | W |
//! | verifier | u |
//! | prover | W' |
//!
//! The quotient's value at z is what the constraints say, so it is not sent. [`prove`] and [`verify`] are the two sides.

mod claims;
mod frontend;
mod open;
mod parameters;
mod prove;
mod relation;
mod transcript;
mod verify;

pub use claims::{Claim, Claims, Pair};
pub use frontend::{FrontendError, Numbers, Packing, constraints, evaluation, relation};
pub use open::{Opening, Pack, Values};
pub use parameters::Parameters;
pub use prove::{FirstPhase, Prover, PublicValues, Stage, finish, prove};
pub use relation::{Key, PackShape, Public, Relation, packs};
pub use transcript::{Reader, Transcript, Writer};
pub use verify::{Evaluated, first_phase, verify, verify_rest};

#[cfg(test)]
mod tests;

use arithmetic::root_of_unity;
use ff::Field;
use halo2curves::bn256::Fr;

/// Where a proof is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The point of the columns, and of the quotient.
    pub z: Fr,
    /// The point of the next row, w z.
    pub next: Fr,
}

impl Point {
    /// z, and w z for the root of unity of 2^k rows.
    pub fn new(z: Fr, k: u32) -> Self {
        Point {
            z,
            next: root_of_unity(k) * z,
        }
    }
}

/// 1, x, x^2, ...
pub fn powers(x: Fr, count: usize) -> Vec<Fr> {
    std::iter::successors(Some(Fr::ONE), |power| Some(*power * x))
        .take(count)
        .collect()
}

/// The vanishing polynomials at a challenge u, for packs of t columns.
struct Vanishing {
    /// u^t - z: zero where columns are opened at z.
    here: Fr,
    /// u^t - w z.
    next: Fr,
    /// u - z: zero where the quotient is opened.
    quotient: Fr,
}

impl Vanishing {
    fn at(u: Fr, t: usize, point: Point) -> Self {
        let packed = u.pow_vartime([t as u64]);
        Vanishing {
            here: packed - point.z,
            next: packed - point.next,
            quotient: u - point.z,
        }
    }

    /// Z_T(u).
    fn all(&self) -> Fr {
        self.here * self.next * self.quotient
    }

    /// Z_(T without i)(u) of a pack that is opened at one point or two.
    fn without_pack(&self, twice: bool) -> Fr {
        match twice {
            true => self.quotient,
            false => self.next * self.quotient,
        }
    }

    /// The same of the quotient.
    fn without_quotient(&self) -> Fr {
        self.here * self.next
    }
}
