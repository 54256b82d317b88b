use super::integral::{Profile, above};
use super::losses::{add, best};

/// What is less likely than this is left out of a sum.
const NEXT_TO_NOTHING: f64 = 1e-17;

/// What it is worth to ask `respondents` people a question that each answers by yes with the probability that the unknown
/// is: the number of yes is binomial given the unknown, the losses given the answers are those of the law given the answers
/// (for a beta law: beta-binomial answers), and the option is chosen then.
pub(super) fn survey_worth(profile: &Profile, respondents: u64) -> f64 {
    let means = profile.means();
    let mut answers = vec![vec![0.0; means.len()]; respondents as usize + 1];
    for point in &profile.points {
        binomial(respondents, point.value.clamp(0.0, 1.0), |yes, likely| {
            add(&mut answers[yes], point.weight * likely, &point.losses);
        });
    }
    let chosen: f64 = answers.iter().map(|losses| losses[best(losses)]).sum();
    above(means[best(&means)], chosen)
}

/// Tells the probabilities of a binomial law, from its mode outwards as far as they matter; together they are 1.
fn binomial(trials: u64, share: f64, mut tell: impl FnMut(usize, f64)) {
    let many = trials as f64;
    let mode = ((many + 1.0) * share).floor().min(many);
    if share <= 0.0 || share >= 1.0 {
        tell(mode as usize, 1.0);
        return;
    }
    let odds = share / (1.0 - share);
    // Relative to the mode.
    let mut up = Vec::new();
    let (mut yes, mut likely) = (mode, 1.0);
    while yes < many && likely > NEXT_TO_NOTHING {
        likely *= (many - yes) / (yes + 1.0) * odds;
        yes += 1.0;
        up.push(likely);
    }
    let mut down = Vec::new();
    (yes, likely) = (mode, 1.0);
    while yes > 0.0 && likely > NEXT_TO_NOTHING {
        likely *= yes / (many - yes + 1.0) / odds;
        yes -= 1.0;
        down.push(likely);
    }
    let total = 1.0 + up.iter().sum::<f64>() + down.iter().sum::<f64>();
    let mode = mode as usize;
    tell(mode, 1.0 / total);
    for (step, likely) in up.iter().enumerate() {
        tell(mode + 1 + step, likely / total);
    }
    for (step, likely) in down.iter().enumerate() {
        tell(mode - 1 - step, likely / total);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{CutLaw, Law, Range, Rule};

    #[test]
    fn binomial_probabilities_are_those_of_the_formula() {
        for (trials, share) in [(5_u64, 0.3), (40, 0.02), (7, 0.0), (7, 1.0), (0, 0.4)] {
            let mut found = vec![0.0; trials as usize + 1];
            binomial(trials, share, |yes, likely| found[yes] += likely);
            for (yes, found) in found.iter().enumerate() {
                let choose = (1..=yes as u64).fold(1.0, |c, step| c * (trials + 1 - step) as f64 / step as f64);
                let exact =
                    choose * f64::powi(share, yes as i32) * f64::powi(1.0 - share, (trials - yes as u64) as i32);
                assert!((found - exact).abs() < 1e-14, "{trials} {share} {yes}: {found} {exact}");
            }
        }
    }

    #[test]
    fn answers_under_a_beta_law_are_beta_binomial() {
        // Losses v and .3 under beta(2, 5): given x yes of 3 the mean of v is (2 + x) / 10; by hand.
        let law =
            CutLaw::new(&Law::Beta { a: 2.0, b: 5.0 }, Range { low: 0.0, high: 1.0, whole: false }).expect("a law");
        let profile = Profile::new(&law, Rule::Dense, |_, value| Some(vec![value, 0.3])).expect("a formula");
        // B(2 + x, 8 - x) / B(2, 5) times 3 choose x: 30 (1 + x)! (7 - x)! / 9! times 3 choose x.
        let answers = [5_040.0, 3.0 * 1_440.0, 3.0 * 720.0, 576.0].map(|weight| 30.0 * weight / 362_880.0);
        assert!((answers.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let chosen: f64 = answers.iter().zip([0.2, 0.3, 0.3, 0.3]).map(|(weight, loss)| weight * loss).sum();
        let exact = 2.0 / 7.0 - chosen;
        assert!((survey_worth(&profile, 3) - exact).abs() < 1e-9, "{} {exact}", survey_worth(&profile, 3));
    }
}
