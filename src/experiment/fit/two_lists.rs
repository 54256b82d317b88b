use super::repeats::{DRAWS, quantile};
use crate::random::{Purpose, ReplicateKey, hypergeometric};

/// Two lists of dissatisfied customers, such as a complaint log and a survey, and how many stand on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoLists {
    /// Customers on the first list: those who complained.
    pub first: u64,
    /// Customers on the second.
    pub second: u64,
    /// Customers on both.
    pub both: u64,
}

/// How many there are in all, with what chance leaves open.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// All dissatisfied customers.
    pub size: f64,
    /// From the 2.5 % to the 97.5 % quantile of the bootstrap.
    pub interval: [f64; 2],
    /// The size in each draw.
    pub draws: Vec<f64>,
}

impl TwoLists {
    /// From the names on each list, by hash; a name that stands twice on a list counts once.
    pub fn of_names(mut first: Vec<u64>, mut second: Vec<u64>) -> Self {
        for list in [&mut first, &mut second] {
            list.sort_unstable();
            list.dedup();
        }
        let both = second.iter().filter(|name| first.binary_search(name).is_ok()).count() as u64;
        Self { first: first.len() as u64, second: second.len() as u64, both }
    }

    /// (n1 + 1) (n2 + 1) / (m + 1) - 1: all customers if each list is a random part of them (Chapman 1951).
    pub fn chapman(self) -> f64 {
        (self.first + 1) as f64 * (self.second + 1) as f64 / (self.both + 1) as f64 - 1.0
    }

    /// Chapman's estimate with its interval: each draw takes the second list anew, at random, from as many as estimated.
    pub fn population(self, seed: u64) -> Population {
        let size = self.chapman();
        let people = (libm::round(size) as u64).max(self.first + self.second - self.both);
        let redrawn = |draw| {
            let mut stream = ReplicateKey { seed, replicate: draw }.stream(Purpose::Bootstrap, TWO_LISTS);
            let both = hypergeometric(&mut stream, people, self.first, self.second);
            Self { both, ..self }.chapman()
        };
        let draws: Vec<f64> = (0..DRAWS).map(redrawn).collect();
        let mut sorted = draws.clone();
        sorted.sort_by(f64::total_cmp);
        Population { size, interval: [quantile(&sorted, 0.025), quantile(&sorted, 0.975)], draws }
    }
}

/// The entity of these draws; smaller ones are the methods of one list.
const TWO_LISTS: u64 = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_textbook_case_by_hand() {
        let lists = TwoLists { first: 199, second: 149, both: 29 };
        assert!((lists.chapman() - 999.0).abs() < 1e-9);
        let found = lists.population(0);
        assert!(found.interval[0] < 999.0 && found.interval[1] > 999.0, "{:?}", found.interval);
        // The standard error by formula, 13 % to either side of two of them.
        let error = (200.0_f64 * 150.0 * 170.0 * 120.0 / (30.0 * 30.0 * 31.0)).sqrt();
        let half = (found.interval[1] - found.interval[0]) / 2.0;
        assert!((half / (1.96 * error) - 1.0).abs() < 0.13, "{half} {error}");
    }

    #[test]
    fn names_are_matched_once() {
        assert_eq!(TwoLists::of_names(vec![1, 2, 2, 3], vec![3, 4, 3, 1]), TwoLists { first: 3, second: 3, both: 2 });
    }

    /// With few customers every second list is enumerated: where n1 + n2 >= N the estimate has no bias at all.
    #[test]
    fn chapman_is_unbiased_where_the_lists_cover_everybody() {
        let (people, first, second) = (9_u64, 6_u64, 5_u64);
        let choose = |n: u64, k: u64| (0..k).fold(1.0, |product, i| product * (n - i) as f64 / (i + 1) as f64);
        let mean: f64 = (0..=second)
            .filter(|&both| both <= first && second - both <= people - first)
            .map(|both| {
                let chance = choose(first, both) * choose(people - first, second - both) / choose(people, second);
                chance * TwoLists { first, second, both }.chapman()
            })
            .sum();
        assert!((mean - people as f64).abs() < 1e-9, "{mean}");
    }
}
