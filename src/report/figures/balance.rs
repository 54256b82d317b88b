use super::wording::{amount, capital, cell, short};
use super::{Figure, Kind, Table};
use crate::figure::{Axis, Canvas, Colour, Label, Paint, Rect, Weight, isolate, palette, wrap};
use crate::vocabulary::{Language, Valence};

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
    /// How much of it is negative.
    pub negative: f64,
    /// How much of it is positive.
    pub positive: f64,
}

/// Rows that fit with readable text.
const MOST: usize = 7;

impl Balance {
    fn shown(&self) -> &[BalanceRow] {
        &self.rows[..self.rows.len().min(MOST)]
    }

    /// The row that the title speaks of: the largest.
    fn largest(&self) -> Option<&BalanceRow> {
        let size = |row: &BalanceRow| row.negative.max(row.positive);
        self.shown().iter().max_by(|a, b| size(a).total_cmp(&size(b))).filter(|row| size(row) > 0.0)
    }
}

impl Figure for Balance {
    fn kind(&self) -> Kind {
        Kind::Balance
    }

    fn finding(&self, language: Language) -> String {
        let Some(row) = self.largest() else {
            return language
                .pick("Nobody tells anybody, ill or good", "Personne n'en parle, ni en mal ni en bien")
                .to_owned();
        };
        let (ill, good) = (amount(row.negative, language), amount(row.positive, language));
        let name = capital(&short(&row.name));
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
                format!("{} {} / {}", short(&row.name), amount(row.negative, language), amount(row.positive, language))
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
        let highest = rows.iter().map(|row| row.negative.max(row.positive)).fold(0.0, f64::max);
        let sides = [(Valence::Negative, palette::ACCENT), (Valence::Positive, palette::BLUE)];
        let numbers = rows.iter().flat_map(|row| [row.negative, row.positive]);
        let size = 26.0;
        let wide = numbers.map(|value| Weight::Bold.width(&amount(value, language), size)).fold(0.0, f64::max) + 16.0;
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
                    sign * axis.at(value),
                    0.56 * tall,
                    (colour, size.min(0.5 * tall)),
                    &amount(value, language),
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

    fn table(&self) -> Table {
        let row = |row: &BalanceRow| vec![row.name.clone(), cell(row.negative), cell(row.positive)];
        Table { columns: vec!["what", "negative", "positive"], rows: self.rows.iter().map(row).collect() }
    }
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
