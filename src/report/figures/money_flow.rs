use super::addends::Addends;
use super::means::Means;
use super::wording::nouns::{COMPLAINED, CUSTOMERS, KEPT_SILENT, LET_DOWN};
use super::wording::{cell, money, per_period, share};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, palette};
use crate::text;
use crate::vocabulary::{Language, Metric, Outcome, Text, is_singular};

/// From the customers served to the money lost with those who leave: let down, complained or not, stayed or lost. Means.
#[doc = include_str!("examples/money.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyFlow {
    /// Customers served in all periods, where that is known.
    pub served: Option<f64>,
    /// Those who complained: who stayed, who left.
    pub complained: [f64; 2],
    /// Those who told the firm nothing: who stayed, who left.
    pub silent: [f64; 2],
    /// People who heard of it.
    pub heard: f64,
    /// What those who leave would have spent, who complained and who did not; 0 where nobody says.
    pub worth: [f64; 2],
    /// The currency.
    pub currency: String,
    /// The period.
    pub period: String,
    /// Whether the means are exact, not averages of replicates.
    pub by_formula: bool,
}

const NODE: f64 = 24.0;
const NUMBER: f64 = 24.0;
const NAME: f64 = 18.0;
/// From the baseline of a number to that of the name below it.
const BELOW: f64 = 26.0;

impl MoneyFlow {
    /// Means by the formula where there is one, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let lost = material.numbers.metric(Metric::CustomersLost).map(|_| material.numbers.mean(Metric::CustomersLost));
        let lost = lost.ok_or(FigureError::Undefined(Metric::CustomersLost))?;
        let means = Means::of(material);
        let sum_of = |numbers: &[f64], silent: bool| {
            let groups = means.groups.iter().zip(numbers).filter(|(group, _)| group.outcome != Outcome::Satisfied);
            let own = groups.filter(|(group, _)| (group.outcome == Outcome::Silent) == silent);
            own.map(|(_, number)| number).sum::<f64>()
        };
        let lost_of: Vec<f64> = means.groups.iter().map(|group| group.customers_lost).collect();
        let leavers = |silent: bool| sum_of(&lost_of, silent);
        let sum = leavers(true) + leavers(false);
        let scale = if sum > 0.0 { lost / sum } else { 0.0 };
        let parts = |all: f64, silent: bool| {
            let left = (leavers(silent) * scale).min(all);
            [all - left, left]
        };
        let exact = [Metric::CustomersLost, Metric::RevenueLost];
        Ok(Self {
            served: means.served,
            complained: parts(means.complaints, false),
            silent: parts(means.silent, true),
            heard: means.levels()[2],
            worth: [false, true].map(|silent| sum_of(&means.worth, silent)),
            currency: material.scenario.currency.clone(),
            period: material.scenario.period.clone(),
            by_formula: means.by_formula && exact.into_iter().all(|metric| material.numbers.is_by_formula(metric)),
        })
    }

    /// How many are said to have complained and stayed, complained and left, been silent and stayed, been silent and left;
    /// `labels`: as in the drawing.
    fn people(&self, labels: bool) -> Addends {
        let sum = |parts: [f64; 2]| parts[0] + parts[1];
        let levels = [sum(self.complained), sum(self.silent), self.heard];
        let parts = self.parts();
        let whole = [parts.iter().sum::<f64>().round()];
        let people = Addends::people(levels, if labels { &parts } else { &whole });
        people.stayed_and_lost(self.complained, self.silent)
    }

    /// Stayed and lost of those who complained, then of those who did not.
    fn parts(&self) -> [f64; 4] {
        [self.complained[0], self.complained[1], self.silent[0], self.silent[1]]
    }

    fn lost(&self) -> f64 {
        self.complained[1] + self.silent[1]
    }
}

impl Figure for MoneyFlow {
    fn kind(&self) -> FigureKind {
        FigureKind::Money
    }

    fn finding(&self, language: Language) -> String {
        let let_down: f64 = self.parts().iter().sum();
        if let_down <= 0.0 {
            return text!("No customer was let down, none is lost", "Aucun client n'est déçu, aucun n'est perdu")
                .into_string(language);
        }
        let people = self.people(false);
        if self.lost() <= 0.0 {
            let all = people.total(language).of(LET_DOWN, language);
            return text!("{all}, and none of them is lost", "{all}, et aucun n'est perdu").into_string(language);
        }
        let part = share(self.silent[1] / self.lost(), language);
        let said = people.joined(&[vec![1, 3]]).total(language);
        let cost = if self.worth[1] > 0.0 {
            let value = money(self.worth[1], &self.currency, language);
            let period = per_period(&self.period, language);
            let (en, fr) =
                (format!("; these are worth {value} {period}"), format!(" ; ceux-là représentent {value} {period}"));
            text!("{en}", "{fr}")
        } else {
            Text::default()
        };
        let (en, fr) = (cost.en.trim_end().to_owned(), cost.fr.trim_end().to_owned());
        if said.value < 2.0 {
            let lost = said.spoken(language);
            return text!(
                "{part} of the customers lost ({lost} on average) had told the firm nothing{en}",
                "{part} des clients perdus ({lost} en moyenne) n'avaient rien dit à l'entreprise{fr}"
            )
            .into_string(language);
        }
        let lost = said.of(CUSTOMERS, language);
        text!(
            "{part} of the {lost} lost had told the firm nothing{en}",
            "Sur {lost} perdus, {part} n'avaient rien dit à l'entreprise{fr}"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        match self.served {
            Some(_) => text!(
                "Customers, mean@; those let down are drawn larger than all served",
                "Clients, en moyenne@ ; les déçus sont agrandis par rapport aux clients servis"
            ),
            None => {
                text!("Customers, mean@; heights in proportion", "Clients, en moyenne@ ; hauteurs proportionnelles")
            }
        }
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let people = self.people(true);
        let names = names(&people, language);
        let said = |index: usize| format!("{} {}", people.one(index, language).spoken(language), names[index]);
        let list = [0, 1, 2, 3].map(said).join(", ");
        text!(
            "A flow from the customers let down to those lost: {list}.",
            "Un flux des clients déçus aux clients perdus : {list}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let parts = self.parts();
        let total: f64 = parts.iter().sum();
        if total <= 0.0 {
            return;
        }
        let people = self.people(true);
        let words = (0.3 * room.width()).clamp(230.0, 340.0);
        let area = Rect::new(room.left, room.top + 66.0, room.right - words - 24.0, room.bottom - 30.0);
        let spare = 90.0;
        let size = Axis::linear(0.0, total, 0.0, area.height() - spare);
        let last = stack(&parts, area, spare / 3.0, size, area.right - NODE);
        let complained = self.complained[0] + self.complained[1];
        let middle_x = area.left + if self.served.is_some() { 0.66 } else { 0.5 } * (area.width() - NODE);
        let middle = stack(&[complained, total - complained], area, spare / 2.0, size, middle_x);
        let first_x = area.left + if self.served.is_some() { 0.33 * (area.width() - NODE) } else { 0.0 };
        let first = stack(&[total], area, 0.0, size, first_x)[0];
        let colours = [palette::ACCENT, palette::DEEP];
        // From those let down to those who complained or not, and on to who stayed or left.
        let mut from = first.top;
        for (block, colour) in middle.iter().zip(colours) {
            ribbon(canvas, (first.right, from, from + block.height()), (block.left, block.top, block.bottom), colour);
            from += block.height();
        }
        for (index, block) in last.iter().enumerate() {
            let own = middle[index / 2];
            let start = if index % 2 == 0 { own.top } else { own.bottom - block.height() };
            let from = (own.right, start, start + block.height());
            ribbon(canvas, from, (block.left, block.top, block.bottom), colours[index / 2]);
        }
        if let Some(served) = self.served {
            Self::served_column(canvas, (area, first), served, total, language);
        }
        canvas.rectangle(first, Paint::fill(palette::INK));
        for (block, colour) in middle.iter().zip(colours) {
            canvas.rectangle(*block, Paint::fill(colour));
        }
        for (index, block) in last.iter().enumerate() {
            let colour = if index % 2 == 1 { palette::INK } else { palette::SKY };
            canvas.rectangle(*block, Paint::mark(colour));
        }
        Self::heads(canvas, (first, &middle, room), &people, language);
        self.ends(canvas, (&last, room, words), &people, language);
    }

    fn table(&self) -> FigureTable {
        let row = |step: &str, people: f64, money: Option<f64>| {
            vec![step.to_owned(), cell(people), money.map_or(String::new(), cell)]
        };
        let value = |index: usize| (self.worth[0] + self.worth[1] > 0.0).then_some(self.worth[index]);
        let let_down = self.parts().iter().sum();
        let mut rows: Vec<Vec<String>> = self.served.map(|served| row("served", served, None)).into_iter().collect();
        rows.extend([
            row("let_down", let_down, None),
            row("complained", self.complained[0] + self.complained[1], None),
            row("complained_stayed", self.complained[0], None),
            row("complained_lost", self.complained[1], value(0)),
            row("silent", self.silent[0] + self.silent[1], None),
            row("silent_stayed", self.silent[0], None),
            row("silent_lost", self.silent[1], value(1)),
        ]);
        FigureTable { columns: vec!["step", "customers", "money"], rows }
    }
}

/// What becomes of those let down, in the order of the parts, as it stands beside their numbers.
fn names(people: &Addends, language: Language) -> [String; 4] {
    let names: [[Text; 2]; 4] = [
        [
            text!("complained and stayed", "a réclamé et reste"),
            text!("complained and stayed", "ont réclamé et restent"),
        ],
        [
            text!("complained and is lost", "a réclamé et est perdu"),
            text!("complained and are lost", "ont réclamé et sont perdus"),
        ],
        [
            text!("told the firm nothing and stayed", "n'a rien dit et reste"),
            text!("told the firm nothing and stayed", "n'ont rien dit et restent"),
        ],
        [
            text!("told the firm nothing and is lost", "n'a rien dit et est perdu"),
            text!("told the firm nothing and are lost", "n'ont rien dit et sont perdus"),
        ],
    ];
    let mut index = 0;
    names.map(|[one, many]| {
        let is_one = people.one(index, language).is_one(language);
        index += 1;
        if is_one { one } else { many }.into_string(language)
    })
}

/// Blocks from the top down, `gap` apart, centred in the area.
fn stack(parts: &[f64], area: Rect, gap: f64, size: Axis, left: f64) -> Vec<Rect> {
    let tall: f64 = parts.iter().map(|&part| size.at(part)).sum::<f64>() + gap * (parts.len() - 1) as f64;
    let mut top = area.middle_y() - tall / 2.0;
    let mut blocks = Vec::new();
    for &part in parts {
        let bottom = top + size.at(part);
        blocks.push(Rect::new(left, top, left + NODE, bottom));
        top = bottom + gap;
    }
    blocks
}

/// A flow between two edges: x, top, bottom.
fn ribbon(canvas: &mut Canvas, from: (f64, f64, f64), to: (f64, f64, f64), colour: Colour) {
    if to.2 - to.1 <= 0.0 {
        return;
    }
    let middle = f64::midpoint(from.0, to.0);
    let outline = Outline::default()
        .move_to(from.0, from.1)
        .curve_to((middle, from.1), (middle, to.1), (to.0, to.1))
        .line_to(to.0, to.2)
        .curve_to((middle, to.2), (middle, from.2), (from.0, from.2))
        .close();
    canvas.path(outline, Paint::fill(colour.mix(palette::PAPER, 0.72)));
}

impl MoneyFlow {
    /// All who were served, on their own scale, and how those let down are drawn larger.
    fn served_column(canvas: &mut Canvas, (area, first): (Rect, Rect), served: f64, let_down: f64, language: Language) {
        let column = Rect::new(area.left, first.top, area.left + NODE, first.bottom);
        let part = (let_down / served.max(let_down)).clamp(0.0, 1.0);
        let own = Rect { bottom: column.top + (part * column.height()).max(2.0), ..column };
        ribbon(canvas, (column.right, own.top, own.bottom), (first.left, first.top, first.bottom), palette::INK);
        canvas.rectangle(column, Paint::mark(palette::SKY));
        canvas.rectangle(own, Paint::fill(palette::INK));
        let said = Addends::whole(&[served]).total(language);
        let said_value = said.value;
        let label = Label::new(said.text, column.left, area.top - 42.0, NUMBER).bold();
        canvas.text(label.fitting(first.left - column.left - 10.0));
        let name = if is_singular(said_value, language) {
            language.pick("served", "servi")
        } else {
            language.pick("served", "servis")
        };
        canvas.text(Label::new(name, column.left, area.top - 42.0 + BELOW, NAME).colour(palette::QUIET));
    }

    /// What stands above the blocks of those let down and below those who complained or did not.
    fn heads(canvas: &mut Canvas, (first, middle, room): (Rect, &[Rect], Rect), people: &Addends, language: Language) {
        let top = room.top + 24.0;
        let label =
            |number: String, x: f64, next: f64| Label::new(number, x, top, NUMBER).bold().fitting(next - x - 10.0);
        let name =
            |text: Text, x: f64, y: f64| Label::new(text.into_string(language), x, y, NAME).colour(palette::QUIET);
        canvas.text(label(people.total(language).text, first.left, middle[0].left));
        let is_one = |value: f64| is_singular(value, language);
        let let_down = if is_one(people.total(language).value) {
            text!("let down", "déçu")
        } else {
            text!("let down", "déçus")
        };
        canvas.text(name(let_down, first.left, top + BELOW));
        canvas.text(label(people.sum(0..2, language).text, middle[0].left, middle[0].left + 150.0));
        let word = people.sum(0..2, language).beside(COMPLAINED, language);
        canvas.text(name(Text::new(word, word), middle[0].left, top + BELOW));
        let said = people.sum(2..4, language);
        let (text, said) = (said.beside(KEPT_SILENT, language), said.text);
        let y = room.bottom - 6.0;
        canvas.text(Label::new(text, middle[1].left, y, NAME).led_by(said, NUMBER).colour(palette::DEEP));
    }

    /// Who stayed and who left, with what they are worth, at the right.
    fn ends(
        &self,
        canvas: &mut Canvas,
        (last, room, words): (&[Rect], Rect, f64),
        people: &Addends,
        language: Language,
    ) {
        let tall = NUMBER + 2.0 * Canvas::line_height(NAME) + 10.0;
        let wanted: Vec<(f64, f64)> = last.iter().map(|block| (block.middle_y(), tall)).collect();
        let middles = crate::figure::spread(&wanted, room.top, room.bottom - 34.0);
        let left = room.right - words;
        for (index, (name, middle)) in names(people, language).into_iter().zip(middles).enumerate() {
            let people_said = people.one(index, language).text;
            let first = middle - tall / 2.0 + NUMBER;
            let mut number = Label::new("", left, first, NAME).led_by(people_said, NUMBER);
            if index % 2 == 1 && self.worth[index / 2] > 0.0 {
                let value = money(self.worth[index / 2], &self.currency, language);
                number.text = format!("= {value}");
            }
            canvas.text(number.within(words));
            let label = Label::new(name, left, first + BELOW, NAME).colour(palette::QUIET);
            canvas.paragraph(&label, words, 2);
            let (x, y) = (last[index].right, last[index].middle_y());
            let joint = first - 0.34 * NUMBER;
            canvas.path(Outline::line(&[(x + 3.0, y), (left - 6.0, joint)]), Paint::stroke(palette::QUIET, 1.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_customers_lost_are_said_in_the_right_number() {
        let flow = |lost: f64| MoneyFlow { complained: [3.0, 0.0], silent: [2.0, lost], ..MoneyFlow::default() };
        let said =
            |lost| Language::ALL.map(|language| flow(lost).finding(language).replace(['\u{a0}', '\u{202f}'], " "));
        assert_eq!(said(1.0)[0], "100% of the customers lost (1 on average) had told the firm nothing");
        assert!(
            said(0.2)[1].starts_with("100 % des clients perdus (moins de 1 en moyenne) n’avaient"),
            "{:?}",
            said(0.2)
        );
        assert!(said(5.0)[1].starts_with("Sur 5 clients perdus, 100 % "), "{:?}", said(5.0));
        assert!(flow(1.0).description(Language::Fr).contains("1 n’a rien dit et est perdu"));
    }
}
