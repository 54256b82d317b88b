//! Complaints seen among a known number of customers: nobody beyond those served can be let down.
//!
//! The number hidden behind c complaints is negative binomial, and it passes m when among m + c customers let down fewer
//! than c complain: every tail is one of a binomial law. With a(k) = odds and S(c, m) = P(hidden > m),
//! sum over k > m of k P(k) = c odds S(c + 1, m - 1) and of k (k - 1) P(k) = c (c + 1) odds^2 S(c + 2, m - 2).

use super::parameters::{Behind, Customers, Origin};
use crate::random::ln_binomial;

/// The largest share of cases in which the number of silent customers may be cut at what `served` leaves: beyond it the
/// voice rate or the number served cannot be right.
pub const CUT_BY_SERVED: f64 = 0.01;

impl Customers {
    /// How often more customers would be dissatisfied than were served, from 0 to 1; 0 where `served` does not stand beside
    /// complaints. Beyond [`CUT_BY_SERVED`] there is no model.
    pub fn beyond_served(&self) -> f64 {
        let (Some(served), Origin::Complaints { complaints, behind }) = (self.served, &self.origin) else { return 0.0 };
        let Some(room) = served.checked_sub(*complaints) else { return 1.0 };
        match *behind {
            Behind::Silent(silent) => f64::from(u8::from(silent > room)),
            Behind::SilentPerComplaint(odds) => beyond(*complaints as f64, odds, room as f64),
            Behind::VoiceRate(rate) => beyond(*complaints as f64, 1.0 / rate.get() - 1.0, room as f64),
        }
    }
}

/// The chance that more than `room` are hidden behind so many complaints at these odds, (1 - v0) / v0.
fn beyond(complaints: f64, odds: f64, room: f64) -> f64 {
    if room < 0.0 {
        return 1.0;
    }
    if odds <= 0.0 {
        return 0.0;
    }
    let (people, voice) = (room + complaints, 1.0 / (1.0 + odds));
    let (mut successes, mean) = (complaints - 1.0, people * voice);
    // Ten standard deviations above the mean nothing is left.
    if successes > mean + 10.0 * libm::sqrt(mean) + 10.0 {
        return 1.0;
    }
    let mut term = libm::exp(ln_binomial(successes, people, voice, odds * voice));
    let mut sum = term;
    while successes > 0.0 {
        let ratio = successes / (people - successes + 1.0) * odds;
        term *= ratio;
        sum += term;
        successes -= 1.0;
        if ratio < 1.0 && term < 1e-18 * sum {
            break;
        }
    }
    sum.min(1.0)
}

/// Mean and variance of the number hidden, cut at `room`.
pub(super) fn cut_moments(complaints: f64, odds: f64, room: f64) -> (f64, f64) {
    let mean = complaints * odds;
    let variance = mean * (1.0 + odds);
    let above = beyond(complaints, odds, room);
    if above == 0.0 {
        return (mean, variance);
    }
    let first = mean * beyond(complaints + 1.0, odds, room - 1.0);
    let second = complaints * (complaints + 1.0) * odds * odds * beyond(complaints + 2.0, odds, room - 2.0) + first;
    let cut_mean = mean - first + room * above;
    let square = variance + mean * mean - second + room * room * above;
    (cut_mean, (square - cut_mean * cut_mean).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P(k) for k = 0..=last by the recursion of the negative binomial law.
    fn law(complaints: f64, odds: f64, last: usize) -> Vec<f64> {
        let voice = 1.0 / (1.0 + odds);
        let mut law = vec![voice.powf(complaints)];
        for k in 0..last {
            law.push(law[k] * (complaints + k as f64) / (k as f64 + 1.0) * (1.0 - voice));
        }
        law
    }

    #[test]
    fn tails_and_cut_moments_are_those_of_the_enumerated_law() {
        for (complaints, odds) in [(1.0, 26.0), (12.0, 26.0), (3.0, 0.5), (40.0, 2.0), (5.0, 1.0 / 3.0)] {
            let law = law(complaints, odds, 20_000);
            for room in [0_usize, 1, 7, 30, 200, 900] {
                let above: f64 = law[room + 1..].iter().sum();
                let found = beyond(complaints, odds, room as f64);
                assert!((found - above).abs() < 1e-11, "{complaints} {odds} {room}: {found} for {above}");
                let of =
                    |power: i32| law.iter().enumerate().map(|(k, p)| p * (k.min(room) as f64).powi(power)).sum::<f64>();
                let (mean, variance) = cut_moments(complaints, odds, room as f64);
                assert!(
                    (mean - of(1)).abs() < 1e-9 * of(1).max(1.0),
                    "{complaints} {odds} {room}: {mean} for {}",
                    of(1)
                );
                let exact = of(2) - of(1) * of(1);
                assert!((variance - exact).abs() < 1e-8 * of(2).max(1.0), "{variance} for {exact}");
            }
        }
        // One complaint: a geometric law.
        let far = beyond(1.0, 1e9, 3e9);
        assert!((far - libm::exp(-(3e9 + 1.0) * libm::log1p(1e-9))).abs() < 1e-9, "{far}");
        assert_eq!(beyond(1e12, 1.0, 5e11), 1.0);
    }
}
