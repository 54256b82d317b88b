//! A law from its generating function, by the discrete Fourier transform on tilted circles (Grübel and Hermesmeier 1999).
//!
//! p(k) = r^-k times the mean over the circle of radius r = e^tilt of G(z) (z / r)^-k. Rounding errors are those of the law
//! tilted: small against its own probabilities. One circle inside the unit circle gives the lower tail its digits, one
//! outside the upper tail.

use super::circle::{Circle, Listed};
use super::fft::Fourier;
use super::law::{Law, total};
use super::sum::Sum;
use super::tilt::{Cumulant, Window};
use super::{MOST_VALUES, NoLaw};

/// Depths of tilts to choose from: how rare, as e^-depth, the mean of the tilted law is in the law itself.
const DEPTHS: [f64; 5] = [4.0, 2.0, 0.7, 0.2, 0.05];
/// Depths where those need too many places, as a few people add much: the mean hardly moves before the tail grows long.
const SHALLOW: [f64; 6] = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7];
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
    let first = if sum.is_positive() { whole.low.ceil().max(0.0) } else { whole.low.ceil() } as i64;
    let last = whole.high.ceil() as i64;
    let plan = plan(cumulant, whole)?;
    let listed = Listed::new(sum, plan.places);
    check_cost(&listed, plan.places, most_cost)?;
    let fourier = Fourier::new(plan.places);
    let split = plan.meeting.clamp(first, last + 1);
    let mut probabilities = Vec::with_capacity((last - first + 1) as usize);
    for (index, (from, to)) in [(first, split), (split, last + 1)].into_iter().enumerate() {
        if from < to {
            let circle = Circle { tilt: plan.tilts[index], first: plan.firsts[index], places: plan.places };
            circle.read(&listed, &fourier, from..to, &mut probabilities);
        }
    }
    check(probabilities).map(|probabilities| Law::new(first, probabilities))
}

/// The same by one circle, of radius 1, where e^-`outside` of the law may lie outside and is wound into its window: the tails
/// have no digits of their own.
pub(super) fn invert_roughly(sum: &Sum, outside: f64, most_cost: f64) -> Result<Law, NoLaw> {
    let (window, places) = plain_window(sum, outside)?;
    let listed = Listed::new(sum, places);
    check_cost(&listed, places, most_cost)?;
    let first = window.low.floor() as i64;
    let last = window.high.ceil() as i64;
    let mut probabilities = Vec::with_capacity((last - first + 1) as usize);
    let circle = Circle { tilt: 0.0, first, places };
    circle.read(&listed, &Fourier::new(places), first..last + 1, &mut probabilities);
    Ok(Law::new(first, probabilities))
}

/// How long that takes, in nanoseconds or so.
pub(super) fn rough_cost(sum: &Sum, outside: f64) -> Result<f64, NoLaw> {
    let (_, places) = plain_window(sum, outside)?;
    Ok(cost(&Listed::new(sum, places), places))
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
    if (total(&probabilities) - 1.0).abs() <= MISSED { Ok(probabilities) } else { Err(NoLaw::Imprecise) }
}

fn check_cost(listed: &Listed<'_>, places: usize, most: f64) -> Result<(), NoLaw> {
    if cost(listed, places) <= most { Ok(()) } else { Err(NoLaw::TooCostly) }
}

fn cost(listed: &Listed<'_>, places: usize) -> f64 {
    listed.cost() * places as f64
}

/// The deepest tilts that do not need many more places than the shallowest.
fn plan(cumulant: Cumulant<'_>, whole: Window) -> Result<Plan, NoLaw> {
    let plans_at =
        |depths: &[f64]| -> Vec<Plan> { depths.iter().filter_map(|&depth| plan_at(cumulant, whole, depth)).collect() };
    let mut plans = plans_at(&DEPTHS);
    if plans.is_empty() {
        plans = plans_at(&SHALLOW);
    }
    let fewest = plans.iter().map(|plan| plan.places).min().ok_or(NoLaw::Imprecise)?;
    plans.into_iter().find(|plan| plan.places <= 2 * fewest).ok_or(NoLaw::Imprecise)
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
