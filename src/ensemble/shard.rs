use std::fmt;
use std::ops::Range;

use super::gather::Gathered;
use super::memory::MEMORY_LIMIT;
use super::plan::{Plan, StopReason};
use super::shape::Shape;
use super::simulate::Simulate;
use super::summary::Ensemble;
use crate::stats::bytes::{Damaged, Reader, Writer};
use crate::text;
use crate::vocabulary::{Say, Text};

/// All that is kept of some replicates of some models: it can be written, read, and merged with that of other replicates of
/// the same models. In whatever parts and order, the ensemble of the same replicates is the same to the bit.
///
/// ```
/// use rumeur::ensemble::{self, Control, Plan, Shard};
/// use rumeur::model::Model;
/// use rumeur::scenario::{Overrides, load_preset};
///
/// let models = [Model::new(&load_preset("classic-317", &Overrides::default())?.baseline, &[])?];
/// let drawn = |replicates| {
///     let plan = Plan { seed: 317, replicates, precision: None };
///     ensemble::run_shard(&models, &plan, &mut [], &Control::default())
/// };
/// let mut halves = Shard::from_bytes(&drawn(0..100)?.to_bytes())?;
/// halves.merge(drawn(100..200)?)?;
/// assert_eq!(halves.finish(), drawn(0..200)?.finish());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Shard {
    seed: u64,
    /// In rising order, apart.
    replicates: Vec<Range<u64>>,
    stop_reason: StopReason,
    shape: Shape,
    sums: Gathered,
}

/// Shards that do not belong together, or bytes that are none.
#[doc = include_str!("examples/keeper.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ShardError {
    /// The bytes are damaged, or written by another version.
    Damaged,
    /// They have different master seeds.
    Seed(u64, u64),
    /// Their models differ in number, networks, groups or metrics.
    Models,
    /// Both have this replicate.
    Overlap(u64),
}

impl Say for ShardError {
    fn text(&self) -> Text {
        match self {
            Self::Damaged => text!(
                "the sums are damaged, or written by another version",
                "les sommes sont abîmées, ou écrites par une autre version"
            ),
            Self::Seed(one, other) => text!(
                "the master seeds differ: {one} and {other}",
                "les graines maîtresses diffèrent : {one} et {other}"
            ),
            Self::Models => text!(
                "the models differ in their number, networks, groups or metrics",
                "les modèles diffèrent par leur nombre, leurs réseaux, leurs groupes ou leurs indicateurs"
            ),
            Self::Overlap(replicate) => {
                text!("replicate {replicate} is in both", "la réplication {replicate} est dans les deux")
            }
        }
    }
}

impl fmt::Display for ShardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for ShardError {}

impl From<Damaged> for ShardError {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// The first bytes; the last of them is the version.
const MARK: &[u8; 8] = b"rumeur\0\x02";
/// The bytes of the check at the end.
const CHECK: usize = size_of::<u64>();

impl Shard {
    pub(super) fn new(
        seed: u64,
        replicates: Range<u64>,
        stop_reason: StopReason,
        shape: Shape,
        sums: Gathered,
    ) -> Self {
        let replicates = if replicates.is_empty() { Vec::new() } else { vec![replicates] };
        Self { seed, replicates, stop_reason, shape, sums }
    }

    /// Whether it is of the first replicates of a plan and of such models, so that a run of that plan can go on from it.
    pub fn begins<M: Simulate>(&self, plan: &Plan, models: &[M]) -> bool {
        let is_first = match &self.replicates[..] {
            [only] => only.start == plan.replicates.start && only.end - only.start <= plan.most(),
            _ => false,
        };
        is_first && self.seed == plan.seed && self.fits(models)
    }

    /// How many replicates it has.
    pub fn drawn(&self) -> u64 {
        self.sums.replicates()
    }

    /// The sums, to draw more into them.
    pub(super) fn sums(&mut self) -> &mut Gathered {
        &mut self.sums
    }

    /// The sums now have all replicates from `first` to before `end`.
    pub(super) fn reach(&mut self, first: u64, end: u64) {
        self.replicates.clear();
        self.replicates.push(first..end);
    }

    pub(super) fn stop(&mut self, reason: StopReason) {
        self.stop_reason = reason;
    }

    /// The master seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The replicates, by index: ranges in rising order that do not touch.
    pub fn replicates(&self) -> &[Range<u64>] {
        &self.replicates
    }

    /// Whether its sums are those of models with the same metrics, groups and networks.
    pub fn fits<M: Simulate>(&self, models: &[M]) -> bool {
        self.shape == Shape::of(models)
    }

    /// Why no more were drawn.
    pub fn stop_reason(&self) -> StopReason {
        self.stop_reason
    }

    /// Takes the replicates of another. The reason to stop is then that replicates were given.
    ///
    /// # Errors
    /// When the two have a replicate in common, another seed or other models; nothing is taken then.
    pub fn merge(&mut self, mut other: Self) -> Result<(), ShardError> {
        if self.seed != other.seed {
            return Err(ShardError::Seed(self.seed, other.seed));
        }
        if self.shape != other.shape {
            return Err(ShardError::Models);
        }
        let mut ranges = self.replicates.clone();
        ranges.append(&mut other.replicates);
        ranges.sort_unstable_by_key(|range| range.start);
        if let Some(pair) = ranges.windows(2).find(|pair| pair[1].start < pair[0].end) {
            return Err(ShardError::Overlap(pair[1].start));
        }
        self.replicates.clear();
        for range in ranges {
            match self.replicates.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => self.replicates.push(range),
            }
        }
        self.sums.absorb(&mut other.sums);
        self.stop_reason = StopReason::Fixed;
        Ok(())
    }

    /// Sums up.
    pub fn finish(self) -> Ensemble {
        self.finish_with(true)
    }

    /// The same, with the distributions of the metrics or without.
    pub(crate) fn finish_with(self, distributions: bool) -> Ensemble {
        let replicates = self.sums.replicates();
        let (models, comparisons) = self.sums.finish(distributions);
        Ensemble { replicates, stop_reason: self.stop_reason, models, comparisons }
    }

    /// The same bytes for the same replicates, in whatever parts they were drawn.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.fixed(u64::from_le_bytes(*MARK));
        to.fixed(self.seed);
        to.number(self.stop_reason as u64);
        to.number(self.replicates.len() as u64);
        for range in &self.replicates {
            to.number(range.start);
            to.number(range.end - range.start);
        }
        self.shape.write(&mut to);
        self.sums.write(&mut to);
        to.fixed(check(to.bytes()));
        to.into_bytes()
    }

    /// What [`Shard::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`ShardError::Damaged`] for any other bytes; memory in proportion to sound bytes is all that is asked for.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ShardError> {
        let (body, end) = bytes.split_last_chunk::<CHECK>().ok_or(ShardError::Damaged)?;
        if check(body) != u64::from_le_bytes(*end) {
            return Err(ShardError::Damaged);
        }
        let mut from = Reader::new(body, MEMORY_LIMIT);
        if from.fixed()? != u64::from_le_bytes(*MARK) {
            return Err(ShardError::Damaged);
        }
        let seed = from.fixed()?;
        let reasons = [StopReason::Fixed, StopReason::Precise, StopReason::MaxReplicates];
        let stop_reason = from.number()?;
        let stop_reason =
            reasons.into_iter().find(|&reason| reason as u64 == stop_reason).ok_or(ShardError::Damaged)?;
        let replicates = ranges(&mut from)?;
        let shape = Shape::read(&mut from)?;
        let mut sums = Gathered::new(&shape);
        sums.read(&mut from)?;
        let drawn = replicates.iter().map(|range| range.end - range.start).fold(0, u64::saturating_add);
        if drawn != sums.replicates() || !from.is_empty() {
            return Err(ShardError::Damaged);
        }
        Ok(Self { seed, replicates, stop_reason, shape, sums })
    }
}

fn ranges(from: &mut Reader<'_>) -> Result<Vec<Range<u64>>, Damaged> {
    let many = from.length(2)?;
    let mut ranges: Vec<Range<u64>> = Vec::new();
    for _ in 0..many {
        let start = from.number()?;
        let end = start.checked_add(from.number()?).ok_or(Damaged)?;
        if start == end || ranges.last().is_some_and(|last| last.end >= start) {
            return Err(Damaged);
        }
        ranges.push(start..end);
    }
    Ok(ranges)
}

/// FNV-1a over words of 8 bytes: it finds what a disk or a copy did, not what somebody meant to do.
fn check(bytes: &[u8]) -> u64 {
    let word = |chunk: &[u8]| chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    let mix = |hash: u64, chunk: &[u8]| (hash ^ word(chunk)).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    bytes.chunks(8).fold(0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64, mix)
}

#[cfg(test)]
#[path = "shard_tests.rs"]
mod tests;
