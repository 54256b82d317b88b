/// A scale from values to page units.
#[doc = include_str!("examples/drawing.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
    logarithmic: bool,
    /// The domain had no width: only its beginning means anything.
    empty: bool,
}

impl Axis {
    /// Equal differences are equal distances. A domain without width, or not finite, is widened.
    pub fn linear(low: f64, high: f64, start: f64, end: f64) -> Self {
        let low = if low.is_finite() { low } else { 0.0 };
        let empty = !(high.is_finite() && high > low);
        let high = if empty { low + low.abs().max(1.0) } else { high };
        Self { low, high, start, end, logarithmic: false, empty }
    }

    /// From 0 to the first tick at or above `high`, so that no value stands beyond the last.
    pub fn rounded(high: f64, start: f64, end: f64) -> Self {
        let axis = Self::linear(0.0, high, start, end);
        let ticks = axis.ticks(5);
        let step = if ticks.len() > 1 { ticks[1] - ticks[0] } else { axis.high };
        let last = ticks.last().copied().unwrap_or(axis.high);
        Self::linear(0.0, if last < axis.high * (1.0 - 1e-9) { last + step } else { axis.high }, start, end)
    }

    /// Equal ratios are equal distances. `low` is positive; a domain without width is widened.
    pub fn logarithmic(low: f64, high: f64, start: f64, end: f64) -> Self {
        let low = if low.is_finite() && low > 0.0 { low } else { 1.0 };
        let empty = !(high.is_finite() && high > low);
        let high = if empty { 10.0 * low } else { high };
        Self { low, high, start, end, logarithmic: true, empty }
    }

    /// Where `value` stands; values outside the domain stand at its ends.
    pub fn at(&self, value: f64) -> f64 {
        let value = value.max(self.low).min(self.high);
        let share = if self.logarithmic {
            libm::log(value / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.start + share * (self.end - self.start)
    }

    /// The first value.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The last value.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Round values inside the domain, at most about `count`: multiples of 1, 2 or 5 times a power of ten, or on a
    /// logarithmic axis powers of ten (with 2 and 5 between them where there is room); one where the domain has no width.
    pub fn ticks(&self, count: usize) -> Vec<f64> {
        match (self.empty, self.logarithmic) {
            (true, _) => vec![self.low],
            (false, true) => self.decades(count),
            (false, false) => self.steps(count),
        }
    }

    fn steps(&self, count: usize) -> Vec<f64> {
        let rough = (self.high - self.low) / count.max(1) as f64;
        let power = power_of_ten(libm::floor(libm::log10(rough)) as i32);
        let step =
            [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|&step| step >= rough * 0.999).unwrap_or(rough);
        let first = (self.low / step - 1e-9).ceil();
        let last = (self.high / step + 1e-9).floor();
        let many = (last - first).clamp(0.0, 1000.0) as usize;
        (0..=many).map(|index| (first + index as f64) * step).filter(|&tick| tick <= self.high + step * 1e-6).collect()
    }

    fn decades(&self, count: usize) -> Vec<f64> {
        let first = libm::floor(libm::log10(self.low)) as i32;
        let last = libm::ceil(libm::log10(self.high)) as i32;
        let spread = (last - first).max(1) as usize;
        let multiples: &[f64] = if 3 * spread <= count + 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let stride = spread.div_ceil(count.max(1)).max(1);
        (first..=last)
            .step_by(stride)
            .flat_map(|power| multiples.iter().map(move |multiple| multiple * power_of_ten(power)))
            .filter(|&tick| tick >= self.low * (1.0 - 1e-9) && tick <= self.high * (1.0 + 1e-9))
            .collect()
    }
}

/// 10^power without a transcendental function.
fn power_of_ten(power: i32) -> f64 {
    let magnitude = (0..power.unsigned_abs().min(308)).fold(1.0, |product, _| product * 10.0);
    if power < 0 { 1.0 / magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_proportion() {
        let axis = Axis::linear(0.0, 10.0, 100.0, 200.0);
        assert_eq!([0.0, 5.0, 10.0, 99.0, -1.0].map(|value| axis.at(value)), [100.0, 150.0, 200.0, 200.0, 100.0]);
        let axis = Axis::logarithmic(1.0, 100.0, 0.0, 2.0);
        assert!((axis.at(10.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(Axis::linear(0.0, 317.0, 0.0, 1.0).ticks(5), [0.0, 100.0, 200.0, 300.0]);
        assert_eq!(Axis::linear(-3.0, 3.0, 0.0, 1.0).ticks(3), [-2.0, 0.0, 2.0]);
        assert_eq!(Axis::logarithmic(1.0, 1000.0, 0.0, 1.0).ticks(4), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(Axis::linear(0.0, 1e12, 0.0, 1.0).ticks(4).len(), 3);
    }

    #[test]
    fn no_value_stands_beyond_the_last_tick() {
        for high in [0.3, 7.0, 317.0, 547.0, 18_811.0, 1e12] {
            let ticks = Axis::rounded(high, 0.0, 1.0).ticks(5);
            let last = ticks[ticks.len() - 1];
            assert!(last >= high * (1.0 - 1e-9) && last <= 2.0 * high, "{high}: {last}");
        }
    }

    #[test]
    fn a_domain_without_width_is_widened() {
        for (low, high) in [(0.0, 0.0), (5.0, 5.0), (f64::NAN, f64::NAN), (0.0, f64::INFINITY)] {
            let axis = Axis::linear(low, high, 0.0, 100.0);
            assert!(axis.at(low.max(0.0)).is_finite() && !axis.ticks(5).is_empty());
        }
        assert!(Axis::logarithmic(0.0, 0.0, 0.0, 1.0).at(3.0).is_finite());
    }
}
