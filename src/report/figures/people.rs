use super::addends::Addends;
use super::means::Means;
use super::wording::cell;
use super::wording::nouns::PEOPLE;
use super::{Figure, FigureKind, FigureTable, Material};
use crate::figure::{Canvas, Colour, Label, Paint, Rect, palette};
use crate::text;
use crate::vocabulary::{Language, Text};

/// One dot, one person: those who complained, those who told the firm nothing, those who heard of it. Means.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Complaints.
    pub complaints: f64,
    /// Silent customers.
    pub silent: f64,
    /// People who heard of it.
    pub heard: f64,
    /// Whether the means are exact, not averages of replicates.
    pub by_formula: bool,
}

/// More dots than this cannot be told apart.
const MOST: f64 = 1_000.0;
const NUMBER: f64 = 28.0;
const NAME: f64 = 19.0;

impl People {
    /// Means by the formula where there is one, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let means = Means::of(material);
        let heard = means.heard.iter().sum();
        Self { complaints: means.complaints, silent: means.silent, heard, by_formula: means.by_formula }
    }

    fn parts(&self) -> [f64; 3] {
        [self.complaints, self.silent, self.heard]
    }

    /// How many people a dot stands for: one, or a power of ten.
    fn each(&self) -> f64 {
        let total: f64 = self.parts().iter().sum();
        let mut each = 1.0;
        while total / each > MOST && each < 1e30 {
            each *= 10.0;
        }
        each
    }

    /// What each sort did, as it stands beside its number, and its colour.
    fn sorts(people: &Addends, language: Language) -> [(String, Colour); 3] {
        let is_one = |index: usize| people.one(index, language).is_one(language);
        let name = |index: usize, one: Text, many: Text| {
            if is_one(index) { one.into_string(language) } else { many.into_string(language) }
        };
        [
            (
                name(
                    0,
                    text!("told the firm", "l'a dit à l'entreprise"),
                    text!("told the firm", "l'ont dit à l'entreprise"),
                ),
                palette::ACCENT,
            ),
            (
                name(
                    1,
                    text!("lived it and told the firm nothing", "l'a vécu sans rien dire à l'entreprise"),
                    text!("lived it and told the firm nothing", "l'ont vécu sans rien dire à l'entreprise"),
                ),
                palette::SKY,
            ),
            (
                name(2, text!("heard of it", "l'a entendu dire"), text!("heard of it", "l'ont entendu dire")),
                palette::DEEP,
            ),
        ]
    }
}

impl Figure for People {
    fn kind(&self) -> FigureKind {
        FigureKind::People
    }

    fn finding(&self, language: Language) -> String {
        let people = Addends::whole_people(self.parts());
        let (total, told) = (people.total(language), people.one(0, language));
        if self.parts().iter().sum::<f64>() <= 0.0 {
            return text!("Nobody was let down, nobody knows", "Personne n'est déçu, personne ne sait")
                .into_string(language);
        }
        let know = if total.value <= 1.0 { "knows" } else { "know" };
        let all = total.of(PEOPLE, language);
        if self.complaints <= 0.0 {
            return text!(
                "Of {all} who {know}, the firm hears from none",
                "Sur {all} au courant, l'entreprise n'en entend aucune"
            )
            .into_string(language);
        }
        let told = told.spoken(language);
        text!("Of {all} who {know}, the firm hears from {told}", "Sur {all} au courant, l'entreprise en entend {told}")
            .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        let each = Addends::whole(&[self.each()]).total(language).of(PEOPLE, language);
        text!("People, mean@; one dot is {each}", "Personnes, en moyenne@ ; un point représente {each}")
            .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let people = Addends::people(self.parts(), &self.parts());
        let sorts = Self::sorts(&people, language);
        let said = |index: usize| format!("{} {}", people.one(index, language).spoken(language), sorts[index].0);
        let list = [0, 1, 2].map(said).join(", ");
        text!("A block of dots: {list}.", "Un bloc de points : {list}.").into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let parts = self.parts();
        let each = self.each();
        let dots = Addends::in_steps(&parts, each);
        let below = room.height() > room.width();
        let (block, mut key) = if below {
            (Rect { bottom: room.bottom - 190.0, ..room }, room)
        } else {
            let edge = room.left + 0.64 * room.width();
            (Rect { right: edge, ..room }, Rect { left: edge + 40.0, ..room })
        };
        let total: usize = (0..3).map(|index| dots.count(index)).sum();
        let (columns, group) = columns(total, block);
        let step = step(total, (columns, group), block);
        if below {
            // Right below the block.
            key.top = block.top + total.div_ceil(columns) as f64 * step + 20.0;
            key.bottom = key.top + 170.0;
        }
        let colours = Self::sorts(&dots, language).map(|sort| sort.1);
        let mut place = 0;
        for (index, colour) in colours.into_iter().enumerate() {
            for _ in 0..dots.count(index) {
                let (row, column) = (place / columns, place % columns);
                let x = block.left + (column as f64 + 0.5 + 0.6 * (column / group) as f64) * step;
                let y = block.top + (row as f64 + 0.5) * step;
                canvas.disc(x, y, 0.38 * step, Paint::mark(colour));
                place += 1;
            }
        }
        self.key(canvas, key, language);
    }

    fn table(&self) -> FigureTable {
        let row = |(sort, people): (&str, f64)| vec![sort.to_owned(), cell(people), cell(self.each())];
        let rows = ["complaints", "silent", "reach"].into_iter().zip(self.parts()).map(row).collect();
        FigureTable { columns: vec!["sort", "people", "people_per_dot"], rows }
    }
}

impl People {
    fn key(&self, canvas: &mut Canvas, area: Rect, language: Language) {
        let people = Addends::people(self.parts(), &self.parts());
        let tall = (area.height() / 3.0).min(84.0);
        let top = area.middle_y() - 1.5 * tall;
        for (index, (name, colour)) in Self::sorts(&people, language).into_iter().enumerate() {
            let y = top + (index as f64 + 0.45) * tall;
            canvas.disc(area.left + 8.0, y - 0.3 * NUMBER, 8.0, Paint::mark(colour));
            let said = people.one(index, language).text;
            let label = Label::new(name, area.left + 28.0, y, NAME).led_by(said, NUMBER);
            canvas.paragraph(&label, area.width() - 28.0, 2);
        }
    }
}

/// How many dots stand in a row, and in how large groups: whole tens where there are many, those that leave the dots largest;
/// fives where tens would leave much of the room empty.
fn columns(total: usize, room: Rect) -> (usize, usize) {
    let wide = (total as f64 * room.width() / room.height()).sqrt().ceil().max(1.0) as usize;
    if wide <= 10 {
        return (wide.max(1), 10);
    }
    let best = |group: usize| {
        let whole = [group * (wide / group), group * wide.div_ceil(group)];
        let steps = whole.map(|columns| step(total, (columns, group), room));
        if steps[0] > steps[1] { (whole[0], steps[0]) } else { (whole[1], steps[1]) }
    };
    let (tens, fives) = (best(10), best(5));
    if fives.1 > 1.15 * tens.1 { (fives.0, 5) } else { (tens.0, 10) }
}

/// From dot to dot, so that the block is no larger than its room. Groups stand apart.
fn step(total: usize, (columns, group): (usize, usize), room: Rect) -> f64 {
    let rows = total.div_ceil(columns).max(1);
    let gaps = ((columns - 1) / group) as f64;
    (room.width() / (columns as f64 + 0.6 * gaps)).min(room.height() / rows as f64).min(60.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Item, Page};

    #[test]
    fn one_person_told_the_firm_and_several_did() {
        let said = |complaints: f64| {
            let people = People { complaints, silent: 26.0, heard: 290.0, by_formula: true };
            people.description(Language::Fr).replace('’', "'")
        };
        assert!(said(1.0).contains("1 l'a dit à l'entreprise"), "{}", said(1.0));
        assert!(said(3.0).contains("3 l'ont dit à l'entreprise, 26 l'ont vécu"), "{}", said(3.0));
    }

    #[test]
    fn a_block_fills_an_upright_page() {
        for total in [30, 120, 246, 317, 700, 1_000] {
            let room = Rect::new(0.0, 0.0, 736.0, 800.0);
            let (columns, group) = columns(total, room);
            let step = step(total, (columns, group), room);
            let filled = (total.div_ceil(columns) as f64 * step).max(0.0);
            assert!(filled <= 800.5 && (filled > 500.0 || step >= 59.9), "{total}: {columns} columns, {filled}");
        }
    }

    #[test]
    fn there_are_as_many_dots_as_people() {
        let classic = People { complaints: 1.0, silent: 26.0, heard: 290.0, by_formula: true };
        let mut canvas = Canvas::new(Page::Wide, "en");
        classic.draw(&mut canvas, Rect::new(50.0, 150.0, 1230.0, 600.0), Language::En);
        let dots = canvas.items.iter().filter(|item| matches!(item, Item::Disc(..))).count();
        assert_eq!(dots, 317 + 3, "three more in the key");
        assert_eq!(classic.finding(Language::En), "Of 317\u{a0}people who know, the firm hears from 1");
        let many = People { complaints: 14.0, silent: 218.0, heard: 2_546.0, by_formula: true };
        assert_eq!((many.each(), Addends::in_steps(&many.parts(), 10.0).count(2)), (10.0, 255));
    }
}
