use super::wording::{cell, share, subject};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, Weight, palette, whole_words, wrap};
use crate::text;
use crate::vocabulary::{Language, Metric, capital, format_percent};

/// How much of what differs from case to case is what nobody knows, and how much is chance.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VarianceFigure {
    /// One for each metric, that of the title first.
    pub rows: Vec<VarianceParts>,
}

/// The parts of the variance of one metric.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceParts {
    /// The metric.
    pub metric: Metric,
    /// The share that nobody knows: from 0 to 1, but for the noise of its estimate.
    pub unknown: f64,
    /// Its standard error.
    pub std_error: f64,
}

/// Metrics that a reader looks for first.
const FIRST: [Metric; 9] = [
    Metric::NetLoss,
    Metric::Aware,
    Metric::PositiveReach,
    Metric::CustomersLost,
    Metric::ProspectsLost,
    Metric::Complaints,
    Metric::Silent,
    Metric::Recovered,
    Metric::Impressions,
];
/// Rows that fit with readable text.
const MOST: usize = 8;
const NAME: f64 = 20.0;
const PART: f64 = 20.0;

impl VarianceFigure {
    /// From the tables: the metric asked for first.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let numbers = &material.numbers.variance;
        let known = |metric: Metric| {
            let row = numbers.iter().find(|row| row.metric == metric)?;
            Some(VarianceParts { metric, unknown: row.unknown, std_error: row.std_error })
        };
        if let Some(metric) = material.metric
            && known(metric).is_none()
            && !numbers.is_empty()
        {
            return Err(FigureError::Undefined(metric));
        }
        let order = material.metric.into_iter().chain(FIRST).chain(numbers.iter().map(|row| row.metric));
        let mut rows: Vec<VarianceParts> = Vec::new();
        for parts in order.filter_map(known) {
            if rows.iter().all(|row| row.metric != parts.metric) {
                rows.push(parts);
            }
        }
        if rows.is_empty() {
            return Err(FigureError::Nothing(
                FigureKind::Variance,
                &["none of its numbers is unknown", "aucun de ses nombres n'est inconnu"],
            ));
        }
        Ok(Self { rows })
    }
}

impl VarianceParts {
    /// What of its share there can be.
    fn unknown(&self) -> f64 {
        self.unknown.clamp(0.0, 1.0)
    }

    /// The 95 % interval of the share.
    fn interval(&self) -> (f64, f64) {
        let half = 1.96 * self.std_error;
        ((self.unknown - half).clamp(0.0, 1.0), (self.unknown + half).clamp(0.0, 1.0))
    }
}

impl Figure for VarianceFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Variance
    }

    fn finding(&self, language: Language) -> String {
        let Some(row) = self.rows.first() else {
            return text!("Nothing varies from case to case", "Rien ne varie d'un cas à l'autre").into_string(language);
        };
        let subject = subject(row.metric, language);
        let (low, high) = row.interval();
        let [unknown, chance] = [row.unknown(), 1.0 - row.unknown()].map(|part| share(part, language));
        if low <= 0.0 {
            let most = share(high, language);
            return text!(
                "{subject}: what differs from case to case is chance; what nobody knows makes {most} of it at most",
                "{subject} : ce qui varie d'un cas à l'autre est le hasard ; ce que personne ne sait en fait {most} au plus"
            )
            .into_string(language);
        }
        if low > 0.5 {
            return text!(
                "{subject}: {unknown} of what differs from case to case is what nobody knows, {chance} is chance",
                "{subject} : {unknown} de ce qui varie d'un cas à l'autre vient de ce que personne ne sait, {chance} du hasard"
            )
            .into_string(language);
        }
        if high < 0.5 {
            return text!(
                "{subject}: {chance} of what differs from case to case is chance, {unknown} is what nobody knows",
                "{subject} : {chance} de ce qui varie d'un cas à l'autre vient du hasard, {unknown} de ce que personne ne sait"
            )
            .into_string(language);
        }
        text!(
            "{subject}: what nobody knows and chance make about as much of what differs ({unknown} and {chance})",
            "{subject} : ce que personne ne sait et le hasard font à peu près autant de ce qui varie ({unknown} et {chance})"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        text!(
            "Shares of the variance from case to case; below each bar the 95% interval of its border",
            "Parts de la variance d'un cas à l'autre ; sous chaque barre, l'intervalle à 95 % de sa limite"
        )
        .into_string(language)
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let all = self.rows.len();
        let said =
            text!("{MOST} of {all} metrics, the most looked for", "{MOST} indicateurs sur {all}, les plus demandés");
        (all > MOST).then(|| said.into_string(language))
    }

    fn description(&self, language: Language) -> String {
        let said = |row: &VarianceParts| {
            let (label, unknown) = (row.metric.label(language), share(row.unknown(), language));
            format!("{label} {unknown}")
        };
        let list = self.rows.iter().map(said).collect::<Vec<String>>().join(", ");
        text!(
            "Bars from 0 to 100%; unknown: {list}; the rest is chance.",
            "Barres de 0 à 100 % ; part inconnue : {list} ; le reste est le hasard."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = &self.rows[..self.rows.len().min(MOST)];
        if rows.is_empty() {
            return;
        }
        let names = rows.iter().map(|row| Weight::Bold.width(row.metric.label(language), NAME)).fold(0.0, f64::max);
        let left = room.left + names.clamp(120.0, 0.28 * room.width()) + 24.0;
        let area = Rect { left, right: room.right - 30.0, ..room }.inset(0.0, 34.0, 0.0, 42.0);
        let tall = (area.height() / rows.len() as f64).min((0.2 * area.height()).max(110.0));
        let spare = area.height() - tall * rows.len() as f64;
        let top = area.top + 0.35 * spare;
        let area = Rect { top, bottom: top + tall * rows.len() as f64, ..area };
        let axis = Axis::linear(0.0, 1.0, area.left, area.right);
        super::dot_rows::scale(canvas, area, axis, &|tick| format_percent(tick, 0, language));
        let heads = [
            (language.pick("what nobody knows", "ce que personne ne sait"), palette::ACCENT),
            (language.pick("chance", "hasard"), palette::BLUE),
        ];
        let [unknown, chance] =
            heads.map(|(text, colour)| Label::new(text, 0.0, area.top - 12.0, NAME).bold().colour(colour).name());
        canvas.text(Label { x: area.left, ..unknown }.within(0.7 * area.width()));
        canvas.text(Label { x: area.right, ..chance }.ending().within(0.3 * area.width()));
        for (index, row) in rows.iter().enumerate() {
            let middle = area.top + (index as f64 + 0.5) * tall;
            self::name(canvas, (room.left, left - 16.0), (middle, tall), &capital(row.metric.label(language)));
            row.bar(canvas, axis, (middle, tall), language);
        }
    }

    fn table(&self) -> FigureTable {
        let row = |row: &VarianceParts| {
            let mut cells = vec![row.metric.name().to_owned()];
            cells.extend([row.unknown, 1.0 - row.unknown, row.std_error].map(cell));
            cells
        };
        FigureTable {
            columns: vec!["metric", "unknown", "chance", "std_error"],
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// What a bar is of, in up to two lines at its left.
fn name(canvas: &mut Canvas, (left, right): (f64, f64), (middle, tall): (f64, f64), text: &str) {
    let most = |size: f64| if tall >= 2.0 * Canvas::line_height(size) { 2 } else { 1 };
    let sizes = [NAME, 17.0, 15.0, 13.0, 12.0].map(|size| size.min(0.42 * tall));
    let size = whole_words(text, right - left, &sizes, Weight::Bold, most);
    let (line, most) = (Canvas::line_height(size), most(size));
    let lines = wrap(text, right - left, size, Weight::Bold, most);
    let first = middle + 0.35 * size - (lines.len() as f64 - 1.0) * line / 2.0;
    for (place, text) in lines.into_iter().enumerate() {
        canvas.text(Label::new(text, right, first + place as f64 * line, size).bold().ending().name());
    }
}

impl VarianceParts {
    /// The two parts with their shares inside, where they have room, and the interval of their border below.
    fn bar(&self, canvas: &mut Canvas, axis: Axis, (middle, tall): (f64, f64), language: Language) {
        let (top, bottom) = (middle - 0.3 * tall, middle + 0.22 * tall);
        let border = axis.at(self.unknown());
        let parts = [
            (axis.at(0.0), border, self.unknown(), palette::ACCENT),
            (border, axis.at(1.0), 1.0 - self.unknown(), palette::SKY),
        ];
        for (from, to, part, colour) in parts {
            canvas.rectangle(Rect::new(from, top, to, bottom), Paint::mark(colour));
            let size = PART.min(0.8 * (bottom - top));
            let label = Label::new(
                share(part, language),
                f64::midpoint(from, to),
                f64::midpoint(top, bottom) + 0.35 * size,
                size,
            );
            let label = label.bold().centred().colour(colour.ink());
            if label.width() + 12.0 < to - from {
                canvas.text(label);
            }
        }
        let (low, high) = self.interval();
        let y = middle + 0.32 * tall;
        let (low, high) = (axis.at(low), axis.at(high));
        canvas.line((low, y), (high, y), Paint::stroke(palette::INK, 2.0));
        for x in [low, high] {
            canvas.line((x, y - 3.5), (x, y + 3.5), Paint::stroke(palette::INK, 2.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(unknown: f64, std_error: f64) -> [String; 2] {
        let figure = VarianceFigure { rows: vec![VarianceParts { metric: Metric::NetLoss, unknown, std_error }] };
        Language::ALL.map(|language| figure.finding(language).replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'"))
    }

    /// Every kind of data with its sentence, in both languages.
    #[test]
    fn every_kind_of_data_has_its_sentence() {
        let cases = [
            (
                "mostly unknown",
                (0.83, 0.02),
                "Net loss: 83% of what differs from case to case is what nobody knows, 17% is chance",
                "Perte nette : 83 % de ce qui varie d'un cas à l'autre vient de ce que personne ne sait, 17 % du hasard",
            ),
            (
                "unknown alone",
                (1.002, 0.001),
                "Net loss: 100% of what differs from case to case is what nobody knows, 0% is chance",
                "Perte nette : 100 % de ce qui varie d'un cas à l'autre vient de ce que personne ne sait, 0 % du hasard",
            ),
            (
                "mostly chance",
                (0.12, 0.03),
                "Net loss: 88% of what differs from case to case is chance, 12% is what nobody knows",
                "Perte nette : 88 % de ce qui varie d'un cas à l'autre vient du hasard, 12 % de ce que personne ne sait",
            ),
            (
                "not told from nothing",
                (0.01, 0.02),
                "Net loss: what differs from case to case is chance; what nobody knows makes 5% of it at most",
                "Perte nette : ce qui varie d'un cas à l'autre est le hasard ; ce que personne ne sait en fait 5 % au plus",
            ),
            (
                "below nothing by chance",
                (-0.03, 0.02),
                "Net loss: what differs from case to case is chance; what nobody knows makes 0.9% of it at most",
                "Perte nette : ce qui varie d'un cas à l'autre est le hasard ; ce que personne ne sait en fait 0,9 % au plus",
            ),
            (
                "about as much",
                (0.52, 0.03),
                "Net loss: what nobody knows and chance make about as much of what differs (52% and 48%)",
                "Perte nette : ce que personne ne sait et le hasard font à peu près autant de ce qui varie (52 % et 48 %)",
            ),
        ];
        for (name, (unknown, std_error), en, fr) in cases {
            assert_eq!(said(unknown, std_error), [en, fr], "{name}");
        }
    }
}
