use super::comparison::{ComparisonFigure, VariantDifference};
use super::wording::{amount, short};
use crate::text;
use crate::vocabulary::{Direction, Language, Text, capital, quoted};

/// What variants can show against their baseline: the sentence above the figure, by what the numbers are.
pub(super) fn finding(figure: &ComparisonFigure, language: Language) -> String {
    let subject = capital(figure.label(language));
    let baseline = figure.value_in_time(figure.baseline, language);
    let by_help = |a: &&VariantDifference, b: &&VariantDifference| {
        figure.help(a.difference).total_cmp(&figure.help(b.difference))
    };
    let variants = &figure.variants;
    let (Some(best), Some(worst)) = (variants.iter().max_by(by_help), variants.iter().min_by(by_help)) else {
        return text!(
            "Nothing to compare: the scenario has no variant ({subject}: {baseline})",
            "Rien à comparer : le scénario n'a pas de variante ({subject} : {baseline})"
        )
        .into_string(language);
    };
    let view = View { figure, subject: &subject, baseline: &baseline, language };
    let small = 1e-9 * figure.baseline.abs();
    let is_constant = |variant: &VariantDifference| variant.difference.abs() <= small && !is_spread(variant);
    if variants.iter().all(is_constant) {
        return view.alike().into_string(language);
    }
    // One case, or a known difference without an interval: nothing can be said of chance.
    if figure.replicates <= 1 && !figure.by_formula {
        return view.one_case(best, worst).into_string(language);
    }
    let better = variants.iter().filter(|variant| helps(figure, variant)).count();
    let harms: Vec<&VariantDifference> = variants.iter().filter(|variant| harms(figure, variant)).collect();
    let text = match (figure.direction(), better, harms.len()) {
        (_, 0, 0) => view.chance(),
        (Direction::Neither, ..) => view.moved(best, worst),
        (_, 0, many) => view.worse(worst, many),
        (_, _, 0) => view.better(best, None),
        (_, _, _) => view.better(best, Some(worst)),
    };
    text.into_string(language)
}

/// Whether the differences of a variant vary although their mean is 0.
fn is_spread(variant: &VariantDifference) -> bool {
    variant.interval.is_some_and(|(low, high)| low != high) || variant.shares.is_some_and(|shares| shares[1] < 1.0)
}

/// Whether a variant helps by more than chance.
fn helps(figure: &ComparisonFigure, variant: &VariantDifference) -> bool {
    if figure.by_formula {
        return figure.help(variant.difference) > 1e-9 * figure.baseline.abs();
    }
    let worst_end =
        variant.interval.map_or(figure.help(variant.difference), |(low, high)| figure.help(low).min(figure.help(high)));
    worst_end > 0.0
}

/// Whether it harms by more than chance.
fn harms(figure: &ComparisonFigure, variant: &VariantDifference) -> bool {
    if figure.by_formula {
        return figure.help(variant.difference) < -1e-9 * figure.baseline.abs();
    }
    let best_end =
        variant.interval.map_or(figure.help(variant.difference), |(low, high)| figure.help(low).max(figure.help(high)));
    best_end < 0.0
}

/// The words that all sentences share.
struct View<'a> {
    figure: &'a ComparisonFigure,
    subject: &'a str,
    baseline: &'a str,
    language: Language,
}

impl View<'_> {
    fn name(&self, variant: &VariantDifference) -> String {
        quoted(&short(&variant.name), self.language)
    }

    fn change(&self, variant: &VariantDifference) -> String {
        self.figure.signed(variant.difference, self.language)
    }

    /// How many times the baseline, where it is at least twice as much.
    fn times(&self, variant: &VariantDifference) -> Option<String> {
        let ratio = (self.figure.baseline + variant.difference) / self.figure.baseline;
        (self.figure.baseline > 0.0 && ratio >= 1.95).then(|| {
            let ratio = if ratio < 9.95 { (10.0 * ratio).round() / 10.0 } else { ratio.round() };
            amount(ratio, self.language)
        })
    }

    fn alike(&self) -> Text {
        let Self { subject, baseline, .. } = self;
        match &self.figure.variants[..] {
            [only] => {
                let name = self.name(only);
                text!(
                    "{subject}: {name} changes nothing, {baseline} as before",
                    "{subject} : {name} ne change rien, {baseline} comme avant"
                )
            }
            _ => text!(
                "{subject}: no variant changes anything, {baseline} in all",
                "{subject} : aucune variante ne change rien, {baseline} partout"
            ),
        }
    }

    fn one_case(&self, best: &VariantDifference, worst: &VariantDifference) -> Text {
        let Self { subject, baseline, .. } = self;
        let strongest = if best.difference.abs() >= worst.difference.abs() { best } else { worst };
        let (name, change) = (self.name(strongest), self.change(strongest));
        text!(
            "{subject}: {change} from {baseline} with {name} in the one case drawn, which says nothing of others",
            "{subject} : {change} par rapport à {baseline} avec {name} dans le seul cas tiré, qui ne dit rien des autres"
        )
    }

    fn chance(&self) -> Text {
        let Self { subject, baseline, .. } = self;
        match &self.figure.variants[..] {
            [only] => {
                let name = self.name(only);
                text!(
                    "{subject}: {name} differs from the baseline of {baseline} by no more than chance",
                    "{subject} : {name} ne s'écarte pas plus que par hasard de la référence, {baseline}"
                )
            }
            _ => text!(
                "{subject}: no variant differs from the baseline of {baseline} by more than chance",
                "{subject} : aucune variante ne s'écarte plus que par hasard de la référence, {baseline}"
            ),
        }
    }

    /// Neither way is better: the strongest change.
    fn moved(&self, high: &VariantDifference, low: &VariantDifference) -> Text {
        let Self { subject, baseline, .. } = self;
        let strongest = if high.difference.abs() >= low.difference.abs() { high } else { low };
        let (name, change) = (self.name(strongest), self.change(strongest));
        text!(
            "{subject}: {change} from {baseline} with {name}",
            "{subject} : {change} par rapport à {baseline} avec {name}"
        )
    }

    fn worse(&self, worst: &VariantDifference, many: usize) -> Text {
        let Self { subject, baseline, .. } = self;
        let (name, change) = (self.name(worst), self.change(worst));
        let times = self
            .times(worst)
            .map_or_else(Text::default, |times| text!(", {times} times as much", ", {times} fois plus"));
        let (en, fr) = (times.en, times.fr);
        if self.figure.variants.len() == 1 {
            return text!(
                "{subject}: {name} makes it worse, {change} from {baseline}{en}",
                "{subject} : {name} l'aggrave, {change} par rapport à {baseline}{fr}"
            );
        }
        if many == self.figure.variants.len() && many == 2 {
            return text!(
                "{subject}: both variants make it worse, up to {change} from {baseline} with {name}{en}",
                "{subject} : les deux variantes l'aggravent, jusqu'à {change} par rapport à {baseline} avec {name}{fr}"
            );
        }
        if many == self.figure.variants.len() {
            return text!(
                "{subject}: all {many} variants make it worse, up to {change} from {baseline} with {name}{en}",
                "{subject} : les {many} variantes l'aggravent toutes, jusqu'à {change} par rapport à {baseline} avec {name}{fr}"
            );
        }
        if many == 1 {
            return text!(
                "{subject}: no variant helps; {name} makes it worse, {change} from {baseline}{en}",
                "{subject} : aucune variante n'aide ; {name} l'aggrave, {change} par rapport à {baseline}{fr}"
            );
        }
        text!(
            "{subject}: no variant helps; {name} makes it worst, {change} from {baseline}{en}",
            "{subject} : aucune variante n'aide ; {name} l'aggrave le plus, {change} par rapport à {baseline}{fr}"
        )
    }

    fn better(&self, best: &VariantDifference, worst: Option<&VariantDifference>) -> Text {
        let Self { subject, baseline, .. } = self;
        let (name, change) = (self.name(best), self.change(best));
        let the_best = if self.figure.variants.len() > 1 {
            text!(", the best variant", ", la meilleure variante")
        } else {
            Text::default()
        };
        let (en, fr) = (the_best.en, the_best.fr);
        let start = text!(
            "{subject}: {change} from {baseline} with {name}{en}",
            "{subject} : {change} par rapport à {baseline} avec {name}{fr}"
        );
        let Some(worst) = worst else { return start };
        let (name, change) = (self.name(worst), self.change(worst));
        let (en, fr) = (start.en, start.fr);
        text!("{en}; {change} with {name}", "{fr} ; {change} avec {name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Metric;

    fn variant(name: &str, difference: f64, half: f64) -> VariantDifference {
        VariantDifference {
            name: name.to_owned(),
            difference,
            interval: Some((difference - half, difference + half)),
            ..VariantDifference::default()
        }
    }

    fn figure(metric: Metric, baseline: f64, variants: Vec<VariantDifference>) -> ComparisonFigure {
        ComparisonFigure {
            metric,
            is_gain: false,
            currency: "EUR".to_owned(),
            period: "month".to_owned(),
            baseline,
            replicates: 1000,
            by_formula: false,
            variants,
        }
    }

    /// Every kind of data x its sentence, in both languages.
    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn every_kind_of_data_has_its_sentence() {
        let loss = |baseline, variants| figure(Metric::NetLoss, baseline, variants);
        let gain = |baseline, variants| ComparisonFigure { is_gain: true, ..loss(baseline, variants) };
        let one = |figure: ComparisonFigure| ComparisonFigure { replicates: 1, ..figure };
        let single = |difference| VariantDifference { interval: None, ..variant("Ask", difference, 0.0) };
        let cases = [
            (
                "one better",
                loss(66_370.0, vec![variant("Train", -15_314.0, 90.0), variant("Gifts", 12.0, 30.0)]),
                "Net loss: −€15,314 from €66,370 a month with \"Train\", the best variant",
                "Perte nette : −15 314 € par rapport à 66 370 € par mois avec « Train », la meilleure variante",
            ),
            (
                "the only one is better",
                loss(100.0, vec![variant("Train", -10.0, 1.0)]),
                "Net loss: −€10 from €100 a month with \"Train\"",
                "Perte nette : −10 € par rapport à 100 € par mois avec « Train »",
            ),
            (
                "better and worse",
                loss(100.0, vec![variant("Train", -10.0, 1.0), variant("Cut", 40.0, 1.0)]),
                "Net loss: −€10 from €100 a month with \"Train\", the best variant; +€40 with \"Cut\"",
                "Perte nette : −10 € par rapport à 100 € par mois avec « Train », la meilleure variante ; +40 € avec « Cut »",
            ),
            (
                "all worse",
                loss(438.0, vec![variant("The car", 92.0, 3.0), variant("The internet", 4_406.0, 30.0)]),
                "Net loss: both variants make it worse, up to +€4,406 from €438 a month with \"The internet\", 11 times as much",
                "Perte nette : les deux variantes l'aggravent, jusqu'à +4 406 € par rapport à 438 € par mois avec « The internet », 11 fois plus",
            ),
            (
                "the only one is worse",
                loss(438.0, vec![variant("The car", 92.0, 3.0)]),
                "Net loss: \"The car\" makes it worse, +€92 from €438 a month",
                "Perte nette : « The car » l'aggrave, +92 € par rapport à 438 € par mois",
            ),
            (
                "none better, one worse",
                loss(438.0, vec![variant("Gifts", -1.0, 3.0), variant("The car", 92.0, 3.0)]),
                "Net loss: no variant helps; \"The car\" makes it worse, +€92 from €438 a month",
                "Perte nette : aucune variante n'aide ; « The car » l'aggrave, +92 € par rapport à 438 € par mois",
            ),
            (
                "within chance",
                loss(438.0, vec![variant("Gifts", -1.0, 3.0), variant("Cards", 2.0, 3.0)]),
                "Net loss: no variant differs from the baseline of €438 a month by more than chance",
                "Perte nette : aucune variante ne s'écarte plus que par hasard de la référence, 438 € par mois",
            ),
            (
                "the only one within chance",
                loss(438.0, vec![variant("Gifts", -1.0, 3.0)]),
                "Net loss: \"Gifts\" differs from the baseline of €438 a month by no more than chance",
                "Perte nette : « Gifts » ne s'écarte pas plus que par hasard de la référence, 438 € par mois",
            ),
            (
                "all alike",
                loss(0.0, vec![variant("Ask", 0.0, 0.0)]),
                "Net loss: \"Ask\" changes nothing, €0 a month as before",
                "Perte nette : « Ask » ne change rien, 0 € par mois comme avant",
            ),
            (
                "several alike",
                figure(Metric::Aware, 30.0, vec![variant("Ask", 0.0, 0.0), variant("Same", 0.0, 0.0)]),
                "Aware: no variant changes anything, 30 in all",
                "Au courant : aucune variante ne change rien, 30 partout",
            ),
            (
                "a gain that grows",
                gain(11_029.0, vec![variant("Delight", 3_870.0, 30.0), variant("Cut", -500.0, 30.0)]),
                "Net gain: +€3,870 from €11,029 a month with \"Delight\", the best variant; −€500 with \"Cut\"",
                "Gain net : +3 870 € par rapport à 11 029 € par mois avec « Delight », la meilleure variante ; −500 € avec « Cut »",
            ),
            (
                "positive only",
                figure(Metric::PositiveReach, 16_267.0, vec![variant("Give a croissant", 6_740.0, 90.0)]),
                "Positive reach: +6,740 from 16,267 with \"Give a croissant\"",
                "Personnes touchées (positif) : +6 740 par rapport à 16 267 avec « Give a croissant »",
            ),
            (
                "neither way is better",
                figure(Metric::Complaints, 1.0, vec![variant("Ask", 10.0, 0.1)]),
                "Complaints: +10 from 1 with \"Ask\"",
                "Réclamations : +10 par rapport à 1 avec « Ask »",
            ),
            (
                "one case",
                one(loss(438.0, vec![single(-9.0)])),
                "Net loss: −€9 from €438 a month with \"Ask\" in the one case drawn, which says nothing of others",
                "Perte nette : −9 € par rapport à 438 € par mois avec « Ask » dans le seul cas tiré, qui ne dit rien des autres",
            ),
            (
                "no variant",
                figure(Metric::Aware, 317.0, vec![]),
                "Nothing to compare: the scenario has no variant (Aware: 317)",
                "Rien à comparer : le scénario n'a pas de variante (Au courant : 317)",
            ),
        ];
        let plain =
            |text: String| text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'").replace(['“', '”'], "\"");
        for (name, figure, en, fr) in cases {
            assert_eq!(plain(finding(&figure, Language::En)), en, "{name}");
            assert_eq!(plain(finding(&figure, Language::Fr)), fr, "{name}");
        }
    }
}
