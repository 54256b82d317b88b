use super::addends::Addends;
use super::means::Means;
use super::wording::cell;
use super::wording::nouns::{COMPLAINTS, HEARD_SAY, INFORMED, LIVED, PEOPLE};
use super::{Figure, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, Weight, isolate, palette, whole_words, wrap};
use crate::text;
use crate::vocabulary::{Language, Outcome};

/// Who makes up those who know, step by step: the complaints, the silent, those whom each group told; the sum at the end.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waterfall {
    /// In the order of the figure; those who lived it come first.
    pub steps: Vec<Step>,
    /// Whether the means are exact, not averages of replicates.
    pub by_formula: bool,
}

/// One bar.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// What it says beside the bar, in the language of the figure.
    pub name: String,
    /// How many.
    pub people: f64,
    /// Whether they lived it; else they heard it.
    pub lived: bool,
    /// Whether they heard it retold.
    pub retold: bool,
}

/// More bars than this are drawn as "others".
const MOST: usize = 8;
const NAME: f64 = 19.0;

struct Bar {
    name: String,
    from: f64,
    to: f64,
    said: String,
    colour: Colour,
}

impl Waterfall {
    /// Means by the formula where there is one, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let (means, language) = (Means::of(material), material.language);
        let step = |name: String, people: f64, lived: bool| Step { name, people, lived, retold: false };
        let mut steps = vec![
            step(String::new(), means.complaints, true),
            step(Outcome::Silent.label(language).to_owned(), means.silent, true),
        ];
        for (group, people) in means.told() {
            steps.push(step(means.group_name(group, material), people, false));
        }
        if means.retold() > 0.0 {
            let name = language.pick("heard it retold", "de seconde main").to_owned();
            steps.push(Step { retold: true, ..step(name, means.retold(), false) });
        }
        let mut waterfall = Self { steps, by_formula: means.by_formula };
        // Singular or plural as each is said in the drawing: 0.9 complaints.
        let said = waterfall.people();
        for (place, step) in waterfall.steps.iter_mut().enumerate() {
            if place == 0 {
                said.one(place, language).beside(COMPLAINTS, language).clone_into(&mut step.name);
            } else if !step.lived && !step.retold {
                let (word, name) = (said.one(place, language).beside(INFORMED, language), &step.name);
                step.name = text!("{word}: {name}", "{word} : {name}").into_string(language);
            }
        }
        waterfall
    }

    /// The steps drawn and how many each is: where there are too many, the smallest that heard it are one.
    fn drawn(&self, language: Language) -> (Vec<Step>, Addends) {
        let places = (0..self.steps.len()).map(|place| (self.steps[place].clone(), vec![place]));
        let (mut lived, mut heard): (Vec<_>, Vec<_>) = places.partition(|(step, _)| step.lived);
        for (level, most) in [(&mut lived, 3), (&mut heard, MOST - 3)] {
            if level.len() > most {
                level.sort_by(|a, b| b.0.people.total_cmp(&a.0.people));
                let rest = level.split_off(most - 1);
                let people = rest.iter().map(|(step, _)| step.people).sum();
                let name = language.pick("others", "autres").to_owned();
                let step = Step { name, people, ..rest[0].0.clone() };
                level.push((step, rest.into_iter().flat_map(|(_, places)| places).collect()));
            }
        }
        lived.extend(heard);
        let (steps, places): (Vec<Step>, Vec<Vec<usize>>) = lived.into_iter().unzip();
        (steps, self.people().joined(&places))
    }

    /// How many each step is said to be: those who complained stand first.
    fn people(&self) -> Addends {
        let of = |wanted: &dyn Fn(&Step) -> bool| -> Vec<usize> {
            (0..self.steps.len()).filter(|&place| wanted(&self.steps[place])).collect()
        };
        let kinds =
            [of(&|step| step.lived), of(&|step| !step.lived && !step.retold), of(&|step| !step.lived && step.retold)];
        let values = |places: &[usize]| places.iter().map(|&place| self.steps[place].people).collect::<Vec<f64>>();
        let [lived, told, retold] = [0, 1, 2].map(|kind: usize| values(&kinds[kind]));
        let labels: Vec<f64> = self.steps.iter().map(|step| step.people).collect();
        let (first, others) = lived.split_at(lived.len().min(1));
        let sum = |values: &[f64]| values.iter().sum::<f64>();
        let levels = Addends::people([sum(first), sum(others), sum(&told) + sum(&retold)], &labels);
        let heard = levels.parts(2, &[sum(&told), sum(&retold)]);
        let all =
            levels.parts(0, first).and(levels.parts(1, others)).and(heard.parts(0, &told)).and(heard.parts(1, &retold));
        // Back in the order of the steps.
        let order: Vec<usize> = kinds.concat();
        let place_of = |place: usize| order.iter().position(|&other| other == place).into_iter().collect();
        all.joined(&(0..self.steps.len()).map(place_of).collect::<Vec<Vec<usize>>>())
    }

    /// The bars with their numbers, the sum last.
    fn bars(steps: &[Step], people: &Addends, language: Language) -> Vec<Bar> {
        let mut sum = 0.0;
        let mut bars = Vec::new();
        for (index, step) in steps.iter().enumerate() {
            let colour = match (index, step.lived) {
                (0, true) => palette::ACCENT,
                (_, true) => palette::SKY,
                _ => palette::BLUE,
            };
            let sign = if index == 0 { "" } else { "+" };
            let said = people.one(index, language).text;
            // "+< 1" reads badly.
            let said = if said.starts_with('<') { said } else { format!("{sign}{said}") };
            bars.push(Bar { name: isolate(&step.name), from: sum, to: sum + step.people, said, colour });
            sum += step.people;
        }
        let name = language.pick("people know", "personnes au courant").to_owned();
        let said = format!("= {}", people.total(language).text);
        bars.push(Bar { name, from: 0.0, to: sum, said, colour: palette::DEEP });
        bars
    }
}

impl Figure for Waterfall {
    fn kind(&self) -> FigureKind {
        FigureKind::Waterfall
    }

    fn finding(&self, language: Language) -> String {
        let sum =
            |lived: bool| self.steps.iter().filter(|step| step.lived == lived).map(|step| step.people).sum::<f64>();
        let parts = [sum(true), sum(false)];
        if parts[0] + parts[1] <= 0.0 {
            return text!("Nobody was let down, nobody knows", "Personne n'est déçu, personne ne sait")
                .into_string(language);
        }
        let mut lived = self.steps.iter().filter(|step| step.lived).map(|step| step.people);
        let complaints = lived.next().unwrap_or(0.0);
        let people = Addends::whole_people([complaints, lived.sum(), parts[1]]);
        let (total, lived, heard) = (people.total(language), people.sum(0..2, language), people.one(2, language));
        let lived_it = lived.beside(LIVED, language);
        let heard_it = heard.beside(HEARD_SAY, language);
        let (lived, heard) = (lived.spoken(language), heard.spoken(language));
        let know = if total.value == 1.0 { "knows" } else { "know" };
        let all = total.of(PEOPLE, language);
        text!(
            "On average {all} {know}: {lived} {lived_it}, {heard} {heard_it} from them",
            "En moyenne {all} au courant : {lived} {lived_it}, {heard} {heard_it}"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        text!("People who know, mean@", "Personnes au courant, en moyenne@").into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let (steps, people) = self.drawn(language);
        let said = |(index, step): (usize, &Step)| {
            format!("{} {}", people.one(index, language).spoken(language), isolate(&step.name))
        };
        let list = steps.iter().enumerate().map(said).collect::<Vec<String>>().join(" + ");
        let sum = people.total(language).text;
        text!(
            "Bars that stand on one another: {list} = {sum}.",
            "Des barres posées l'une sur l'autre : {list} = {sum}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let (steps, people) = self.drawn(language);
        let bars = Self::bars(&steps, &people, language);
        let slot = room.width() / bars.len() as f64;
        let words = bars.iter().flat_map(|bar| bar.name.split(' ')).map(|word| Weight::Regular.width(word, 17.0));
        // Where a word would have to be broken, the bars lie.
        if words.fold(0.0, f64::max) <= slot - 12.0 {
            upright(canvas, room, &bars, steps.iter().filter(|step| step.lived).count(), &people, language);
        } else {
            lying(canvas, room, &bars);
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

fn upright(canvas: &mut Canvas, room: Rect, bars: &[Bar], lived: usize, people: &Addends, language: Language) {
    let slot = room.width() / bars.len() as f64;
    let thick = (0.62 * slot).min(150.0);
    let widest = |size: f64| {
        let words = bars.iter().flat_map(|bar| bar.name.split(' ')).map(move |word| Weight::Regular.width(word, size));
        words.fold(0.0, f64::max)
    };
    let size = if widest(NAME) <= slot - 12.0 { NAME } else { 17.0 };
    let names: Vec<Vec<String>> =
        bars.iter().map(|bar| wrap(&bar.name, slot - 12.0, size, Weight::Regular, 4)).collect();
    let lines = names.iter().map(Vec::len).max().unwrap_or(1);
    let brackets = room.bottom - 44.0;
    let floor = brackets - 14.0 - lines as f64 * Canvas::line_height(size);
    let highest = bars.last().map_or(0.0, |bar| bar.to);
    let axis = Axis::linear(0.0, highest, floor, room.top + 44.0);
    let fits = |number: &f64| bars.iter().all(|bar| Weight::Bold.width(&bar.said, *number) < slot - 8.0);
    let number = [32.0, 26.0, 21.0, 17.0].into_iter().find(fits).unwrap_or(15.0);
    for (index, (bar, name)) in bars.iter().zip(&names).enumerate() {
        let middle = room.left + (index as f64 + 0.5) * slot;
        let (top, bottom) = (axis.at(bar.to), axis.at(bar.from));
        let top = if bar.to > bar.from { top.min(bottom - 2.0) } else { top };
        canvas.rectangle(Rect::new(middle - thick / 2.0, top, middle + thick / 2.0, bottom), Paint::mark(bar.colour));
        if index + 1 < bars.len() && highest > 0.0 {
            let y = axis.at(bar.to);
            let (from, to) = (middle + thick / 2.0, middle + slot - thick / 2.0);
            canvas.line((from, y), (to, y), Paint::dashed(palette::LINE, 1.2, 4.0));
        }
        canvas.text(Label::new(bar.said.as_str(), middle, top - 11.0, number).bold().centred().within(slot - 4.0));
        for (line, text) in name.iter().enumerate() {
            let baseline = floor + 25.0 + line as f64 * Canvas::line_height(size);
            canvas.text(Label::new(text.as_str(), middle, baseline, size).centred().name());
        }
    }
    canvas.line((room.left, floor), (room.right, floor), Paint::stroke(palette::LINE, 1.2));
    for (word, range) in [LIVED, HEARD_SAY].into_iter().zip([0..lived, lived..bars.len() - 1]) {
        if range.is_empty() {
            continue;
        }
        let (left, right) = (room.left + range.start as f64 * slot + 8.0, room.left + range.end as f64 * slot - 8.0);
        canvas.path(
            Outline::line(&[(left, brackets), (left, brackets + 8.0), (right, brackets + 8.0), (right, brackets)]),
            Paint::stroke(palette::QUIET, 1.6),
        );
        let number = people.sum(range, language);
        let (word, number) = (number.beside(word, language), number.text);
        let label = Label::new(word, f64::midpoint(left, right), room.bottom - 8.0, 21.0).bold().led_by(number, 21.0);
        canvas.text(label.centred().within(right - left + 8.0));
    }
}

/// One bar below another, names at the left, numbers at the end.
fn lying(canvas: &mut Canvas, room: Rect, bars: &[Bar]) {
    let tall = (room.height() / bars.len() as f64).min(110.0);
    let words = (0.3 * room.width()).max(220.0);
    let size = NAME.min(0.4 * tall);
    let number = 26.0_f64.min(0.5 * tall);
    let wide = bars.iter().map(|bar| Weight::Bold.width(&bar.said, number)).fold(0.0, f64::max) + 12.0;
    let highest = bars.last().map_or(0.0, |bar| bar.to);
    let axis = Axis::linear(0.0, highest, room.left + words + 16.0, room.right - wide);
    for (index, bar) in bars.iter().enumerate() {
        let middle = room.top + (index as f64 + 0.5) * tall;
        let most = if tall > 50.0 { 2 } else { 1 };
        let sizes = [size, size.min(16.0), size.min(14.0), size.min(12.0)];
        let size = whole_words(&bar.name, words, &sizes, Weight::Regular, |_| most);
        let lines = wrap(&bar.name, words, size, Weight::Regular, most);
        let first = middle + 0.35 * size - (lines.len() as f64 - 1.0) * Canvas::line_height(size) / 2.0;
        for (line, text) in lines.into_iter().enumerate() {
            let y = first + line as f64 * Canvas::line_height(size);
            canvas.text(Label::new(text, room.left + words, y, size).ending().name());
        }
        let (left, right) = (axis.at(bar.from), axis.at(bar.to));
        let right = if bar.to > bar.from { right.max(left + 2.0) } else { right };
        let half = 0.32 * tall;
        canvas.rectangle(Rect::new(left, middle - half, right, middle + half), Paint::mark(bar.colour));
        if index + 1 < bars.len() && highest > 0.0 {
            let next = middle + tall - half;
            let x = axis.at(bar.to);
            canvas.line((x, middle + half), (x, next), Paint::dashed(palette::LINE, 1.2, 4.0));
        }
        canvas.text(Label::new(bar.said.as_str(), right + 10.0, middle + 0.36 * number, number).bold());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_lived_it_and_one_heard_it() {
        let step = |people: f64, lived: bool| Step { people, lived, ..Step::default() };
        let said = |people: [f64; 2]| {
            let waterfall = Waterfall { steps: vec![step(people[0], true), step(people[1], false)], by_formula: true };
            waterfall.finding(Language::Fr).replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'")
        };
        assert_eq!(said([1.0, 1.0]), "En moyenne 2 personnes au courant : 1 l'a vécu, 1 l'a entendu dire");
        assert_eq!(said([27.0, 290.0]), "En moyenne 317 personnes au courant : 27 l'ont vécu, 290 l'ont entendu dire");
    }
}
