use crate::stats::{CutLaw, Law, Range, Score};

/// A share among people who were asked, by weights.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// The weight of those who said yes.
    yes: f64,
    /// The weight of all.
    all: f64,
    /// The squared weights of all.
    squares: f64,
    /// How many were asked.
    count: u64,
}

impl Share {
    /// Counts one answer of this weight, above 0.
    pub fn add(&mut self, yes: bool, weight: f64) {
        if yes {
            self.yes += weight;
        }
        self.all += weight;
        self.squares += weight * weight;
        self.count += 1;
    }

    /// How many were asked.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// How many equally weighted people would say as much: (sum of weights)^2 / sum of squares (Kish 1965).
    pub fn effective(&self) -> f64 {
        if self.squares > 0.0 { self.all * self.all / self.squares } else { 0.0 }
    }

    /// The share; `None` where nobody was asked.
    pub fn value(&self) -> Option<f64> {
        (self.all > 0.0).then(|| (self.yes / self.all).clamp(0.0, 1.0))
    }

    /// The shapes a, b of a beta law for the share: what a uniform prior becomes after the answers, counted as the effective
    /// number of people; `None` where nobody was asked.
    pub fn beta(&self) -> Option<[f64; 2]> {
        let share = self.value()?;
        let people = self.effective();
        Some([1.0 + share * people, 1.0 + (1.0 - share) * people])
    }

    /// The 95 % interval of that law, from 2.5 % to 97.5 %; where the share lies outside of that, as 0 and 1 do, the 95 % at its
    /// side.
    pub fn interval(&self) -> Option<[f64; 2]> {
        let [a, b] = self.beta()?;
        let range = Range { low: 0.0, high: 1.0, whole: false };
        let law = CutLaw::new(&Law::Beta { a, b }, range).ok()?;
        let share = self.value()?;
        let at = |part| law.at(Score::Share(part));
        let [low, high] = [at(0.025), at(0.975)];
        Some(if share > high {
            [at(0.05), 1.0]
        } else if share < low {
            [0.0, at(0.95)]
        } else {
            [low, high]
        })
    }

    /// The weight of all.
    pub const fn weight(&self) -> f64 {
        self.all
    }
}

/// The shapes a, b of the beta law with the mean and the variance of these shares; `None` where they do not vary, or no beta
/// law has them.
pub(crate) fn beta_by_moments(shares: &[f64]) -> Option<[f64; 2]> {
    let n = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / n;
    let variance = shares.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / n;
    let size = mean * (1.0 - mean) / variance - 1.0;
    (variance > 0.0 && size.is_finite() && size > 0.0).then_some([mean * size, (1.0 - mean) * size])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, ReplicateKey, beta};

    #[test]
    fn weights_count_and_shrink_the_sample() {
        let mut share = Share::default();
        assert_eq!((share.value(), share.beta()), (None, None));
        for (yes, weight) in [(true, 3.0), (false, 1.0), (false, 1.0)] {
            share.add(yes, weight);
        }
        assert_eq!((share.value(), share.count()), (Some(0.6), 3));
        assert!((share.effective() - 25.0 / 11.0).abs() < 1e-12);
        let [a, b] = share.beta().expect("asked");
        assert!((a - (1.0 + 0.6 * 25.0 / 11.0)).abs() < 1e-12 && (b - (1.0 + 0.4 * 25.0 / 11.0)).abs() < 1e-12);
    }

    #[test]
    fn an_interval_holds_its_share() {
        for (yes, all, weight) in (0..=30_u32)
            .flat_map(|all| (0..=all).map(move |yes| (yes, all)))
            .flat_map(|(yes, all)| [(yes, all, 1.0), (yes, all, 0.01)])
        {
            let mut share = Share::default();
            for person in 0..all {
                share.add(person < yes, if person == 0 { 1.0 } else { weight });
            }
            let (Some(value), Some([low, high])) = (share.value(), share.interval()) else {
                assert_eq!(all, 0);
                continue;
            };
            assert!(
                0.0 <= low && low <= value && value <= high && high <= 1.0 && low < high,
                "{yes} of {all}: {low} {high}"
            );
        }
        // All of n: the law is x^n (n + 1), of which 95 % lie above the (n + 1)-th root of 0.05.
        let mut share = Share::default();
        for _ in 0..3 {
            share.add(true, 1.0);
        }
        let [low, high] = share.interval().expect("asked");
        assert!((low - 0.05_f64.powf(0.25)).abs() < 1e-9 && high == 1.0, "{low} {high}");
    }

    #[test]
    fn a_beta_law_is_found_again_by_its_moments() {
        let draws: Vec<f64> = (0..100_000)
            .map(|replicate| {
                let mut stream = ReplicateKey { seed: 3, replicate }.stream(Purpose::Experience, 0);
                beta(&mut stream, 30.0, 70.0).get()
            })
            .collect();
        let [a, b] = beta_by_moments(&draws).expect("they vary");
        assert!((a / 30.0 - 1.0).abs() < 0.03 && (b / 70.0 - 1.0).abs() < 0.03, "{a} {b}");
        assert_eq!(beta_by_moments(&[0.5, 0.5]), None);
    }
}
