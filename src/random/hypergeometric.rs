use rand::RngExt;

use super::Stream;
use super::saddle::ln_binomial;

/// Means from here on are drawn by rejection, below by inversion of one uniform.
const INVERSION_BELOW: f64 = 10.0;
/// Up to so many people drawn P(0) is cheaper by multiplication than by logarithms.
const FEW_DRAWN: f64 = 32.0;

/// Draws how many of `drawn` people are marked, taken without replacement from `total` of whom `marked` are.
///
/// P(k) = C(marked, k) C(total - marked, drawn - k) / C(total, drawn); `marked` and `drawn` beyond `total` count as
/// `total`; exact for totals up to 2^53; a sure outcome takes no draw.
///
/// Where the mean, after the usual symmetries, is below 10 inversion of one uniform; above it the ratio of uniforms
/// HRUA: Stadlober (1990), The ratio of uniforms approach for generating discrete random variates, Journal of
/// Computational and Applied Mathematics 31, 181-189.
pub fn hypergeometric(rng: &mut Stream, total: u64, marked: u64, drawn: u64) -> u64 {
    let marked = marked.min(total);
    let drawn = drawn.min(total);
    // Marked or not, drawn or left: of each pair the smaller one, and the larger of the two as the urn's marks.
    let few_marked = marked.min(total - marked);
    let few_drawn = drawn.min(total - drawn);
    let hits = smaller_halves(rng, total, few_marked.max(few_drawn), few_marked.min(few_drawn));
    let marked_among_few_drawn = if marked > total - marked { few_drawn - hits } else { hits };
    if drawn > total - drawn { marked - marked_among_few_drawn } else { marked_among_few_drawn }
}

/// The draw for drawn <= marked <= total / 2.
fn smaller_halves(rng: &mut Stream, total: u64, marked: u64, drawn: u64) -> u64 {
    if drawn == 0 {
        return 0;
    }
    let urn = Urn::new(total, marked, drawn);
    if urn.mean < INVERSION_BELOW { urn.by_inversion(rng) } else { urn.by_rejection(rng) }
}

/// The parameters as floats.
struct Urn {
    total: f64,
    marked: f64,
    unmarked: f64,
    drawn: f64,
    left: f64,
    mean: f64,
}

impl Urn {
    fn new(total: u64, marked: u64, drawn: u64) -> Self {
        let [all, some, taken] = [total, marked, drawn].map(|count| count as f64);
        Self {
            total: all,
            marked: some,
            unmarked: (total - marked) as f64,
            drawn: taken,
            left: (total - drawn) as f64,
            mean: taken * (some / all),
        }
    }

    /// ln P(k) but for a constant.
    fn ln_weight(&self, k: f64) -> f64 {
        let (p, q) = (self.drawn / self.total, self.left / self.total);
        ln_binomial(k, self.marked, p, q) + ln_binomial(self.drawn - k, self.unmarked, p, q)
    }

    fn by_inversion(&self, rng: &mut Stream) -> u64 {
        let mut rest: f64 = rng.random();
        let mut probability = self.none();
        let mut k = 0.0;
        while rest >= probability && probability > 0.0 {
            rest -= probability;
            let (marked, drawn) = (self.marked - k, self.drawn - k);
            k += 1.0;
            probability *= (marked / k) * (drawn / (self.unmarked - self.drawn + k));
        }
        k.min(self.drawn) as u64
    }

    /// P(0): by the chances of one draw after the other, or by logarithms where that takes longer.
    fn none(&self) -> f64 {
        if self.drawn > FEW_DRAWN {
            let (p, q) = (self.drawn / self.total, self.left / self.total);
            return libm::exp(self.ln_weight(0.0) - ln_binomial(self.drawn, self.total, p, q));
        }
        let (mut probability, mut done) = (1.0, 0.0);
        while done < self.drawn {
            probability *= (self.unmarked - done) / (self.total - done);
            done += 1.0;
        }
        probability
    }

    fn by_rejection(&self, rng: &mut Stream) -> u64 {
        // 2 sqrt(2/e) and 3 - 2 sqrt(3/e).
        const WIDTH: f64 = 1.715_527_769_921_413_5;
        const EXTRA: f64 = 0.898_916_162_058_898_8;
        let variance = self.mean * (self.unmarked / self.total) * (self.left / (self.total - 1.0));
        let spread = (variance + 0.5).sqrt();
        let center = self.mean + 0.5;
        let scale = WIDTH * spread + EXTRA;
        let mode = ((self.drawn + 1.0) * ((self.marked + 1.0) / (self.total + 2.0))).floor();
        let top = self.ln_weight(mode);
        // Sixteen standard deviations: what lies beyond has less than the weight of a float's last bit.
        let end = (self.drawn + 1.0).min((center + 16.0 * spread).floor());
        loop {
            let x = 1.0 - rng.random::<f64>();
            let y: f64 = rng.random();
            let position = center + scale * (y - 0.5) / x;
            if position < 0.0 || position >= end {
                continue;
            }
            let k = position.floor();
            let threshold = self.ln_weight(k) - top;
            if x * (4.0 - x) - 3.0 <= threshold {
                return k as u64;
            }
            if x * (x - threshold) < 1.0 && 2.0 * libm::log(x) <= threshold {
                return k as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    #[test]
    fn draws_have_the_hypergeometric_law() {
        let cases = [
            (5, 2, 3),
            (10, 9, 8),
            (60, 24, 7),
            (50, 25, 25),
            (100, 90, 80),
            (100, 40, 50),
            (1_000, 100, 100),
            (1_000, 110, 100),
            (1_000, 900, 900),
            (10_000, 5_000, 5_000),
            (1_000_000, 500_000, 100),
            (1_000_000, 999_000, 500_000),
            (1_000_000_000_000, 1_000_000, 3_000_000),
            (1_000_000_000_000, 1_000_000, 400_000_000),
            (1_000_000_000_000, 500_000_000_000, 1_000_000_000),
            (27, 1, 26),
            (27, 26, 1),
            (24, 12, 20),
        ];
        for (case, (total, marked, drawn)) in cases.into_iter().enumerate() {
            let mut rng = stream(case as u64);
            let exact = Exact::hypergeometric(total, marked, drawn);
            exact.assert_fits((0..100_000).map(|_| hypergeometric(&mut rng, total, marked, drawn)));
        }
    }

    #[test]
    fn sure_outcomes_take_no_draw() {
        let mut rng = stream(0);
        let untouched = rng.clone();
        for (total, marked, drawn, hits) in [(0, 0, 0, 0), (9, 0, 5, 0), (9, 9, 5, 5), (9, 4, 9, 4), (9, 4, 0, 0)] {
            assert_eq!(hypergeometric(&mut rng, total, marked, drawn), hits);
        }
        assert_eq!(rng, untouched);
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let mut rng = stream(4);
        let draws = [(60, 24, 7), (1_000, 500, 500), (1_000_000_000_000, 500_000_000_000, 1_000_000)]
            .map(|(total, marked, drawn)| hypergeometric(&mut rng, total, marked, drawn));
        assert_eq!(draws, [2, 236, 500_191]);
    }
}
