use super::bytes::{Damaged, Reader, Writer};

/// Mean and variance of whole numbers, exact whatever their order: sums are integers.
///
/// Exact while the sum of squares stays below 2^128: 20 million values of 10^12 need 2^105.
#[doc = include_str!("examples/sums.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IntegerMoments {
    count: u64,
    sum: i128,
    sum_of_squares: u128,
}

/// Below this size, 256 squares add up in 64 bits.
const SMALL: u64 = 1 << 26;
/// So many values are taken one by one.
const FEW: usize = 8;
/// Values are taken in slices of this length.
const SLICE: usize = 256;

impl IntegerMoments {
    /// Takes non-negative values, the largest of which is `max`, below 2^63.
    pub fn extend_counts(&mut self, values: &[u64], max: u64) {
        self.extend_between(values, values.iter().fold(max, |min, &value| min.min(value)), max);
    }

    /// Takes values from `min` to `max`, below 2^63.
    pub(super) fn extend_between(&mut self, values: &[u64], min: u64, max: u64) {
        // Large values near to each other are as quick as small ones: by how much they are above the least.
        let base = if max < SMALL { 0 } else { min };
        for values in values.chunks(SLICE) {
            if max - base < SMALL {
                // 32 bits hold the values, and 64 their products.
                let small = values.iter().map(|&value| u64::from((value - base) as u32));
                let (sum, squares) = small.fold((0, 0), |(sum, squares), value| (sum + value, squares + value * value));
                self.add_above(base, values.len() as u64, sum, squares);
            } else {
                for &value in values {
                    self.add(value as i64);
                }
            }
            self.count += values.len() as u64;
        }
    }

    /// Adds `count` values to the sums, from the sums of what they are above `base` and of its squares.
    fn add_above(&mut self, base: u64, count: u64, sum: u64, squares: u64) {
        let [wide, count, above] = [base, count, sum].map(u128::from);
        self.sum += (wide * count + above) as i128;
        // (b + d)^2 = b (b + 2 d) + d^2, summed.
        let squares = (wide * count + 2 * above).wrapping_mul(wide).wrapping_add(u128::from(squares));
        self.sum_of_squares = self.sum_of_squares.wrapping_add(squares);
    }

    /// Takes one value, below 2^63, `times` times.
    pub fn repeat(&mut self, value: u64, times: u64) {
        self.count += times;
        self.sum += i128::from(value) * i128::from(times);
        let square = u128::from(value) * u128::from(value);
        self.sum_of_squares = self.sum_of_squares.wrapping_add(square.wrapping_mul(u128::from(times)));
    }

    /// Takes all that another has, which keeps nothing.
    pub fn absorb(&mut self, other: &mut Self) {
        let other = std::mem::take(other);
        self.count += other.count;
        self.sum += other.sum;
        self.sum_of_squares = self.sum_of_squares.wrapping_add(other.sum_of_squares);
    }

    /// Takes the differences `left[i] - right[i]`; each value must be below 2^63.
    pub fn extend_differences(&mut self, left: &[u64], right: &[u64]) {
        if left.len() <= FEW {
            for (left, right) in left.iter().zip(right) {
                self.add(left.wrapping_sub(*right) as i64);
            }
            self.count += left.len() as u64;
            return;
        }
        let mut differences = [0_i64; SLICE];
        for (left, right) in left.chunks(SLICE).zip(right.chunks(SLICE)) {
            let differences = &mut differences[..left.len()];
            for ((difference, left), right) in differences.iter_mut().zip(left).zip(right) {
                *difference = left.wrapping_sub(*right) as i64;
            }
            // The bitwise or of the sizes is below a power of two exactly if all of them are.
            let size = differences.iter().fold(0, |size, &difference| size | difference.unsigned_abs());
            if size < SMALL {
                let (mut sum, mut squares) = (0, 0);
                for &mut difference in differences {
                    let small = i64::from(difference as i32);
                    sum += small;
                    squares += small * small;
                }
                self.sum += i128::from(sum);
                self.sum_of_squares += squares as u128;
            } else {
                for &mut difference in differences {
                    self.add(difference);
                }
            }
            self.count += left.len() as u64;
        }
    }

    pub(crate) fn write(&self, to: &mut Writer) {
        to.number(self.count);
        if self.count > 0 {
            to.wide(self.sum);
            to.wide(self.sum_of_squares as i128);
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let count = from.number()?;
        let (sum, sum_of_squares) = if count == 0 { (0, 0) } else { (from.wide()?, from.wide()? as u128) };
        Ok(Self { count, sum, sum_of_squares })
    }

    /// Adds a value to the sums, not to the count.
    fn add(&mut self, value: i64) {
        let size = u128::from(value.unsigned_abs());
        self.sum += i128::from(value);
        self.sum_of_squares = self.sum_of_squares.wrapping_add(size * size);
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The sum of the values.
    pub fn sum(&self) -> i128 {
        self.sum
    }

    /// The sum of their squares.
    pub fn sum_of_squares(&self) -> u128 {
        self.sum_of_squares
    }

    /// The mean; 0 of no values.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum as f64 / self.count as f64 }
    }

    /// The variance with n - 1; `None` below two values.
    pub fn variance(&self) -> Option<f64> {
        let squares = centred_product(self.count, self.sum_of_squares as i128, self.sum, self.sum);
        (self.count >= 2).then(|| squares.max(0.0) / (self.count - 1) as f64)
    }
}

/// The sum of (x - mean x)(y - mean y) over `count` pairs of integers, from the sums of xy, x and y.
///
/// Exact to the last rounding where it fits: means are split into a whole part, taken off in integers (modulo 2^128,
/// which the result is far below), and a remainder, so that nothing cancels in floating point.
pub(crate) fn centred_product(count: u64, sum_xy: i128, sum_x: i128, sum_y: i128) -> f64 {
    if count == 0 {
        return 0.0;
    }
    let n = i128::from(count);
    let (x, y) = (sum_x.div_euclid(n), sum_y.div_euclid(n));
    let (rest_x, rest_y) = (sum_x.rem_euclid(n), sum_y.rem_euclid(n));
    let about_whole = sum_xy.wrapping_sub(x.wrapping_mul(sum_y)).wrapping_sub(y.wrapping_mul(rest_x));
    let scaled = about_whole.checked_mul(n).zip(rest_x.checked_mul(rest_y)).and_then(|(a, b)| a.checked_sub(b));
    match scaled {
        Some(scaled) => scaled as f64 / count as f64,
        None => about_whole as f64 - rest_x as f64 * (rest_y as f64 / count as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(values: &[u64]) -> IntegerMoments {
        let mut moments = IntegerMoments::default();
        moments.extend_counts(values, values.iter().copied().max().unwrap_or(0));
        moments
    }

    #[test]
    fn variance_needs_two_values() {
        assert_eq!(moments(&[]).variance(), None);
        assert_eq!(moments(&[3]).variance(), None);
        assert_eq!(moments(&[3, 5]).variance(), Some(2.0));
    }

    #[test]
    fn large_values_do_not_cancel() {
        let base = 1_000_000_000_000;
        let values: Vec<u64> = (0..10_000).map(|i| base + i % 2).collect();
        let small: Vec<u64> = (0..10_000).map(|i| i % 2).collect();
        assert_eq!(moments(&values).variance(), moments(&small).variance());
        assert_eq!(moments(&values).mean(), base as f64 + 0.5);
    }

    #[test]
    fn sums_are_those_of_the_values_one_by_one_however_large_and_far_apart() {
        let largest = (1_u64 << 63) - 1;
        for (base, range) in
            [(0, 9), (SMALL, 1_000), (1 << 40, SMALL - 1), (1 << 40, SMALL + 7), (largest - 50_000, 50_000)]
        {
            let values: Vec<u64> = (0..700).map(|i| base + i * 7_919 % range).chain([base + range]).collect();
            let mut one_by_one = IntegerMoments::default();
            for &value in &values {
                one_by_one.repeat(value, 1);
            }
            assert_eq!(moments(&values), one_by_one, "from {base} on");
        }
    }

    #[test]
    fn twenty_million_values_of_a_million_million_fit() {
        let (n, value) = (20_000_000_u64, 1_000_000_000_000_i128);
        let sums = IntegerMoments {
            count: n,
            sum: i128::from(n) * value + 7,
            sum_of_squares: (i128::from(n) * value * value + 14 * value + 49) as u128,
        };
        let about_mean = 49.0 - 49.0 / n as f64;
        let variance = sums.variance().unwrap();
        assert!((variance * (n - 1) as f64 / about_mean - 1.0).abs() < 1e-12, "{variance}");
    }

    #[test]
    fn differences_of_either_sign_agree_with_plain_arithmetic() {
        let left: Vec<u64> = (0..3_000).map(|i| i * i % 977).collect();
        let right: Vec<u64> = (0..3_000).map(|i| i * 7 % 1_013 + (i % 3) * 1_000_000_000).collect();
        let mut moments = IntegerMoments::default();
        moments.extend_differences(&left, &right);
        let plain: Vec<f64> = left.iter().zip(&right).map(|(&l, &r)| l as f64 - r as f64).collect();
        let mean = plain.iter().sum::<f64>() / 3_000.0;
        let variance = plain.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 2_999.0;
        assert!((moments.mean() / mean - 1.0).abs() < 1e-12);
        assert!((moments.variance().unwrap() / variance - 1.0).abs() < 1e-12);
    }
}
