use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::error::Refusal;
use super::folder::SUMS_FILE;
use super::load::{Job, Loaded};
use crate::report::{Digest, Part, PartRange, ShardBy, ShardSettings};

/// One of several shards of a batch.
///
/// ```
/// use rumeur::batch::ShardName;
///
/// let shard: ShardName = "3/7".parse().expect("the third of seven");
/// assert_eq!((shard.number(), shard.total(), shard.share_of(100)), (3, 7, 28..42));
/// assert!("0/7".parse::<ShardName>().is_err() && "8/7".parse::<ShardName>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardName {
    number: u64,
    total: u64,
}

/// The numbers name no shard.
#[doc = include_str!("examples/shards.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoShard;

impl fmt::Display for NoShard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("must be I/N, with I from 1 to N")
    }
}

impl std::error::Error for NoShard {}

impl ShardName {
    /// Shard `number`, from 1, of `total`.
    ///
    /// # Errors
    /// When there is no such shard.
    pub fn new(number: u64, total: u64) -> Result<Self, NoShard> {
        if (1..=total).contains(&number) { Ok(Self { number, total }) } else { Err(NoShard) }
    }

    /// Which, from 1.
    pub fn number(self) -> u64 {
        self.number
    }

    /// Of how many.
    pub fn total(self) -> u64 {
        self.total
    }

    /// Its share of so many replicates: shares differ by one at most, and follow one another.
    pub fn share_of(self, replicates: u64) -> Range<u64> {
        let edge = |number: u64| {
            let edge = u128::from(replicates) * u128::from(number) / u128::from(self.total);
            // No more than the replicates.
            edge as u64
        };
        edge(self.number - 1)..edge(self.number)
    }

    /// Whether it has the scenario at `place`, where whole scenarios are dealt out.
    fn has(self, place: u64) -> bool {
        place % self.total == self.number - 1
    }
}

impl fmt::Display for ShardName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.total)
    }
}

impl FromStr for ShardName {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let (number, total) = text.split_once('/').ok_or(NoShard)?;
        let whole = |text: &str| {
            // `+7` is no number of ours.
            if text.bytes().all(|byte| byte.is_ascii_digit()) {
                text.parse().map_err(|_| NoShard)
            } else {
                Err(NoShard)
            }
        };
        Self::new(whole(number)?, whole(total)?)
    }
}

impl Loaded {
    /// Keeps what one shard has of the scenarios; what is to be said of it in `run.json`.
    ///
    /// # Errors
    /// When the replicates of a scenario are to be shared out that are to go on until they are precise enough.
    pub fn shard(&mut self, name: ShardName, by: ShardBy) -> Result<ShardSettings, Refusal> {
        let precise = self.jobs.iter().find(|job| job.scenario.run.precision.is_some());
        if let Some(job) = precise.filter(|_| by == ShardBy::Replicates) {
            return Err(Refusal::PrecisionInShards(job.scenario.name.clone()));
        }
        let mut all = String::new();
        for job in &self.jobs {
            // Titles, too: the merged results have those of all shards.
            let said = Digest::of(job.scenario.said_anywhere().as_bytes()).sha256;
            all.extend([&*job.scenario.name, "\n", &*job.scenario.fingerprint, "\n", &*said, "\n"]);
        }
        for invalid in &self.invalid {
            all.extend([&*invalid.name, "\n\n"]);
        }
        let shard = ShardSettings {
            numbers: vec![name.number],
            total: name.total,
            by,
            sums: (by == ShardBy::Replicates).then(|| SUMS_FILE.to_owned()),
            scenarios: self.jobs.len() as u64,
            batch: Digest::of(all.as_bytes()).sha256,
        };
        if by == ShardBy::Scenarios {
            self.jobs.retain(|job| name.has(job.place));
        }
        Ok(shard)
    }
}

/// What of a scenario a shard has.
pub(super) fn part_of(job: &Job, shard: &ShardSettings) -> Part {
    let of = job.scenario.run.replicates;
    let names = shard.numbers.iter().filter_map(|&number| ShardName::new(number, shard.total).ok());
    let mut replicates: Vec<PartRange> = Vec::new();
    let shares = names.map(|name| if shard.by == ShardBy::Replicates { name.share_of(of) } else { 0..of });
    for share in shares.filter(|share| !share.is_empty()) {
        match replicates.last_mut() {
            Some(last) if last.end >= share.start => last.end = share.end,
            _ => replicates.push(PartRange { first: share.start, end: share.end, bytes: 0 }),
        }
    }
    Part { place: job.place, file: job.file.clone(), of, replicates, at_least: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_follow_one_another_and_differ_by_one_at_most() {
        for (replicates, total) in [(0, 1), (1, 7), (7, 7), (1_501, 7), (u64::MAX, 10_000), (5, u64::MAX)] {
            let mut end = 0;
            for number in (1..=total).take(10_000) {
                let share = ShardName::new(number, total).expect("a shard").share_of(replicates);
                assert_eq!(share.start, end);
                assert!((replicates / total..=replicates / total + 1).contains(&(share.end - share.start)));
                end = share.end;
            }
            assert!(total > 10_000 || end == replicates);
        }
    }

    #[test]
    fn only_shards_have_names() {
        for text in ["", "1", "/", "1/", "/1", "0/1", "2/1", "1/0", "-1/2", "1/2/3", "a/b", "1.0/2", " 1/2"] {
            assert!(text.parse::<ShardName>().is_err(), "{text}");
        }
        assert_eq!("07/10".parse(), ShardName::new(7, 10));
        assert_eq!(ShardName::new(7, 10).map(|name| name.to_string()).as_deref(), Ok("7/10"));
    }
}
