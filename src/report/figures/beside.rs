use super::addends::{Addends, whole};
use super::berg::{cut, slice};
use super::wording::nouns::{COMPLAINTS, HEARD};
use super::wording::{cell, share, short};
use super::{Figure, FigureKind, FigureTable, Iceberg};
use crate::figure::{Canvas, Label, Outline, Paint, Rect, Weight, palette, spread, wrap};
use crate::text;
use crate::vocabulary::{Language, quoted};

/// Two icebergs at one scale: without a measure and with it.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Icebergs {
    /// What the first is of.
    pub first_name: String,
    /// As it is.
    pub first: Iceberg,
    /// What the second is of.
    pub second_name: String,
    /// As it would be.
    pub second: Iceberg,
}

const NUMBER: f64 = 28.0;
const NAME: f64 = 19.0;
/// The width of the column of words at the right of each iceberg.
const WORDS: f64 = 150.0;
/// Room above the water.
const SKY: f64 = 126.0;
/// What the names take of it.
const NAMES: f64 = 58.0;

impl Icebergs {
    /// The share by which what lies below the water shrinks; below 0 where it grows.
    fn melted(&self) -> f64 {
        let ([_, silent, heard], [_, silent_now, heard_now]) = (self.first.levels(), self.second.levels());
        let below = silent + heard;
        if below > 0.0 { 1.0 - (silent_now + heard_now) / below } else { 0.0 }
    }
}

impl Figure for Icebergs {
    fn kind(&self) -> FigureKind {
        FigureKind::Iceberg
    }

    fn finding(&self, language: Language) -> String {
        let melted = self.melted();
        // The difference of what is shown.
        let said = |iceberg: &Iceberg| Addends::whole_people(iceberg.levels()).one(0, language).value;
        let more = said(&self.second) - said(&self.first);
        let name = quoted(&short(&self.second_name), language);
        let complaints = whole(more.abs(), language).of(COMPLAINTS, language);
        let part = share(melted.abs(), language);
        let grows =
            self.first.levels()[1..].iter().sum::<f64>() <= 0.0 && self.second.levels()[1..].iter().sum::<f64>() > 0.0;
        let surface = match more {
            more if more.abs() < 0.5 => text!(
                "{name} brings no more complaints to the surface",
                "{name} ne fait émerger aucune réclamation de plus"
            ),
            more if more > 0.0 => {
                text!("{name} brings {complaints} more to the surface", "{name} fait émerger {complaints} de plus")
            }
            _ => text!("{name} leaves {complaints} fewer to be seen", "{name} laisse voir {complaints} de moins"),
        };
        let below = match melted {
            _ if grows => {
                text!("and makes an iceberg where there was none", "et crée un iceberg là où il n'y en avait pas")
            }
            melted if melted.abs() < 0.005 => {
                text!("and leaves the iceberg as it is", "et laisse l'iceberg tel qu'il est")
            }
            melted if melted > 0.0 => {
                text!("and melts what lies beneath by {part}", "et fait fondre la partie cachée de {part}")
            }
            _ => text!("and makes what lies beneath {part} larger", "et fait grossir la partie cachée de {part}"),
        };
        format!("{} {}", surface.pick(language), below.pick(language))
    }

    fn measure(&self, language: Language) -> String {
        text!(
            "People, mean@; areas in proportion, both at one scale",
            "Personnes, en moyenne@ ; surfaces proportionnelles, à la même échelle"
        )
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.first.by_formula && self.second.by_formula
    }

    fn description(&self, language: Language) -> String {
        let said = |iceberg: &Iceberg| {
            let people = Addends::people(iceberg.levels(), &iceberg.levels());
            let [seen, silent, heard] = [0, 1, 2].map(|index| people.one(index, language));
            let heard_it = heard.beside(HEARD, language);
            let (seen, silent, heard) =
                (seen.of(COMPLAINTS, language), silent.spoken(language), heard.spoken(language));
            text!("{seen}, {silent} silent, {heard} {heard_it}", "{seen}, {silent} silencieux, {heard} {heard_it}")
                .into_string(language)
        };
        let (first, second) = (said(&self.first), said(&self.second));
        let (one, two) = (short(&self.first_name), short(&self.second_name));
        text!(
            "Two icebergs at one scale. {one}: {first}. {two}: {second}.",
            "Deux icebergs à la même échelle. {one} : {first}. {two} : {second}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let totals = [&self.first, &self.second].map(|iceberg| iceberg.levels().iter().sum::<f64>());
        let largest = totals[0].max(totals[1]);
        // Side by side on one waterline; on a page that is higher than wide one above the other.
        let page = canvas.page.area();
        let stacked = page.height() > page.width();
        let (half, middle) = (room.width() / 2.0, room.middle_y());
        let places = if stacked {
            [Rect { bottom: middle - 14.0, ..room }, Rect { top: middle + 14.0, ..room }]
        } else {
            [Rect { right: room.left + half, ..room }, Rect { left: room.left + half, ..room }]
        };
        // Both as large as their tips leave them room above the water.
        let tips = [&self.first, &self.second].map(|iceberg| {
            let levels = iceberg.levels();
            let total: f64 = levels.iter().sum();
            if total > 0.0 { cut(levels[0] / total) * (total / largest).sqrt() } else { 0.0 }
        });
        let tall = (places[0].height() - SKY - 14.0).max(1.0);
        let fit = ((SKY - NAMES) / (tips[0].max(tips[1]) * tall)).min(1.0);
        for water in if stacked { places.to_vec() } else { vec![room] } {
            let surface = water.top + SKY;
            canvas.rectangle(Rect { top: surface, ..water }, Paint::fill(palette::MIST));
            canvas.line((water.left, surface), (water.right, surface), Paint::stroke(palette::BLUE, 2.0));
        }
        let both = [(&self.first, &self.first_name), (&self.second, &self.second_name)];
        for ((place, total), (iceberg, name)) in places.into_iter().zip(totals).zip(both) {
            let column = Rect { left: place.left + 4.0, right: place.right - 12.0, ..place };
            for (line, text) in wrap(&short(name), column.width() - 8.0, 21.0, Weight::Bold, 2).into_iter().enumerate()
            {
                let y = column.top + 20.0 + line as f64 * 27.0;
                canvas.text(Label::new(text, column.left, y, 21.0).bold().name());
            }
            if largest > 0.0 {
                one(canvas, iceberg, column, column.top + SKY, fit * (total / largest).sqrt(), language);
            }
        }
    }

    fn table(&self) -> FigureTable {
        let mut rows = Vec::new();
        for (name, iceberg) in [(&self.first_name, &self.first), (&self.second_name, &self.second)] {
            for (level, people) in ["complaints", "silent", "reach"].into_iter().zip(iceberg.levels()) {
                rows.push(vec![name.clone(), level.to_owned(), cell(people)]);
            }
        }
        FigureTable { columns: vec!["variant", "level", "people"], rows }
    }
}

/// One iceberg in its column, its waterline at `surface`; `scale` of its sides.
fn one(canvas: &mut Canvas, iceberg: &Iceberg, column: Rect, surface: f64, scale: f64, language: Language) {
    let levels = iceberg.levels();
    let total: f64 = levels.iter().sum();
    let people = Addends::people(levels, &levels);
    let (width, height) = (scale * (column.width() - WORDS - 24.0), scale * (column.bottom - surface - 14.0));
    let tip = if total > 0.0 { cut(levels[0] / total) } else { 0.0 };
    let top = surface - tip * height;
    let middle = column.left + (column.width() - WORDS - 24.0) / 2.0;
    let berg = Rect::new(middle - width / 2.0, top, middle + width / 2.0, top + height);
    let colours = [palette::ACCENT, palette::SKY, palette::DEEP];
    let mut passed = 0.0;
    let mut middles = Vec::new();
    for (people, colour) in levels.into_iter().zip(colours) {
        let (from, to) = if total > 0.0 { (cut(passed / total), cut((passed + people) / total)) } else { (0.0, 0.0) };
        passed += people;
        if people > 0.0 {
            canvas.path(slice(berg, from, to), Paint::fill(colour).outlined(palette::PAPER, 1.5));
        }
        middles.push(top + f64::midpoint(from, to) * height);
    }
    if total > 0.0 {
        canvas.path(slice(berg, 0.0, 1.0), Paint::stroke(palette::BLUE, 1.2));
    }
    let said = |index: usize| people.one(index, language);
    let names =
        [said(0).beside(COMPLAINTS, language), language.pick("silent", "silencieux"), said(2).beside(HEARD, language)];
    let left = column.right - WORDS;
    let tall = NUMBER + Canvas::line_height(NAME) + 11.0;
    // The complaints stand above the water, the others below it.
    let below: Vec<(f64, f64)> = middles[1..].iter().map(|&middle| (middle, tall)).collect();
    let below = spread(&below, surface + 6.0, column.bottom);
    let places = [surface - tall / 2.0 - 2.0, below[0], below[1]];
    for (index, (name, place)) in names.into_iter().zip(places).enumerate() {
        let said = people.one(index, language);
        let first = place - tall / 2.0 + NUMBER;
        let size = NUMBER * (WORDS / Weight::Bold.width(&said.text, NUMBER)).min(1.0);
        canvas.text(Label::new("", left, first, size).led_by(said.text, size));
        let second = first + Label::new("", 0.0, 0.0, NAME).led_by("", NUMBER).next_baseline();
        canvas.text(Label::new(name, left, second, NAME).within(WORDS));
        let height = (middles[index] - top) / height.max(1e-9);
        let edge = berg.left + super::berg::edges(height.clamp(0.0, 1.0)).1 * berg.width();
        let joint = first - 0.34 * NUMBER;
        if levels[index] > 0.0 {
            canvas.path(
                Outline::line(&[(edge, middles[index]), (left - 16.0, joint), (left - 6.0, joint)]),
                Paint::stroke(palette::QUIET, 1.2),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Page;

    /// On a page that is higher than wide one stands above the other, and both fill it.
    #[test]
    fn icebergs_fill_a_portrait_page() {
        let berg = |complaints: f64| Iceberg {
            complaints,
            silent: vec![("all".to_owned(), 60.0)],
            reached: vec![("all".to_owned(), 400.0)],
            ..Iceberg::default()
        };
        let figure = Icebergs {
            first_name: "As it is".to_owned(),
            first: berg(10.0),
            second_name: "Asked".to_owned(),
            second: berg(30.0),
        };
        let places = |room: Rect, page: Page| -> Vec<(f64, f64)> {
            let mut canvas = Canvas::new(page, "en");
            figure.draw(&mut canvas, room, Language::En);
            assert_eq!(canvas.faults(), [], "{page}");
            let names = ["As it is", "Asked"];
            let place =
                |name: &str| canvas.labels().find(|label| label.text == name).map(|label| (label.x, label.baseline));
            names.into_iter().filter_map(place).collect()
        };
        let portrait = places(Rect::new(52.0, 260.0, 862.0, 1_150.0), Page::A4Portrait);
        assert!(portrait[0].0 == portrait[1].0 && portrait[1].1 > portrait[0].1 + 400.0, "{portrait:?}");
        let wide = places(Rect::new(52.0, 200.0, 1_228.0, 640.0), Page::Wide);
        assert!(wide[0].1 == wide[1].1 && wide[1].0 > wide[0].0 + 400.0, "{wide:?}");
    }
}
