use super::bytes::{Damaged, Reader, Writer};
use super::exact::Exact;

/// Mean and variance of real numbers, exact whatever their order and whoever takes which.
///
/// Each value is rounded to a multiple of [`RealMoments::UNIT`]; the sums of these and of their squares are whole numbers
/// of 384 bits, so that they merge in any grouping to the same bits and large means do not cancel. Values beyond 1.9e25 in
/// size count as that; none should be NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RealMoments {
    count: u64,
    sum: Exact,
    squares: Exact,
    min: f64,
    max: f64,
}

/// A value is a whole number and a rest, which is counted in 2 to this power parts.
const PARTS: u32 = 40;
/// The parts of a unit.
const PARTS_OF_A_UNIT: f64 = (1_u64 << PARTS) as f64;
/// Above this size a value is a whole number of parts anyway.
const NEAR: f64 = (1_u64 << 51) as f64;
/// The largest size, 2^84.
const LARGEST: f64 = (1_u128 << 84) as f64;
/// Added to a number below [`NEAR`] in size, it leaves the nearest whole number in the low bits.
const ROUND: f64 = (3_u64 << 51) as f64;
/// Values are taken in slices of this length.
const SLICE: usize = 256;
/// Within this distance the squares of a slice add up in 128 bits.
const SPREAD: f64 = ((1_u64 << 20) - 4) as f64;

impl Default for RealMoments {
    fn default() -> Self {
        Self { count: 0, sum: Exact::default(), squares: Exact::default(), min: f64::INFINITY, max: f64::NEG_INFINITY }
    }
}

impl RealMoments {
    /// What values are rounded to: 2^-40, below one in a million million.
    pub(crate) const UNIT: f64 = 1.0 / PARTS_OF_A_UNIT;

    /// Takes more values.
    pub(crate) fn extend(&mut self, values: &[f64]) {
        for values in values.chunks(SLICE) {
            let (min, max) = range(values);
            if min >= max {
                self.repeat(min, values.len() as u64);
                continue;
            }
            if max - min < SPREAD && max < NEAR && min > -NEAR {
                let apart = max >= SPREAD || min <= -SPREAD;
                self.extend_near(values, apart);
            } else {
                for &value in values {
                    let parts = parts(value);
                    self.sum.add(Exact::of(parts));
                    self.squares.add(Exact::product(parts, parts));
                }
            }
            self.count += values.len() as u64;
            (self.min, self.max) = (self.min.min(min), self.max.max(max));
        }
    }

    /// Takes one value `times` times.
    pub(crate) fn repeat(&mut self, value: f64, times: u64) {
        if times == 0 {
            return;
        }
        self.count += times;
        (self.min, self.max) = (self.min.min(value), self.max.max(value));
        let parts = parts(value);
        if parts != 0 {
            self.sum.add(Exact::of(parts).times(times));
            self.squares.add(Exact::product(parts, parts).times(times));
        }
    }

    /// Takes the sums of a slice of values that lie close together: about 0, or `apart` from it about one of them.
    fn extend_near(&mut self, values: &[f64], apart: bool) {
        let about = if apart { split(values[0]).0 } else { 0 };
        let mut distances = [0; SLICE];
        let (mut wholes, mut rests) = (0_i64, 0_i64);
        for (distance, &value) in distances.iter_mut().zip(values) {
            let (whole, rest) = split(value);
            let whole = whole.wrapping_sub(about);
            wholes = wholes.wrapping_add(whole);
            rests = rests.wrapping_add(rest);
            *distance = (whole << PARTS).wrapping_add(rest);
        }
        let squares = distances[..values.len()].iter().map(|&distance| i128::from(distance) * i128::from(distance));
        let squares = squares.fold(0, i128::wrapping_add);
        let sum = (i128::from(wholes) << PARTS) + i128::from(rests);
        self.squares.add(Exact::of(squares));
        self.sum.add(Exact::of(sum));
        if about != 0 {
            let (about, many) = (i128::from(about) << PARTS, values.len() as i128);
            self.sum.add(Exact::of(about * many));
            self.squares.add(Exact::product(about, about * many + 2 * sum));
        }
    }

    /// Takes all that another has, which keeps nothing.
    pub(crate) fn absorb(&mut self, other: &mut Self) {
        let other = std::mem::take(other);
        self.count += other.count;
        self.sum.add(other.sum);
        self.squares.add(other.squares);
        (self.min, self.max) = (self.min.min(other.min), self.max.max(other.max));
    }

    /// How many values.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// The mean; 0 of no values.
    pub(crate) fn mean(&self) -> f64 {
        if self.count == 0 {
            return 0.0;
        }
        // Rounding to parts may lead out of the values by half a part.
        (self.sum.over(self.count) * Self::UNIT).max(self.min).min(self.max)
    }

    /// The variance with n - 1; `None` below two values.
    pub(crate) fn variance(&self) -> Option<f64> {
        if self.count < 2 {
            return None;
        }
        if self.min == self.max {
            return Some(0.0);
        }
        // n times the sum of squares less the square of the sum: nothing is lost before the last division.
        let mut about_mean = self.squares.times(self.count);
        about_mean.add(self.sum.squared().negated());
        let pairs = u128::from(self.count) * u128::from(self.count - 1);
        Some(about_mean.to_f64() / pairs as f64 * (Self::UNIT * Self::UNIT))
    }

    pub(crate) fn write(&self, to: &mut Writer) {
        to.number(self.count);
        if self.count > 0 {
            self.sum.write(to);
            self.squares.write(to);
            to.fixed(self.min.to_bits());
            to.fixed(self.max.to_bits());
        }
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let count = from.number()?;
        if count == 0 {
            return Ok(Self::default());
        }
        let (sum, squares) = (Exact::read(from)?, Exact::read(from)?);
        let (min, max) = (f64::from_bits(from.fixed()?), f64::from_bits(from.fixed()?));
        if min <= max { Ok(Self { count, sum, squares, min, max }) } else { Err(Damaged) }
    }
}

/// The smallest and the largest value.
fn range(values: &[f64]) -> (f64, f64) {
    let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
    for &value in values {
        min = if value < min { value } else { min };
        max = if value > max { value } else { max };
    }
    (min, max)
}

/// A value below [`NEAR`] in size: the nearest whole number, and the parts beyond it.
#[inline]
fn split(value: f64) -> (i64, i64) {
    let low_bits = |rounded: f64| rounded.to_bits().wrapping_sub(ROUND.to_bits()) as i64;
    let rounded = value + ROUND;
    let rest = (value - (rounded - ROUND)) * PARTS_OF_A_UNIT;
    (low_bits(rounded), low_bits(rest + ROUND))
}

/// A value in parts.
fn parts(value: f64) -> i128 {
    if value.abs() < NEAR {
        let (whole, rest) = split(value);
        return (i128::from(whole) << PARTS) + i128::from(rest);
    }
    // The product of numbers so large is exact.
    (value.clamp(-LARGEST, LARGEST) * PARTS_OF_A_UNIT) as i128
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(n: usize, base: f64, step: f64) -> Vec<f64> {
        (0..n).map(|i| base + (i * i % 1_009) as f64 * step - 37.3).collect()
    }

    fn whole(values: &[f64]) -> RealMoments {
        let mut moments = RealMoments::default();
        moments.extend(values);
        moments
    }

    #[test]
    fn sums_are_the_same_whoever_takes_which() {
        for (base, step) in [(0.0, 0.1), (1e9, 0.1), (-3e6, 7_919.3), (1e15, 0.25), (4e22, 1e20), (-5e5, 1_000.0)] {
            let values = wave(5_000, base, step);
            let expected = whole(&values);
            for (piece, hands) in [(1, 3), (77, 2), (256, 5), (1_024, 7)] {
                let mut taken = vec![RealMoments::default(); hands];
                for (place, values) in values.chunks(piece).enumerate() {
                    taken[place * 5 % hands].extend(values);
                }
                let mut all = RealMoments::default();
                taken.iter_mut().rev().for_each(|hand| all.absorb(hand));
                assert_eq!(all, expected, "{base} {step} {piece}");
            }
        }
    }

    #[test]
    fn a_large_mean_does_not_cancel() {
        for base in [1e9, -1e12, 1e15] {
            // What is left of the values once they are stored beside the base.
            let values = wave(5_000, base, 0.375);
            let centred: Vec<f64> = values.iter().map(|value| value - base).collect();
            let mean = centred.iter().sum::<f64>() / 5_000.0;
            let variance = centred.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 4_999.0;
            let moments = whole(&values);
            assert!((moments.mean() - base - mean).abs() <= 1e-6_f64.max(1.2e-16 * base.abs()), "{base}");
            assert!((moments.variance().unwrap() / variance - 1.0).abs() < 1e-9, "{base}");
            assert!(values.iter().any(|&value| value >= moments.mean()), "a mean is at most the largest value");
        }
    }

    #[test]
    fn equal_values_have_their_own_mean_and_no_variance() {
        for value in [0.1, -1e15 / 3.0, 7e20] {
            let moments = whole(&vec![value; 3_333]);
            assert_eq!((moments.mean(), moments.variance()), (value, Some(0.0)));
        }
        assert_eq!(RealMoments::default().variance(), None);
        assert_eq!(RealMoments::default().mean(), 0.0);
    }

    #[test]
    fn values_of_every_size_agree_with_plain_arithmetic() {
        for size in [1e-3, 1.0, 1e5, 5e6, 1e13, 1e19] {
            let values: Vec<f64> = (0..2_000).map(|i| f64::from(i * i % 977 - 400) * size / 3.0).collect();
            let mean = values.iter().sum::<f64>() / 2_000.0;
            let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 1_999.0;
            let moments = whole(&values);
            assert!((moments.mean() / mean - 1.0).abs() < 1e-8, "{size}");
            assert!((moments.variance().unwrap() / variance - 1.0).abs() < 1e-8, "{size}");
        }
    }

    #[test]
    fn sums_come_back_from_bytes() {
        let mut writer = Writer::default();
        let moments = whole(&wave(1_000, 1e9, 0.1));
        moments.write(&mut writer);
        RealMoments::default().write(&mut writer);
        let bytes = writer.into_bytes();
        let mut reader = Reader::new(&bytes, 0);
        assert_eq!(RealMoments::read(&mut reader), Ok(moments));
        assert_eq!(RealMoments::read(&mut reader), Ok(RealMoments::default()));
        assert!(reader.is_empty());
    }
}
