use super::wording::{amount, cell, short};
use super::{Figure, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Paint, Rect, Weight, isolate, palette, whole_words, wrap};
use crate::text;
use crate::vocabulary::{Language, Metric, Text, Valence, capital};

/// Ill word of mouth at the left, good at the right.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Balance {
    /// From the customers who tell to what comes of it.
    pub rows: Vec<BalanceRow>,
}

/// One pair of bars, on a scale of its own.
#[doc = include_str!("examples/people.md")]
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
    /// From the tables; what is undefined is unknown, and so is all the good where nobody counts the satisfied.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let (numbers, language) = (material.numbers, material.language);
        let knows_satisfied = numbers.metric(Metric::Satisfied).is_some();
        let ill = |metric: Metric| numbers.metric(metric).map(|_| numbers.mean(metric));
        let good = |metric: Metric| ill(metric).filter(|_| knows_satisfied);
        let tellers = |valence: Valence| {
            let rows = numbers.generations(valence, Metric::Tellers);
            rows.map(|row| row.mean).reduce(|sum, mean| sum + mean)
        };
        let row = |name: Text, negative: Option<f64>, positive: Option<f64>| BalanceRow {
            name: name.into_string(language),
            negative,
            positive,
        };
        let mut rows = vec![
            row(
                text!("people who tell", "personnes qui en parlent"),
                tellers(Valence::Negative),
                tellers(Valence::Positive).filter(|_| knows_satisfied),
            ),
            row(text!("impressions", "contacts (ODE)"), ill(Metric::Impressions), good(Metric::PositiveImpressions)),
            row(text!("people reached", "personnes touchées"), ill(Metric::Reach), good(Metric::PositiveReach)),
        ];
        let prospects = (ill(Metric::ProspectsLost), good(Metric::ProspectsWon));
        if prospects.0.unwrap_or(0.0) + prospects.1.unwrap_or(0.0) > 0.0 {
            rows.push(row(text!("prospects lost or won", "prospects perdus ou gagnés"), prospects.0, prospects.1));
        }
        Self { rows }
    }

    fn shown(&self) -> &[BalanceRow] {
        &self.rows[..self.rows.len().min(MOST)]
    }
}

impl Figure for Balance {
    fn kind(&self) -> FigureKind {
        FigureKind::Balance
    }

    /// What it comes to: the last row, prospects where they are known.
    fn finding(&self, language: Language) -> String {
        let size = |row: &&BalanceRow| row.negative.unwrap_or(0.0) + row.positive.unwrap_or(0.0) > 0.0;
        let Some(row) = self.shown().iter().rfind(size) else {
            return text!("Nobody tells anybody, ill or good", "Personne n'en parle, ni en bien ni en mal")
                .into_string(language);
        };
        let (ill, good) = (said(row.negative, language), said(row.positive, language));
        let name = capital(&short(&row.name));
        match (row.negative, row.positive) {
            (_, None) => text!(
                "{name}: {ill} by ill word of mouth; how much good is said is not known",
                "{name} : {ill} par le bouche-à-oreille négatif ; ce qui se dit de positif n'est pas connu"
            ),
            (None, _) => text!(
                "{name}: {good} by good word of mouth; how much ill is said is not known",
                "{name} : {good} par le bouche-à-oreille positif ; ce qui se dit de négatif n'est pas connu"
            ),
            _ if ill == good => text!(
                "{name}: ill and good word of mouth weigh the same, {ill} each",
                "{name} : le négatif et le positif se valent, {ill} de chaque côté"
            ),
            (Some(negative), Some(positive)) if negative > positive => text!(
                "{name}: ill word of mouth outweighs good, {ill} to {good}",
                "{name} : le bouche-à-oreille négatif l'emporte, {ill} contre {good}"
            ),
            _ => text!(
                "{name}: good word of mouth outweighs ill, {good} to {ill}",
                "{name} : le bouche-à-oreille positif l'emporte, {good} contre {ill}"
            ),
        }
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        text!("Mean@; each row on a scale of its own", "En moyenne@ ; chaque ligne à sa propre échelle")
            .into_string(language)
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self
            .shown()
            .iter()
            .map(|row| {
                format!("{} {} / {}", short(&row.name), said(row.negative, language), said(row.positive, language))
            })
            .collect();
        let list = list.join(", ");
        text!(
            "Bars to the left for negative, to the right for positive: {list}.",
            "Barres à gauche pour le négatif, à droite pour le positif : {list}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.shown();
        let sides = [(Valence::Negative, palette::ACCENT), (Valence::Positive, palette::BLUE)];
        let names = (0.24 * room.width()).max(180.0);
        let half = names / 2.0;
        let numbers = rows.iter().flat_map(|row| [row.negative, row.positive]);
        let wide = numbers.map(|value| Weight::Bold.width(&said(value, language), 26.0)).fold(0.0, f64::max) + 16.0;
        // Enormous numbers are set smaller, so that some room is left for the bars.
        let size = 26.0 * ((0.85 * (room.width() / 2.0 - half)) / wide).min(1.0);
        let wide = wide * size / 26.0;
        let middle = room.middle_x();
        let tall = ((room.height() - 44.0) / rows.len().max(1) as f64).min(150.0);
        let top = room.top + 0.3 * (room.height() - 44.0 - tall * rows.len() as f64).max(0.0);
        for (valence, colour) in sides {
            let sign = if valence == Valence::Negative { -1.0 } else { 1.0 };
            let head = match valence {
                Valence::Negative => language.pick("← ill of the service", "← négatif"),
                Valence::Positive => language.pick("good of the service →", "positif →"),
            };
            let label = Label::new(head, middle + sign * half, top + 20.0, 22.0).bold().colour(colour);
            canvas.text(if sign < 0.0 { label.ending() } else { label });
            for (index, row) in rows.iter().enumerate() {
                let highest = row.negative.unwrap_or(0.0).max(row.positive.unwrap_or(0.0));
                let axis = Axis::linear(0.0, highest, 0.0, room.width() / 2.0 - half - wide);
                let value = if valence == Valence::Negative { row.negative } else { row.positive };
                let length = if highest > 0.0 { axis.at(value.unwrap_or(0.0)) } else { 0.0 };
                let y = top + 44.0 + (index as f64 + 0.5) * tall;
                let text = (said(value, language), size.min(0.5 * tall));
                bar(canvas, (middle + sign * half, y), sign * length, 0.5 * tall, colour, text);
            }
        }
        for (index, row) in rows.iter().enumerate() {
            let y = top + 44.0 + (index as f64 + 0.5) * tall;
            let (name, most) = (isolate(&row.name), if tall > 60.0 { 3 } else { 1 });
            let sizes = if tall > 60.0 { [20.0, 17.0, 14.0] } else { [17.0, 14.0, 12.0] };
            let size = whole_words(&name, names - 20.0, &sizes, Weight::Regular, |_| most);
            let lines = wrap(&name, names - 20.0, size, Weight::Regular, most);
            let first = y + 7.0 - (lines.len() as f64 - 1.0) * Canvas::line_height(size) / 2.0;
            for (line, text) in lines.into_iter().enumerate() {
                let y = first + line as f64 * Canvas::line_height(size);
                canvas.text(Label::new(text, middle, y, size).centred().name());
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

/// A number that may be unknown; people are whole.
fn said(value: Option<f64>, language: Language) -> String {
    let say =
        |value: f64| if value > 0.0 && value < 0.5 { amount(value, language) } else { amount(value.round(), language) };
    value.map_or_else(|| language.pick("unknown", "inconnu").to_owned(), say)
}

/// A bar from `start` over `length` (to the left where negative), with its number at the end.
fn bar(canvas: &mut Canvas, start: (f64, f64), length: f64, thick: f64, colour: Colour, (number, size): (String, f64)) {
    let end = start.0 + length;
    let area = Rect::new(start.0.min(end), start.1 - thick / 2.0, start.0.max(end), start.1 + thick / 2.0);
    canvas.rectangle(area, Paint::mark(colour));
    canvas.line((start.0, area.top - 6.0), (start.0, area.bottom + 6.0), Paint::stroke(palette::LINE, 1.4));
    let left = length < 0.0 || (length == 0.0 && length.is_sign_negative());
    let label = Label::new(number, if left { end - 10.0 } else { end + 10.0 }, start.1 + 0.36 * size, size).bold();
    canvas.text(if left { label.ending() } else { label });
}
