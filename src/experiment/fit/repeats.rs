use super::chao_interval::chao_interval;
use super::likelihood::{likely_people, ln_rising};

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
#[doc = include_str!("examples/silent.md")]
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
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct HiddenEstimate {
    /// The way.
    pub method: Hidden,
    /// The estimate; `None` where the counts do not say.
    pub hidden: Option<f64>,
    /// Its 95 % interval; an end is `None` where the counts do not bound it.
    pub interval: [Option<f64>; 2],
}

impl HiddenEstimate {
    /// The estimate with its interval: Chao's bound by an exact share, the others by the likelihood of as many people with the rate
    /// that suits them best.
    pub fn new(method: Hidden, repeats: &Repeats) -> Self {
        let hidden = method.estimate(repeats).filter(|hidden| hidden.is_finite());
        let Some(estimate) = hidden else {
            return Self { method, hidden: None, interval: [None, None] };
        };
        let interval = match method {
            Hidden::Chao | Hidden::ChaoBiasCorrected => chao_interval(repeats.exactly(1), repeats.exactly(2)),
            Hidden::Poisson => likely_people(|hidden| ln_poisson(hidden, repeats)),
            Hidden::Geometric => likely_people(|hidden| ln_geometric(hidden, repeats)),
        };
        Self { method, hidden, interval: around(estimate, interval) }
    }

    /// The share of those with a reason who complained.
    pub fn voice_rate(&self, repeats: &Repeats) -> Option<f64> {
        let seen = repeats.seen() as f64;
        self.hidden.map(|hidden| seen / (seen + hidden))
    }
}

/// An interval, made to hold its estimate, which goes by another formula.
pub(super) fn around(estimate: f64, [low, high]: [Option<f64>; 2]) -> [Option<f64>; 2] {
    [low.map(|low| low.min(estimate)), high.map(|high| high.max(estimate))]
}

/// The logarithm of the likelihood of so many hidden, but for a constant: of N people in all, n seen, with a Poisson number of
/// complaints each, m together, N! / (N - n)! e^(-N rate) rate^m at its largest, rate = m / N.
fn ln_poisson(hidden: f64, repeats: &Repeats) -> f64 {
    let (seen, complaints) = (repeats.seen() as f64, repeats.complaints() as f64);
    ln_rising(hidden, seen) - complaints * libm::log(hidden + seen)
}

/// The same where the numbers are geometric: N! / (N - n)! p^N (1 - p)^m at its largest, p = N / (N + m).
fn ln_geometric(hidden: f64, repeats: &Repeats) -> f64 {
    let (seen, complaints) = (repeats.seen() as f64, repeats.complaints() as f64);
    let people = hidden + seen;
    ln_rising(hidden, seen) - people * libm::log1p(complaints / people) - complaints * libm::log(people + complaints)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, ReplicateKey, conditional_probabilities, multinomial};

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
    fn every_interval_holds_its_estimate() {
        for counts in [&[32, 16, 6, 1][..], &[27, 3], &[300, 10, 1], &[5, 9, 9, 20], &[0, 3, 1], &[1, 1]] {
            for method in Hidden::ALL {
                let found = HiddenEstimate::new(method, &repeats(counts));
                let ([Some(low), Some(high)], Some(hidden)) = (found.interval, found.hidden) else {
                    panic!("{found:?}")
                };
                assert!(0.0 <= low && low <= hidden && hidden <= high && low < high, "{counts:?}: {found:?}");
            }
        }
    }

    #[test]
    fn where_nearly_nothing_is_known_nothing_bounds_the_hidden() {
        let bound = |counts: &[u64]| HiddenEstimate::new(Hidden::ChaoBiasCorrected, &repeats(counts)).interval;
        let [Some(low), None] = bound(&[40, 0, 3]) else { panic!("open above") };
        // 3.7 who complained twice are expected where none is seen in one log of forty: 40^2 / (2 x 3.7) and the others.
        assert!((150.0..250.0).contains(&low), "{low}");
        assert_eq!(bound(&[0, 0, 4]), [Some(0.0), None]);
        let poisson = HiddenEstimate::new(Hidden::Poisson, &repeats(&[0, 0, 4])).interval;
        assert!(poisson[0] == Some(0.0) && poisson[1] > Some(0.6), "{poisson:?}");
    }

    /// How many of so many logs of 300 customers have an interval that holds the number hidden, and a lower end at most that.
    fn held(method: Hidden, masses: &[f64], logs: u64) -> [u64; 2] {
        let chances = conditional_probabilities(masses);
        let mut held = [0; 2];
        for log in 0..logs {
            let mut stream = ReplicateKey { seed: 1, replicate: log }.stream(Purpose::Experience, 0);
            let mut counts = vec![0; chances.len()];
            multinomial(&mut stream, 300, &chances, &mut counts);
            let truth = counts[0] as f64;
            // A law without an estimate says nothing, and nothing wrong.
            let [low, high] = HiddenEstimate::new(method, &repeats(&counts[1..])).interval;
            let is_above = low.is_none_or(|low| low <= truth);
            held[0] += u64::from(is_above && high.is_none_or(|high| truth <= high));
            held[1] += u64::from(is_above);
        }
        held
    }

    fn masses(zero: f64, ratio: impl Fn(f64) -> f64) -> Vec<f64> {
        let mut mass = zero;
        let next = |k: i32| {
            let this = mass;
            mass *= ratio(f64::from(k + 1));
            this
        };
        (0..20).map(next).collect()
    }

    /// Whether few complain or many: nine in ten intervals and more hold the truth where the law is the true one.
    #[test]
    fn intervals_hold_the_truth_where_customers_are_alike() {
        const LOGS: u64 = 200;
        for rate in [0.1, 0.2, 0.3, 0.7] {
            let masses = masses(libm::exp(-rate), |k| rate / k);
            for method in [Hidden::ChaoBiasCorrected, Hidden::Poisson] {
                let [held, _] = held(method, &masses, LOGS);
                assert!(held >= LOGS * 9 / 10, "{rate} {}: {held}", method.name());
            }
        }
    }

    /// Where rates differ as an exponential law Chao's is a lower bound, and said to be one: it is seldom above the truth.
    #[test]
    fn a_bound_is_below_the_truth_where_customers_differ() {
        const LOGS: u64 = 200;
        for mean in [0.15, 0.5, 1.0] {
            let masses = masses(1.0 / (1.0 + mean), |_| mean / (1.0 + mean));
            let [_, below] = held(Hidden::ChaoBiasCorrected, &masses, LOGS);
            assert!(below >= LOGS * 97 / 100, "{mean}: {below}");
            let [held, _] = held(Hidden::Geometric, &masses, LOGS);
            assert!(held >= LOGS * 9 / 10, "{mean}: {held}");
        }
    }
}
