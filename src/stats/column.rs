/// Keys in the order of arrival, four bytes each while they fit.
#[derive(Clone, Debug)]
pub(super) enum Column {
    Narrow(Vec<u32>),
    Wide(Vec<u64>),
}

/// Two to this power buckets are counted at most to find an order statistic.
const BUCKET_BITS: u32 = 16;
/// A bucket for each so many keys, as a power of two: few in a bucket are soon sorted.
const IN_BUCKET_BITS: u32 = 2;

impl Column {
    pub(super) fn new() -> Self {
        Column::Narrow(Vec::new())
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Column::Narrow(keys) => keys.len(),
            Column::Wide(keys) => keys.len(),
        }
    }

    pub(super) fn clear(&mut self) {
        match self {
            Column::Narrow(keys) => keys.clear(),
            Column::Wide(keys) => keys.clear(),
        }
    }

    /// Appends one key `times` times.
    pub(super) fn repeat(&mut self, key: u64, times: usize) {
        if let Column::Narrow(keys) = self {
            if let Ok(key) = u32::try_from(key) {
                keys.resize(keys.len() + times, key);
                return;
            }
            *self = Column::Wide(keys.iter().map(|&key| u64::from(key)).collect());
        }
        if let Column::Wide(keys) = self {
            keys.resize(keys.len() + times, key);
        }
    }

    /// Appends keys, the largest of which is `max`.
    pub(super) fn extend(&mut self, new: &[u64], max: u64) {
        match self {
            Column::Narrow(keys) if u32::try_from(max).is_ok() => keys.extend(new.iter().map(|&key| key as u32)),
            Column::Narrow(keys) => {
                *self = Column::Wide(keys.iter().map(|&key| u64::from(key)).chain(new.iter().copied()).collect());
            }
            Column::Wide(keys) => keys.extend_from_slice(new),
        }
    }

    /// Appends the keys of another.
    pub(super) fn append(&mut self, other: Self) {
        match (&mut *self, other) {
            (Column::Narrow(keys), Column::Narrow(new)) => keys.extend(new),
            (_, Column::Wide(new)) => self.extend(&new, u64::MAX),
            (Column::Wide(keys), Column::Narrow(new)) => keys.extend(new.into_iter().map(u64::from)),
        }
    }

    pub(super) fn for_each(&self, mut see: impl FnMut(u64)) {
        match self {
            Column::Narrow(keys) => keys.iter().for_each(|&key| see(u64::from(key))),
            Column::Wide(keys) => keys.iter().for_each(|&key| see(key)),
        }
    }

    /// The keys in rising order; leaves the column empty.
    pub(super) fn take_sorted(&mut self) -> Vec<u64> {
        let mut sorted = Vec::with_capacity(self.len());
        self.for_each(|key| sorted.push(key));
        self.clear();
        sorted.sort_unstable();
        sorted
    }

    /// The keys of the given ranks (rising, from 1, at most [`Column::len`]).
    pub(super) fn select(&self, ranks: &[u64]) -> Vec<u64> {
        match self {
            Column::Narrow(keys) => select(keys, ranks),
            Column::Wide(keys) => select(keys, ranks),
        }
    }
}

/// Order statistics by one counting pass over the leading bits and a sort of the few buckets that hold a rank.
fn select<K: Copy + Ord + Into<u64>>(keys: &[K], ranks: &[u64]) -> Vec<u64> {
    let Some(&first) = keys.first() else { return vec![0; ranks.len()] };
    let (min, max) = keys.iter().fold((first, first), |(min, max), &key| (min.min(key), max.max(key)));
    let (min, max): (u64, u64) = (min.into(), max.into());
    if ranks.is_empty() || min >= max {
        return vec![max; ranks.len()];
    }
    // Few keys ask for few buckets: going through them would cost more than sorting.
    let bits = BUCKET_BITS.min((keys.len() as u64).ilog2().saturating_sub(IN_BUCKET_BITS).max(1));
    let shift = (u64::BITS - (max - min).leading_zeros()).saturating_sub(bits);
    let mut counts = vec![0_u32; 1 << bits];
    for &key in keys {
        counts[((key.into() - min) >> shift) as usize] += 1;
    }
    // The wanted buckets, each with the number of keys below it.
    let mut wanted: Vec<(usize, u64)> = Vec::new();
    let (mut bucket, mut below) = (0, 0);
    for &rank in ranks {
        while below + u64::from(counts[bucket]) < rank {
            below += u64::from(counts[bucket]);
            bucket += 1;
        }
        wanted.push((bucket, below));
    }
    if shift == 0 {
        return wanted.iter().map(|&(bucket, _)| min + bucket as u64).collect();
    }
    let members = members(keys, min, shift, &wanted, counts);
    let place = |bucket: usize| members.partition_point(|&key| ((key - min) >> shift) < bucket as u64) as u64;
    ranks
        .iter()
        .zip(&wanted)
        .map(|(rank, &(bucket, below))| members[(place(bucket) + rank - below - 1) as usize])
        .collect()
}

/// The keys of the wanted buckets, sorted.
fn members<K: Copy + Into<u64>>(
    keys: &[K],
    min: u64,
    shift: u32,
    wanted: &[(usize, u64)],
    mut mark: Vec<u32>,
) -> Vec<u64> {
    mark.fill(0);
    for &(bucket, _) in wanted {
        mark[bucket] = 1;
    }
    let mut members: Vec<u64> =
        keys.iter().map(|&key| key.into()).filter(|key| mark[((key - min) >> shift) as usize] == 1).collect();
    members.sort_unstable();
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selects_as_a_sort_does_at_every_range() {
        for spread in [1, 2, 1_000, 1 << 20, 1 << 40, u64::MAX] {
            let keys: Vec<u64> = (0..5_000_u64).map(|i| (i + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) % spread).collect();
            let mut column = Column::new();
            for part in keys.chunks(300) {
                column.extend(part, part.iter().copied().max().unwrap_or(0));
            }
            let ranks = [1, 250, 2_500, 2_501, 4_999, 5_000];
            let mut sorted = keys;
            sorted.sort_unstable();
            let expected: Vec<u64> = ranks.iter().map(|&rank| sorted[rank as usize - 1]).collect();
            assert_eq!(column.select(&ranks), expected, "{spread}");
            assert_eq!(column.take_sorted(), sorted);
        }
    }
}
