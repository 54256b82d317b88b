use super::Linter;
use crate::scenario::unknowns::divides;
use crate::stats::{Law, NearZero};

/// A law of which a part lies outside the range of its number.
pub(super) fn cut(linter: &mut Linter) {
    let cut: Vec<_> = linter
        .settings
        .laws()
        .filter(|(.., law)| law.cut.cut_share() >= 1e-6)
        .map(|(path, _, law)| (path.clone(), law.target.to_string(), law.cut.cut_share(), law.law.to_string()))
        .collect();
    for (path, target, share, law) in cut {
        let percent = 100.0 * share;
        let digits = if percent < 0.1 { 4 } else { 1 };
        let message = format!(
            "{percent:.digits$} % of {law} lies outside the range of {target}: such draws are made again, from the part inside"
        );
        linter.doubt("cut-law", &path, message, "choose a law that stays inside, such as pert, beta or lognormal");
    }
}

/// A law of the observed voice rate under which intervals do not hold.
pub(super) fn heavy_tail(linter: &mut Linter) {
    let heavy: Vec<_> = linter
        .settings
        .laws()
        .filter(|(.., law)| divides(law, linter.parameters))
        .filter_map(|(path, _, law)| {
            let NearZero::Power(power) = law.law.near_zero() else { return None };
            let from_zero = matches!(law.law, Law::Pert { .. } | Law::Triangular { .. });
            let what = if power <= 2.0 {
                "has an infinite variance: standard errors and intervals do not hold"
            } else if from_zero {
                "has a very long tail: standard errors and intervals need many replicates to hold"
            } else {
                return None;
            };
            Some((path.clone(), law.target.to_string(), law.law.to_string(), what))
        })
        .collect();
    for (path, target, law, what) in heavy {
        let message = format!("the number of silent customers under {target} = {law} {what}");
        linter.doubt("heavy-tail", &path, message, "raise the lower end of the law");
    }
}
