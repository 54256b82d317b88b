use rand::Rng;

/// How many failures come before the next success, for independent trials of one probability: a geometric gap.
///
/// Jumping from success to success costs a draw each, where a coin for every trial costs a draw a trial.
/// Down to a probability of 1/1024 the gap is found by inversion in a table: the survivals (1 - p)^(k + 1) as 64-bit
/// thresholds, and a guide (Chen and Asau 1974) that leads near the right one. Gaps past the table start again behind
/// it, since the geometric distribution has no memory. Below, the gap is floor(ln U / ln(1 - p)) (Devroye 1986, X.2).
#[derive(Clone, Debug)]
pub(crate) struct Gaps(Method);

#[derive(Clone, Debug)]
enum Method {
    Never,
    Always,
    Table(Box<GapTable>),
    Logarithm {
        probability: f64,
        /// 1 / ln(1 - p), negative.
        inverse: f64,
    },
}

/// A trial succeeds at once with this probability or more: a table pays.
const TABLE_FROM: f64 = 1.0 / 1024.0;
const GUIDE_BITS: u32 = 11;
const LONGEST: usize = 255;

/// Gaps up to [`GapTable::LONGEST`] by inversion.
#[derive(Clone, Debug)]
pub(crate) struct GapTable {
    /// Fewer than k trials do without a success where the uniform is not below `none_in[k]`: 2^64 (1 - p)^k, or the
    /// largest number. The last two are 0 and end every search.
    none_in: [u64; LONGEST + 3],
    /// For the leading bits of the uniform the shortest gap that it may mean.
    guide: [u8; 1 << GUIDE_BITS],
}

impl Gaps {
    /// Gaps between successes of probability `probability`, from 0 to 1.
    pub(crate) fn new(probability: f64) -> Self {
        Self(if probability <= 0.0 {
            Method::Never
        } else if probability >= 1.0 {
            Method::Always
        } else if probability >= TABLE_FROM {
            Method::Table(Box::new(GapTable::new(probability)))
        } else {
            Method::Logarithm { probability, inverse: 1.0 / libm::log1p(-probability) }
        })
    }

    /// The table, where the gaps come from one: for whoever draws for many people at once.
    pub(crate) fn table(&self) -> Option<&GapTable> {
        match &self.0 {
            Method::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The number of failures before the next success, or any number from `limit` on when it is at least `limit`.
    #[inline]
    pub(crate) fn draw<R: Rng + ?Sized>(&self, rng: &mut R, limit: u64) -> u64 {
        match &self.0 {
            Method::Always => 0,
            Method::Never => limit,
            Method::Table(table) => table.draw(rng, limit),
            Method::Logarithm { probability, inverse } => {
                // From (0, 1]: the logarithm is finite.
                let uniform = ((rng.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
                // (1 - p)^n >= 1 - n p: most short lists end here.
                if uniform <= 1.0 - limit as f64 * probability {
                    return limit;
                }
                // A float beyond 2^64 becomes u64::MAX, past every limit.
                (libm::log(uniform) * inverse) as u64
            }
        }
    }
}

impl GapTable {
    /// The longest gap of one draw.
    pub(crate) const LONGEST: u64 = LONGEST as u64;

    fn new(probability: f64) -> Self {
        let log_failure = libm::log1p(-probability);
        let mut none_in = [0; LONGEST + 3];
        none_in[0] = u64::MAX;
        for (trials, threshold) in none_in.iter_mut().enumerate().take(LONGEST + 1).skip(1) {
            // Below 2^64 since p is at least TABLE_FROM.
            *threshold = (libm::exp(trials as f64 * log_failure) * 18_446_744_073_709_551_616.0) as u64;
        }
        let mut guide = [0; 1 << GUIDE_BITS];
        let mut gap = LONGEST;
        for (leading, entry) in guide.iter_mut().enumerate() {
            // The shortest gap belongs to the largest uniform with these leading bits.
            let largest = ((leading as u64 + 1) << (64 - GUIDE_BITS)).wrapping_sub(1);
            while gap > 0 && largest >= none_in[gap] {
                gap -= 1;
            }
            *entry = gap as u8;
        }
        Self { none_in, guide }
    }

    /// The gap that 64 uniform bits mean; [`GapTable::LONGEST`] means that there are as many failures, and what follows is
    /// up to the next draw.
    #[inline]
    pub(crate) fn gap(&self, uniform: u64) -> u64 {
        let gap = usize::from(self.guide[(uniform >> (64 - GUIDE_BITS)) as usize]);
        // Hardly ever more than one step: without a branch.
        let gap = gap + usize::from(uniform < self.none_in[gap + 1]);
        if uniform < self.none_in[gap + 1] { self.search(uniform, gap) } else { gap as u64 }
    }

    #[cold]
    fn search(&self, uniform: u64, from: usize) -> u64 {
        (from..LONGEST).find(|&gap| uniform >= self.none_in[gap + 1]).unwrap_or(LONGEST) as u64
    }

    /// Whether the gap that the bits mean leads past `trials`; false also where a second draw would have to say so.
    #[inline]
    pub(crate) fn is_past(&self, uniform: u64, trials: u64) -> bool {
        uniform < self.none_in[trials.min(LONGEST as u64 + 1) as usize] || trials == 0
    }

    #[inline]
    fn draw<R: Rng + ?Sized>(&self, rng: &mut R, limit: u64) -> u64 {
        let mut before = 0;
        loop {
            let gap = self.gap(rng.next_u64());
            before += gap;
            if gap < Self::LONGEST || before >= limit {
                return before;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, ReplicateKey};

    #[test]
    fn gaps_are_geometric_for_every_method() {
        for p in [0.000_4, 0.000_98, 0.001, 0.004, 0.03, 0.1, 0.35, 0.5, 0.9, 0.999] {
            let gaps = Gaps::new(p);
            let mut stream = ReplicateKey { seed: 3, replicate: 0 }.stream(Purpose::Network, 0);
            let (draws, cells) = (200_000_u32, 40);
            // Equal parts of the distribution: the survival of a gap is nearly uniform.
            let mut counts = vec![0_f64; cells];
            let mut expected = vec![0_f64; cells];
            let cell = |gap: f64| (((1.0 - (1.0 - p).powf(gap)) * cells as f64) as usize).min(cells - 1);
            let mut gap = 0_u32;
            while f64::from(gap) * p < 60.0 {
                expected[cell(f64::from(gap))] += f64::from(draws) * p * (1.0 - p).powf(f64::from(gap));
                gap += 1;
            }
            for _ in 0..draws {
                counts[cell(gaps.draw(&mut stream, u64::MAX) as f64)] += 1.0;
            }
            let used: Vec<usize> = (0..cells).filter(|&cell| expected[cell] > 10.0).collect();
            let chi2: f64 = used.iter().map(|&cell| (counts[cell] - expected[cell]).powi(2) / expected[cell]).sum();
            let freedom = (used.len() - 1).max(1) as f64;
            assert!(chi2 < freedom + 5.0 * (2.0 * freedom).sqrt() + 15.0, "{p}: {chi2} with {freedom}");
        }
    }

    #[test]
    fn a_limit_changes_nothing_below_it() {
        for p in [0.000_5, 0.002, 0.2, 0.7] {
            let gaps = Gaps::new(p);
            for entity in 0..5_000 {
                let stream = || ReplicateKey { seed: 3, replicate: 1 }.stream(Purpose::Network, entity);
                let free = gaps.draw(&mut stream(), u64::MAX);
                for limit in [0, 1, 3, 50, 300] {
                    let limited = gaps.draw(&mut stream(), limit);
                    assert_eq!(limited.min(limit), free.min(limit), "{p} {entity} {limit}");
                }
            }
        }
    }

    #[test]
    fn certain_and_impossible_need_no_draw() {
        let mut stream = ReplicateKey { seed: 3, replicate: 2 }.stream(Purpose::Network, 0);
        assert_eq!(Gaps::new(1.0).draw(&mut stream, 5), 0);
        assert!(Gaps::new(0.0).draw(&mut stream, 5) >= 5);
    }
}
