/// How the values of a metric spread: at most 200 bins of equal width that cover its smallest and largest value.
///
/// Widths are 1, 2 or 5 times a power of ten. Money and ratios are rounded down to whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// In rising order, without gaps.
    pub bins: Vec<Bin>,
    /// By how much a value may have been moved, relative to its size, before it was counted; 0 where counts are exact.
    pub relative_error: f64,
}

/// How many replicates lie in a range of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The smallest number of the range.
    pub from: i128,
    /// The largest number of the range, itself inside.
    pub to: i128,
    /// How many replicates.
    pub count: u64,
}

/// The largest number of bins.
const MOST: i128 = 200;
/// Below this size distances fit in 64 bits.
const NEAR: i128 = 1 << 61;

/// Bins being filled.
pub(super) struct Bins {
    first: i128,
    width: i128,
    /// 1 / width.
    per_width: f64,
    /// Whether all of them lie within [`NEAR`].
    near: bool,
    counts: Vec<u64>,
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
        let first = first * width;
        let near = first > -NEAR && first + many * width < NEAR;
        Self { first, width, per_width: 1.0 / width as f64, near, counts: vec![0; many as usize] }
    }

    pub(super) fn add(&mut self, number: i128, times: u64) {
        let distance = number - self.first;
        let bin = if self.near {
            let (distance, width) = (distance as i64, self.width as i64);
            // A product instead of a division; its rounding can only miss a neighbouring bin.
            let guess = (distance as f64 * self.per_width) as i64;
            let rest = distance - guess * width;
            (guess + i64::from(rest >= width) - i64::from(rest < 0)) as usize
        } else {
            (distance / self.width) as usize
        };
        if let Some(count) = self.counts.get_mut(bin) {
            *count += times;
        }
    }

    pub(super) fn finish(self) -> Vec<Bin> {
        let edge = |bin: usize| self.first + bin as i128 * self.width;
        let bin = |(bin, &count)| Bin { from: edge(bin), to: edge(bin + 1) - 1, count };
        self.counts.iter().enumerate().map(bin).collect()
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
        assert_eq!(Bins::covering(0, 4_000).width, 50);
    }
}
