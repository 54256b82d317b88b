use super::wording::{amount, capital, cell, short};
use super::{Figure, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Paint, Rect, Weight, isolate, palette, wrap};
use crate::vocabulary::{Language, Metric, Valence};

/// Ill word of mouth at the left, good at the right, on one scale.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Balance {
    /// From the customers who tell to what comes of it.
    pub rows: Vec<BalanceRow>,
}

/// One pair of bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BalanceRow {
    /// What is counted, in the language of the figure.
    pub name: String,
    /// How much of it is negative; `None` where it is unknown.
    pub negative: Option<f64>,
    /// How much of it is positive; `None` where it is unknown.
    pub positive: Option<f64>,
}

/// Rows that fit with readable text.
const MOST: usize = 7;

impl Balance {
    /// From the tables; what is undefined is unknown.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let (numbers, language) = (material.numbers, material.language);
        let value = |metric: Metric| numbers.metric(metric).map(|numbers| numbers.mean);
        let tellers = |valence: Valence| {
            let rows = numbers.generations(valence, Metric::Tellers);
            rows.map(|row| row.mean).reduce(|sum, mean| sum + mean)
        };
        let row = |en: &str, fr: &str, negative: Option<f64>, positive: Option<f64>| BalanceRow {
            name: language.pick(en, fr).to_owned(),
            negative,
            positive,
        };
        let mut rows = vec![
            row(
                "people who tell",
                "personnes qui en parlent",
                tellers(Valence::Negative),
                tellers(Valence::Positive).filter(|_| value(Metric::PositiveImpressions).is_some()),
            ),
            row("impressions", "écoutes", value(Metric::Impressions), value(Metric::PositiveImpressions)),
            row("people reached", "personnes touchées", value(Metric::Reach), value(Metric::PositiveReach)),
        ];
        let prospects = (value(Metric::ProspectsLost), value(Metric::ProspectsWon));
        if prospects.0.unwrap_or(0.0) + prospects.1.unwrap_or(0.0) > 0.0 {
            rows.push(row("prospects lost or won", "prospects perdus ou gagnés", prospects.0, prospects.1));
        }
        Self { rows }
    }

    fn shown(&self) -> &[BalanceRow] {
        &self.rows[..self.rows.len().min(MOST)]
    }

    /// The row that the title speaks of: the largest.
    fn largest(&self) -> Option<&BalanceRow> {
        let size = |row: &BalanceRow| row.negative.unwrap_or(0.0).max(row.positive.unwrap_or(0.0));
        self.shown().iter().max_by(|a, b| size(a).total_cmp(&size(b))).filter(|row| size(row) > 0.0)
    }
}

impl Figure for Balance {
    fn kind(&self) -> FigureKind {
        FigureKind::Balance
    }

    fn finding(&self, language: Language) -> String {
        let Some(row) = self.largest() else {
            return language
                .pick("Nobody tells anybody, ill or good", "Personne n'en parle, ni en mal ni en bien")
                .to_owned();
        };
        let (ill, good) = (said(row.negative, language), said(row.positive, language));
        let name = capital(&short(&row.name));
        if row.negative.is_none() || row.positive.is_none() {
            return match language {
                Language::En => format!("{name}: {ill} ill word of mouth, {good} good"),
                Language::Fr => format!("{name}\u{a0}: en mal {ill}, en bien {good}"),
            };
        }
        match (row.negative >= row.positive, language) {
            (true, Language::En) => format!("{name}: ill word of mouth outweighs good, {ill} to {good}"),
            (false, Language::En) => format!("{name}: good word of mouth outweighs ill, {good} to {ill}"),
            (true, Language::Fr) => format!("{name}\u{a0}: le mal l'emporte sur le bien, {ill} contre {good}"),
            (false, Language::Fr) => format!("{name}\u{a0}: le bien l'emporte sur le mal, {good} contre {ill}"),
        }
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self
            .shown()
            .iter()
            .map(|row| {
                format!("{} {} / {}", short(&row.name), said(row.negative, language), said(row.positive, language))
            })
            .collect();
        let start = language.pick(
            "Bars to the left for negative, to the right for positive:",
            "Barres à gauche pour le négatif, à droite pour le positif\u{a0}:",
        );
        format!("{start} {}.", list.join(", "))
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.shown();
        let numbers = rows.iter().flat_map(|row| [row.negative, row.positive]);
        let highest = numbers.clone().flatten().fold(0.0, f64::max);
        let sides = [(Valence::Negative, palette::ACCENT), (Valence::Positive, palette::BLUE)];
        let size = 26.0;
        let wide = numbers.map(|value| Weight::Bold.width(&said(value, language), size)).fold(0.0, f64::max) + 16.0;
        let names = (0.2 * room.width()).max(150.0);
        let (middle, half) = (room.middle_x(), names / 2.0);
        let axis = Axis::linear(0.0, highest, 0.0, room.width() / 2.0 - half - wide);
        let tall = ((room.height() - 44.0) / rows.len().max(1) as f64).min(120.0);
        for (valence, colour) in sides {
            let sign = if valence == Valence::Negative { -1.0 } else { 1.0 };
            let head = match valence {
                Valence::Negative => language.pick("← ill of the service", "← en mal"),
                Valence::Positive => language.pick("good of the service →", "en bien →"),
            };
            let label = Label::new(head, middle + sign * half, room.top + 20.0, 22.0).bold().colour(colour);
            canvas.text(if sign < 0.0 { label.ending() } else { label });
            for (index, row) in rows.iter().enumerate() {
                let value = if valence == Valence::Negative { row.negative } else { row.positive };
                let y = room.top + 44.0 + (index as f64 + 0.5) * tall;
                bar(
                    canvas,
                    (middle + sign * half, y),
                    sign * axis.at(value.unwrap_or(0.0)),
                    0.56 * tall,
                    (colour, size.min(0.5 * tall)),
                    &said(value, language),
                );
            }
        }
        for (index, row) in rows.iter().enumerate() {
            let y = room.top + 44.0 + (index as f64 + 0.5) * tall;
            let size = if tall > 60.0 { 21.0 } else { 18.0 };
            let lines = wrap(&isolate(&row.name), names - 20.0, size, Weight::Regular, if tall > 60.0 { 2 } else { 1 });
            let first = y + 7.0 - (lines.len() as f64 - 1.0) * Canvas::line_height(size) / 2.0;
            for (line, text) in lines.into_iter().enumerate() {
                canvas.text(Label::new(text, middle, first + line as f64 * Canvas::line_height(size), size).centred());
            }
        }
    }

    fn table(&self) -> FigureTable {
        let row = |row: &BalanceRow| {
            vec![row.name.clone(), row.negative.map_or(String::new(), cell), row.positive.map_or(String::new(), cell)]
        };
        FigureTable { columns: vec!["what", "negative", "positive"], rows: self.rows.iter().map(row).collect() }
    }
}

/// A number that may be unknown.
fn said(value: Option<f64>, language: Language) -> String {
    value.map_or_else(|| language.pick("unknown", "inconnu").to_owned(), |value| amount(value, language))
}

/// A bar from `start` over `length` (to the left where negative), with its number at the end.
fn bar(canvas: &mut Canvas, start: (f64, f64), length: f64, thick: f64, (colour, size): (Colour, f64), number: &str) {
    let end = start.0 + length;
    let area = Rect::new(start.0.min(end), start.1 - thick / 2.0, start.0.max(end), start.1 + thick / 2.0);
    canvas.rectangle(area, Paint::fill(colour));
    canvas.line((start.0, area.top - 6.0), (start.0, area.bottom + 6.0), Paint::stroke(palette::LINE, 1.4));
    let left = length < 0.0 || (length == 0.0 && length.is_sign_negative());
    let label = Label::new(number, if left { end - 10.0 } else { end + 10.0 }, start.1 + 0.36 * size, size).bold();
    canvas.text(if left { label.ending() } else { label });
}
