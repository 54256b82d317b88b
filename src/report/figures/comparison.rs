use super::dot_rows::{self, DotRow};
use super::numbers::DifferenceNumbers;
use super::wording::{Ticks, amount, cell, currency, money, share, short, subject};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, isolate, palette};
use crate::vocabulary::{Direction, Language, Metric, Unit};

/// Variants against the baseline: the mean difference with its intervals, and how often the variant does better.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonFigure {
    /// What is compared.
    pub metric: Metric,
    /// The currency of money metrics.
    pub currency: String,
    /// The baseline's mean.
    pub baseline: f64,
    /// The variants, in the order of the scenario.
    pub variants: Vec<VariantDifference>,
}

/// One variant against the baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VariantDifference {
    /// Its title.
    pub name: String,
    /// Mean difference, variant - baseline.
    pub difference: f64,
    /// Its standard error; `None` below two replicates.
    pub std_error: Option<f64>,
    /// The standard deviation of the difference over the replicates; `None` below two.
    pub std_dev: Option<f64>,
    /// Share of the replicates in which it does better, ties counting half; `None` where neither way is better.
    pub probability_better: Option<f64>,
}

/// The half-width of the 95 % interval of a mean, in standard errors (normal quantile).
const WIDE: f64 = 1.959_963_984_540_054;

impl ComparisonFigure {
    /// From the tables: the metric asked for, else the net loss where money is at stake, else how many know.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let rows = &material.numbers.differences;
        let money = rows.iter().any(|row| row.metric == Metric::NetLoss && row.difference != 0.0);
        let metric = material.metric.unwrap_or(if money { Metric::NetLoss } else { Metric::Aware });
        let own: Vec<&DifferenceNumbers> = rows.iter().filter(|row| row.metric == metric).collect();
        let Some(first) = own.first() else {
            return Err(if rows.is_empty() {
                FigureError::Nothing(FigureKind::Comparison, "it has no variant")
            } else {
                FigureError::Undefined(metric)
            });
        };
        let title = |name: &str| {
            let variant = material.scenario.variants.iter().find(|variant| variant.name == name);
            variant.map_or(name, |variant| variant.title.pick(material.language, name)).to_owned()
        };
        let variant = |row: &&DifferenceNumbers| VariantDifference {
            name: title(&row.variant),
            difference: row.difference,
            std_error: row.std_error,
            std_dev: row.std_error.map(|error| error * (material.numbers.replicates as f64).sqrt()),
            probability_better: row.probability_better,
        };
        Ok(Self {
            metric,
            currency: material.scenario.currency.clone(),
            baseline: first.baseline,
            variants: own.iter().map(variant).collect(),
        })
    }

    fn value(&self, value: f64, language: Language) -> String {
        match self.metric.unit() {
            Unit::Currency => money(value, &self.currency, language),
            _ => amount(value, language),
        }
    }

    fn signed(&self, value: f64, language: Language) -> String {
        let text = self.value(value, language);
        if value > 0.0 { format!("+{text}") } else { text }
    }

    /// Whether a difference helps the firm.
    fn better(&self, difference: f64) -> Option<bool> {
        match self.metric.direction() {
            Direction::LowerIsBetter if difference != 0.0 => Some(difference < 0.0),
            Direction::HigherIsBetter if difference != 0.0 => Some(difference > 0.0),
            _ => None,
        }
    }

    fn best(&self) -> Option<&VariantDifference> {
        let gain = |variant: &VariantDifference| match self.metric.direction() {
            Direction::HigherIsBetter => variant.difference,
            _ => -variant.difference,
        };
        self.variants.iter().max_by(|a, b| gain(a).total_cmp(&gain(b)))
    }

    fn rows(&self, language: Language) -> Vec<DotRow> {
        let row = |variant: &VariantDifference| {
            let around = |half: Option<f64>| {
                let half = half.filter(|half| half.is_finite())?;
                Some((variant.difference - half, variant.difference + half))
            };
            let verdict = variant.probability_better.map_or(String::new(), |part| {
                let part = share(part, language);
                match language {
                    Language::En => format!("better in {part} of cases"),
                    Language::Fr => format!("mieux dans {part} des cas"),
                }
            });
            DotRow {
                name: isolate(&variant.name),
                note: String::new(),
                value: variant.difference,
                thick: around(variant.std_error.map(|error| WIDE * error)),
                thin: around(variant.std_dev),
                said: self.signed(variant.difference, language),
                verdict,
                colour: match self.better(variant.difference) {
                    Some(true) => palette::BLUE,
                    Some(false) => palette::ACCENT,
                    None => palette::QUIET,
                },
            }
        };
        self.variants.iter().take(dot_rows::MOST).map(row).collect()
    }
}

impl Figure for ComparisonFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Comparison
    }

    fn finding(&self, language: Language) -> String {
        let (label, baseline) = (self.metric.label(language), self.value(self.baseline, language));
        let Some(best) = self.best() else {
            return match language {
                Language::En => format!("Nothing to compare: the scenario has no variant ({label} {baseline})"),
                Language::Fr => format!("Rien à comparer\u{a0}: le scénario n'a pas de variante ({label} {baseline})"),
            };
        };
        let subject = subject(self.metric, language);
        let (name, change) = (short(&best.name), self.signed(best.difference, language));
        let clear = best.std_error.is_none_or(|error| best.difference.abs() > WIDE * error);
        match (clear, self.better(best.difference), language) {
            (true, Some(true), Language::En) => {
                format!("{subject}: {change} from {baseline} with “{name}”, the best variant")
            }
            (true, Some(true), Language::Fr) => {
                format!(
                    "{subject}\u{a0}: {change} par rapport à {baseline} avec «\u{a0}{name}\u{a0}», la meilleure variante"
                )
            }
            (true, None, Language::En) => format!("{subject}: {change} from {baseline} with “{name}”"),
            (true, None, Language::Fr) => {
                format!("{subject}\u{a0}: {change} par rapport à {baseline} avec «\u{a0}{name}\u{a0}»")
            }
            (_, _, Language::En) => format!("{subject}: no variant clearly beats the baseline of {baseline}"),
            (_, _, Language::Fr) => {
                format!("{subject}\u{a0}: aucune variante ne bat nettement la référence, {baseline}")
            }
        }
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> =
            self.rows(language).iter().map(|row| format!("{} {} {}", row.name, row.said, row.verdict)).collect();
        let start = language.pick(
            "Differences from the baseline with intervals and spread:",
            "Écarts à la référence, avec intervalles et dispersion\u{a0}:",
        );
        format!("{start} {}.", list.join(", "))
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.rows(language);
        let columns = dot_rows::columns(room, &rows);
        let (low, high) = dot_rows::extent(&rows);
        let (low, high) = (low.min(0.0), high.max(0.0));
        let pad = 0.06 * (high - low);
        let axis = Axis::linear(low - pad, high + pad, columns.plot.left, columns.plot.right);
        let ticks = Ticks::new(axis.high().max(-axis.low()), language);
        let plus = |tick: f64| if tick > 0.0 { "+" } else { "" };
        dot_rows::scale(canvas, columns.plot, axis, &|tick| format!("{}{}", plus(tick), ticks.say(tick, language)));
        let zero = axis.at(0.0);
        canvas.line((zero, columns.plot.top - 4.0), (zero, columns.plot.bottom), Paint::stroke(palette::INK, 1.8));
        let text = format!("{} {}", language.pick("baseline", "référence"), self.value(self.baseline, language));
        let label = Label::new(text, zero, room.top + 18.0, 19.0).bold().within(room.width());
        let half = label.width() / 2.0;
        let x = zero.min(room.right - half).max(room.left + half);
        canvas.text(Label { x, ..label }.centred());
        dot_rows::draw(canvas, &columns, axis, &rows);
        let unit = match self.metric.unit() {
            Unit::Currency => format!(" ({})", currency(&self.currency)),
            _ => String::new(),
        };
        let what = format!("{}{}{unit}", language.pick("change: ", "écart\u{a0}: "), self.metric.label(language));
        let baseline = columns.plot.bottom + 56.0;
        let mut note = language
            .pick(
                "thick: 95% interval of the mean; thin: ± 1 standard deviation of the cases",
                "épais\u{a0}: intervalle à 95\u{a0}% de la moyenne\u{202f}; fin\u{a0}: ± 1 écart type des cas",
            )
            .to_owned();
        if rows.len() < self.variants.len() {
            let (shown, all) = (rows.len(), self.variants.len());
            note = format!("{shown} {} {all}; {note}", language.pick("variants of", "variantes sur"));
        }
        let note =
            Label::new(note, room.right, baseline, 16.0).ending().colour(palette::QUIET).within(0.6 * room.width());
        let name = Label::new(ticks.name(&what, language), columns.plot.left, baseline, 19.0).bold();
        let free = note.area().left - 24.0;
        // A long name begins further left: nothing else stands in that line.
        let left = name.x.min(free - name.width()).max(room.left);
        canvas.text(Label { x: left, ..name }.within(free - left));
        canvas.text(note);
    }

    fn table(&self) -> FigureTable {
        let row = |variant: &VariantDifference| {
            let optional = |value: Option<f64>| value.map_or(String::new(), cell);
            let half = variant.std_error.map(|error| WIDE * error);
            vec![
                variant.name.clone(),
                self.metric.name().to_owned(),
                cell(self.baseline),
                cell(variant.difference),
                optional(half.map(|half| variant.difference - half)),
                optional(half.map(|half| variant.difference + half)),
                optional(variant.std_dev),
                optional(variant.probability_better),
            ]
        };
        let columns = vec![
            "variant",
            "metric",
            "baseline_mean",
            "difference",
            "ci_low",
            "ci_high",
            "std_dev",
            "probability_better",
        ];
        FigureTable { columns, rows: self.variants.iter().map(row).collect() }
    }
}
