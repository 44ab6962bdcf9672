//! The verifier of whole proofs.

use crate::relation::{PackShape, Relation};
use crate::transcript::Reader;
use crate::{Claim, Claims, Pair, Point, Values};
use ff::Field;
use halo2curves::bn256::{Fr, G1Affine};
use std::cell::Cell;

/// What the constraints are evaluated from.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// Where.
    pub point: Point,
    /// The fixed packs' values.
    pub fixed: Vec<Values>,
    /// The witness packs' values.
    pub witness: Vec<Values>,
    /// The phases' challenges.
    pub challenges: Vec<Fr>,
    /// The numbers that the prover says.
    pub said: Vec<Fr>,
    /// The challenge by whose powers constraints are folded.
    pub alpha: Fr,
}

impl Evaluated {
    /// The folded constraints of `relation`, from the public columns' values at z and the public numbers that verifiers know. `None`: they
    /// read a cell that is not opened. A contract has the constraints written out; this interprets them.
    pub fn constraints(&self, relation: &Relation, public: &[Fr], known: &[Fr]) -> Option<Fr> {
        if known.len() != relation.public.known {
            return None;
        }
        let packs = || self.fixed.iter().chain(&self.witness);
        let here = packs().flat_map(|pack| &pack.here).chain(public);
        let here: Vec<Fr> = here.copied().collect();
        let next = packs().flat_map(|pack| match &pack.next {
            Some(next) => next.iter().copied().map(Some).collect(),
            None => vec![None; pack.here.len()],
        });
        let next: Vec<Option<Fr>> = next.collect();
        let missing = Cell::new(false);
        let cell = |column: usize, rotation: i32| {
            let value = match rotation {
                0 => here.get(column).copied(),
                1 => next.get(column).copied().flatten(),
                _ => None,
            };
            missing.set(missing.get() || value.is_none());
            value.unwrap_or_default()
        };
        let parameters = [&self.challenges, known, &self.said].concat();
        let folded = relation.constraints.evaluate(cell, &parameters, self.alpha);
        (!missing.get()).then_some(folded)
    }
}

/// Reads a proof and returns what is left to check by a pairing. `fixed` are the commitments of the fixed packs; `constraints` are
/// the folded constraints' value, public columns included, which the verifier computes. `None`: it is no proof of this relation.
pub fn verify(
    relation: &Relation,
    fixed: &[G1Affine],
    mut proof: Reader,
    constraints: impl FnOnce(&Evaluated) -> Fr,
) -> Option<Pair> {
    let first = first_phase(relation, &mut proof)?;
    let challenges = (0..relation.phases[0].1).map(|_| proof.squeeze());
    let challenges = challenges.collect();
    verify_rest(relation, fixed, &first, challenges, proof, constraints)
}

/// Reads the commitments of the first phase's packs. `None`: they are none.
pub fn first_phase(relation: &Relation, proof: &mut Reader) -> Option<Vec<G1Affine>> {
    relation.phases[0].0.iter().map(|_| proof.point()).collect()
}

/// [`verify`] from the first phase's challenges on. The transcript has absorbed all that they are drawn from.
pub fn verify_rest(
    relation: &Relation,
    fixed: &[G1Affine],
    first: &[G1Affine],
    mut challenges: Vec<Fr>,
    mut proof: Reader,
    constraints: impl FnOnce(&Evaluated) -> Fr,
) -> Option<Pair> {
    let mut commitments = [fixed, first].concat();
    for (packs, count) in &relation.phases[1..] {
        for _ in packs {
            commitments.push(proof.point()?);
        }
        challenges.extend((0..*count).map(|_| proof.squeeze()));
    }
    let said = (0..relation.public.said).map(|_| proof.scalar());
    let said = said.collect::<Option<Vec<Fr>>>()?;
    let alpha = proof.squeeze();
    let quotient = proof.point()?;
    let y = proof.squeeze();
    let point = Point::new(y.pow_vartime([relation.t as u64]), relation.k);
    let mut values = |shape: PackShape| -> Option<Values> {
        let mut row = || {
            (0..shape.columns)
                .map(|_| proof.scalar())
                .collect::<Option<Vec<Fr>>>()
        };
        let here = row()?;
        let next = if shape.twice { Some(row()?) } else { None };
        Some(Values { here, next })
    };
    let of_fixed: Option<Vec<Values>> = relation.fixed.iter().map(|shape| values(*shape)).collect();
    let of_witness: Option<Vec<Values>> = relation.witness().map(values).collect();
    let evaluated = Evaluated {
        point,
        fixed: of_fixed?,
        witness: of_witness?,
        challenges,
        said,
        alpha,
    };
    let v = proof.squeeze();
    let w = proof.point()?;
    let u = proof.squeeze();
    let last = proof.point()?;
    if !proof.is_at_end() {
        return None;
    }
    let vanishing = point.z.pow_vartime([1u64 << relation.k]) - Fr::ONE;
    let inverse: Fr = Option::from(vanishing.invert())?;
    let value = constraints(&evaluated) * inverse;
    let of_packs = evaluated.fixed.into_iter().chain(evaluated.witness);
    let claims: Vec<Claim> = commitments
        .into_iter()
        .zip(of_packs)
        .map(|(commitment, values)| Claim { commitment, values })
        .collect();
    let claims = Claims {
        packs: &claims,
        quotient: (quotient, value),
        point,
        v,
    };
    claims.pair(relation.t, [w, last], u)
}
