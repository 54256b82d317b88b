use super::likelihood::{likely_people, ln_rising};
use super::repeats::around;

/// Two lists of dissatisfied customers, such as a complaint log and a survey, and how many stand on both.
#[doc = include_str!("examples/silent.md")]
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
#[doc = include_str!("examples/silent.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Population {
    /// All dissatisfied customers.
    pub size: f64,
    /// Its 95 % interval; the upper end is `None` where nobody stands on both lists.
    pub interval: [Option<f64>; 2],
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

    /// Chapman's estimate with its interval: by the likelihood of as many on both lists, where the second is a random part of
    /// everybody.
    pub fn population(self) -> Population {
        let [first, second, both] = [self.first, self.second, self.both].map(|people| people as f64);
        // N people leave (N - n1)! / (N - n1 - n2 + m)! (N - n2)! / N! to the lists, but for a constant.
        let on_none = |people: f64| ln_rising(people, second - both) - ln_rising(people + first - both, second);
        let seen = first + second - both;
        let interval = likely_people(on_none).map(|end| end.map(|people| seen + people));
        let size = self.chapman();
        Population { size, interval: around(size, interval) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_textbook_case_by_hand() {
        let lists = TwoLists { first: 199, second: 149, both: 29 };
        assert!((lists.chapman() - 999.0).abs() < 1e-9);
        let [Some(low), Some(high)] = lists.population().interval else { panic!("bounded") };
        assert!(low < 999.0 && high > 999.0, "{low} {high}");
        // The standard error by formula, 13 % to either side of two of them.
        let error = (200.0_f64 * 150.0 * 170.0 * 120.0 / (30.0 * 30.0 * 31.0)).sqrt();
        let half = (high - low) / 2.0;
        assert!((half / (1.96 * error) - 1.0).abs() < 0.13, "{half} {error}");
    }

    #[test]
    fn nobody_on_both_lists_leaves_it_open_above() {
        let [Some(low), None] = (TwoLists { first: 40, second: 30, both: 0 }).population().interval else {
            panic!("open above")
        };
        // From N on nobody on both lists is met in 2 of 13 logs (e^-1.92): about 40 x 30 / 1.92.
        assert!((500.0..700.0).contains(&low), "{low}");
        let all = TwoLists { first: 5, second: 5, both: 5 }.population();
        assert_eq!((all.size, all.interval[0]), (5.0, Some(5.0)));
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
