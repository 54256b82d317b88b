use super::means::Means;
use super::wording::{amount, cell, people, plural};
use super::{Figure, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, Weight, isolate, palette, wrap};
use crate::vocabulary::{Language, Outcome};

/// Who makes up those who know, step by step: the complaints, the silent, those whom each group told; the sum at the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waterfall {
    /// In the order of the figure; those who lived it come first.
    pub steps: Vec<Step>,
    /// Whether the means are exact, not averages of replicates.
    pub by_formula: bool,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// What it says below the bar, in the language of the figure.
    pub name: String,
    /// How many.
    pub people: f64,
    /// Whether they lived it; else they heard it.
    pub lived: bool,
}

/// More bars than this are drawn as "others".
const MOST: usize = 8;
const NAME: f64 = 19.0;

struct Bar {
    name: String,
    from: f64,
    to: f64,
    colour: Colour,
}

impl Waterfall {
    /// Means by the formula where there is one, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let (means, language) = (Means::of(material), material.language);
        let step = |name: String, people: f64, lived: bool| Step { name, people, lived };
        let complaint =
            plural(means.complaints, language, ["complaint", "complaints"], ["réclamation", "réclamations"]);
        let mut steps = vec![
            step(complaint.to_owned(), means.complaints, true),
            step(Outcome::Silent.label(language).to_owned(), means.silent, true),
        ];
        let heard = language.pick("heard it from: ", "l'ont entendu de\u{a0}: ");
        for (group, people) in means.told() {
            steps.push(step(format!("{heard}{}", means.group_name(group, material)), people, false));
        }
        if means.retold() > 0.0 {
            steps.push(step(language.pick("heard it retold", "de seconde main").to_owned(), means.retold(), false));
        }
        Self { steps, by_formula: means.by_formula }
    }

    fn sum(&self, lived: bool) -> f64 {
        self.steps.iter().filter(|step| step.lived == lived).map(|step| step.people).sum()
    }

    /// The steps drawn: where there are too many, the smallest that heard it are one.
    fn drawn(&self, language: Language) -> Vec<Step> {
        let (mut lived, mut heard): (Vec<Step>, Vec<Step>) = self.steps.iter().cloned().partition(|step| step.lived);
        for (level, most) in [(&mut lived, 3), (&mut heard, MOST - 3)] {
            if level.len() > most {
                level.sort_by(|a, b| b.people.total_cmp(&a.people));
                let rest = level.split_off(most - 1);
                let people = rest.iter().map(|step| step.people).sum();
                level.push(Step { name: language.pick("others", "autres").to_owned(), people, lived: rest[0].lived });
            }
        }
        lived.extend(heard);
        lived
    }

    fn bars(steps: &[Step], language: Language) -> Vec<Bar> {
        let mut sum = 0.0;
        let mut bars = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let colour = match (index, step.lived) {
                (0, true) => palette::ACCENT,
                (_, true) => palette::SKY,
                _ => palette::BLUE,
            };
            bars.push(Bar { name: isolate(&step.name), from: sum, to: sum + step.people, colour });
            sum += step.people;
        }
        let name = language.pick("people know", "personnes au courant").to_owned();
        bars.push(Bar { name, from: 0.0, to: sum, colour: palette::DEEP });
        bars
    }
}

impl Figure for Waterfall {
    fn kind(&self) -> FigureKind {
        FigureKind::Waterfall
    }

    fn finding(&self, language: Language) -> String {
        let (lived, heard) = (self.sum(true), self.sum(false));
        if lived + heard <= 0.0 {
            return language
                .pick("Nobody was let down, nobody knows", "Personne n'est déçu, personne ne sait")
                .to_owned();
        }
        let (all, lived, heard) = (people(lived + heard, language), amount(lived, language), amount(heard, language));
        let know = if all.starts_with("1\u{a0}") { "knows" } else { "know" };
        match language {
            Language::En => format!("On average {all} {know}: {lived} lived it, {heard} heard it from them"),
            Language::Fr => {
                format!("En moyenne {all} au courant\u{a0}: {lived} l'ont vécu, {heard} l'ont entendu dire")
            }
        }
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let steps: Vec<String> = self
            .drawn(language)
            .iter()
            .map(|step| format!("{} {}", amount(step.people, language), isolate(&step.name)))
            .collect();
        let (list, sum) = (steps.join(" + "), amount(self.sum(true) + self.sum(false), language));
        match language {
            Language::En => format!("Bars that stand on one another: {list} = {sum}."),
            Language::Fr => format!("Des barres posées l'une sur l'autre\u{a0}: {list} = {sum}."),
        }
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let steps = self.drawn(language);
        let bars = Self::bars(&steps, language);
        let slot = room.width() / bars.len() as f64;
        let thick = (0.62 * slot).min(150.0);
        let names: Vec<Vec<String>> =
            bars.iter().map(|bar| wrap(&bar.name, slot - 12.0, NAME, Weight::Regular, 3)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let brackets = room.bottom - 44.0;
        let floor = brackets - 14.0 - lines as f64 * Canvas::line_height(NAME);
        let highest = bars.last().map_or(0.0, |bar| bar.to);
        let axis = Axis::linear(0.0, highest, floor, room.top + 44.0);
        let sizes = [32.0, 26.0, 21.0, 17.0];
        let number = |index: usize, bar: &Bar| {
            let sign = [("", index == 0), ("= ", index + 1 == bars.len()), ("+", true)].into_iter().find(|sign| sign.1);
            format!("{}{}", sign.map_or("", |sign| sign.0), amount(bar.to - bar.from, language))
        };
        let wide =
            |size: f64| bars.iter().enumerate().map(move |(index, bar)| Weight::Bold.width(&number(index, bar), size));
        let fits = |size: &f64| wide(*size).all(|width| width < slot - 8.0);
        let size = sizes.into_iter().find(fits).unwrap_or(15.0);
        for (index, (bar, name)) in bars.iter().zip(&names).enumerate() {
            let middle = room.left + (index as f64 + 0.5) * slot;
            let (top, bottom) = (axis.at(bar.to), axis.at(bar.from));
            let top = if bar.to > bar.from { top.min(bottom - 2.0) } else { top };
            canvas
                .rectangle(Rect::new(middle - thick / 2.0, top, middle + thick / 2.0, bottom), Paint::fill(bar.colour));
            if index + 2 < bars.len() || (index + 1 < bars.len() && highest > 0.0) {
                let y = axis.at(bar.to);
                canvas.line(
                    (middle + thick / 2.0, y),
                    (middle + slot - thick / 2.0, y),
                    Paint::dashed(palette::LINE, 1.2, 4.0),
                );
            }
            canvas.text(Label::new(number(index, bar), middle, top - 11.0, size).bold().centred().within(slot - 4.0));
            for (line, text) in name.iter().enumerate() {
                let baseline = floor + 25.0 + line as f64 * Canvas::line_height(NAME);
                canvas.text(Label::new(text.as_str(), middle, baseline, NAME).centred());
            }
        }
        canvas.line((room.left, floor), (room.right, floor), Paint::stroke(palette::LINE, 1.2));
        let lived = steps.iter().filter(|step| step.lived).count();
        let groups = [(0, lived, true), (lived, steps.len(), false)];
        for (first, end, kind) in groups.into_iter().filter(|group| group.1 > group.0) {
            let (left, right) = (room.left + first as f64 * slot + 8.0, room.left + end as f64 * slot - 8.0);
            self.bracket(canvas, Rect::new(left, brackets, right, room.bottom), kind, language);
        }
    }

    fn table(&self) -> FigureTable {
        let row = |step: &Step| {
            let group = if step.lived { "lived" } else { "heard" };
            vec![step.name.clone(), group.to_owned(), cell(step.people)]
        };
        FigureTable { columns: vec!["step", "group", "people"], rows: self.steps.iter().map(row).collect() }
    }
}

impl Waterfall {
    /// A bracket below some bars, and what they have in common.
    fn bracket(&self, canvas: &mut Canvas, area: Rect, lived: bool, language: Language) {
        let (left, right, top) = (area.left, area.right, area.top);
        canvas.path(
            Outline::line(&[(left, top), (left, top + 8.0), (right, top + 8.0), (right, top)]),
            Paint::stroke(palette::QUIET, 1.6),
        );
        let (en, fr) = if lived { ("lived it", "l'ont vécu") } else { ("heard it", "l'ont entendu dire") };
        let word = language.pick(en, fr);
        let text = format!("{} {word}", amount(self.sum(lived), language));
        canvas.text(Label::new(text, area.middle_x(), area.bottom - 8.0, 22.0).bold().centred().within(area.width()));
    }
}
