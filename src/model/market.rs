//! A choice instead of a given loyalty: a multinomial logit (`McFadden` 1974) of this firm against rivals who are all alike.

use super::parameters::Market;
use super::service::ServiceGap;
use crate::quantity::Probability;
use crate::vocabulary::Outcome;

/// So far from where it turns the logistic function is 0 or 1 to the last digit of a float.
const FAR: f64 = 40.0;

impl Market {
    /// The chance that a customer of an outcome stays: 1 / (1 + rivals e^-u), u = attachment + price - shortfall. Those who are
    /// recovered fall short of nothing; of the others it is the mean over their shortfall.
    pub(super) fn stays(&self, outcome: Outcome, gap: Option<&ServiceGap>) -> Probability {
        if self.rivals == 0.0 {
            return Probability::ONE;
        }
        // Where this firm and all its rivals together are chosen alike.
        let turn = self.attachment + self.price - libm::log(self.rivals);
        let stays = |shortfall: f64| 1.0 / (1.0 + libm::exp(shortfall - turn));
        let falls_short = gap.filter(|_| matches!(outcome, Outcome::Silent | Outcome::Unresolved));
        let Some(gap) = falls_short else { return Probability::clamped(stays(0.0)) };
        let slope = |shortfall: f64| -stays(shortfall) * (1.0 - stays(shortfall));
        Probability::clamped(gap.mean_over_shortfall(stays(0.0), slope, turn + FAR))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Combine, Normal, Service, Touchpoint};
    use crate::random::{Purpose, ReplicateKey};

    fn market(rivals: f64, attachment: f64, price: f64) -> Market {
        Market { rivals, attachment, price, recovered: true }
    }

    fn service(combine: Combine, scores: &[(f64, f64)], sd: f64) -> ServiceGap {
        let touchpoint =
            |&(mean, sd): &(f64, f64)| Touchpoint { name: format!("{mean}"), score: Normal { mean, sd }, weight: 1.0 };
        let touchpoints = scores.iter().map(touchpoint).collect();
        let expectation = Normal { mean: 7.0, sd };
        ServiceGap::new(&Service { expectation, combine, tolerance: 0.5, rage: 3.0, touchpoints }).expect("a service")
    }

    #[test]
    fn without_rivals_everybody_stays_and_each_of_equals_is_chosen_alike() {
        assert_eq!(market(0.0, -9.0, -9.0).stays(Outcome::Silent, None), Probability::ONE);
        let one_of_five = market(4.0, 0.0, 0.0).stays(Outcome::Silent, None).get();
        assert!((one_of_five - 0.2).abs() < 1e-15, "{one_of_five}");
        // e^3 / (e^3 + 4), e^2.5 / (e^2.5 + 1,000).
        let car = market(4.0, 3.0, 0.0).stays(Outcome::Unresolved, None).get();
        assert!((car - 3.0_f64.exp() / (3.0_f64.exp() + 4.0)).abs() < 1e-15);
        let internet = market(1_000.0, 3.0, -0.5).stays(Outcome::Unresolved, None).get();
        assert!((internet - 2.5_f64.exp() / (2.5_f64.exp() + 1_000.0)).abs() < 1e-15);
    }

    #[test]
    fn the_mean_over_a_normal_shortfall_is_that_of_many_small_steps() {
        let (market, gap) = (market(4.0, 2.0, 0.25), service(Combine::Any, &[(8.0, 1.2)], 0.8));
        // The shortfall is normal: mean 7 - .5 - 8, variance .64 + 1.44.
        let (mean, sd) = (-1.5_f64, 2.08_f64.sqrt());
        let turn = 2.25 - 4.0_f64.ln();
        let (mut sum, mut mass) = (0.0, 0.0);
        let step = 1e-4;
        for index in 0..200_000 {
            let shortfall = (f64::from(index) + 0.5) * step;
            let z = (shortfall - mean) / sd;
            let density = (-0.5 * z * z).exp();
            mass += density;
            sum += density / (1.0 + (shortfall - turn).exp());
        }
        let found = market.stays(Outcome::Silent, Some(&gap)).get();
        assert!((found - sum / mass).abs() < 1e-8, "{found} for {}", sum / mass);
        let recovered = market.stays(Outcome::Recovered, Some(&gap)).get();
        assert!((recovered - 1.0 / (1.0 + (-turn).exp())).abs() < 1e-15, "nothing is left of it");
    }

    #[test]
    fn the_mean_over_the_worst_of_several_gaps_is_that_of_drawn_customers() {
        for (case, (combine, sd)) in
            [(Combine::Any, 0.8), (Combine::Mean, 0.8), (Combine::Any, 0.0)].into_iter().enumerate()
        {
            let gap = service(combine, &[(8.0, 1.2), (7.2, 0.5), (9.0, 2.0)], sd);
            let market = market(10.0, 2.5, 0.0);
            let turn = 2.5 - 10.0_f64.ln();
            let mut stream = ReplicateKey { seed: 4, replicate: case as u64 }.stream(Purpose::Illustration, 0);
            let (mut many, mut sum, mut square) = (0.0, 0.0, 0.0);
            for _ in 0..200_000 {
                use rand_distr::{Distribution, StandardNormal};
                let mut normal = || -> f64 { StandardNormal.sample(&mut stream) };
                let expected = 7.0 + sd * normal();
                let scores: Vec<f64> = gap
                    .service()
                    .touchpoints
                    .iter()
                    .map(|point| point.score.mean + point.score.sd * normal())
                    .collect();
                let perceived = match combine {
                    Combine::Any => scores.into_iter().fold(f64::INFINITY, f64::min),
                    Combine::Mean => scores.iter().sum::<f64>() / 3.0,
                };
                let shortfall = expected - 0.5 - perceived;
                if shortfall > 0.0 {
                    let stays = 1.0 / (1.0 + (shortfall - turn).exp());
                    (many, sum, square) = (many + 1.0, sum + stays, square + stays * stays);
                }
            }
            let mean = sum / many;
            let error = ((square / many - mean * mean) / many).sqrt();
            let found = market.stays(Outcome::Unresolved, Some(&gap)).get();
            assert!((found - mean).abs() < 4.0 * error, "{combine:?}: {found} for {mean}, {error}");
        }
    }

    #[test]
    fn a_shortfall_that_is_the_same_for_all_needs_no_integral() {
        let gap = service(Combine::Any, &[(6.0, 0.0)], 0.0);
        let found = market(4.0, 3.0, 0.0).stays(Outcome::Silent, Some(&gap)).get();
        let utility = 3.0_f64 - 0.5;
        assert!((found - utility.exp() / (utility.exp() + 4.0)).abs() < 1e-12, "{found}");
    }
}
