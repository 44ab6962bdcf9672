//! Segments: one run, many proofs of one circuit, and one memory of them all.
//!
//! A run of N T steps is N segments of T steps. Each is proved by itself, and all of them draw beta and gamma from the first-phase
//! commitments of all. So the multisets of the memory argument may reach over all segments: a tuple that one segment writes is read by
//! another, times run on, and each cell of the run has one boot cell in one of the segments. Each proof *says* its *share*, the product of
//! the tuples it wrote by those it read; a verifier multiplies the shares and its own tuples, and the result is one.
//!
//! What goes over from one segment to the next are tuples as well.
//!
//! | tuple | written | read |
//! |---|---|---|
//! | *link*: state, tape position, next boot address and region | behind the last step | before the first |
//! | *register*: a register's word, time 0 of the next segment | on the register's row | by its first access, or on its row |
//! | *mask*: a random number | on the row behind the registers' | on the same row of the next segment |
//!
//! Before the first segment all of them are zero and written by the verifier; the last segment writes no link, and zeros for registers and mask,
//! which the verifier reads. The mask is what makes a share tell nothing: it is a product with a random factor that no other proof shows.
//!
//! A register is written anew in each segment, so that the time that passed between its accesses stays below that of a segment, which one lookup
//! shows. A cell's access may be long ago: there the time that passed has a high digit, how many segments.

use crate::columns::{At, CLOSING_ROW, FIRST_ROW};
use crate::expr::{Expr, constant, inverse, not};
use crate::layout::{ENDED, FLAG, Layout, column};
use crate::memory::Access;
use crate::profile::Profile;
use crate::step::{Constraint, SCRATCH, scratch, state};
use crate::witness::field;
use ff::Field;
use halo2curves::bn256::Fr;

/// Which segment of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// Counted from zero.
    pub index: usize,
    /// How many the run has.
    pub count: usize,
}

/// The numbers that are public in a segment, the same on all rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers<T> {
    /// The time before the segment's first access.
    pub offset: T,
    /// 1 in all segments but the last.
    pub goes_on: T,
    /// The run's answer, looked at in the last segment.
    pub answer: T,
    /// What its tuples make: those written by those read.
    pub share: T,
}

/// How many [`Numbers`] verifiers know; the others provers say.
pub(crate) const KNOWN: usize = 3;

impl<T> Numbers<T> {
    /// In the order of [`fflonk::Public`].
    pub fn in_order([offset, goes_on, answer, share]: [T; 4]) -> Self {
        Numbers {
            offset,
            goes_on,
            answer,
            share,
        }
    }

    pub fn map<U>(self, mut with: impl FnMut(T) -> U) -> Numbers<U> {
        let Numbers {
            offset,
            goes_on,
            answer,
            share,
        } = self;
        Numbers::in_order([offset, goes_on, answer, share].map(&mut with))
    }
}

impl Segment {
    /// The time before the segment's first access.
    pub(crate) fn offset(self, profile: &Profile) -> u64 {
        self.index as u64 * profile.times()
    }

    /// The places of its boot cells among all of the run.
    pub(crate) fn boot_cells(self, profile: &Profile) -> std::ops::Range<usize> {
        let room = profile.memory_cells();
        self.index * room..(self.index + 1) * room
    }

    /// Is there a segment behind it?
    pub(crate) fn goes_on(self) -> bool {
        self.index + 1 < self.count
    }

    /// The numbers that verifiers know.
    pub(crate) fn known(self, profile: &Profile, answer: u32) -> Vec<Fr> {
        let known = [
            self.offset(profile),
            u64::from(self.goes_on()),
            u64::from(answer),
        ];
        known.map(Fr::from).into()
    }
}

/// The address of the mask, behind the registers and the scratch cell.
pub(crate) const MASK: i64 = SCRATCH + 1;
/// The address of links.
pub const LINK: i64 = SCRATCH + 2;

/// What a link says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link<T> {
    /// pc, flag and "the auxiliary tape has ended".
    pub state: T,
    /// Words read from the primary tape.
    pub position: T,
    /// Of the next boot cell.
    pub address: T,
    /// Of the next boot cell.
    pub region: T,
}

/// A link at a time as one field element: beta^5 region + ... + beta^2 state + beta time + address.
pub(crate) fn link_tuple(beta: Fr, time: u64, link: Link<Fr>) -> Fr {
    let Link {
        state,
        position,
        address,
        region,
    } = link;
    let of_link = field(LINK);
    let components = [of_link, Fr::from(time), state, position, address, region];
    let from_high = components.into_iter().rev();
    from_high.fold(Fr::ZERO, |tuple, component| tuple * beta + component)
}

/// The link of this row at a time: of the row of a first step, what it starts from.
fn link(at: &mut At, time: Expr) -> Expr {
    let (beta, _) = at.challenges();
    let layout = Layout::new(&at.columns.profile);
    let [flag, ended] = [FLAG, ENDED].map(|bit| at.here(layout.bit(bit).column));
    let state = state(at.here(column::ADDRESS), flag, ended);
    let [position, address, region] =
        [column::POSITION, column::BOOT_ADDRESS, column::REGION].map(|column| at.here(column));
    let high = ((region * &beta + address) * &beta + position) * &beta + state;
    (high * &beta + time) * &beta + constant(field(LINK))
}

/// The products' start and end, as they are in a segment.
pub(crate) fn product(at: &mut At, [of_accesses, of_boot]: [Expr; 2]) -> Vec<Constraint> {
    let Numbers {
        offset,
        goes_on,
        share,
        ..
    } = at.of_segment().expect("of a segment");
    let times = at.columns.profile.times();
    let (_, gamma) = at.challenges();
    let [first_row, closing_row] = [FIRST_ROW, CLOSING_ROW].map(|mark| at.marked(mark));
    let read = &gamma - link(at, offset.clone());
    let written = &gamma - link(at, offset + times);
    let written = &goes_on * written + not(&goes_on);
    vec![
        (
            "segment: product of the accesses starts with the link read",
            &first_row * (&of_accesses * read - 1),
        ),
        (
            "segment: product of the boot cells starts at one",
            first_row * (&of_boot - 1),
        ),
        (
            "segment: products end with the link written at the share",
            closing_row * (of_accesses * of_boot * written - share),
        ),
    ]
}

/// On second rows of registers and mask, in a segment: the tuple at the segment's end, read, and the one at the start of the next, written.
pub(crate) fn register(at: &mut At) -> Option<Access> {
    let Numbers {
        offset, goes_on, ..
    } = at.of_segment()?;
    let profile = at.columns.profile;
    let index = (at.row() - 1) * inverse(2);
    let address = index + scratch() - u64::from(profile.num_registers);
    let [time, word, left] =
        [column::LAST_TIME, column::LAST_LO, column::FIRST_LO].map(|column| at.here(column));
    Some(Access {
        read: [address.clone(), time, word, constant(0)],
        written: [
            address,
            offset + profile.times(),
            goes_on * left,
            constant(0),
        ],
    })
}

/// The rows of registers and mask, on which `register` is 1. Their boot address and region are those of the first boot cell.
pub(crate) fn boot(at: &mut At, register: Expr) -> Vec<Constraint> {
    let Numbers { offset, .. } = at.of_segment().expect("of a segment");
    let profile = at.columns.profile;
    let [address, region] = [column::BOOT_ADDRESS, column::REGION].map(|column| at.here(column));
    let [address_next, region_next] =
        [column::BOOT_ADDRESS, column::REGION].map(|column| at.next(column));
    let [low, high] = [0, 1].map(|digit| at.here(column::RANGE + digit));
    let [time, word, left] =
        [column::LAST_TIME, column::LAST_LO, column::FIRST_LO].map(|column| at.here(column));
    // The row of the mask, a random number that need not stay.
    let mask = 2 * (u64::from(profile.num_registers) + 1) + 1;
    vec![
        (
            "segment: boot address is carried",
            &register * (address_next - address),
        ),
        (
            "segment: region is carried",
            &register * (region_next - region),
        ),
        (
            "segment: a register keeps its word",
            &register * (at.row() - mask) * (left - word),
        ),
        // At most the time of two segments.
        (
            "segment: a register's time is past",
            register * (offset + profile.times() - time - low - high),
        ),
    ]
}
