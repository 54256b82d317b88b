//! Exponential tilting: where the law of a sum lies, and by how much to tilt it, from its generating function on the real
//! line.

use super::argument::Argument;
use super::complex::Complex;
use super::sum::Sum;

/// What may lie outside a window: e^-42 of the law, below 1e-18 (Chernoff's bound).
pub(super) const OUTSIDE: f64 = 42.0;
/// The step of derivatives: so small that its square is nothing, which costs no digits on the imaginary axis.
const STEP: f64 = 1e-40;
/// The second derivative is a difference of two first ones, so far apart on the scale of the mean.
const NEAR: f64 = 1e-4;
/// No tilt is farther.
const FARTHEST: f64 = 700.0;
const MOST_TRIES: u32 = 100;
/// How near the depth of a bound comes to that asked for, as a part of it.
const WITHIN: f64 = 0.2;

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
        Some(Window { low: -self.bound(outside, tilt, -1.0)?, high: self.bound(outside, tilt, 1.0)? })
    }

    /// The upper end of the window of the law itself.
    pub(super) fn highest(self, outside: f64) -> Option<f64> {
        self.bound(outside, 0.0, 1.0)
    }

    /// Chernoff's bound on the side of `sign`, times `sign`, of the law tilted by `tilt`: the lowest value of
    /// (K(t) + outside) / t, within some per cent.
    ///
    /// It is where t K'(t) - K(t) = `outside`; the best of all t that are tried on the way there, by Newton's steps for a
    /// normal law, between bounds.
    fn bound(self, outside: f64, tilt: f64, sign: f64) -> Option<f64> {
        let mut best = f64::INFINITY;
        let (start, mean) = self.with_slope(tilt)?;
        let step = NEAR / (1.0 + mean.abs());
        let beside = self.with_slope(tilt + sign * step).map_or(0.0, |(_, slope)| sign * (slope - mean) / step);
        let guess = (2.0 * outside / beside).sqrt();
        let (mut below, mut above) = (0.0, f64::INFINITY);
        let mut t = if guess.is_finite() && guess > 0.0 { guess.min(FARTHEST) } else { 1.0 };
        for _ in 0..MOST_TRIES {
            let found = self.with_slope(tilt + sign * t).map(|(value, slope)| (value - start, sign * slope));
            let depth = found.map(|(value, slope)| t * slope - value).filter(|depth| depth.is_finite());
            match (found, depth) {
                (Some((value, _)), Some(depth)) => {
                    best = best.min((value + outside) / t);
                    if (depth - outside).abs() <= WITHIN * outside {
                        break;
                    }
                    if depth < outside { below = t } else { above = t }
                }
                _ => above = t,
            }
            if t >= FARTHEST && below == t || above / below < 1.0 + 1e-9 {
                break;
            }
            let newton = depth.map_or(0.25, |depth| (outside / depth.max(1e-30 * outside)).sqrt().clamp(0.25, 4.0)) * t;
            let inside = newton > below && newton < above;
            t = match (inside, below > 0.0, above.is_finite()) {
                (true, ..) => newton,
                (false, true, true) => (below * above).sqrt(),
                (false, false, _) => 0.25 * above,
                (false, true, false) => 4.0 * below,
            }
            .min(FARTHEST);
        }
        best.is_finite().then_some(best)
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
            if above > FARTHEST {
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
