use super::Linter;
use crate::scenario::unknowns::divides;
use crate::stats::{Law, NearZero};
use crate::text;
use crate::vocabulary::{Language, format_number};

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
        let [en, fr] = [Language::En, Language::Fr].map(|language| format_number(percent, digits, language));
        let message = text!(
            "{en} % of {law} lies outside the range of {target}: such draws are made again, from the part inside",
            "{fr} % de {law} est hors de l'étendue de {target} : ces tirages sont refaits, dans la part qui est dedans"
        );
        let hint = (
            "choose a law that stays inside, such as pert, beta or lognormal",
            "choisissez une loi qui reste dedans, comme pert, beta ou lognormal",
        );
        linter.doubt("cut-law", &path, message, hint);
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
                (
                    "has an infinite variance: standard errors and intervals do not hold",
                    "a une variance infinie : les erreurs types et les intervalles ne tiennent pas",
                )
            } else if from_zero {
                (
                    "has a very long tail: standard errors and intervals need many replicates to hold",
                    "a une très longue queue : les erreurs types et les intervalles demandent beaucoup de réplications",
                )
            } else {
                return None;
            };
            Some((path.clone(), law.target.to_string(), law.law.to_string(), what))
        })
        .collect();
    for (path, target, law, (what, what_fr)) in heavy {
        let message = text!(
            "the number of silent customers under {target} = {law} {what}",
            "le nombre de silencieux selon {target} = {law} {what_fr}"
        );
        let hint = ("raise the lower end of the law", "relevez la borne inférieure de la loi");
        linter.doubt("heavy-tail", &path, message, hint);
    }
}
