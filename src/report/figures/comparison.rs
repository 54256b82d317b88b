use super::comparison_finding::finding;
use super::dot_rows::{self, DotRow};
use super::numbers::DifferenceNumbers;
use super::wording::{Ticks, amount, cell, currency, money, per_period, share};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, isolate, palette};
use crate::text;
use crate::vocabulary::{Direction, Language, Metric, Unit};

/// Variants against the baseline: the mean difference with its interval, where most differences lie, and how often the
/// variant is better, the same and worse.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonFigure {
    /// What is compared.
    pub metric: Metric,
    /// Whether it is a loss below 0, told as a gain: all numbers are those of the gain.
    pub is_gain: bool,
    /// The currency of money metrics.
    pub currency: String,
    /// The period of money metrics.
    pub period: String,
    /// The baseline's mean.
    pub baseline: f64,
    /// How many replicates there were.
    pub replicates: u64,
    /// The variants.
    pub variants: Vec<VariantDifference>,
}

/// One variant against the baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VariantDifference {
    /// Its title.
    pub name: String,
    /// Mean difference, variant - baseline.
    pub difference: f64,
    /// Its 95 % interval; `None` below two replicates.
    pub interval: Option<(f64, f64)>,
    /// Between these lie eight in ten of the differences.
    pub deciles: Option<(f64, f64)>,
    /// Shares of the replicates in which it does better, the same and worse; `None` where neither way is better, or where
    /// the tables do not say.
    pub shares: Option<[f64; 3]>,
}

/// Metrics that a decision may rest on, the first that a variant moves.
const DECISIVE: [Metric; 5] =
    [Metric::NetLoss, Metric::Aware, Metric::PositiveReach, Metric::CustomersLost, Metric::Complaints];

impl ComparisonFigure {
    /// From the tables: the metric asked for, else the first that a variant moves of money, people who know, good word of
    /// mouth, customers lost and complaints.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let rows = &material.numbers.differences;
        let moves = |metric: &Metric| rows.iter().any(|row| row.metric == *metric && row.difference != 0.0);
        let metric = material.metric.or_else(|| DECISIVE.into_iter().find(moves)).unwrap_or(Metric::Aware);
        let own: Vec<&DifferenceNumbers> = rows.iter().filter(|row| row.metric == metric).collect();
        let Some(first) = own.first() else {
            return Err(if rows.is_empty() {
                FigureError::Nothing(FigureKind::Comparison, "it has no variant")
            } else {
                FigureError::Undefined(metric)
            });
        };
        let exact = material.numbers.baseline.iter().find(|mean| mean.0 == metric).map(|mean| mean.1);
        let baseline = exact.unwrap_or(first.baseline);
        let is_gain = metric == Metric::NetLoss && baseline < 0.0;
        let sign = if is_gain { -1.0 } else { 1.0 };
        let title = |name: &str| {
            let variant = material.scenario.variants.iter().find(|variant| variant.name == name);
            variant.map_or(name, |variant| variant.title.pick(material.language, name)).to_owned()
        };
        let turned = |(low, high): (f64, f64)| if is_gain { (-high, -low) } else { (low, high) };
        let variant = |row: &&DifferenceNumbers| VariantDifference {
            name: title(&row.variant),
            // No "-0".
            difference: sign * row.difference + 0.0,
            interval: row.interval.map(turned),
            deciles: row.deciles.map(turned),
            shares: shares(row),
        };
        Ok(Self {
            metric,
            is_gain,
            currency: material.scenario.currency.clone(),
            period: material.scenario.period.clone(),
            baseline: sign * baseline,
            replicates: material.numbers.replicates,
            variants: own.iter().map(variant).collect(),
        })
    }

    pub(super) fn value(&self, value: f64, language: Language) -> String {
        match self.metric.unit() {
            Unit::Currency => money(value, &self.currency, language),
            _ if value.abs() >= 9.95 => amount(value.round(), language),
            _ => amount(value, language),
        }
    }

    /// With the period, where it is money.
    pub(super) fn value_in_time(&self, value: f64, language: Language) -> String {
        let said = self.value(value, language);
        match self.metric.unit() {
            Unit::Currency => format!("{said} {}", per_period(&self.period, language)).trim_end().to_owned(),
            _ => said,
        }
    }

    pub(super) fn signed(&self, value: f64, language: Language) -> String {
        let text = self.value(value, language);
        if value > 0.0 { format!("+{text}") } else { text }
    }

    /// What is compared, as it is called.
    pub(super) fn label(&self, language: Language) -> &'static str {
        if self.is_gain { language.pick("net gain", "gain net") } else { self.metric.label(language) }
    }

    /// Which way helps the firm. A quotient that falls because its denominator grows helps nobody.
    pub(super) fn direction(&self) -> Direction {
        match self.metric {
            _ if self.is_gain => Direction::HigherIsBetter,
            Metric::AwarePerComplaint => Direction::Neither,
            metric => metric.direction(),
        }
    }

    /// How much a difference helps the firm; without a direction, how much it raises the metric.
    pub(super) fn help(&self, difference: f64) -> f64 {
        if self.direction() == Direction::LowerIsBetter { -difference } else { difference }
    }

    /// The variants drawn, the best first: where there are too many the strongest, the best and the worst always.
    pub(super) fn ordered(&self) -> Vec<&VariantDifference> {
        let mut variants: Vec<&VariantDifference> = self.variants.iter().collect();
        variants.sort_by(|a, b| self.help(b.difference).total_cmp(&self.help(a.difference)));
        while variants.len() > dot_rows::MOST {
            // The first and the last stay.
            let weakest = (1..variants.len() - 1)
                .min_by(|&a, &b| variants[a].difference.abs().total_cmp(&variants[b].difference.abs()));
            variants.remove(weakest.unwrap_or(0));
        }
        variants
    }

    fn rows(&self, language: Language) -> Vec<DotRow> {
        let row = |variant: &VariantDifference| {
            let help = self.help(variant.difference);
            let neutral = self.direction() == Direction::Neither || help == 0.0;
            DotRow {
                name: isolate(&variant.name),
                note: String::new(),
                value: variant.difference,
                thick: variant.interval,
                thin: variant.deciles,
                said: self.signed(variant.difference, language),
                verdict: self.verdict(variant, language),
                colour: match help > 0.0 {
                    _ if neutral => palette::QUIET,
                    true => palette::BLUE,
                    false => palette::ACCENT,
                },
                hollow: !neutral && help < 0.0,
            }
        };
        self.ordered().into_iter().map(row).collect()
    }

    /// "better 40%, same 60%": the shares that are not 0.
    fn verdict(&self, variant: &VariantDifference, language: Language) -> String {
        let Some(shares) = variant.shares.filter(|_| self.direction() != Direction::Neither) else {
            return String::new();
        };
        let words = match language {
            Language::En => ["better", "same", "worse"],
            Language::Fr => ["mieux", "pareil", "moins bien"],
        };
        let said = words.into_iter().zip(shares).filter(|(_, part)| *part > 0.0);
        said.map(|(word, part)| format!("{word} {}", share(part, language))).collect::<Vec<String>>().join(", ")
    }
}

/// Better, the same and worse: ties, which the tables count half for either side, stand by themselves.
fn shares(row: &DifferenceNumbers) -> Option<[f64; 3]> {
    let (better, same) = (row.probability_better?, row.probability_same?);
    let better = (better - same / 2.0).max(0.0);
    Some([better, same, (1.0 - better - same).max(0.0)].map(|part| if part < 1e-12 { 0.0 } else { part }))
}

impl Figure for ComparisonFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Comparison
    }

    fn finding(&self, language: Language) -> String {
        finding(self, language)
    }

    fn measure(&self, language: Language) -> String {
        let label = self.label(language);
        let unit = match self.metric.unit() {
            Unit::Currency => format!(" ({})", currency(&self.currency)),
            _ => String::new(),
        };
        let deciles = self.variants.iter().any(|variant| variant.deciles.is_some());
        let thin = if deciles {
            text!("; thin: p10 to p90 of the cases", " ; fin : p10 à p90 des cas")
        } else {
            crate::vocabulary::Text::default()
        };
        let thin = thin.into_string(language);
        text!(
            "Change in {label}{unit}@; dot: mean, thick: its 95% interval{thin}",
            "Écart : {label}{unit}@ ; point : moyenne, épais : son intervalle à 95 %{thin}"
        )
        .into_string(language)
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self
            .rows(language)
            .iter()
            .map(|row| format!("{} {} {}", row.name, row.said, row.verdict).trim_end().to_owned())
            .collect();
        let list = list.join("; ");
        text!("Differences from the baseline: {list}.", "Écarts à la référence : {list}.").into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.rows(language);
        if rows.is_empty() {
            return;
        }
        let columns = dot_rows::columns(room, &rows, 52.0);
        let (low, high) = dot_rows::extent(&rows);
        let (low, high) = (low.min(0.0), high.max(0.0));
        let pad = 0.06 * (high - low);
        let axis = Axis::linear(low - pad, high + pad, columns.plot.left, columns.plot.right);
        let ticks = Ticks::new(axis.high().max(-axis.low()), language);
        let plus = |tick: f64| if tick > 0.0 { "+" } else { "" };
        let text = |tick: f64| format!("{}{}", plus(tick), ticks.say(tick, language));
        dot_rows::scale(canvas, columns.plot, axis, &text);
        let zero = axis.at(0.0);
        canvas.line((zero, columns.plot.top - 4.0), (zero, columns.plot.bottom), Paint::stroke(palette::LINE, 1.8));
        let text = format!("{} {}", language.pick("baseline", "référence"), self.value(self.baseline, language));
        let label = Label::new(text, zero, columns.plot.top - 14.0, 19.0).bold().within(room.width());
        let half = label.width() / 2.0;
        let x = zero.min(room.right - half).max(room.left + half);
        canvas.text(Label { x, ..label }.centred());
        dot_rows::draw(canvas, &columns, axis, &rows, Some(zero));
        let baseline = columns.plot.bottom + 56.0;
        let mut unit = ticks.name("", language);
        unit = unit.trim_start_matches([',', ' ']).to_owned();
        let notes = [
            (rows.len() < self.variants.len()).then(|| {
                let (shown, all) = (rows.len(), self.variants.len());
                text!("{shown} of {all} variants, the strongest", "{shown} variantes sur {all}, les plus fortes")
                    .into_string(language)
            }),
            (!unit.is_empty()).then_some(unit),
        ];
        let note = notes.into_iter().flatten().collect::<Vec<String>>().join("  ·  ");
        canvas.text(Label::new(note, room.right, baseline, 17.0).ending().colour(palette::QUIET).within(room.width()));
    }

    fn table(&self) -> FigureTable {
        let row = |variant: &VariantDifference| {
            let optional = |value: Option<f64>| value.map_or(String::new(), cell);
            let shares = variant.shares;
            let part = |index: usize| optional(shares.map(|shares| shares[index]));
            vec![
                variant.name.clone(),
                if self.is_gain { "net_gain".to_owned() } else { self.metric.name().to_owned() },
                cell(self.baseline),
                cell(variant.difference),
                optional(variant.interval.map(|ends| ends.0)),
                optional(variant.interval.map(|ends| ends.1)),
                optional(variant.deciles.map(|ends| ends.0)),
                optional(variant.deciles.map(|ends| ends.1)),
                part(0),
                part(1),
                part(2),
            ]
        };
        let columns = vec![
            "variant",
            "metric",
            "baseline_mean",
            "difference",
            "ci_low",
            "ci_high",
            "p10",
            "p90",
            "better",
            "same",
            "worse",
        ];
        FigureTable { columns, rows: self.variants.iter().map(row).collect() }
    }
}
