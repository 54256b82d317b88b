/// How the values of a metric spread: at most 200 bins without gaps that cover its smallest and largest value.
///
/// Their widths are equal, 1, 2 or 5 times a power of ten; where the tail is heavy they grow with the values, some twelve to
/// a power of ten. Wherever they are wider than 1, bins begin also at the median and at the 90 %, 99 % and 99.9 % quantile,
/// and at a value that is asked for, so that the shares that reach these are counted. Money and ratios are rounded down to
/// whole numbers.
#[doc = include_str!("examples/sums.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// In rising order, without gaps.
    pub bins: Vec<Bin>,
    /// By how much a value may have been moved, relative to its size, before it was counted; 0 where counts are exact.
    pub relative_error: f64,
}

/// How many replicates lie in a range of whole numbers.
#[doc = include_str!("examples/sums.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The smallest number of the range.
    pub from: i128,
    /// The largest number of the range, itself inside.
    pub to: i128,
    /// How many replicates.
    pub count: u64,
}

/// The largest number of bins before some begin at values of their own.
const MOST: i128 = 195;
/// Bins grow with their values where the 99 % quantile is above so many medians.
const HEAVY: i128 = 20;
/// Where bins that grow begin, within a power of ten: as evenly as two digits allow.
const GROWING: [i128; 13] = [10, 12, 14, 17, 20, 24, 28, 34, 40, 48, 57, 68, 82];

/// Bins being filled.
pub(super) struct Bins {
    /// Where each begins, and where the last ends.
    edges: Vec<i128>,
    counts: Vec<u64>,
    /// The bin of the number before: numbers mostly rise.
    last: usize,
}

impl Bins {
    /// The narrowest bins, their edges multiples of the width, that cover `min` to `max`; both at most 2^100 in size.
    pub(super) fn covering(min: i128, max: i128) -> Self {
        let max = max.max(min);
        let mut scale = 1;
        let (width, first, many) = 'found: loop {
            for width in [scale, 2 * scale, 5 * scale] {
                let (first, last) = (min.div_euclid(width), max.div_euclid(width));
                if last - first < MOST {
                    break 'found (width, first, last - first + 1);
                }
            }
            scale *= 10;
        };
        Self::between((0..=many).map(|edge| (first + edge) * width).collect())
    }

    /// The same where the tail is heavy: bins that grow with their values. `quantiles`: the median first, the 99 % quantile
    /// third.
    pub(super) fn suiting(min: i128, max: i128, quantiles: [i128; 4]) -> Self {
        let is_heavy = min >= 0 && max - min >= MOST && quantiles[2] > HEAVY * quantiles[0].max(1);
        let mut bins = if is_heavy { Self::growing(min, max) } else { Self::covering(min, max) };
        for quantile in quantiles {
            bins.begin_at(quantile);
        }
        bins
    }

    fn growing(min: i128, max: i128) -> Self {
        // Fewer to a power of ten where there are many powers.
        let stride = if max > 1_000_000_000_000_000 { 3 } else { 1 };
        let mut edges: Vec<i128> = (0..10).collect();
        let mut power = 1;
        while edges[edges.len() - 1] <= max {
            edges.extend(GROWING.iter().step_by(stride).map(|mantissa| mantissa * power));
            power *= 10;
        }
        let first = edges.partition_point(|&edge| edge <= min) - 1;
        let last = edges.partition_point(|&edge| edge <= max);
        Self::between(edges[first..=last].to_vec())
    }

    fn between(edges: Vec<i128>) -> Self {
        Self { counts: vec![0; edges.len() - 1], edges, last: 0 }
    }

    /// Lets a bin begin at `edge`, where that is inside; before anything is counted.
    pub(super) fn begin_at(&mut self, edge: i128) {
        let place = self.edges.partition_point(|&other| other < edge);
        if place > 0 && place < self.edges.len() && self.edges[place] != edge {
            self.edges.insert(place, edge);
            self.counts.push(0);
        }
    }

    pub(super) fn add(&mut self, number: i128, times: u64) {
        let is_in = |bin: usize| matches!(self.edges[bin..], [from, to, ..] if from <= number && number < to);
        let near = [self.last, self.last + 1].into_iter().find(|&bin| bin < self.counts.len() && is_in(bin));
        let bin = near.unwrap_or_else(|| self.edges.partition_point(|&edge| edge <= number).wrapping_sub(1));
        if let Some(count) = self.counts.get_mut(bin) {
            *count += times;
            self.last = bin;
        }
    }

    pub(super) fn finish(self) -> Vec<Bin> {
        let bin = |(edges, &count): (&[i128], &u64)| Bin { from: edges[0], to: edges[1] - 1, count };
        self.edges.windows(2).zip(&self.counts).map(bin).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_few_whole_equal_and_cover_both_ends() {
        for (min, max) in [
            (0, 0),
            (0, 199),
            (0, 200),
            (1, 200),
            (-7, 4_000),
            (317, 1_000_000_007),
            (-3, -3),
            (-(1 << 100), 1 << 100),
            (3 << 62, (3 << 62) + 70_000),
        ] {
            let mut bins = Bins::covering(min, max);
            bins.add(min, 1);
            bins.add(max, 2);
            let bins = bins.finish();
            assert!(bins.len() <= 200 && bins[0].from <= min && bins[bins.len() - 1].to >= max, "{min} {max}");
            assert_eq!(bins.iter().map(|bin| bin.count).sum::<u64>(), 3);
            assert!(bins.windows(2).all(|pair| pair[0].to + 1 == pair[1].from));
        }
        assert_eq!(Bins::covering(0, 4_000).edges[1], 50);
    }

    #[test]
    fn a_bin_begins_where_it_is_asked_to() {
        let mut bins = Bins::suiting(1, 4_000, [219, 734, 1_450, 2_040]);
        bins.begin_at(317);
        for number in [0, 316, 317, 318, 4_000, 4_001, 9_999] {
            bins.add(number, 1);
        }
        let bins = bins.finish();
        assert!(bins.len() <= 200 && bins.windows(2).all(|pair| pair[0].to + 1 == pair[1].from));
        let from = |edge: i128| bins.iter().filter(|bin| bin.from >= edge).map(|bin| bin.count).sum::<u64>();
        for edge in [219, 317, 734, 1_450, 2_040] {
            assert!(bins.iter().any(|bin| bin.from == edge), "{edge}");
        }
        assert_eq!((from(317), from(219)), (4, 5), "317, 318, 4,000 and what lies in the last bin");
    }

    #[test]
    fn a_heavy_tail_has_bins_that_grow() {
        for max in [5_000, 40_000_000, 1 << 100] {
            let bins = Bins::suiting(0, max, [81, 300, 2_000, max]).finish();
            assert!(bins.len() <= 200 && bins[0].from == 0 && bins[bins.len() - 1].to >= max, "{max}");
            assert!(bins.iter().filter(|bin| bin.to < 200).count() > 15, "{max}");
            assert!(bins.windows(2).all(|pair| pair[0].to + 1 == pair[1].from));
        }
        assert_eq!(Bins::suiting(0, 4_000, [300, 734, 1_450, 2_040]).finish()[0].to, 49);
    }
}
