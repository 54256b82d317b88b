use std::sync::LazyLock;

use rand::{Rng, RngExt};

use super::Stream;
use super::binomial::binomial;
use super::saddle::ln_binomial;
use crate::quantity::Probability;

/// Variances from here on are drawn by strips.
const LEAST_VARIANCE: f64 = 8.0;
/// How many places one half has: strips, and behind them what no strip covers.
const PLACES: usize = 1 << PLACE_BITS;
const PLACE_BITS: u32 = 10;
/// The area of all places of both halves, against 1 of the law: so much is drawn for one that is taken.
const WHOLE: f64 = 1.024;
const AREA: f64 = WHOLE / (2 * PLACES) as f64;
/// No strip reaches further, in standard deviations.
const FURTHEST: f64 = 3.0;
/// The most that a law has of the normal density, where strips are.
const MOST: f64 = 1.01;
/// Added to a number it leaves no room behind the point: 1.5 x 2^52.
const ROUNDING: f64 = 6_755_399_441_055_744.0;
/// Numbers below this can be rounded so.
const BELOW: f64 = 2_251_799_813_685_248.0;
const SQRT_2_PI: f64 = 2.506_628_274_631_000_5;

/// The law of [`binomial`] by other numbers and in less time, for those who split many people often.
///
/// From a variance of 8 on one random number decides nearly always: it takes a place below the normal density, which is bent by
/// the skewness of the law (Cornish and Fisher 1938) and is then nowhere far from it. Strips of equal area, as in the ziggurat of
/// Marsaglia and Tsang (2000), lie below the law; what is between, some 4 %, is drawn by rejection against the exact chances.
/// Tails have geometric bounds. Below that variance it is [`binomial`].
#[inline]
pub(crate) fn quick_binomial(rng: &mut Stream, n: u64, p: Probability) -> u64 {
    let p_or_rest = p.get().min(p.complement().get());
    let trials = n as f64;
    let mean = trials * p_or_rest;
    let variance = mean * (1.0 - p_or_rest);
    if variance < LEAST_VARIANCE || variance.is_nan() {
        return binomial(rng, n, p);
    }
    let law = Bent::new(trials, p_or_rest, mean, variance.sqrt());
    let rarer = by_strips(rng, &law).min(n);
    if p.get() <= 0.5 { rarer } else { n - rarer }
}

#[inline]
fn by_strips(rng: &mut Stream, law: &Bent) -> u64 {
    let strips = &*STRIPS;
    loop {
        let bits = rng.next_u64();
        let is_left = bits >> 63 == 1;
        let place = (bits >> (63 - PLACE_BITS)) as usize % PLACES;
        if let Some(strip) = strips.below.get(place) {
            // The bits behind those of half and place.
            let share =
                ((bits << (1 + PLACE_BITS)) >> (1 + PLACE_BITS)) as i64 as f64 / (1_i64 << (63 - PLACE_BITS)) as f64;
            let z = strip.from + strip.width * share;
            return law.people(nearest(law.at(if is_left { -z } else { z })));
        }
        if let Some(people) = beside_strips(strips, rng, law, is_left) {
            return people;
        }
    }
}

/// Of one half, from the middle outwards: below the law.
struct Strip {
    from: f64,
    width: f64,
}

/// What is above a strip.
struct Above {
    /// How high the strip is.
    low: f64,
    /// How high what is above it ends: nowhere below the law.
    high: f64,
    /// The area of what is above the strips up to the end of this one.
    until: f64,
}

struct Strips {
    below: Vec<Strip>,
    above: Vec<Above>,
    /// Where the last strip ends.
    reach: f64,
    /// The area of what is above the strips, and of a tail.
    areas: [f64; 2],
}

static STRIPS: LazyLock<Strips> = LazyLock::new(Strips::new);

fn normal_density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / SQRT_2_PI
}

/// The least that a law has of the normal density.
fn least(z: f64) -> f64 {
    let cube = (z / 3.0) * (z / 3.0) * (z / 3.0);
    0.994 - 0.115 * cube * cube
}

impl Strips {
    fn new() -> Self {
        let (mut strips, mut above) = (Vec::new(), Vec::new());
        let (mut from, mut until) = (0.0, 0.0);
        loop {
            // The height at its end decides the width.
            let end = (0..12).fold(from, |end, _| from + AREA / (least(end) * normal_density(end)));
            if end > FURTHEST {
                break;
            }
            let width = end - from;
            let (low, high) = (AREA / width, MOST * normal_density(from));
            until += (high - low) * width;
            strips.push(Strip { from, width });
            above.push(Above { low, high, until });
            from = end;
        }
        let tail = (PLACES - strips.len()) as f64 * AREA - until;
        Self { below: strips, above, reach: from, areas: [until, tail] }
    }

    /// The area of the strips between the middle and z, and that up to the end of what is above them.
    fn areas_until(&self, z: f64) -> [f64; 2] {
        let place = self.below.partition_point(|strip| strip.from <= z.abs()).saturating_sub(1);
        let (strip, above) = (&self.below[place], &self.above[place]);
        let inside = (z.abs() - strip.from).min(strip.width);
        let before = if place == 0 { 0.0 } else { self.above[place - 1].until };
        let low = place as f64 * AREA + inside * above.low;
        [low, low + before + inside * (above.high - above.low)].map(|area| area.copysign(z))
    }

    /// The chance of so many people below the strips, and below what is above them.
    fn chances(&self, law: &Bent, people: i64) -> [f64; 2] {
        let [from, to] = [-0.5, 0.5].map(|half| self.areas_until(law.normal(people as f64 + half)));
        [to[0] - from[0], to[1] - from[1]]
    }
}

/// A binomial law of many trials with p <= 1/2, as a normal law that is bent. People are counted from `base` on.
struct Bent {
    trials: f64,
    p: f64,
    base: f64,
    middle: f64,
    spread: f64,
    bend: f64,
}

impl Bent {
    fn new(trials: f64, p: f64, mean: f64, spread: f64) -> Self {
        let base = if mean < BELOW { (mean + ROUNDING) - ROUNDING } else { mean };
        let bend = (1.0 - 2.0 * p) / 6.0;
        Self { trials, p, base, middle: mean - base - bend, spread, bend }
    }

    /// Where a normal number comes to lie.
    fn at(&self, z: f64) -> f64 {
        self.middle + z * (self.spread + z * self.bend)
    }

    /// The normal number that comes to lie there.
    fn normal(&self, place: f64) -> f64 {
        let far = place - self.middle;
        2.0 * far / (self.spread + (self.spread * self.spread + 4.0 * self.bend * far).max(0.0).sqrt())
    }

    fn people(&self, place: i64) -> u64 {
        (self.base as u64).wrapping_add_signed(place)
    }

    fn probability(&self, place: i64) -> f64 {
        libm::exp(ln_binomial(self.base + place as f64, self.trials, self.p, 1.0 - self.p))
    }

    /// How much less probable the next place is, away from the middle.
    fn ratio(&self, place: i64, is_left: bool) -> f64 {
        let k = self.base + place as f64;
        let odds = self.p / (1.0 - self.p);
        if is_left { k / ((self.trials - k + 1.0) * odds) } else { (self.trials - k) * odds / (k + 1.0) }
    }
}

/// Rounded, for sizes below [`BELOW`].
fn nearest(place: f64) -> i64 {
    (place + ROUNDING).to_bits().wrapping_sub(ROUNDING.to_bits()) as i64
}

/// What is above the strips or in a tail of one half; `None` where it is above the law.
#[cold]
fn beside_strips(strips: &Strips, rng: &mut Stream, law: &Bent, is_left: bool) -> Option<u64> {
    let [above, tail] = strips.areas;
    let at = rng.random::<f64>() * (above + tail);
    let height: f64 = rng.random();
    let side = if is_left { -1.0 } else { 1.0 };
    // The places that are partly beyond the strips belong to the tails.
    let end = nearest(law.at(side * strips.reach));
    if at >= above {
        return in_tail(strips, law, (end, is_left), (at - above, height));
    }
    let strip = &strips.below[strips.above.partition_point(|strip| strip.until <= at).min(strips.below.len() - 1)];
    let place = nearest(law.at(side * (strip.from + strip.width * rng.random::<f64>())));
    if place == end {
        return None;
    }
    let [low, high] = strips.chances(law, place);
    (height * (high - low) < law.probability(place) - low).then(|| law.people(place))
}

/// From the place `end` on, where chances fall at least as a geometric row does.
fn in_tail(strips: &Strips, law: &Bent, (end, is_left): (i64, bool), (at, height): (f64, f64)) -> Option<u64> {
    let (most, ratio) = (law.probability(end), law.ratio(end, is_left));
    let rest = 1.0 - at * (1.0 - ratio) / most;
    if rest <= 0.0 {
        return None;
    }
    let far = libm::floor(libm::log(rest) / libm::log(ratio));
    let place = end + if is_left { -(far as i64) } else { far as i64 };
    if !(0.0..=law.trials).contains(&(law.base + place as f64)) {
        return None;
    }
    let below = if place == end { strips.chances(law, place)[0] } else { 0.0 };
    (height * most * libm::pow(ratio, far) < law.probability(place) - below).then(|| law.people(place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    fn p(value: f64) -> Probability {
        Probability::clamped(value)
    }

    #[test]
    fn draws_have_the_binomial_law() {
        let cases = [
            (32, 0.5),
            (34, 0.4),
            (34, 0.6),
            (54, 0.2),
            (90, 0.1),
            (810, 0.01),
            (900, 0.99),
            (810_000, 1e-5),
            (8_001_000_000, 1e-9),
            (100, 0.5),
            (1_000, 0.3),
            (100_000, 0.01),
            (1_000_000, 0.9),
            (1_000_000_000_000, 3e-11),
        ];
        for (case, (n, chance)) in cases.into_iter().enumerate() {
            let mut rng = stream(case as u64);
            Exact::binomial(n, chance).assert_fits((0..500_000).map(|_| quick_binomial(&mut rng, n, p(chance))));
        }
    }

    #[test]
    fn a_trillion_trials_keep_their_law_in_the_middle() {
        let (n, chance) = (1_000_000_000_000, 1e-3);
        let mut rng = stream(0);
        Exact::binomial(n, chance).assert_fits((0..100_000).map(|_| quick_binomial(&mut rng, n, p(chance))));
    }

    #[test]
    fn the_law_is_above_the_strips_and_below_what_is_above_them() {
        let strips = &*STRIPS;
        let mut laws = 0;
        for variance in [8.0, 8.3, 9.0, 10.0, 12.0, 15.0, 20.0, 30.0, 50.0, 100.0, 1e3, 1e4] {
            for p in [1e-9, 1e-5, 1e-3, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.48, 0.5] {
                // Wherever the mean lies between two whole numbers.
                for further in 0..12 {
                    let n = (variance / (p * (1.0 - p)) + f64::from(further) / (12.0 * p)).ceil();
                    let law = Bent::new(n, p, n * p, (n * p * (1.0 - p)).sqrt());
                    let ends = [-strips.reach, strips.reach].map(|z| nearest(law.at(z)));
                    for place in ends[0]..=ends[1] {
                        let ([low, high], exact) = (strips.chances(&law, place), law.probability(place));
                        assert!(low <= exact, "{n} {p} {place}: {low} above {exact}");
                        assert!(ends.contains(&place) || exact <= high, "{n} {p} {place}: {high} below {exact}");
                    }
                    for (end, is_left) in ends.into_iter().zip([true, false]) {
                        let (most, ratio) = (law.probability(end), law.ratio(end, is_left));
                        assert!(
                            ratio < 1.0 && most / (1.0 - ratio) <= strips.areas[1],
                            "{n} {p}: a tail of {most}, {ratio}"
                        );
                        assert!((1.0..n).contains(&(law.base + end as f64)), "{n} {p}: the strips go too far");
                    }
                    laws += 1;
                }
            }
        }
        assert_eq!(laws, 12 * 16 * 12);
    }

    #[test]
    fn few_trials_and_sure_outcomes_are_drawn_as_elsewhere() {
        for (n, chance) in [(0, 0.5), (9, 0.0), (31, 0.5), (u64::MAX, 1.0), (70, 0.1)] {
            let [mut rng, mut other] = [stream(1), stream(1)];
            assert_eq!(quick_binomial(&mut rng, n, p(chance)), binomial(&mut other, n, p(chance)));
            assert_eq!(rng, other);
        }
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(1);
        let draws = [(26, 0.4), (1_000, 0.5), (1_000_000, 0.9), (1_000_000_000_000, 1e-3), (u64::MAX, 0.5)]
            .map(|(n, chance)| quick_binomial(&mut rng, n, p(chance)));
        assert_eq!(draws, [9, 499, 900_242, 1_000_043_658, 9_223_372_037_282_400_171]);
    }
}
