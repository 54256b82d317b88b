use super::dot_rows;
use super::measured::Measured;
use super::parameter;
use super::wording::{Ticks, cell};
use super::{About, Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::{Experiment, IllustrationError, TornadoBar, mean_at_medians, tornado_bars};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, Weight, palette};
use crate::scenario::ParameterName;
use crate::text;
use crate::vocabulary::{Language, Metric, Text};

/// Which unknown moves the answer most: the mean of a metric while each goes from its 10 % to its 90 % quantile, the others
/// at their medians.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoFigure {
    /// What is measured.
    pub measured: Measured,
    /// The mean with all unknowns at their medians; `None` where it is not known.
    pub at_medians: Option<f64>,
    /// One for each unknown.
    pub rows: Vec<TornadoUnknown>,
    /// Whether the means are by formula.
    pub by_formula: bool,
    /// How many replicates each end has, where it is not as many as the scenario says.
    pub replicates: Option<u64>,
}

/// One unknown.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoUnknown {
    /// What it is called.
    pub name: ParameterName,
    /// Its 10 % and 90 % quantiles.
    pub quantiles: (f64, f64),
    /// The means there.
    pub means: (f64, f64),
    /// The standard error of their difference; 0 by formula.
    pub std_error: f64,
}

/// Replicates at every point where there is no formula.
const REPLICATES: u64 = 2_000;
const NAME: f64 = 20.0;
const END: f64 = 17.0;

impl TornadoFigure {
    /// Of the metric that is asked for, else the net loss where money is at stake, else people who know: from the tables, or
    /// computed.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let scenario = material.scenario;
        if scenario.unknowns.is_empty() {
            return Err(FigureError::Nothing(
                FigureKind::Tornado,
                &["none of its numbers is unknown", "aucun de ses nombres n'est inconnu"],
            ));
        }
        let known = &material.numbers.studies.tornado;
        let usual = material.parameters().usual_metric();
        // A table may be of other metrics only.
        let stored = known.first().filter(|_| known.iter().all(|row| row.metric != usual)).map(|row| row.metric);
        let metric = material.metric.or(stored).unwrap_or(usual);
        if metric == Metric::AwarePerComplaint {
            return Err(FigureError::Undefined(metric));
        }
        let own = known.iter().filter(|row| row.metric == metric);
        let stored: Vec<TornadoUnknown> = own
            .map(|row| TornadoUnknown {
                name: scenario.parameter_name(&row.path),
                quantiles: row.quantiles,
                means: row.means,
                std_error: row.std_error,
            })
            .collect();
        let experiment = Experiment::new(scenario).map_err(IllustrationError::from)?;
        let model = experiment.models().iter().position(|named| named.variant == material.variant).unwrap_or(0);
        let plan = &experiment.plan().replicates;
        let replicates = plan.end.saturating_sub(plan.start).clamp(1, REPLICATES);
        let is_stored = !stored.is_empty();
        let rows = if is_stored { stored } else { computed(material, &experiment, (model, metric), replicates)? };
        if rows.is_empty() {
            return Err(FigureError::Undefined(metric));
        }
        let at_medians = mean_at_medians(&experiment, model, metric);
        let ends = rows.iter().flat_map(|row| [row.means.0, row.means.1]).chain(at_medians);
        let measured = Measured::new(metric, &scenario.currency, ends);
        let turned = |row: TornadoUnknown| {
            let means = (measured.turned(row.means.0), measured.turned(row.means.1));
            TornadoUnknown { means, ..row }
        };
        let at_medians = at_medians.map(|mean| measured.turned(mean));
        let by_formula = rows.iter().all(|row| row.std_error == 0.0);
        let replicates = (!is_stored && !by_formula).then_some(replicates);
        Ok(Self { at_medians, rows: rows.into_iter().map(turned).collect(), by_formula, replicates, measured })
    }

    /// The widest first; where there are too many, the widest.
    fn ordered(&self) -> Vec<&TornadoUnknown> {
        let mut rows: Vec<&TornadoUnknown> = self.rows.iter().collect();
        rows.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
        rows.truncate(dot_rows::MOST);
        rows
    }

    /// Where the bar of an unknown is divided: at the medians, else in its middle.
    fn middle(&self, row: &TornadoUnknown) -> f64 {
        self.at_medians.unwrap_or_else(|| f64::midpoint(row.means.0, row.means.1))
    }
}

fn computed(
    material: &Material<'_>,
    experiment: &Experiment,
    (model, metric): (usize, Metric),
    replicates: u64,
) -> Result<Vec<TornadoUnknown>, FigureError> {
    let bars = tornado_bars(experiment, model, metric, replicates, &material.control());
    let bars = bars.map_err(IllustrationError::from)?;
    let path = |place: usize| material.scenario.unknowns.get(place).map_or("", |unknown| unknown.path.as_str());
    let row = |bar: &TornadoBar| TornadoUnknown {
        name: material.scenario.parameter_name(path(bar.unknown)),
        quantiles: (bar.low, bar.high),
        means: (bar.at_low, bar.at_high),
        std_error: bar.std_error,
    };
    Ok(bars.iter().map(row).collect())
}

impl TornadoUnknown {
    /// How far the mean moves.
    fn swing(&self) -> f64 {
        (self.means.1 - self.means.0).abs()
    }

    /// Whether that is more than chance.
    fn moves(&self) -> bool {
        self.swing() > 1.96 * self.std_error
    }
}

impl Figure for TornadoFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Tornado
    }

    fn finding(&self, language: Language) -> String {
        let subject = self.measured.subject(language);
        let ordered = self.ordered();
        let say = |value: f64| self.measured.say(value, language);
        let Some(first) = ordered.first().filter(|first| first.moves()) else {
            return text!(
                "{subject}: none of the unknowns moves the mean",
                "{subject} : aucune des inconnues ne déplace la moyenne"
            )
            .into_string(language);
        };
        let name = parameter::the(&first.name, language);
        let [low, high] = [first.means.0.min(first.means.1), first.means.0.max(first.means.1)].map(say);
        let runner_up = ordered.get(1).filter(|second| second.moves());
        // One that is nearly as strong is named too.
        match runner_up.filter(|second| second.swing() > 0.8 * first.swing()) {
            Some(second) => {
                let other = parameter::the(&second.name, language);
                text!(
                    "{subject}: {name} and {other} matter most, the first from {low} to {high}",
                    "{subject} : {name} et {other} comptent le plus, de {low} à {high} selon la première inconnue"
                )
            }
            None if self.rows.len() == 1 => {
                text!(
                    "{subject}: from {low} to {high}, depending on {name}",
                    "{subject} : de {low} à {high} selon {name}"
                )
            }
            None => text!(
                "{subject}: {name} matters most, from {low} to {high}",
                "{subject} : {name} compte le plus, de {low} à {high}"
            ),
        }
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        let line = if self.at_medians.is_some() { text!(" (line)", " (trait)") } else { Text::default() };
        let (en, fr) = (line.en, line.fr);
        text!(
            "Mean while one unknown goes from its 10% quantile (pale) to its 90% quantile (dark), the others at their medians{en}@",
            "Moyenne quand une inconnue va de son quantile de 10 % (clair) à celui de 90 % (foncé), les autres à leur médiane{fr}@"
        )
        .into_string(language)
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let (shown, all) = (dot_rows::MOST, self.rows.len());
        let said = text!("{shown} of {all} unknowns, the widest", "{shown} inconnues sur {all}, les plus larges");
        (all > shown).then(|| said.into_string(language))
    }

    fn about(&self, about: About, _language: Language) -> About {
        About { replicates: self.replicates.or(about.replicates), ..about }
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let said = |row: &&TornadoUnknown| {
            let name = parameter::label(&row.name, language);
            let [from, to] = [row.quantiles.0, row.quantiles.1].map(|value| self.quantile(row, value, language));
            let [low, high] = [row.means.0, row.means.1].map(|mean| self.measured.say(mean, language));
            text!("{name} {from} to {to}: {low} to {high}", "{name} {from} à {to} : {low} à {high}")
                .into_string(language)
        };
        let list = self.ordered().iter().map(said).collect::<Vec<String>>().join(language.pick("; ", "\u{202f}; "));
        text!(
            "A bar for each unknown, the widest first: {list}.",
            "Une barre par inconnue, la plus large d'abord : {list}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.ordered();
        if rows.is_empty() {
            return;
        }
        let names = rows.iter().map(|row| Weight::Bold.width(&parameter::label(&row.name, language), NAME));
        let names = names.fold(0.0, f64::max);
        let names = names.clamp(100.0, 0.3 * room.width());
        let end =
            |row: &TornadoUnknown, value: f64| Label::new(self.quantile(row, value, language), 0.0, 0.0, END).width();
        let ends = rows.iter().flat_map(|row| [end(row, row.quantiles.0), end(row, row.quantiles.1)]);
        let ends = ends.fold(24.0, f64::max).min(110.0) + 12.0;
        let above = if self.at_medians.is_some() { 40.0 } else { 10.0 };
        let area = room.inset(names + 24.0 + ends, above, ends + 6.0, 68.0);
        let tall = (area.height() / rows.len() as f64).min((0.2 * area.height()).max(104.0));
        let spare = area.height() - tall * rows.len() as f64;
        let top = area.top + 0.3 * spare;
        let area = Rect { top, bottom: top + tall * rows.len() as f64, ..area };
        let values = rows.iter().flat_map(|row| [row.means.0, row.means.1]).chain(self.at_medians);
        let (low, high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |sum, value| (sum.0.min(value), sum.1.max(value)));
        // Where nothing moves there is still a place for it in the middle.
        let pad = if high > low { 0.0 } else { 0.5 * high.abs().max(1.0) };
        let axis = Axis::linear(low - pad, high + pad, area.left, area.right);
        let ticks = Ticks::new(axis.high().max(-axis.low()), language);
        dot_rows::scale(canvas, area, axis, &|tick| ticks.say(tick, language));
        for (index, row) in rows.iter().enumerate() {
            let middle = area.top + (index as f64 + 0.5) * tall;
            let label = parameter::label(&row.name, language);
            parameter::row(canvas, (room.left, names), (middle, tall), (&label, Some(&row.name)));
            self.bar(canvas, axis, row, (middle, tall), language);
        }
        if let Some(mean) = self.at_medians {
            let x = axis.at(mean);
            canvas.line((x, area.top - 6.0), (x, area.bottom), Paint::stroke(palette::INK, 2.0));
            let said = self.measured.say(mean, language);
            let words = text!("all at their medians: {said}", "toutes à leur médiane : {said}").into_string(language);
            let label = Label::new(words, x, area.top - 16.0, 19.0).bold().within(area.width() + 2.0 * ends);
            let half = label.width() / 2.0;
            let x = x.max(room.left + half).min(room.right - half);
            canvas.text(Label { x, ..label }.centred());
        }
        let name = ticks.name(&self.measured.axis(language), language);
        canvas.text(Label::new(name, area.left, area.bottom + 60.0, 19.0).bold().name().within(room.right - area.left));
    }

    fn table(&self) -> FigureTable {
        let row = |row: &TornadoUnknown| {
            let numbers =
                [row.quantiles.0, row.quantiles.1, row.means.0, row.means.1, self.at_medians.unwrap_or(f64::NAN)];
            [row.name.path.clone(), self.measured.name().to_owned()].into_iter().chain(numbers.map(cell)).collect()
        };
        FigureTable {
            columns: vec!["path", "metric", "low", "high", "at_low", "at_high", "at_medians"],
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

impl TornadoFigure {
    /// A quantile of an unknown, with its unit.
    fn quantile(&self, row: &TornadoUnknown, value: f64, language: Language) -> String {
        parameter::value(&row.name, value, &self.measured.currency, language)
    }

    /// From the medians to either end, with the value of the unknown beside each. Where both ends lie on one side they share
    /// the height.
    fn bar(
        &self,
        canvas: &mut Canvas,
        axis: Axis,
        row: &TornadoUnknown,
        (middle, tall): (f64, f64),
        language: Language,
    ) {
        let start = self.middle(row);
        let half = 0.31 * tall;
        let same_side = (row.means.0 - start) * (row.means.1 - start) > 0.0;
        let parts =
            [(row.means.0, row.quantiles.0, palette::SKY, -1.0), (row.means.1, row.quantiles.1, palette::DEEP, 1.0)];
        for (mean, quantile, colour, side) in parts {
            let (from, to) = (axis.at(start), axis.at(mean));
            let (top, bottom) = match (same_side, side < 0.0) {
                (false, _) => (middle - half, middle + half),
                (true, true) => (middle - half, middle),
                (true, false) => (middle, middle + half),
            };
            canvas.rectangle(Rect::new(from.min(to), top, from.max(to), bottom), Paint::mark(colour));
            let other = if side < 0.0 { row.means.1 } else { row.means.0 };
            // An end at the medians stands on the side that the other leaves.
            let is_left = if mean == start { other > start || (other == start && side < 0.0) } else { mean < start };
            let size = END.min(0.76 * (bottom - top));
            let baseline = f64::midpoint(top, bottom) + 0.35 * size;
            let label = Label { baseline, size, ..Label::new(self.quantile(row, quantile, language), 0.0, 0.0, END) };
            let label = label.colour(palette::QUIET).halo();
            canvas.text(if is_left {
                Label { x: to - 8.0, ..label }.ending().within(110.0)
            } else {
                Label { x: to + 8.0, ..label }.within(110.0)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str, means: (f64, f64), std_error: f64) -> TornadoUnknown {
        TornadoUnknown { name: path.into(), quantiles: (0.1, 0.9), means, std_error }
    }

    fn figure(rows: Vec<TornadoUnknown>) -> TornadoFigure {
        let measured = Measured { metric: Metric::NetLoss, is_gain: false, currency: "EUR".to_owned() };
        TornadoFigure { measured, at_medians: Some(300.0), rows, by_formula: true, replicates: None }
    }

    /// Every kind of data with its sentence, in both languages.
    #[test]
    fn every_kind_of_data_has_its_sentence() {
        let cases = [
            (
                "one stands out",
                figure(vec![row("voice.rate", (310.0, 290.0), 0.0), row("damage.deterred", (100.0, 900.0), 0.0)]),
                "Net loss: the share of listeners deterred matters most, from €100 to €900",
                "Perte nette : la part des auditeurs dissuadés compte le plus, de 100 € à 900 €",
            ),
            (
                "two are alike",
                figure(vec![row("voice.rate", (900.0, 200.0), 0.0), row("damage.deterred", (100.0, 900.0), 0.0)]),
                "Net loss: the share of listeners deterred and the voice rate matter most, the first from €100 to €900",
                "Perte nette : la part des auditeurs dissuadés et le taux de réclamation des insatisfaits comptent le plus, de 100 € à 900 € selon la première inconnue",
            ),
            (
                "the only one",
                figure(vec![row("voice.rate", (900.0, 200.0), 0.0)]),
                "Net loss: from €200 to €900, depending on the voice rate",
                "Perte nette : de 200 € à 900 € selon le taux de réclamation des insatisfaits",
            ),
            (
                "nothing moves",
                figure(vec![row("voice.rate", (300.0, 300.0), 0.0)]),
                "Net loss: none of the unknowns moves the mean",
                "Perte nette : aucune des inconnues ne déplace la moyenne",
            ),
            (
                "within chance",
                figure(vec![row("voice.rate", (300.0, 310.0), 8.0)]),
                "Net loss: none of the unknowns moves the mean",
                "Perte nette : aucune des inconnues ne déplace la moyenne",
            ),
        ];
        for (name, figure, en, fr) in cases {
            let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(plain(figure.finding(Language::En)), en, "{name}");
            assert_eq!(plain(figure.finding(Language::Fr)), fr, "{name}");
        }
    }
}
