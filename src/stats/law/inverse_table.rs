use super::normal::normal_cdf;

/// P(Y <= y), P(Y > y) and the density of Y.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tails {
    pub(super) below: f64,
    pub(super) above: f64,
    pub(super) density: f64,
}

/// A law of a number x by a smooth transform y that takes every real number, so that the tails are as easy as the middle.
pub(super) trait Family {
    /// A y in the middle of the law.
    fn centre(&self) -> f64;

    /// The law at y.
    fn tails(&self, y: f64) -> Tails;

    /// x at y.
    fn value(y: f64) -> f64;
}

/// Beyond this x underflows.
const LARGEST: f64 = 700.0;

/// The y with a share Phi(z) of the law below, from a guess: Newton on the logarithm of the smaller tail, which is nearly
/// straight far out.
pub(super) fn solve<F: Family>(family: &F, z: f64, guess: f64) -> f64 {
    let is_low = z <= 0.0;
    let wanted = libm::log(normal_cdf(-z.abs()));
    let (mut low, mut high) = (-LARGEST, LARGEST);
    let mut y = guess.clamp(low, high);
    for _ in 0..200 {
        let Tails { below, above, density } = family.tails(y);
        let tail = if is_low { below } else { above };
        let excess = libm::log(tail) - wanted;
        // The lower tail rises with y, the upper one falls.
        if (excess < 0.0) == is_low {
            low = y;
        } else {
            high = y;
        }
        let slope = if is_low { density / below } else { -density / above };
        let newton = y - excess / slope;
        let next = if newton.is_finite() && newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if (next - y).abs() <= 1e-14 * y.abs().max(1.0) || high - low <= 1e-13 {
            return next;
        }
        y = next;
    }
    y
}

/// Knots of the normal score lie so far apart.
const STEP: f64 = 1.0 / 32.0;
/// Beyond this score no draw lies: a share of 2^-54 is 8.2 standard deviations out.
const REACH: f64 = 8.5;

/// The inverse of a law, by cubic pieces (Hermite) between solved points: relative error below 1e-8 of the odds or of the
/// number, everywhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InverseTable {
    /// By knot: y, and its slope by the score times the step.
    knots: Vec<[f64; 2]>,
}

impl InverseTable {
    pub(super) fn new<F: Family>(family: &F) -> Self {
        let half = (REACH / STEP) as usize;
        let mut knots = vec![[0.0; 2]; 2 * half + 1];
        let knot = |place: usize, guess: f64| {
            let z = STEP * (place as f64 - half as f64);
            let y = solve(family, z, guess);
            let density = libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * std::f64::consts::PI);
            let slope = density / family.tails(y).density;
            [y, if slope.is_finite() { STEP * slope } else { 0.0 }]
        };
        knots[half] = knot(half, family.centre());
        for place in half + 1..knots.len() {
            knots[place] = knot(place, knots[place - 1][0] + knots[place - 1][1]);
            let mirror = 2 * half - place;
            knots[mirror] = knot(mirror, knots[mirror + 1][0] - knots[mirror + 1][1]);
        }
        Self { knots }
    }

    /// y at the normal score `z`.
    #[inline]
    pub(super) fn at(&self, z: f64) -> f64 {
        let last = self.knots.len() - 1;
        let place = ((z + REACH) / STEP).clamp(0.0, last as f64 - 1e-9);
        let left = place as usize;
        let (t, [a, da], [b, db]) = (place - left as f64, self.knots[left], self.knots[left + 1]);
        let (s, rise) = (1.0 - t, b - a);
        a + t * rise + t * s * (s * (da - rise) - t * (db - rise))
    }
}

#[cfg(test)]
mod tests {
    use super::super::beta::Beta;
    use super::super::gamma::Gamma;
    use super::*;

    fn assert_inverts<F: Family>(family: &F, what: &str) {
        let table = InverseTable::new(family);
        for step in 0..1_000 {
            let z = -8.2 + 0.0164 * f64::from(step);
            let (found, exact) = (table.at(z), solve(family, z, family.centre()));
            assert!((found - exact).abs() < 1e-8 * exact.abs().max(1.0), "{what} at {z}: {found} against {exact}");
        }
    }

    #[test]
    fn the_table_is_the_inverse() {
        for (a, b) in [(10.0, 260.0), (1.0, 1.0), (0.3, 0.6), (2.4, 2.9), (1e5, 3e5), (1.2, 900.0)] {
            assert_inverts(&Beta { a, b }, &format!("beta {a} {b}"));
        }
        for shape in [0.2, 1.0, 7.5, 4e4] {
            assert_inverts(&Gamma { shape }, &format!("gamma {shape}"));
        }
    }
}
