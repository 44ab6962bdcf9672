//! Sums of many points of G1, in affine coordinates.
//!
//! A sum of two costs one inversion, two multiplications and a square; and inversions of many elements at once (Montgomery 1987) cost
//! three multiplications each. So all sums are made in rounds: pairs within each sum, the pairs of all sums together.

use crate::lanes::{Backend, Kernel, Lanes};
use crate::prefetch::prefetch;
use crate::prime::{Prime, less, minus};
use ff::{Field, PrimeField};
use group::Curve;
use halo2curves::bn256::{Fq, G1Affine};
use rayon::prelude::*;
use std::sync::LazyLock;

/// Affine coordinates as an implementation has them in registers, one cache line: raised, below 2 p. (0, 0) is the identity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C, align(64))]
pub(crate) struct Point {
    pub x: [u64; 4],
    pub y: [u64; 4],
}

/// A point of a list, to be added or subtracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry(u32);

impl Entry {
    /// Index of the longest list's last point.
    pub const LARGEST: usize = (1 << 30) - 1;

    #[inline(always)]
    pub fn new(index: usize, negative: bool) -> Self {
        debug_assert!(index <= Self::LARGEST);
        Entry((index as u32) << 2 | u32::from(negative))
    }

    /// A sum of an earlier round.
    #[inline(always)]
    fn sum(index: usize) -> Self {
        Entry((index as u32) << 2 | 2)
    }

    /// The same point, with the other sign if `negative`.
    #[inline(always)]
    pub fn times(self, negative: bool) -> Self {
        Entry(self.0 ^ u32::from(negative))
    }

    #[inline(always)]
    fn index(self) -> usize {
        (self.0 >> 2) as usize
    }

    #[inline(always)]
    fn is_sum(self) -> bool {
        self.0 & 2 != 0
    }

    #[inline(always)]
    fn is_negative(self) -> bool {
        self.0 & 1 != 0
    }
}

/// Entries that are summed at a time: what belongs to them stays in a second-level cache.
const ENTRIES: usize = 1 << 12;
/// Pairs that share an inversion.
const PAIRS: usize = 1 << 10;

type Register<B> = <B as Backend>::Lanes<Fq>;

/// Points in the words of an implementation.
pub(crate) fn import<B: Backend>(points: &[G1Affine]) -> Vec<Point> {
    let raised = |element: Fq| {
        let doublings = 0..B::RAISED.ilog2();
        doublings
            .fold(element, |element, _| element.double())
            .words()
    };
    let import = |point: &G1Affine| Point {
        x: raised(point.x),
        y: raised(point.y),
    };
    points.par_iter().with_min_len(1024).map(import).collect()
}

/// The inverse of [`import`].
pub(crate) fn export<B: Backend>(point: &Point) -> G1Affine {
    static LOWER: LazyLock<Fq> = LazyLock::new(|| Fq::TWO_INV.pow_vartime([4u64]));
    let factor = if B::RAISED == 16 { *LOWER } else { Fq::ONE };
    let element = |words| Fq::from_words(reduced(words)) * factor;
    G1Affine {
        x: element(point.x),
        y: element(point.y),
    }
}

/// Below p from below 2 p.
fn reduced(words: [u64; 4]) -> [u64; 4] {
    if less(&words, &Fq::P) {
        words
    } else {
        minus(words, Fq::P)
    }
}

impl Point {
    pub fn is_identity(&self) -> bool {
        // No point of the curve has y = 0: its order is odd.
        self.y == [0; 4]
    }

    fn negated(self) -> Self {
        let y = reduced(self.y);
        Point {
            y: if y == [0; 4] { y } else { minus(Fq::P, y) },
            ..self
        }
    }
}

/// The sum of the points of each segment: of entries `bounds[i] .. bounds[i + 1]`. No entry is the identity; a sum may be.
pub(crate) fn sums<B: Backend>(
    points: &[Point],
    entries: &[Entry],
    bounds: &[usize],
) -> Vec<Point> {
    let longest = bounds.windows(2).map(|b| b[1] - b[0]).max().unwrap_or(0);
    if longest > ENTRIES {
        // Sums of parts, and their sums.
        let mut cut = vec![0];
        let mut parts = vec![0];
        for bound in bounds.windows(2) {
            cut.extend((bound[0]..bound[1]).step_by(ENTRIES).skip(1));
            if bound[1] > bound[0] {
                cut.push(bound[1]);
            }
            parts.push(cut.len() - 1);
        }
        let of_parts = sums::<B>(points, entries, &cut);
        return sums_of_nonzero::<B>(&of_parts, &parts, |part| part);
    }
    let mut work = Work::<B>::new(points);
    let mut out = Vec::with_capacity(bounds.len() - 1);
    let mut first = 0;
    while first + 1 < bounds.len() {
        let mut last = first + 1;
        while last + 1 < bounds.len() && bounds[last + 1] - bounds[first] <= ENTRIES {
            last += 1;
        }
        work.sum(entries, &bounds[first..=last], &mut out);
        first = last;
    }
    out
}

/// The sums of segments of a list whose place i is `points[index(i)]`, where identities are passed over.
pub(crate) fn sums_of_nonzero<B: Backend>(
    points: &[Point],
    bounds: &[usize],
    index: impl Fn(usize) -> usize,
) -> Vec<Point> {
    let mut entries = Vec::with_capacity(bounds.last().copied().unwrap_or(0));
    let mut new_bounds = vec![0];
    for bound in bounds.windows(2) {
        let indices = (bound[0]..bound[1]).map(&index);
        let present = indices.filter(|i| !points[*i].is_identity());
        entries.extend(present.map(|i| Entry::new(i, false)));
        new_bounds.push(entries.len());
    }
    sums::<B>(points, &entries, &new_bounds)
}

/// Memory for a few thousand entries.
struct Work<'a, B: Backend> {
    points: &'a [Point],
    /// Those of earlier rounds.
    sums: Vec<Point>,
    list: Vec<Entry>,
    next: Vec<Entry>,
    lengths: Vec<usize>,
    pairs: Vec<(Entry, Entry)>,
    saved: Vec<Saved<B>>,
    /// Is one of `sums` the identity?
    any_identity: bool,
}

impl<'a, B: Backend> Work<'a, B> {
    fn new(points: &'a [Point]) -> Self {
        Work {
            points,
            sums: Vec::with_capacity(ENTRIES + Register::<B>::N),
            list: Vec::with_capacity(ENTRIES),
            next: Vec::with_capacity(ENTRIES),
            lengths: vec![],
            pairs: Vec::with_capacity(ENTRIES / 2),
            saved: Vec::with_capacity(PAIRS),
            any_identity: false,
        }
    }

    /// Appends the sum of each segment of at most [`ENTRIES`] entries.
    fn sum(&mut self, entries: &[Entry], bounds: &[usize], out: &mut Vec<Point>) {
        self.sums.clear();
        self.any_identity = false;
        self.list.clear();
        self.list
            .extend_from_slice(&entries[bounds[0]..bounds[bounds.len() - 1]]);
        self.lengths.clear();
        self.lengths.extend(bounds.windows(2).map(|b| b[1] - b[0]));
        loop {
            self.pairs.clear();
            self.next.clear();
            let mut at = 0;
            for length in &mut self.lengths {
                let segment = &self.list[at..at + *length];
                at += *length;
                let pairs = segment.chunks_exact(2);
                self.next.extend_from_slice(pairs.remainder());
                for pair in pairs {
                    self.next
                        .push(Entry::sum(self.sums.len() + self.pairs.len()));
                    self.pairs.push((pair[0], pair[1]));
                }
                *length = length.div_ceil(2);
            }
            if self.pairs.is_empty() {
                break;
            }
            std::mem::swap(&mut self.list, &mut self.next);
            self.add_pairs();
            if self.any_identity {
                self.drop_identities();
            }
        }
        let mut list = self.list.iter();
        for length in &self.lengths {
            out.push(match length {
                0 => Point::default(),
                _ => {
                    let entry = list.next().expect("one for each sum");
                    let point = *self.point(*entry);
                    if entry.is_negative() {
                        point.negated()
                    } else {
                        point
                    }
                }
            });
        }
    }

    #[inline(always)]
    fn point(&self, entry: Entry) -> &Point {
        if entry.is_sum() {
            &self.sums[entry.index()]
        } else {
            &self.points[entry.index()]
        }
    }

    /// Appends the sums of `pairs` to `sums`.
    fn add_pairs(&mut self) {
        let pairs = std::mem::take(&mut self.pairs);
        for pairs in pairs.chunks(PAIRS) {
            if self.add_different(pairs) {
                continue;
            }
            // Some have the same x: these are added one by one.
            let same: Vec<bool> = pairs.iter().map(|pair| self.same_x(*pair)).collect();
            let pairs_and_same = || pairs.iter().zip(&same);
            let different = pairs_and_same().filter(|(_, same)| !**same);
            let different: Vec<_> = different.map(|(pair, _)| *pair).collect();
            let start = self.sums.len();
            assert!(self.add_different(&different), "all others are different");
            let mut of_different = self.sums.split_off(start).into_iter();
            for (pair, same) in pairs_and_same() {
                let sum = if *same {
                    let [a, b] = [pair.0, pair.1].map(|entry| {
                        let point = export::<B>(self.point(entry));
                        if entry.is_negative() { -point } else { point }
                    });
                    let sum = import::<B>(&[(a + b).to_affine()])[0];
                    self.any_identity |= sum.is_identity();
                    sum
                } else {
                    of_different.next().expect("one for each pair")
                };
                self.sums.push(sum);
            }
        }
        self.pairs = pairs;
    }

    fn same_x(&self, (a, b): (Entry, Entry)) -> bool {
        reduced(self.point(a).x) == reduced(self.point(b).x)
    }

    /// Appends the sums of pairs that are no identities, if their coordinates x differ; else does nothing and returns false.
    fn add_different(&mut self, pairs: &[(Entry, Entry)]) -> bool {
        if pairs.is_empty() {
            return true;
        }
        let lanes = Register::<B>::N;
        let start = self.sums.len();
        self.sums.resize(
            start + pairs.len().next_multiple_of(lanes),
            Point::default(),
        );
        let (sums, out) = self.sums.split_at_mut(start);
        let done = B::run(AddPairs::<B> {
            points: self.points,
            sums,
            pairs,
            saved: &mut self.saved,
            out,
        });
        self.sums
            .truncate(if done { start + pairs.len() } else { start });
        done
    }

    fn drop_identities(&mut self) {
        let mut at = 0;
        self.next.clear();
        for i in 0..self.lengths.len() {
            let before = self.next.len();
            for entry in &self.list[at..at + self.lengths[i]] {
                if !self.point(*entry).is_identity() {
                    self.next.push(*entry);
                }
            }
            at += self.lengths[i];
            self.lengths[i] = self.next.len() - before;
        }
        std::mem::swap(&mut self.list, &mut self.next);
        self.any_identity = false;
    }
}

/// What the second pass needs of N pairs: x1, x2, y1, y2 - y1, and the product of all x2 - x1 before.
struct Saved<B: Backend> {
    x1: Register<B>,
    x2: Register<B>,
    y1: Register<B>,
    rise: Register<B>,
    before: Register<B>,
}

struct AddPairs<'a, B: Backend> {
    points: &'a [Point],
    sums: &'a [Point],
    pairs: &'a [(Entry, Entry)],
    saved: &'a mut Vec<Saved<B>>,
    out: &'a mut [Point],
}

impl<B: Backend> Kernel<B> for AddPairs<'_, B> {
    /// Did the coordinates x of all pairs differ?
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        let AddPairs {
            points,
            sums,
            pairs,
            saved,
            out,
        } = self;
        let lanes = Register::<B>::N;
        saved.clear();
        let mut product = Register::<B>::splat_raised(Fq::ONE);
        let groups = pairs.len().div_ceil(lanes);
        for group in 0..groups {
            let (mut left, mut right) = ([&points[0]; 8], [&points[0]; 8]);
            let (mut left_negative, mut right_negative) = (0, 0);
            for lane in 0..lanes {
                // Lanes behind the last pair repeat the first.
                let at = group * lanes + lane;
                let pair = pairs[if at < pairs.len() { at } else { 0 }];
                left[lane] = entry_of(points, sums, pair.0);
                right[lane] = entry_of(points, sums, pair.1);
                left_negative |= u8::from(pair.0.is_negative()) << lane;
                right_negative |= u8::from(pair.1.is_negative()) << lane;
                if let Some(pair) = pairs.get(at + AHEAD) {
                    prefetch(entry_of(points, sums, pair.0));
                    prefetch(entry_of(points, sums, pair.1));
                }
            }
            let (x1, y1) = Register::<B>::gather(&left[..lanes]);
            let (x2, y2) = Register::<B>::gather(&right[..lanes]);
            let (y1, y2) = (
                y1.negate_where(left_negative),
                y2.negate_where(right_negative),
            );
            saved.push(Saved {
                x1,
                x2,
                y1,
                rise: y2.sub(y1, 2),
                before: product,
            });
            product = product.mul(x2.sub(x1, 2));
        }
        let mut products = [Fq::ONE; 8];
        product
            .mul(Register::<B>::splat(Fq::ONE))
            .store(&mut products, 1);
        let Some(inverses) = inverses(&products, lanes) else {
            return false;
        };
        let mut inverse = Register::<B>::load_raised(&inverses);
        for (saved, out) in saved.iter().zip(out.chunks_exact_mut(lanes)).rev() {
            let Saved {
                x1,
                x2,
                y1,
                rise,
                before,
            } = *saved;
            let slope = rise.mul(inverse.mul(before));
            inverse = inverse.mul(x2.sub(x1, 2));
            // Below 6 p, then 2 p.
            let x3 = slope.mul(slope).sub(x1.add(x2), 4).reduce(4).reduce(2);
            let y3 = slope.mul(x1.sub(x3, 2)).sub(y1, 2).reduce(2);
            Register::<B>::put(x3, y3, out);
        }
        true
    }
}

/// Pairs that are asked of memory before they are added.
const AHEAD: usize = 32;

#[inline(always)]
fn entry_of<'a>(points: &'a [Point], sums: &'a [Point], entry: Entry) -> &'a Point {
    let list = if entry.is_sum() { sums } else { points };
    &list[entry.index()]
}

/// The inverses of the first few elements, if none of them is zero.
fn inverses(products: &[Fq; 8], lanes: usize) -> Option<[Fq; 8]> {
    let mut before = [Fq::ONE; 8];
    let mut product = Fq::ONE;
    for lane in 0..lanes {
        before[lane] = product;
        product *= products[lane];
    }
    let mut inverse = Option::<Fq>::from(product.invert())?;
    let mut inverses = [Fq::ONE; 8];
    for lane in (0..lanes).rev() {
        inverses[lane] = inverse * before[lane];
        inverse *= products[lane];
    }
    Some(inverses)
}
