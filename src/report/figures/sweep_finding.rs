use super::parameter;
use super::sweep::{SweepFigure, SweepPoint};
use crate::text;
use crate::vocabulary::{Language, Text};

/// Less than this share of the mean is no change worth a word.
const ALIKE: f64 = 0.01;

/// What a sweep shows: the sentence above the figure, by what the numbers are.
pub(super) fn finding(figure: &SweepFigure, language: Language) -> String {
    let subject = figure.measured.subject(language);
    let by_mean = |a: &&SweepPoint, b: &&SweepPoint| a.mean.total_cmp(&b.mean);
    let (Some(low), Some(high)) = (figure.points.iter().min_by(by_mean), figure.points.iter().max_by(by_mean)) else {
        return text!("{subject}: nothing is varied", "{subject} : rien ne varie").into_string(language);
    };
    let say = |point: &SweepPoint| figure.measured.say(point.mean, language);
    let names: Vec<String> = figure.names.iter().map(|name| parameter::the(name, language)).collect();
    let names = names.join(language.pick(" and ", " et "));
    let scale = low.mean.abs().max(high.mean.abs());
    if high.mean - low.mean <= 1e-12 * scale {
        let mean = say(low);
        let text = if figure.names.len() == 2 {
            text!(
                "{subject}: {names} change nothing, {mean} throughout",
                "{subject} : {names} ne changent rien, {mean} partout"
            )
        } else {
            text!(
                "{subject}: {names} changes nothing, {mean} throughout",
                "{subject} : {names} ne change rien, {mean} partout"
            )
        };
        return text.into_string(language);
    }
    let text = if figure.names.len() == 2 {
        let at = |point: &SweepPoint| figure.said_at(point, language).join(language.pick(" and ", " et "));
        let (from, to, low_at, high_at) = (say(low), say(high), at(low), at(high));
        text!(
            "{subject} by {names}: from {from} at {low_at} to {to} at {high_at}",
            "{subject} selon {names} : de {from} à {low_at} jusqu'à {to} à {high_at}"
        )
    } else {
        crossed(figure, &subject, language).unwrap_or_else(|| course(figure, &subject, language))
    };
    text.into_string(language)
}

impl SweepFigure {
    /// The values of the parameters at a point, with their units.
    pub(super) fn said_at(&self, point: &SweepPoint, language: Language) -> Vec<String> {
        let currency = &self.measured.currency;
        let values = self.names.iter().zip(&point.values);
        values.map(|(name, value)| parameter::value(name, *value, currency, language)).collect()
    }
}

/// `the share of customers asked is 50%`.
fn equals(figure: &SweepFigure, point: &SweepPoint, language: Language) -> String {
    let name = figure.names.first().map_or_else(String::new, |name| parameter::the(name, language));
    let value = figure.said_at(point, language).join(", ");
    text!("{name} is {value}", "{name} est de {value}").into_string(language)
}

/// From where on the mean is on the other side of its target, if it stays there.
fn crossed(figure: &SweepFigure, subject: &str, language: Language) -> Option<Text> {
    let crossing = figure.crossing?;
    let target = figure.target()?;
    let points = figure.along();
    let varied = figure.names.first()?;
    let name = parameter::the(varied, language);
    let said = figure.measured.say(target, language);
    let value = parameter::value(varied, crossing.value, &figure.measured.currency, language);
    // "the 317 of today", and after "above" in French with its preposition.
    let today = |article: &str| match crossing.target {
        Some(_) => Text::new(said.clone(), said.clone()),
        None => text!("the {said} of today", "{article} {said} d'aujourd'hui"),
    };
    let side = |wanted: bool| {
        let after = points.iter().filter(|point| (point.values[0] > crossing.value) == wanted);
        let signs: Vec<f64> = after.map(|point| point.mean - target).filter(|difference| *difference != 0.0).collect();
        let first = *signs.first()?;
        signs.iter().all(|difference| difference.signum() == first.signum()).then_some(first)
    };
    let Text { en, fr } = today("les");
    Some(match (side(false), side(true)) {
        (Some(before), Some(after)) if before > 0.0 && after < 0.0 => text!(
            "{subject}: below {en} once {name} reaches {value}",
            "{subject} : sous {fr} dès que {name} atteint {value}"
        ),
        (Some(before), Some(after)) if before < 0.0 && after > 0.0 => {
            let over = if crossing.target.is_some() { format!("de {said}") } else { today("des").fr };
            text!(
                "{subject}: above {en} once {name} reaches {value}",
                "{subject} : au-dessus {over} dès que {name} atteint {value}"
            )
        }
        _ => text!("{subject}: {en} where {name} is {value}", "{subject} : {fr} quand {name} est de {value}"),
    })
}

/// From one end to the other; a bottom or a top between them that stands out is named instead.
fn course(figure: &SweepFigure, subject: &str, language: Language) -> Text {
    let points = figure.along();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Text::default() };
    let by_mean = |a: &&&SweepPoint, b: &&&SweepPoint| a.mean.total_cmp(&b.mean);
    let (low, high) = (points.iter().min_by(by_mean).unwrap_or(first), points.iter().max_by(by_mean).unwrap_or(last));
    let say = |point: &SweepPoint| figure.measured.say(point.mean, language);
    let at = |point: &SweepPoint| equals(figure, point, language);
    let scale = low.mean.abs().max(high.mean.abs());
    let (dip, top) = (first.mean.min(last.mean) - low.mean, high.mean - first.mean.max(last.mean));
    let ends = (say(first), say(last));
    let (from, to) = ends;
    if dip.max(top) > ALIKE * scale {
        let (extreme, is_dip) = if dip >= top { (low, true) } else { (high, false) };
        let (mean, place) = (say(extreme), at(extreme));
        return if is_dip {
            text!("{subject}: lowest where {place}, with {mean}", "{subject} : au plus bas quand {place}, avec {mean}")
        } else {
            text!(
                "{subject}: highest where {place}, with {mean}",
                "{subject} : au plus haut quand {place}, avec {mean}"
            )
        };
    }
    let (start, end) = (at(first), figure.said_at(last, language).join(", "));
    text!(
        "{subject}: from {from} where {start} to {to} at {end}",
        "{subject} : de {from} quand {start} jusqu'à {to} à {end}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figures::{Measured, SweepCrossing};
    use crate::vocabulary::Metric;

    fn figure(points: &[(f64, f64)], baseline: f64, crossing: Option<(Option<f64>, f64)>) -> SweepFigure {
        let point = |&(value, mean): &(f64, f64)| SweepPoint { values: vec![value], mean, band: None };
        SweepFigure {
            measured: Measured { metric: Metric::NetLoss, is_gain: false, currency: "EUR".to_owned() },
            names: vec!["voice.asked".into()],
            points: points.iter().map(point).collect(),
            baseline: Some(baseline),
            crossing: crossing.map(|(target, value)| SweepCrossing { target, value, interval: None }),
            by_formula: true,
            replicates: None,
        }
    }

    fn map(means: [f64; 4]) -> SweepFigure {
        let values = [[0.0, 0.1], [0.0, 0.2], [1.0, 0.1], [1.0, 0.2]];
        let point = |(values, mean): ([f64; 2], f64)| SweepPoint { values: values.to_vec(), mean, band: None };
        SweepFigure {
            names: vec!["voice.asked".into(), "voice.admits".into()],
            points: values.into_iter().zip(means).map(point).collect(),
            ..figure(&[], 300.0, None)
        }
    }

    /// Every kind of data with its sentence, in both languages.
    #[test]
    fn every_kind_of_data_has_its_sentence() {
        let cases = [
            (
                "falls",
                figure(&[(1.0, 200.0), (0.0, 317.0), (0.5, 260.0)], 317.0, None),
                "Net loss: from €317 where the share of customers asked is 0% to €200 at 100%",
                "Perte nette : de 317 € quand la part des clients interrogés est de 0 % jusqu'à 200 € à 100 %",
            ),
            (
                "a bottom between",
                figure(&[(0.0, 317.0), (0.5, 260.0), (1.0, 290.0)], 317.0, None),
                "Net loss: lowest where the share of customers asked is 50%, with €260",
                "Perte nette : au plus bas quand la part des clients interrogés est de 50 %, avec 260 €",
            ),
            (
                "a top between",
                figure(&[(0.0, 317.0), (0.5, 460.0), (1.0, 290.0)], 317.0, None),
                "Net loss: highest where the share of customers asked is 50%, with €460",
                "Perte nette : au plus haut quand la part des clients interrogés est de 50 %, avec 460 €",
            ),
            (
                "falls below a target",
                figure(&[(0.0, 317.0), (0.5, 260.0), (1.0, 200.0)], 317.0, Some((Some(250.0), 0.58))),
                "Net loss: below €250 once the share of customers asked reaches 58%",
                "Perte nette : sous 250 € dès que la part des clients interrogés atteint 58 %",
            ),
            (
                "rises above what it is",
                figure(&[(0.0, 100.0), (0.5, 317.0), (1.0, 400.0)], 317.0, Some((None, 0.5))),
                "Net loss: above the €317 of today once the share of customers asked reaches 50%",
                "Perte nette : au-dessus des 317 € d'aujourd'hui dès que la part des clients interrogés atteint 50 %",
            ),
            (
                "crosses twice",
                figure(&[(0.0, 100.0), (0.4, 400.0), (1.0, 200.0)], 317.0, Some((None, 0.3))),
                "Net loss: the €317 of today where the share of customers asked is 30%",
                "Perte nette : les 317 € d'aujourd'hui quand la part des clients interrogés est de 30 %",
            ),
            (
                "changes nothing",
                figure(&[(0.0, 317.0), (1.0, 317.0)], 317.0, None),
                "Net loss: the share of customers asked changes nothing, €317 throughout",
                "Perte nette : la part des clients interrogés ne change rien, 317 € partout",
            ),
            ("no points", figure(&[], 317.0, None), "Net loss: nothing is varied", "Perte nette : rien ne varie"),
            (
                "two parameters",
                map([317.0, 317.0, 300.0, 280.0]),
                "Net loss by the share of customers asked and the share of the dissatisfied who admit it: from €280 at 100% and 20% to €317 at 0% and 20%",
                "Perte nette selon la part des clients interrogés et la part des insatisfaits qui l'avouent : de 280 € à 100 % et 20 % jusqu'à 317 € à 0 % et 20 %",
            ),
            (
                "two parameters that change nothing",
                map([317.0; 4]),
                "Net loss: the share of customers asked and the share of the dissatisfied who admit it change nothing, €317 throughout",
                "Perte nette : la part des clients interrogés et la part des insatisfaits qui l'avouent ne changent rien, 317 € partout",
            ),
        ];
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
        for (name, figure, en, fr) in cases {
            assert_eq!(plain(finding(&figure, Language::En)), en, "{name}");
            assert_eq!(plain(finding(&figure, Language::Fr)), fr, "{name}");
        }
    }
}
