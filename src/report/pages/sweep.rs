use std::ops::Range;

use super::amount::amount;
use super::arithmetic::Labels;
use super::money::labelled;
use super::page::{Entry, Grid, Head, Page, enough_decimals, readable_decimals};
use super::parameter;
use crate::experiment::{Crossing, Swept, SweptPoint, Target};
use crate::scenario::{Measure, ParameterName};
use crate::vocabulary::{Language, Metric, capital};

/// The most points that the terminal shows; all of them are in the table.
const MOST_SHOWN: usize = 40;

/// What a sweep found for one scenario or variant: a table of its points and a sentence for each metric.
pub fn sweep_page(
    names: &[ParameterName],
    metrics: &[Metric],
    points: &[SweptPoint],
    labels: Labels<'_>,
    language: Language,
) -> Page {
    let mut page = Page::default();
    // What does not hang on the parameters is said once.
    if let [first, .., _] = points
        && points.iter().all(|point| point.metrics == first.metrics)
    {
        page.table(grid(names, metrics, 0..metrics.len(), &points[..1], labels, language, Some(points)));
        page.sentences(
            metrics
                .iter()
                .enumerate()
                .filter_map(|(place, &metric)| extremes(names, metric, place, points, labels, language)),
        );
        return page;
    }
    // Two parameters leave room for one metric beside them.
    let together = if names.len() > 1 { 1 } else { metrics.len().max(1) };
    for first in (0..metrics.len()).step_by(together) {
        page.table(grid(names, metrics, first..metrics.len().min(first + together), points, labels, language, None));
    }
    let mut sentences: Vec<String> = metrics
        .iter()
        .enumerate()
        .filter_map(|(place, &metric)| extremes(names, metric, place, points, labels, language))
        .collect();
    if points.len() > MOST_SHOWN {
        let (shown, all) = (MOST_SHOWN, points.len());
        sentences.push(match language {
            Language::En => format!("{shown} of {all} points are shown."),
            Language::Fr => format!("{shown} points sur {all} sont montrés."),
        });
    }
    page.sentences(sentences);
    page
}

/// The metrics at `places` beside the values of the parameters; `all`: the points that one row stands for.
fn grid(
    names: &[ParameterName],
    metrics: &[Metric],
    places: Range<usize>,
    points: &[SweptPoint],
    labels: Labels<'_>,
    language: Language,
    all: Option<&[SweptPoint]>,
) -> Grid {
    let mut columns: Vec<Head> = names.iter().map(|name| parameter::head(name, labels.currency, language)).collect();
    for &metric in &metrics[places.clone()] {
        // The unit of money below its name.
        let head = labelled(metric, labels.currency, labels.period, language).replacen(" (", "\n(", 1);
        columns.push(Head::number(head));
        columns.push(Head::number(language.pick("most cases\n(p05 to p95)", "la plupart des\ncas (p05 à p95)")));
        columns.push(Head::number(language.pick("against\nbaseline", "face à la\nréférence")));
    }
    // The ends are always among those shown.
    let shown = points.len().min(MOST_SHOWN);
    let place = |row: usize| if shown > 1 { row * (points.len() - 1) / (shown - 1) } else { row };
    let rows = (0..shown).map(|row| {
        let point = &points[place(row)];
        let values = point.values.iter().enumerate().map(|(place, &value)| match all {
            Some(all) => Entry::words(range_of(&names[place], all, place, (labels, language))),
            None => exactly(&names[place], value),
        });
        values.chain(point.metrics[places.clone()].iter().flat_map(|found| cells(found.as_ref()))).collect()
    });
    Grid { columns, rows: rows.collect() }
}

/// A value of a parameter in the table: shares as percentages, none rounded that can be read.
fn exactly(name: &ParameterName, value: f64) -> Entry {
    if name.measure() != Measure::Share {
        return Entry::trimmed(value, 6);
    }
    Entry::Share { share: value, decimals: enough_decimals(100.0 * value, 4) as usize }
}

/// `20% to 60%`: the values of a parameter.
fn range_of(
    name: &ParameterName,
    points: &[SweptPoint],
    place: usize,
    (labels, language): (Labels<'_>, Language),
) -> String {
    let values = || points.iter().map(|point| point.values[place]);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let [low, high] = [low, high].map(|value| parameter::value(name, value, labels.currency, language));
    match language {
        _ if low == high => low,
        Language::En => format!("{low} to {high}"),
        Language::Fr => format!("{low} à {high}"),
    }
}

/// The mean by formula where there is one, where most cases lie, and the difference.
fn cells(found: Option<&Swept>) -> [Entry; 3] {
    let Some(found) = found else { return [Entry::Undefined, Entry::Undefined, Entry::Undefined] };
    let [low, _, high] = found.quantiles;
    let mean = found.expected.map_or_else(|| Entry::known(found.mean, found.std_error), Entry::readable);
    let difference = found
        .expected_difference
        .map_or_else(|| Entry::known(found.difference, found.difference_std_error), Entry::readable);
    [mean, Entry::Range { low, high, decimals: readable_decimals(low.abs().max(high.abs())) }, difference]
}

/// Where a mean is lowest and highest.
fn extremes(
    names: &[ParameterName],
    metric: Metric,
    place: usize,
    points: &[SweptPoint],
    labels: Labels<'_>,
    language: Language,
) -> Option<String> {
    let mean = |point: &SweptPoint| point.metrics[place].map(|found| found.expected.unwrap_or(found.mean));
    let known = || points.iter().filter_map(|point| Some((point, mean(point)?)));
    let (low, lowest) = known().min_by(|a, b| a.1.total_cmp(&b.1))?;
    // Of several that are alike the first is named.
    let (high, highest) = known().reduce(|best, point| if point.1 > best.1 { point } else { best })?;
    let is_alike = |mean: f64, extreme: f64| (mean - extreme).abs() <= 1e-9 * extreme.abs();
    let others = |extreme: f64| {
        let many = known().filter(|(_, mean)| is_alike(*mean, extreme)).count() > 1;
        if many { language.pick(", among others", ", entre autres") } else { "" }
    };
    let (low_others, high_others) = (others(lowest), others(highest));
    let label = metric.label(language);
    if lowest == highest {
        return Some(match language {
            Language::En => format!("{label}: {} at every point.", amount(lowest, metric, labels, language)),
            Language::Fr => format!("{label}\u{202f}: {} en tout point.", amount(lowest, metric, labels, language)),
        });
    }
    let at = |point: &SweptPoint| {
        let values = names.iter().zip(&point.values);
        let said: Vec<String> = values.map(|(name, value)| is_at(name, *value, labels, language)).collect();
        said.join(language.pick(" and ", " et "))
    };
    let (lowest, highest) = (amount(lowest, metric, labels, language), amount(highest, metric, labels, language));
    Some(match language {
        Language::En => format!(
            "{label}: lowest where {}{low_others} ({lowest}), highest where {}{high_others} ({highest}).",
            at(low),
            at(high)
        ),
        Language::Fr => {
            format!(
                "{label}\u{202f}: au plus bas quand {}{low_others} ({lowest}), au plus haut quand {}{high_others} ({highest}).",
                at(low),
                at(high)
            )
        }
    })
}

/// `the share of customers asked is 50%`.
fn is_at(name: &ParameterName, value: f64, labels: Labels<'_>, language: Language) -> String {
    let said = parameter::value(name, value, labels.currency, language);
    format!("{} {} {said}", name.the(language), language.pick("is", "est de"))
}

/// Where a mean is that of the baseline without passing it.
fn only_met(name: &ParameterName, label: &str, crossing: &Crossing, labels: Labels<'_>, language: Language) -> String {
    let (at, (met, all)) = (parameter::value(name, crossing.nearest.0, labels.currency, language), crossing.met);
    let (is, of) = (is_at(name, crossing.nearest.0, labels, language), name.of_the(language));
    let label = capital(label);
    match (language, met) {
        (Language::En, met) if met == all => {
            format!("{label} is that of the baseline at every value {of} looked at.")
        }
        (Language::En, 1) => {
            format!("{label} is that of the baseline where {is}, and at no other value in this range: no break-even.")
        }
        (Language::En, _) => format!(
            "{label} is that of the baseline at {met} of the {all} values {of} looked at, the first of them {at}, and \
             passes it nowhere in this range: no break-even."
        ),
        (Language::Fr, met) if met == all => {
            format!("{label}\u{202f}: celle de la référence pour toutes les valeurs {of} essayées.")
        }
        (Language::Fr, 1) => format!(
            "{label}\u{202f}: la référence est atteinte quand {is} et à aucune autre valeur de cet intervalle\u{202f}: pas \
             de point mort."
        ),
        (Language::Fr, _) => format!(
            "{label}\u{202f}: la référence est atteinte à {met} des {all} valeurs {of} essayées, la première étant {at}, \
             et n’est franchie nulle part dans cet intervalle\u{202f}: pas de point mort."
        ),
    }
}

/// Whether the English label is a plural.
fn is_plural(metric: Metric) -> bool {
    metric.label(Language::En).split(' ').any(|word| word.ends_with('s') && !word.ends_with("ss"))
}

/// Where a mean reaches its target, in one sentence.
pub fn crossing_sentence(
    name: &ParameterName,
    metric: Metric,
    target: Target,
    crossing: &Crossing,
    labels: Labels<'_>,
    language: Language,
) -> String {
    let label = metric.label(language);
    let reached = match (target, language) {
        (Target::Value(value), Language::En) => format!("{label} is {}", amount(value, metric, labels, language)),
        (Target::Value(value), Language::Fr) => {
            format!("{label}\u{202f}: {} est atteint", amount(value, metric, labels, language))
        }
        (Target::Baseline, Language::En) => format!("{label} is that of the baseline"),
        (Target::Baseline, Language::Fr) => format!("{label}\u{202f}: la référence est atteinte"),
    };
    if crossing.value.is_none() && crossing.met.0 > 0 {
        return only_met(name, label, crossing, labels, language);
    }
    let say = |value: f64| parameter::value(name, value, labels.currency, language);
    let Some(value) = crossing.value else {
        let at = say(crossing.nearest.0);
        let (of, nearest) = (name.of_the(language), amount(crossing.nearest.1, metric, labels, language));
        return match (target, language) {
            (Target::Value(_), Language::En) => {
                format!("There is no value {of} in this range at which {reached}; nearest: {nearest} at {at}.")
            }
            (Target::Value(_), Language::Fr) => format!(
                "{label}\u{202f}: aucune valeur {of} dans cet intervalle n'atteint la cible\u{202f}; au plus près\u{202f}: {nearest} à {at}."
            ),
            (Target::Baseline, Language::En) => {
                format!("There is no break-even in this range {of}; smallest difference of {label}: {nearest} at {at}.")
            }
            (Target::Baseline, Language::Fr) => format!(
                "Pas de point mort dans cet intervalle {of}\u{202f}; plus petit écart de {label}\u{202f}: {nearest} à {at}."
            ),
        };
    };
    if let Some(around) = crossing.around {
        let [before, after] = around
            .map(|(at, mean)| (say(at), amount(mean, metric, labels, language)))
            .map(|(at, mean)| format!("{at}\u{a0}({mean})"));
        let the = name.the(language);
        let [known_en, known_fr] = if crossing.by_formula { [", by formula", ", par la formule"] } else { [""; 2] };
        let [passed_en, passed_fr] = match target {
            Target::Value(value) => Language::ALL.map(|language| amount(value, metric, labels, language)),
            Target::Baseline => ["that of the baseline".to_owned(), "la référence".to_owned()],
        };
        // Where the value is met to the digits said, it is not passed.
        let is_met = matches!(target, Target::Value(value)
            if around.iter().any(|(_, mean)| amount(*mean, metric, labels, language) == amount(value, metric, labels, language)));
        let verb = match (is_met, is_plural(metric)) {
            (true, true) => "reach",
            (true, false) => "reaches",
            (false, true) => "pass",
            (false, false) => "passes",
        };
        return match (language, target) {
            (Language::En, _) => {
                format!("{} {verb} {passed_en} where {the} goes from {before} to {after}{known_en}.", capital(label))
            }
            (Language::Fr, Target::Value(_)) => {
                let passed = if is_met { "atteint" } else { "franchi" };
                format!(
                    "{}\u{202f}: le seuil de {passed_fr} est {passed} quand {the} passe de {before} à {after}{known_fr}.",
                    capital(label)
                )
            }
            (Language::Fr, Target::Baseline) => format!(
                "{}\u{202f}: {passed_fr} est franchie quand {the} passe de {before} à {after}{known_fr}.",
                capital(label)
            ),
        };
    }
    let is = is_at(name, value, labels, language);
    match (crossing.ci, language) {
        (None, Language::En) if !crossing.by_formula => {
            format!("{} where {is}, simulated; how well that is known is not.", capital(&reached))
        }
        (None, Language::Fr) if !crossing.by_formula => {
            format!("{} quand {is}, par simulation, avec une précision inconnue.", capital(&reached))
        }
        (None, Language::En) => format!("{} where {is}, by formula.", capital(&reached)),
        (None, Language::Fr) => format!("{} quand {is}, par la formule.", capital(&reached)),
        (Some((low, high)), Language::En) => {
            format!("{} where {is} (95% interval: {} to {}).", capital(&reached), say(low), say(high))
        }
        (Some((low, high)), Language::Fr) => format!(
            "{} quand {is} (intervalle à 95\u{202f}%\u{202f}: de {} à {}).",
            capital(&reached),
            say(low),
            say(high)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: Labels<'_> = Labels { currency: "EUR", period: "month" };

    fn crossing(value: Option<f64>, ci: Option<(f64, f64)>) -> Crossing {
        Crossing { value, ci, by_formula: ci.is_none(), nearest: (1.0, 201.0), met: (0, 11), around: None }
    }

    #[test]
    fn a_crossing_is_said_with_how_it_is_known() {
        let asked = ParameterName::of("voice.asked");
        let say = |target, found, language| crossing_sentence(&asked, Metric::Aware, target, &found, LABELS, language);
        let exact = crossing(Some(0.577_586_2), None);
        assert_eq!(
            say(Target::Value(250.0), exact, Language::En),
            format!(
                "{} is 250 where the share of customers asked is 57.76%, by formula.",
                capital(Metric::Aware.label(Language::En))
            )
        );
        let around = Some([(0.3, 951.0), (0.4, 1268.0)]);
        let passed = say(Target::Value(1_000.0), Crossing { around, ..crossing(Some(0.4), None) }, Language::En);
        assert!(
            passed.ends_with("passes 1,000 where the share of customers asked goes from 30%\u{a0}(951) to 40%\u{a0}(1,268), by formula."),
            "{passed}"
        );
        let french = say(Target::Value(1_000.0), Crossing { around, ..crossing(Some(0.4), None) }, Language::Fr);
        assert!(french.contains("le seuil de 1\u{202f}000 est franchi quand"), "{french}");
        let found = Crossing { around: Some([(0.3, 13.0), (0.4, 14.0)]), ..crossing(Some(0.4), None) };
        let met = Language::ALL.map(|language| {
            crossing_sentence(&asked, Metric::Complaints, Target::Value(14.0), &found, LABELS, language)
        });
        assert!(met[0].starts_with("Complaints reach 14 where"), "{met:?}");
        assert!(met[1].contains("le seuil de 14 est atteint quand"), "{met:?}");
        let near = say(Target::Value(200.0), crossing(None, None), Language::En);
        assert!(near.ends_with("nearest: 201 at 100%."), "{near}");
        let unsure = Crossing { by_formula: false, ..crossing(Some(0.25), None) };
        let unsure = Language::ALL.map(|language| say(Target::Value(250.0), unsure, language));
        assert!(
            unsure[0].ends_with("where the share of customers asked is 25%, simulated; how well that is known is not."),
            "{unsure:?}"
        );
        assert!(
            unsure[1].ends_with(
                "quand la part des clients interrogés est de 25\u{202f}%, par simulation, avec une précision inconnue."
            ),
            "{unsure:?}"
        );
        let simulated = say(Target::Baseline, crossing(Some(0.25), Some((0.2, 0.3))), Language::Fr);
        assert!(
            simulated.contains("25\u{202f}% (intervalle à 95\u{202f}%\u{202f}: de 20\u{202f}% à 30\u{202f}%)"),
            "{simulated}"
        );
    }
}
