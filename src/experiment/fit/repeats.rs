use crate::quantity::Probability;
use crate::random::{Purpose, ReplicateKey, conditional_probabilities, multinomial};

/// How many customers complained once, twice, three times and so on: what a complaint log says of those who never did.
///
/// ```
/// use rumeur::experiment::fit::{Hidden, Repeats};
///
/// let repeats = Repeats::new(vec![32, 16, 6, 1]).expect("somebody complained");
/// assert_eq!(repeats.seen(), 55);
/// assert_eq!(Hidden::Chao.estimate(&repeats), Some(32.0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeats {
    /// `counts[k - 1]`: customers with exactly k complaints; the last is above 0.
    counts: Vec<u64>,
}

/// The most complaints of one customer, and the most customers, that are counted.
pub const MOST_REPEATS: u64 = 1_000_000_000_000;

impl Repeats {
    /// From the customers who complained once, twice, and so on; `None` where nobody did, or more than [`MOST_REPEATS`].
    pub fn new(mut counts: Vec<u64>) -> Option<Self> {
        while counts.last() == Some(&0) {
            counts.pop();
        }
        let complaints = counts
            .iter()
            .zip(1_u64..)
            .try_fold(0_u64, |sum, (&customers, times)| sum.checked_add(customers.checked_mul(times)?))?;
        (complaints > 0 && complaints <= MOST_REPEATS).then_some(Self { counts })
    }

    /// From the name of the customer of each complaint, by hash: equal hashes are one customer.
    pub fn of_customers(mut customers: Vec<u64>) -> Option<Self> {
        customers.sort_unstable();
        let mut counts = Vec::new();
        for same in customers.chunk_by(|a, b| a == b) {
            if counts.len() < same.len() {
                counts.resize(same.len(), 0);
            }
            counts[same.len() - 1] += 1;
        }
        Self::new(counts)
    }

    /// Customers with 1, 2, ... complaints.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Customers with exactly `times` complaints, from 1.
    pub fn exactly(&self, times: usize) -> u64 {
        times.checked_sub(1).and_then(|at| self.counts.get(at)).copied().unwrap_or(0)
    }

    /// Customers who complained at least once.
    pub fn seen(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// All complaints.
    pub fn complaints(&self) -> u64 {
        self.counts.iter().zip(1..).map(|(&customers, times)| customers * times).sum()
    }
}

/// A way from those who complained once, twice, ... to those who never did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// f1^2 / (2 f2): a lower bound whatever differs between customers (Chao 1984).
    Chao,
    /// f1 (f1 - 1) / (2 (f2 + 1)): the same with less bias, and defined where nobody complained twice (Chao 1989).
    ChaoBiasCorrected,
    /// Every customer complains at the same rate: Poisson without its zeros, by maximum likelihood.
    Poisson,
    /// Rates differ between customers as an exponential law: geometric without its zeros, by maximum likelihood.
    Geometric,
}

impl Hidden {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 4] = [Self::Chao, Self::ChaoBiasCorrected, Self::Poisson, Self::Geometric];

    /// The value in the tables' `method` column and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chao => "chao",
            Self::ChaoBiasCorrected => "chao-bias-corrected",
            Self::Poisson => "poisson",
            Self::Geometric => "geometric",
        }
    }

    /// How many customers had reason to complain and never did; `None` where the counts do not say: nobody complained twice.
    pub fn estimate(self, repeats: &Repeats) -> Option<f64> {
        let (once, twice) = (repeats.exactly(1) as f64, repeats.exactly(2) as f64);
        let (seen, complaints) = (repeats.seen() as f64, repeats.complaints() as f64);
        match self {
            Self::Chao => (twice > 0.0).then(|| once * once / (2.0 * twice)),
            Self::ChaoBiasCorrected => Some(once * (once - 1.0).max(0.0) / (2.0 * (twice + 1.0))),
            Self::Poisson => {
                let rate = truncated_poisson_rate(complaints / seen)?;
                // e^-rate / (1 - e^-rate)
                Some(seen / libm::expm1(rate))
            }
            Self::Geometric => (complaints > seen).then(|| seen * seen / (complaints - seen)),
        }
    }
}

/// The rate of a Poisson law whose mean without its zeros is `mean`: rate / (1 - e^-rate) = mean. `None` at a mean of 1, which
/// leaves the rate at 0 and the hidden without bound.
///
/// Newton's method from above: the left side is convex and grows.
pub(crate) fn truncated_poisson_rate(mean: f64) -> Option<f64> {
    if mean.is_nan() || mean <= 1.0 {
        return None;
    }
    let mut rate = mean;
    for _ in 0..100 {
        let none = libm::exp(-rate);
        let some = -libm::expm1(-rate);
        let slope = (some - rate * none) / (some * some);
        let next = rate - (rate / some - mean) / slope;
        if (next - rate).abs() <= 1e-15 * rate {
            return Some(next);
        }
        rate = next.max(rate * 1e-3);
    }
    Some(rate)
}

/// How many never complained, with what chance leaves open.
#[derive(Clone, Debug, PartialEq)]
pub struct HiddenEstimate {
    /// The way.
    pub method: Hidden,
    /// The estimate; `None` where the counts do not say.
    pub hidden: Option<f64>,
    /// From the 2.5 % to the 97.5 % quantile of the bootstrap; an end is `None` where the draws do not bound it.
    pub interval: [Option<f64>; 2],
    /// The share of those with a reason who complained, in each draw.
    pub voice_rates: Vec<f64>,
}

/// How many draws an interval rests on.
pub(crate) const DRAWS: u64 = 2_000;

impl HiddenEstimate {
    /// The estimate with its interval by a bootstrap of everybody, the hidden among them: each draw deals the customers, as many
    /// as were seen and estimated, out to 0, 1, 2, ... complaints by the shares found, and estimates anew from those seen.
    pub fn new(method: Hidden, repeats: &Repeats, seed: u64) -> Self {
        let hidden = method.estimate(repeats).filter(|hidden| hidden.is_finite());
        let Some(estimate) = hidden else {
            return Self { method, hidden: None, interval: [None, None], voice_rates: Vec::new() };
        };
        let people = repeats.seen() + libm::round(estimate) as u64;
        // Few of the classes are large: those first, so that a draw ends early.
        let weights: Vec<f64> = std::iter::once(estimate).chain(repeats.counts.iter().map(|&n| n as f64)).collect();
        let chances = conditional_probabilities(&weights);
        let draws: Vec<f64> = (0..DRAWS).map(|draw| redrawn(method, people, &chances, seed, draw)).collect();
        let mut shares = draws.clone();
        shares.sort_by(f64::total_cmp);
        let seen = repeats.seen() as f64;
        // A share of 0 stands for a draw without bound.
        let of = |share: f64| (share > 0.0).then(|| seen / share - seen);
        let interval = [of(quantile(&shares, 0.975)), of(quantile(&shares, 0.025))];
        Self { method, hidden, interval, voice_rates: draws }
    }

    /// The share of those with a reason who complained.
    pub fn voice_rate(&self, repeats: &Repeats) -> Option<f64> {
        let seen = repeats.seen() as f64;
        self.hidden.map(|hidden| seen / (seen + hidden))
    }
}

/// The share who complained, as one draw estimates it; 0 where it leaves the hidden without bound.
fn redrawn(method: Hidden, people: u64, chances: &[Probability], seed: u64, draw: u64) -> f64 {
    let mut stream = ReplicateKey { seed, replicate: draw }.stream(Purpose::Bootstrap, method as u64);
    let mut counts = vec![0; chances.len()];
    multinomial(&mut stream, people, chances, &mut counts);
    let Some(repeats) = Repeats::new(counts.split_off(1)) else { return 0.0 };
    let seen = repeats.seen() as f64;
    let hidden = match method {
        // Where nobody complained twice in a draw the other form of the bound stands in.
        Hidden::Chao => method.estimate(&repeats).or_else(|| Hidden::ChaoBiasCorrected.estimate(&repeats)),
        _ => method.estimate(&repeats),
    };
    hidden.map_or(0.0, |hidden| (seen / (seen + hidden)).clamp(0.0, 1.0))
}

/// The smallest of sorted values whose share reaches `level`.
pub(super) fn quantile(sorted: &[f64], level: f64) -> f64 {
    let rank = libm::ceil(level * sorted.len() as f64) as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeats(counts: &[u64]) -> Repeats {
        Repeats::new(counts.to_vec()).expect("somebody complained")
    }

    #[test]
    fn the_households_of_mckendrick() {
        let cholera = repeats(&[32, 16, 6, 1]);
        let estimate = |method: Hidden| method.estimate(&cholera).expect("defined");
        assert_eq!((cholera.seen(), cholera.complaints()), (55, 86));
        assert!((truncated_poisson_rate(86.0 / 55.0).expect("above 1") - 0.972_177_9).abs() < 5e-8);
        assert!((estimate(Hidden::Poisson) - 33.461_18).abs() < 5e-6, "{}", estimate(Hidden::Poisson));
        assert_eq!(estimate(Hidden::Chao), 32.0);
        assert!((estimate(Hidden::ChaoBiasCorrected) - 29.176_47).abs() < 5e-6);
        // p = seen / complaints, N = seen / (1 - p).
        assert!((estimate(Hidden::Geometric) - (55.0 / (1.0 - 55.0 / 86.0) - 55.0)).abs() < 1e-9);
    }

    #[test]
    fn the_rate_solves_its_equation_at_both_ends() {
        for rate in [1e-6, 1e-3, 0.1, 1.0, 10.0, 300.0] {
            let mean = rate / -libm::expm1(-rate);
            let found = truncated_poisson_rate(mean).expect("above 1");
            assert!((found / rate - 1.0).abs() < 1e-9, "{rate}: {found}");
        }
        assert_eq!(truncated_poisson_rate(1.0), None);
    }

    #[test]
    fn where_nobody_complained_twice_only_the_corrected_bound_speaks() {
        let once = repeats(&[10]);
        let found = Hidden::ALL.map(|method| method.estimate(&once));
        assert_eq!(found, [None, Some(45.0), None, None]);
    }

    #[test]
    fn customers_are_counted_by_name() {
        assert_eq!(Repeats::of_customers(vec![7, 3, 7, 9, 7, 3]), Some(repeats(&[1, 1, 1])));
        assert_eq!(Repeats::of_customers(Vec::new()), None);
        assert_eq!(Repeats::new(vec![0, 0]), None);
        assert_eq!(Repeats::new(vec![u64::MAX, 2]), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_interval_around_the_estimate() {
        let cholera = repeats(&[32, 16, 6, 1]);
        for method in Hidden::ALL {
            let found = HiddenEstimate::new(method, &cholera, 317);
            assert_eq!(found, HiddenEstimate::new(method, &cholera, 317));
            let ([Some(low), Some(high)], Some(hidden)) = (found.interval, found.hidden) else { panic!("{found:?}") };
            assert!(low < hidden && hidden < high, "{found:?}");
            assert!(low > 5.0 && high < 250.0, "{low} {high}");
        }
    }

    /// Where the law is the true one the interval holds the truth in 19 of 20 cases; the bootstrap of a skewed estimate is
    /// somewhat off, so that the tolerance is that of the binomial law and 3 % for the method.
    #[test]
    fn the_poisson_interval_holds_the_truth() {
        let (people, surveys) = (400_u64, 200_u64);
        let rate: f64 = 0.9;
        let weights: Vec<f64> = (0..12)
            .scan(libm::exp(-rate), |mass, k| {
                let this = *mass;
                *mass *= rate / f64::from(k + 1);
                Some(this)
            })
            .collect();
        let chances = conditional_probabilities(&weights);
        let mut held = 0;
        for survey in 0..surveys {
            let mut stream = ReplicateKey { seed: 1, replicate: survey }.stream(Purpose::Experience, 0);
            let mut counts = vec![0; chances.len()];
            multinomial(&mut stream, people, &chances, &mut counts);
            let truth = counts[0] as f64;
            let found = HiddenEstimate::new(Hidden::Poisson, &repeats(&counts[1..]), 2);
            let [Some(low), Some(high)] = found.interval else { panic!("bounded") };
            // The interval is of the mean number of hidden, and the hidden of one draw vary about it less than it is wide.
            held += u64::from((low..=high).contains(&(people as f64 * weights[0])));
            assert!(truth > 0.0);
        }
        let share = held as f64 / surveys as f64;
        let error = 4.0 * (0.95_f64 * 0.05 / surveys as f64).sqrt();
        assert!(share > 0.95 - error - 0.03, "{share}");
    }
}
