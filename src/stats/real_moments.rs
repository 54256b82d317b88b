/// Mean and variance of real numbers, at most one for each replicate, whoever takes which.
///
/// They are added up within fixed blocks of [`RealMoments::BLOCK`] replicates, and the blocks in order, so the bits do not
/// depend on how the replicates were shared out. Variances are merged as deviations from each block's own mean (Chan, Golub
/// and `LeVeque` 1983), so that large means do not cancel.
#[derive(Clone, Debug, Default)]
pub struct RealMoments {
    /// All blocks up to a replicate.
    settled: Sums,
    /// Whole blocks beyond it, by number, in any order.
    blocks: Vec<(u64, Sums)>,
    /// Values of blocks that came in parts, by replicate, in any order.
    parts: Vec<(u64, f64)>,
    open: Open,
}

/// A block that is being taken from its start on.
#[derive(Clone, Debug, Default)]
struct Open {
    block: u64,
    /// The replicate to come; that at the start of a block if none is open.
    next: u64,
    values: Vec<f64>,
}

/// Independent partial sums of a block, so that additions overlap.
const LANES: usize = 8;

#[derive(Clone, Copy, Debug)]
struct Sums {
    count: u64,
    sum: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Default for Sums {
    fn default() -> Self {
        Self { count: 0, sum: 0.0, squares: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY }
    }
}

impl RealMoments {
    /// How many replicates are added up before their sum meets another: block b is from `BLOCK` b on.
    pub const BLOCK: u64 = 1_024;

    /// Takes the values of `rows` replicates of one block from number `first` on, in order; some may have none.
    pub fn extend(&mut self, first: u64, rows: u64, values: &[f64]) {
        debug_assert!(
            values.len() as u64 <= rows && (rows == 0 || (first + rows - 1) / Self::BLOCK == first / Self::BLOCK)
        );
        if first.is_multiple_of(Self::BLOCK) {
            self.put_aside();
            (self.open.block, self.open.next) = (first / Self::BLOCK, first);
        }
        if self.open.next != first {
            self.parts.extend((first..).zip(values.iter().copied()));
            return;
        }
        self.open.values.extend_from_slice(values);
        self.open.next += rows;
        if self.open.next.is_multiple_of(Self::BLOCK) && rows > 0 {
            self.blocks.push((self.open.block, Sums::of(&self.open.values)));
            self.open.values.clear();
        }
    }

    /// Gives up the open block: others have the rest of it.
    fn put_aside(&mut self) {
        // Where some replicates have no value the numbers are too low, but still in order and in their block.
        self.parts.extend((self.open.block * Self::BLOCK..).zip(self.open.values.drain(..)));
        self.open.next = 0;
    }

    /// Takes all that another has, which keeps nothing.
    pub fn absorb(&mut self, other: &mut Self) {
        debug_assert_eq!(other.settled.count, 0);
        self.put_aside();
        other.put_aside();
        self.blocks.append(&mut other.blocks);
        self.parts.append(&mut other.parts);
    }

    /// Adds up the blocks that end at replicate `end` or before, none of which will get another value.
    pub fn settle(&mut self, end: u64) {
        self.put_aside();
        let whole = end / Self::BLOCK;
        self.settled = self.fold(|block| block < whole);
        self.blocks.retain(|&(block, _)| block >= whole);
        self.parts.retain(|&(replicate, _)| replicate / Self::BLOCK >= whole);
    }

    /// What is settled and the blocks asked for, in order.
    fn fold(&self, wanted: impl Fn(u64) -> bool) -> Sums {
        let mut parts = self.parts.clone();
        parts.extend((self.open.block * Self::BLOCK..).zip(self.open.values.iter().copied()));
        parts.sort_unstable_by_key(|&(replicate, _)| replicate);
        let block = |part: &[(u64, f64)]| {
            let values: Vec<f64> = part.iter().map(|&(_, value)| value).collect();
            (part[0].0 / Self::BLOCK, Sums::of(&values))
        };
        let mut blocks = self.blocks.clone();
        blocks.extend(parts.chunk_by(|left, right| left.0 / Self::BLOCK == right.0 / Self::BLOCK).map(block));
        blocks.sort_unstable_by_key(|&(block, _)| block);
        blocks.iter().filter(|&&(block, _)| wanted(block)).fold(self.settled, |sums, &(_, next)| sums.and(next))
    }

    /// The mean; 0 of no values.
    pub fn mean(&self) -> f64 {
        self.fold(|_| true).mean()
    }

    /// The variance with n - 1; `None` below two values.
    pub fn variance(&self) -> Option<f64> {
        let all = self.fold(|_| true);
        let squares = if all.min == all.max { 0.0 } else { all.squares };
        (all.count >= 2).then(|| squares / (all.count - 1) as f64)
    }
}

impl Sums {
    fn of(values: &[f64]) -> Self {
        let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
        for &value in values {
            min = if value < min { value } else { min };
            max = if value > max { value } else { max };
        }
        let count = values.len() as u64;
        if min == max {
            return Self { count, sum: min * count as f64, squares: 0.0, min, max };
        }
        let sum = lanes(values, |value| value);
        let mean = sum / count as f64;
        Self { count, sum, squares: lanes(values, |value| (value - mean) * (value - mean)), min, max }
    }

    fn mean(&self) -> f64 {
        if self.count == 0 {
            0.0
        } else if self.min == self.max {
            self.min
        } else {
            self.sum / self.count as f64
        }
    }

    fn and(self, next: Self) -> Self {
        if self.count == 0 || next.count == 0 {
            return if self.count == 0 { next } else { self };
        }
        let (a, b) = (self.count as f64, next.count as f64);
        let apart = next.mean() - self.mean();
        Self {
            count: self.count + next.count,
            sum: self.sum + next.sum,
            squares: self.squares + next.squares + apart * apart * (a * b / (a + b)),
            min: self.min.min(next.min),
            max: self.max.max(next.max),
        }
    }
}

fn lanes(values: &[f64], term: impl Fn(f64) -> f64) -> f64 {
    let mut sums = [0.0; LANES];
    let chunks = values.chunks_exact(LANES);
    for (sum, &value) in sums.iter_mut().zip(chunks.remainder()) {
        *sum += term(value);
    }
    for chunk in chunks {
        for (sum, &value) in sums.iter_mut().zip(chunk) {
            *sum += term(value);
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(n: usize) -> Vec<f64> {
        (0..n).map(|i| 1e9 + (i * i % 1_009) as f64 * 0.1 - 37.3).collect()
    }

    /// Takes values from replicate `first` on, in pieces of at most this length that end with their block.
    fn take(moments: &mut RealMoments, first: u64, values: &[f64], piece: usize) {
        let (mut first, mut rest) = (first, values);
        while !rest.is_empty() {
            let room = (RealMoments::BLOCK - first % RealMoments::BLOCK) as usize;
            let (now, later) = rest.split_at(rest.len().min(room).min(piece));
            moments.extend(first, now.len() as u64, now);
            (first, rest) = (first + now.len() as u64, later);
        }
    }

    fn whole(values: &[f64]) -> RealMoments {
        let mut moments = RealMoments::default();
        take(&mut moments, 0, values, 1_024);
        moments
    }

    fn bits(moments: &RealMoments) -> (u64, Option<u64>) {
        (moments.mean().to_bits(), moments.variance().map(f64::to_bits))
    }

    #[test]
    fn bits_do_not_depend_on_who_took_which() {
        let values = wave(50_000);
        let expected = bits(&whole(&values));
        for (piece, turn) in [(77, 1), (77, 90), (256, 1_024), (1_024, 1_024), (256, 3_000)] {
            let mut hands = [(); 3].map(|()| RealMoments::default());
            let mut all = RealMoments::default();
            for (place, values) in values.chunks(20_000).enumerate() {
                let first = place * 20_000;
                for (hand, values) in values.chunks(turn).enumerate() {
                    take(&mut hands[hand * 7 % 3], (first + hand * turn) as u64, values, piece);
                }
                hands.iter_mut().rev().for_each(|hand| all.absorb(hand));
                all.settle((first + values.len()) as u64);
                assert!(all.blocks.is_empty() && all.parts.len() < 1_024);
            }
            assert_eq!(bits(&all), expected, "{piece} {turn}");
        }
    }

    #[test]
    fn replicates_without_a_value_leave_the_blocks_as_they_are() {
        let values = wave(4_096);
        let some: Vec<f64> = values.iter().copied().enumerate().filter(|(i, _)| i % 3 > 0).map(|(_, v)| v).collect();
        let (mut one, mut two) = (RealMoments::default(), [RealMoments::default(), RealMoments::default()]);
        for (place, rows) in values.chunks(64).enumerate() {
            let first = place * 64;
            let present = (first..).zip(rows).filter(|(i, _)| i % 3 > 0).map(|(_, &v)| v);
            let present: Vec<f64> = present.collect();
            one.extend(first as u64, 64, &present);
            two[place / 5 % 2].extend(first as u64, 64, &present);
        }
        let [mut two, mut other] = two;
        two.absorb(&mut other);
        assert_eq!(bits(&one), bits(&two));
        let mean = some.iter().map(|value| value - 1e9).sum::<f64>() / some.len() as f64;
        assert!((one.mean() - 1e9 - mean).abs() < 1e-6);
    }

    #[test]
    fn a_large_mean_does_not_cancel() {
        let values = wave(5_000);
        let centred: Vec<f64> = values.iter().map(|value| value - 1e9).collect();
        let mean = centred.iter().sum::<f64>() / 5_000.0;
        let variance = centred.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 4_999.0;
        let moments = whole(&values);
        assert!((moments.mean() - 1e9 - mean).abs() < 1e-6);
        assert!((moments.variance().unwrap() / variance - 1.0).abs() < 1e-9);
    }

    #[test]
    fn equal_values_have_their_own_mean_and_no_variance() {
        let moments = whole(&vec![0.1; 3_333]);
        assert_eq!((moments.mean(), moments.variance()), (0.1, Some(0.0)));
        assert_eq!(RealMoments::default().variance(), None);
    }
}
