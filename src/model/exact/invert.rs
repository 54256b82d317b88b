//! A law from its generating function, by the discrete Fourier transform on tilted circles (Grübel and Hermesmeier 1999).
//!
//! p(k) = r^-k times the mean over the circle of radius r = e^tilt of G(z) (z / r)^-k. Rounding errors are those of the law
//! tilted: small against its own probabilities. One circle inside the unit circle gives the lower tail its digits, one
//! outside the upper tail.

use std::f64::consts::PI;

use super::argument::Argument;
use super::complex::Complex;
use super::fft::Fourier;
use super::law::{Law, sum};
use super::near::Near;
use super::sum::{Sum, Tables};
use super::tilt::{Cumulant, Window};
use super::{MOST_VALUES, NoLaw};

/// Depths of tilts to choose from: how rare, as e^-depth, the mean of the tilted law is in the law itself.
const DEPTHS: [f64; 5] = [4.0, 2.0, 0.7, 0.2, 0.05];
/// The most by which rounding errors may be enlarged where the two circles meet, as a logarithm.
const MEETING: f64 = 4.5;
/// The longest time for one circle, in nanoseconds or so.
pub(super) const MOST_COST: f64 = 2e9;
/// The most by which the sum of all probabilities may miss 1.
const MISSED: f64 = 1e-10;

/// How the two tails are had.
#[derive(Clone, Copy, Debug)]
struct Plan {
    /// Tilts, the lower first.
    tilts: [f64; 2],
    /// The lower ends of their windows.
    firsts: [i64; 2],
    /// Numbers on the circles.
    places: usize,
    /// From which value on the second circle is the better one.
    meeting: i64,
}

/// The law of `sum`, unless one circle takes longer than `most_cost`.
pub(super) fn invert(sum: &Sum, most_cost: f64) -> Result<Law, NoLaw> {
    let cumulant = Cumulant { sum };
    let whole = cumulant.window(0.0).ok_or(NoLaw::Imprecise)?;
    if whole.width() > MOST_VALUES as f64 {
        return Err(NoLaw::TooWide);
    }
    let first = if sum.is_positive() { whole.low.floor().max(0.0) } else { whole.low.floor() } as i64;
    let last = whole.high.ceil() as i64;
    let plan = plan(cumulant, whole)?;
    check_cost(sum, plan.places, most_cost)?;
    let fourier = Fourier::new(plan.places);
    let split = plan.meeting.clamp(first, last + 1);
    let mut probabilities = Vec::with_capacity((last - first + 1) as usize);
    for (index, (from, to)) in [(first, split), (split, last + 1)].into_iter().enumerate() {
        if from < to {
            let circle = Circle { tilt: plan.tilts[index], first: plan.firsts[index], places: plan.places };
            circle.read(sum, &fourier, from..to, &mut probabilities);
        }
    }
    check(probabilities).map(|probabilities| Law::new(first, probabilities))
}

/// The same by one circle, of radius 1, where e^-`outside` of the law may lie outside and is wound into its window: the tails
/// have no digits of their own.
pub(super) fn invert_roughly(sum: &Sum, outside: f64, most_cost: f64) -> Result<Law, NoLaw> {
    let (window, places) = plain_window(sum, outside)?;
    check_cost(sum, places, most_cost)?;
    let first = window.low.floor() as i64;
    let last = window.high.ceil() as i64;
    let mut probabilities = Vec::with_capacity((last - first + 1) as usize);
    let circle = Circle { tilt: 0.0, first, places };
    circle.read(sum, &Fourier::new(places), first..last + 1, &mut probabilities);
    Ok(Law::new(first, probabilities))
}

/// How long that takes, in nanoseconds or so.
pub(super) fn rough_cost(sum: &Sum, outside: f64) -> Result<f64, NoLaw> {
    let (_, places) = plain_window(sum, outside)?;
    Ok(cost(sum, places))
}

fn plain_window(sum: &Sum, outside: f64) -> Result<(Window, usize), NoLaw> {
    let mut window = Cumulant { sum }.window_but_for(outside, 0.0).ok_or(NoLaw::Imprecise)?;
    if sum.is_positive() {
        window.low = window.low.max(0.0);
    }
    let width = window.width() + 4.0;
    if width > MOST_VALUES as f64 {
        return Err(NoLaw::TooWide);
    }
    Ok((window, (width.max(16.0) as usize).next_power_of_two()))
}

fn check(probabilities: Vec<f64>) -> Result<Vec<f64>, NoLaw> {
    let total = sum(probabilities.iter().copied());
    if (total - 1.0).abs() <= MISSED { Ok(probabilities) } else { Err(NoLaw::Imprecise) }
}

fn check_cost(sum: &Sum, places: usize, most: f64) -> Result<(), NoLaw> {
    if cost(sum, places) <= most { Ok(()) } else { Err(NoLaw::TooCostly) }
}

fn cost(sum: &Sum, places: usize) -> f64 {
    sum.cost(|audience| is_tabled(sum, audience)) * places as f64
}

/// The deepest tilts that do not need many more places than the shallowest.
fn plan(cumulant: Cumulant<'_>, whole: Window) -> Result<Plan, NoLaw> {
    let plans: Vec<Plan> = DEPTHS.into_iter().filter_map(|depth| plan_at(cumulant, whole, depth)).collect();
    let fewest = plans.iter().map(|plan| plan.places).min().ok_or(NoLaw::TooWide)?;
    plans.into_iter().find(|plan| plan.places <= 2 * fewest).ok_or(NoLaw::TooWide)
}

fn plan_at(cumulant: Cumulant<'_>, whole: Window, depth: f64) -> Option<Plan> {
    // Where no tilt is that deep the law ends at a value of a good chance, which is had without one.
    let tilts = [-1.0, 1.0].map(|sign| cumulant.tilt(depth, sign).unwrap_or(0.0));
    let mut windows = [whole; 2];
    for (window, tilt) in windows.iter_mut().zip(tilts) {
        if tilt != 0.0 {
            *window = cumulant.window(tilt)?;
        }
    }
    let values = [cumulant.at(tilts[0])?, cumulant.at(tilts[1])?];
    let difference = tilts[1] - tilts[0];
    // Rounding errors at k are in proportion to e^(K(t) - t k).
    let meeting = if difference > 0.0 { (values[1] - values[0]) / difference } else { whole.high };
    if values[0] - tilts[0] * meeting > MEETING && difference > 0.0 {
        return None;
    }
    let width = windows[0].width().max(windows[1].width()) + 4.0;
    let places = (width.max(16.0) as usize).checked_next_power_of_two()?;
    (places <= MOST_VALUES).then(|| Plan {
        tilts,
        firsts: windows.map(|window| window.low.floor() as i64 - 1),
        places,
        meeting: if difference > 0.0 { meeting.ceil() as i64 } else { whole.high.ceil() as i64 + 1 },
    })
}

/// Whether the generating function of an audience comes from a transform.
fn is_tabled(sum: &Sum, audience: usize) -> bool {
    let (told, valence) = &sum.audiences[audience];
    sum.is_plain(*valence) && told.long_list().is_some()
}

/// One circle.
struct Circle {
    tilt: f64,
    /// Its window starts here; it has as many values as places.
    first: i64,
    places: usize,
}

impl Circle {
    /// Appends the probabilities of the values `wanted`.
    fn read(&self, sum: &Sum, fourier: &Fourier, wanted: std::ops::Range<i64>, into: &mut Vec<f64>) {
        let tables = self.tables(sum, fourier);
        let n = self.places;
        let start = sum.ln(&self.argument(0), true).re;
        let spectrum: Vec<Complex> = (0..=n / 2)
            .map(|place| {
                let ln = sum.ln_on_circle(&self.argument(place), place, &tables);
                if ln.re - start < -60.0 {
                    return Complex::ZERO;
                }
                let turned = (i128::from(self.first) * place as i128).rem_euclid(n as i128) as f64;
                // The conjugate: the transform turns the other way.
                Complex::new(ln.re - start, 2.0 * PI * turned / n as f64 - ln.im).exp()
            })
            .collect();
        drop(tables);
        let tilted = fourier.to_real(&spectrum);
        into.extend(wanted.map(|value| {
            let index = value - self.first;
            match usize::try_from(index).ok().and_then(|index| tilted.get(index)) {
                Some(&p) if p > 0.0 => p / n as f64 * libm::exp(start - self.tilt * value as f64),
                _ => 0.0,
            }
        }));
    }

    /// The long audiences of plain listeners at every place: 1 + (z - 1) times the transform of P(X > k), and where that is
    /// near 0 the transform of P(X = k), all tilted.
    fn tables(&self, sum: &Sum, fourier: &Fourier) -> Tables {
        let table = |index: usize| {
            let law = sum.audiences[index].0.long_list().filter(|_| is_tabled(sum, index))?;
            let above = self.transform(law.above().iter().copied(), fourier);
            let values = self.transform(law.chances(), fourier);
            let near = |(place, (above, value)): (usize, (Complex, Complex))| {
                Near::with(self.argument(place).near.less_one * above, || value)
            };
            Some(above.into_iter().zip(values).enumerate().map(near).collect())
        };
        (0..sum.audiences.len()).map(table).collect()
    }

    /// The transform of a list that is tilted and wound around the circle.
    fn transform(&self, list: impl Iterator<Item = f64>, fourier: &Fourier) -> Vec<Complex> {
        let mut wound = vec![0.0; self.places];
        for (k, p) in list.enumerate() {
            wound[k % self.places] += p * libm::exp(self.tilt * k as f64);
        }
        fourier.of_real(&wound)
    }

    fn argument(&self, place: usize) -> Argument {
        Argument::on_circle(self.tilt, place as u64, self.places as u64)
    }
}
