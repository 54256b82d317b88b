//! Exponential tilting: where the law of a sum lies, and by how much to tilt it, from its generating function on the real
//! line.

use super::argument::Argument;
use super::complex::Complex;
use super::sum::Sum;

/// What may lie outside a window: e^-42 of the law, below 1e-18 (Chernoff's bound).
pub(super) const OUTSIDE: f64 = 42.0;
/// The step of derivatives: so small that its square is nothing, which costs no digits on the imaginary axis.
const STEP: f64 = 1e-40;

/// ln E e^(t X).
#[derive(Clone, Copy, Debug)]
pub(super) struct Cumulant<'a> {
    pub(super) sum: &'a Sum,
}

/// Where all but a negligible part of a law lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Window {
    pub(super) fn width(self) -> f64 {
        self.high - self.low
    }
}

impl Cumulant<'_> {
    /// The value at `t`; `None` where it is infinite. Far audiences are taken roughly.
    pub(super) fn at(self, t: f64) -> Option<f64> {
        self.with_slope(t).map(|(value, _)| value)
    }

    /// The value and the derivative: the mean of the law tilted by `t`.
    fn with_slope(self, t: f64) -> Option<(f64, f64)> {
        let value = self.sum.ln(&Argument::of_ln(Complex::new(t, STEP)), true);
        value.is_finite().then_some((value.re, value.im / STEP))
    }

    /// Where the law tilted by `tilt` lies, by Chernoff's bound on either side.
    pub(super) fn window(self, tilt: f64) -> Option<Window> {
        self.window_but_for(OUTSIDE, tilt)
    }

    /// The same where e^-`outside` of the law may lie outside on either side.
    pub(super) fn window_but_for(self, outside: f64, tilt: f64) -> Option<Window> {
        let start = self.at(tilt)?;
        let bound = |t: f64| Some((self.at(tilt + t)? - start + outside) / t);
        let high = lowest(bound)?;
        let low = -lowest(|t| bound(-t).map(|bound| -bound))?;
        Some(Window { low, high })
    }

    /// The tilt on the side of `sign` whose Chernoff bound at its own mean is e^-`level`, within 5 %; `None` where no tilt
    /// has that much because the law ends before.
    pub(super) fn tilt(self, level: f64, sign: f64) -> Option<f64> {
        let depth = |tilt: f64| {
            let (value, slope) = self.with_slope(sign * tilt)?;
            Some(sign * tilt * slope - value).filter(|depth| depth.is_finite())
        };
        let (mut below, mut above) = (0.0, 1e-12);
        while depth(above).is_some_and(|depth| depth < level) {
            below = above;
            above *= 4.0;
            if above > 700.0 {
                return None;
            }
        }
        for _ in 0..200 {
            let middle = 0.5 * (below + above);
            match depth(middle) {
                Some(depth) if depth < 0.95 * level => below = middle,
                Some(depth) if depth <= 1.05 * level => return Some(sign * middle),
                _ => above = middle,
            }
        }
        None
    }
}

/// The lowest value of a function of t > 0 that falls, then rises and may end; within some per cent of it.
fn lowest(of: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let value = |t: f64| of(t).filter(|value| value.is_finite()).unwrap_or(f64::INFINITY);
    let mut t = 1e-12;
    let mut best = value(t);
    loop {
        let next = value(4.0 * t);
        if next > best || t > 1e3 {
            break;
        }
        best = next;
        t *= 4.0;
    }
    // The lowest is between a quarter of t and four times t; by the golden section on a logarithmic scale.
    let (mut from, mut to) = (0.25 * t, 4.0 * t);
    for _ in 0..14 {
        let (left, right) =
            (libm::pow(from, 0.618) * libm::pow(to, 0.382), libm::pow(from, 0.382) * libm::pow(to, 0.618));
        let (at_left, at_right) = (value(left), value(right));
        best = best.min(at_left).min(at_right);
        if at_left <= at_right { to = right } else { from = left }
    }
    best.is_finite().then_some(best)
}
