use super::addends::Addends;
use super::berg::{cut, edges, slice};
use super::means::Means;
use super::wording::nouns::{COMPLAINTS, HEARD, INFORMED, LISTENERS, SILENT};
use super::wording::{cell, share};
use super::{Figure, FigureKind, FigureTable, Material};
use crate::figure::{Canvas, Colour, Label, Outline, Paint, Rect, Weight, isolate, palette, spread, whole_words, wrap};
use crate::text;
use crate::vocabulary::{Language, Noun, Text};

/// What the firm sees and what it does not: complaints above the waterline, silent customers and the people they
/// reached beneath. Means; areas are in proportion.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Iceberg {
    /// Complaints.
    pub complaints: f64,
    /// Silent customers by group; a group without a name is all of them.
    pub silent: Vec<(String, f64)>,
    /// People who heard it first-hand, by the group that told them.
    pub reached: Vec<(String, f64)>,
    /// People who heard it retold.
    pub retold: f64,
    /// Whether the means are exact, not averages of replicates.
    pub by_formula: bool,
}

/// More layers than this on one level are drawn as "others".
const MOST: usize = 4;
const NUMBER: f64 = 30.0;
const NAME: f64 = 21.0;
/// Least height above water.
const SKY: f64 = 58.0;

struct Layer {
    people: f64,
    name: String,
    colour: Colour,
    /// Which of all that is said it is.
    of: Vec<usize>,
}

impl Iceberg {
    /// Means by the formula where there is one, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let means = Means::of(material);
        let told = means.told().into_iter();
        let reached = told.map(|(group, people)| (means.group_name(group, material), people)).collect();
        Self {
            complaints: means.complaints,
            silent: means.silent_groups(material),
            reached,
            retold: means.retold(),
            by_formula: means.by_formula,
        }
    }

    /// Complaints, silent customers and listeners.
    pub(super) fn levels(&self) -> [f64; 3] {
        let sum = |groups: &[(String, f64)]| groups.iter().map(|group| group.1).sum::<f64>();
        [self.complaints, sum(&self.silent), sum(&self.reached) + self.retold]
    }

    /// The listeners, those who heard it retold last.
    fn listeners(&self, language: Language) -> Vec<(String, f64)> {
        let retold = (language.pick("retold", "de seconde main").to_owned(), self.retold);
        self.reached.iter().cloned().chain((self.retold > 0.0).then_some(retold)).collect()
    }

    /// Complaints, silent groups, groups that heard it, those who heard it retold: as they are said.
    fn people(&self) -> Addends {
        let of = |groups: &[(String, f64)]| groups.iter().map(|group| group.1).collect::<Vec<f64>>();
        let (silent, reached) = (of(&self.silent), of(&self.reached));
        let labels: Vec<f64> = [&[self.complaints], &silent[..], &reached, &[self.retold]].concat();
        let levels = Addends::people(self.levels(), &labels);
        let heard = levels.parts(2, &[reached.iter().sum(), self.retold]);
        let retold = heard.joined(&[vec![1]]);
        levels.joined(&[vec![0]]).and(levels.parts(1, &silent)).and(heard.parts(0, &reached)).and(retold)
    }

    /// From the top down: complaints, silent groups, reached groups, and how many each is; those without people are left out.
    fn layers(&self, language: Language) -> (Vec<Layer>, Addends) {
        let tip = Noun {
            en: ["complaint: the visible tip", "complaints: the visible tip"],
            fr: ["réclamation\u{202f}: la partie visible", "réclamations\u{202f}: la partie visible"],
        };
        let people = self.people();
        let name = people.one(0, language).beside(tip, language).to_owned();
        let mut layers = vec![Layer { people: self.complaints, name, colour: palette::ACCENT, of: vec![0] }];
        let mut silent = level(&self.silent, 1, language, [palette::SKY, palette::BLUE]);
        let colours = [palette::DEEP.mix(palette::BLUE, 0.45), palette::DEEP];
        let mut heard = level(&self.listeners(language), 1 + self.silent.len(), language, colours);
        for layer in &mut silent {
            layer.name = named(language.pick("silent", "silencieux"), &layer.name, language);
        }
        for layer in &mut heard {
            let said = people.joined(std::slice::from_ref(&layer.of)).one(0, language);
            let is_retold = layer.of == [1 + self.silent.len() + self.reached.len()];
            layer.name = match language {
                Language::Fr if is_retold => {
                    let informed = Noun { en: ["", ""], fr: ["informé de seconde main", "informés de seconde main"] };
                    said.beside(informed, language).to_owned()
                }
                _ if layer.name.is_empty() => said.beside(HEARD, language).to_owned(),
                Language::Fr => named(said.beside(INFORMED, language), &layer.name, language),
                Language::En => named("heard it", &layer.name, language),
            };
        }
        layers.extend(silent.into_iter().chain(heard));
        layers.retain(|layer| layer.people > 0.0);
        let of: Vec<Vec<usize>> = layers.iter().map(|layer| layer.of.clone()).collect();
        (layers, people.joined(&of))
    }
}

/// A word before a name, where there is one.
fn named(word: &str, name: &str, language: Language) -> String {
    if name.is_empty() {
        return word.to_owned();
    }
    format!("{word}{}{name}", language.pick(": ", "\u{202f}: "))
}

/// The layers of one level, the largest first where there are many; the first group is the number `first_place` of all that
/// is said. Their names are those of the groups, empty where there is one only.
fn level(groups: &[(String, f64)], first_place: usize, language: Language, [first, last]: [Colour; 2]) -> Vec<Layer> {
    let mut groups: Vec<(String, f64, Vec<usize>)> = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.1 > 0.0)
        .map(|(place, (name, people))| (isolate(name), *people, vec![first_place + place]))
        .collect();
    if groups.len() > MOST {
        groups.sort_by(|a, b| b.1.total_cmp(&a.1));
        let rest = groups.split_off(MOST - 1);
        let people = rest.iter().map(|group| group.1).sum();
        let of = rest.into_iter().flat_map(|group| group.2).collect();
        groups.push((language.pick("others", "autres").to_owned(), people, of));
    }
    let steps = groups.len().saturating_sub(1).max(1) as f64;
    let many = groups.len() > 1;
    let layer = |(index, (name, people, of)): (usize, (String, f64, Vec<usize>))| Layer {
        people,
        name: if many { name } else { String::new() },
        colour: first.mix(last, index as f64 / steps),
        of,
    };
    groups.into_iter().enumerate().map(layer).collect()
}

impl Figure for Iceberg {
    fn kind(&self) -> FigureKind {
        FigureKind::Iceberg
    }

    fn finding(&self, language: Language) -> String {
        let levels = self.levels();
        if levels.iter().sum::<f64>() <= 0.0 {
            return text!("Nobody was let down, nobody talks", "Personne n'est déçu, personne n'en parle")
                .into_string(language);
        }
        let people = Addends::whole_people(levels);
        let seen = if self.complaints <= 0.0 {
            text!("The firm sees no complaint", "L'entreprise ne voit aucune réclamation")
        } else {
            let complaints = people.one(0, language).of(COMPLAINTS, language);
            text!("The firm sees {complaints}", "L'entreprise voit {complaints}")
        };
        let below = below(levels, &people, language);
        let (seen_en, seen_fr, en, fr) = (seen.en, seen.fr, below.en, below.fr);
        text!("{seen_en}; {en}", "{seen_fr} ; {fr}").into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        text!("People, mean@; areas in proportion", "Personnes, en moyenne@ ; surfaces proportionnelles")
            .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let (layers, people) = self.layers(language);
        let said = |(index, layer): (usize, &Layer)| {
            format!("{} {}", people.one(index, language).spoken(language), layer.name)
        };
        let list = layers.iter().enumerate().map(said).collect::<Vec<String>>().join(", ");
        if list.is_empty() {
            return text!("An iceberg with nobody in it.", "Un iceberg où il n'y a personne.").into_string(language);
        }
        text!(
            "An iceberg whose layers have areas in proportion, from the top down: {list}. Only the complaints are above \
             the water.",
            "Un iceberg dont les couches ont des surfaces proportionnelles, de haut en bas : {list}. Seules les \
             réclamations sont hors de l'eau."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let (layers, people) = self.layers(language);
        let total: f64 = layers.iter().map(|layer| layer.people).sum();
        if total <= 0.0 {
            return;
        }
        let seen = self.complaints / total;
        let words = (0.4 * room.width()).clamp(280.0, 470.0);
        let (left, right) = (room.left + 0.09 * room.width(), room.right - words - 30.0);
        // Above water there is room for a line of text, however small the tip.
        let bottom = room.bottom - 20.0;
        let top: f64 = (SKY - cut(seen) * (bottom - room.top)) / (1.0 - cut(seen)).max(0.1);
        let berg = Rect::new(left, room.top + top.max(6.0), right, bottom);
        let surface = berg.top + cut(seen) * berg.height();
        canvas.rectangle(Rect::new(room.left, surface, room.right, room.bottom), Paint::fill(palette::MIST));
        let mut passed = 0.0;
        let mut tops = Vec::new();
        for layer in &layers {
            let top = cut(passed / total);
            passed += layer.people;
            let bottom = cut(passed / total);
            canvas.path(slice(berg, top, bottom), Paint::fill(layer.colour).outlined(palette::PAPER, 1.5));
            tops.push((top, bottom));
        }
        let outer = slice(berg, cut(0.0), 1.0);
        canvas.path(outer, Paint::stroke(palette::BLUE, 1.2));
        canvas.line((room.left, surface), (room.right, surface), Paint::stroke(palette::BLUE, 2.0));
        sides(canvas, room, berg, surface, seen, language);
        let above = usize::from(self.complaints > 0.0);
        let parts = [
            (0..above, Rect::new(berg.left, room.top, room.right, surface - 4.0)),
            (above..layers.len(), Rect::new(berg.left, surface + 4.0, room.right, room.bottom)),
        ];
        // Above the water there is one line: the number and its word go before what else is said of them.
        let mut layers = layers;
        let said = people.one(0, language);
        let lead = Weight::Bold.width(&said.text, NUMBER);
        if let Some(tip) = layers.first_mut().filter(|_| above == 1)
            && lead + Weight::Regular.width(&tip.name, NAME) > words - 14.0
        {
            said.beside(COMPLAINTS, language).clone_into(&mut tip.name);
        }
        for (range, area) in parts {
            let said: Vec<String> = range.clone().map(|index| people.one(index, language).text).collect();
            labels(canvas, area, berg, (&layers[range.clone()], &said, &tops[range]), words);
        }
    }

    fn table(&self) -> FigureTable {
        let row = |level: &str, group: &str, people: f64| vec![level.to_owned(), group.to_owned(), cell(people)];
        let mut rows = vec![row("complaints", "", self.complaints)];
        rows.extend(self.silent.iter().map(|(name, people)| row("silent", name, *people)));
        let retold = ("retold".to_owned(), self.retold);
        let reached = self.reached.iter().chain(std::iter::once(&retold).filter(|retold| retold.1 > 0.0));
        rows.extend(reached.map(|(name, people)| row("reach", name, *people)));
        FigureTable { columns: vec!["level", "group", "people"], rows }
    }
}

/// Who stays below the surface: the silent and the listeners, as far as there are any.
fn below([_, silent, reached]: [f64; 3], people: &Addends, language: Language) -> Text {
    let (many_silent, many_reached) = (people.one(1, language), people.one(2, language));
    let listeners = many_reached.of(LISTENERS, language);
    if silent <= 0.0 && reached <= 0.0 {
        return text!("nothing stays below the surface", "rien ne reste sous la surface");
    }
    if silent <= 0.0 {
        let (is_one, un) = (many_reached.value <= 1.0, many_reached.value < 2.0);
        let (stay, restent) = (if is_one { "stays" } else { "stay" }, if un { "reste" } else { "restent" });
        return text!(
            "no customer is silent, {listeners} {stay} below the surface",
            "aucun client n'est silencieux, {listeners} {restent} sous la surface"
        );
    }
    let silent = many_silent.of(SILENT, language);
    if reached <= 0.0 {
        let (is_one, un) = (many_silent.value <= 1.0, many_silent.value < 2.0);
        let (stay, restent) = (if is_one { "stays" } else { "stay" }, if un { "reste" } else { "restent" });
        return text!(
            "{silent} {stay} below the surface, and nobody hears of it",
            "{silent} {restent} sous la surface, et personne n'en entend parler"
        );
    }
    text!("{silent} and {listeners} stay below the surface", "{silent} et {listeners} restent sous la surface")
}

/// The shares above and below water, at the left; each is left out where the ice leaves it no room.
fn sides(canvas: &mut Canvas, room: Rect, berg: Rect, surface: f64, seen: f64, language: Language) {
    let left = room.left + 10.0;
    // The text ends where the ice begins.
    let ice = |y: f64| berg.left + edges(((y - berg.top) / berg.height()).clamp(0.0, 1.0)).0 * berg.width();
    let mut side = |part: f64, word: &str, y: f64, label: fn(Label) -> Label| {
        let label = label(Label::new(format!("{} {word}", share(part, language)), left, y, 21.0).bold());
        let area = label.area();
        if area.right + 8.0 < ice(area.top).min(ice(area.bottom)) && canvas.page.area().contains(area) {
            canvas.text(label);
        }
    };
    side(seen, language.pick("seen", "visible"), surface - 14.0, |label| label);
    side(1.0 - seen, language.pick("unseen", "invisible"), surface + 34.0, |label| label.colour(palette::DEEP));
}

/// Number and name of each layer at the right, joined to it by a line.
fn labels(
    canvas: &mut Canvas,
    room: Rect,
    berg: Rect,
    (layers, said, heights): (&[Layer], &[String], &[(f64, f64)]),
    words: f64,
) {
    let at = |height: f64| berg.top + height * berg.height();
    let left = room.right - words;
    let each = room.height() / layers.len().max(1) as f64 - 1.25 * NUMBER - 4.0;
    let most = |size: f64| ((each / Canvas::line_height(size)).max(0.0) as usize + 1).min(3);
    let beside = |said: &String| words - 14.0 - Weight::Bold.width(said, NUMBER);
    // A number that takes nearly all the width has its name below it.
    let is_below = |said: &String| beside(said) < 0.35 * words;
    let wide = |said: &String| if is_below(said) { words - 14.0 } else { beside(said) };
    // Smaller before one is cut.
    let sizes = [NAME, 18.0, 16.0, 14.0];
    let fits = |layer: &Layer, said: &String| whole_words(&layer.name, wide(said), &sizes, Weight::Regular, most);
    let size = layers.iter().zip(said).map(|(layer, said)| fits(layer, said)).fold(NAME, f64::min);
    let (line, most) = (Canvas::line_height(size), most(size));
    let wrapped = |layer: &Layer, said: &String| -> Vec<String> {
        if is_below(said) {
            let below = wrap(&layer.name, wide(said), size, Weight::Regular, most.saturating_sub(1).max(1));
            return std::iter::once(String::new()).chain(below).collect();
        }
        wrap(&layer.name, wide(said), size, Weight::Regular, most)
    };
    let lines = |layer: &Layer, said: &String| wrapped(layer, said).len().max(1) as f64;
    let first = 1.25 * NUMBER;
    let wanted: Vec<(f64, f64)> = heights
        .iter()
        .zip(layers.iter().zip(said))
        .map(|(&(top, bottom), (layer, said))| {
            let tall = first + (lines(layer, said) - 1.0) * line + 4.0;
            (at(f64::midpoint(top, bottom)), tall.min(room.height() / layers.len() as f64))
        })
        .collect();
    let middles = spread(&wanted, room.top, room.bottom);
    for (((layer, said), (&(top, bottom), &(_, tall))), middle) in
        layers.iter().zip(said).zip(heights.iter().zip(&wanted)).zip(middles)
    {
        let height = f64::midpoint(top, bottom);
        let start = (berg.left + edges(height).1 * berg.width(), at(height));
        let baseline = middle - tall / 2.0 + 0.95 * NUMBER.min(tall);
        let joint = baseline - 0.34 * NUMBER;
        canvas.path(
            Outline::line(&[start, (left - 22.0, joint), (left - 8.0, joint)]),
            Paint::stroke(palette::QUIET, 1.2),
        );
        let lead = Weight::Bold.width(said, NUMBER);
        let lines = wrapped(layer, said);
        let indent = if is_below(said) { 0.0 } else { lead + Weight::Regular.width(" ", size) };
        for (index, text) in lines.into_iter().enumerate() {
            let step = Label::new("", left, 0.0, size).led_by("", NUMBER).next_baseline();
            let y = baseline + if index > 0 { step + (index - 1) as f64 * line } else { 0.0 };
            let label = Label::new(text, left, y, size);
            canvas.text(if index == 0 {
                label.led_by(said.clone(), NUMBER)
            } else {
                Label { x: left + indent, ..label }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_not_counted_below_the_surface() {
        let said = |complaints: f64, silent: f64, retold: f64| {
            let iceberg = Iceberg { complaints, silent: vec![(String::new(), silent)], retold, ..Iceberg::default() };
            Language::ALL
                .map(|language| iceberg.finding(language).replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'"))
        };
        assert_eq!(
            said(1.0, 0.0, 80.0),
            [
                "The firm sees 1 complaint; no customer is silent, 80 listeners stay below the surface",
                "L'entreprise voit 1 réclamation ; aucun client n'est silencieux, 80 auditeurs restent sous la surface"
            ]
        );
        assert_eq!(said(2.0, 0.0, 0.0)[1], "L'entreprise voit 2 réclamations ; rien ne reste sous la surface");
        assert_eq!(
            said(0.0, 1.0, 0.0)[0],
            "The firm sees no complaint; 1 silent customer stays below the surface, and nobody hears of it"
        );
        let empty = Language::ALL.map(|language| Iceberg::default().description(language).replace('’', "'"));
        assert_eq!(empty, ["An iceberg with nobody in it.", "Un iceberg où il n'y a personne."]);
        assert!(said(0.0, 26.0, 290.0)[0].ends_with("26 silent customers and 290 listeners stay below the surface"));
    }

    #[test]
    fn layers_say_who_informed_whom_in_the_right_number() {
        let groups = vec![("quick".to_owned(), 0.3), ("slow".to_owned(), 6.0)];
        let iceberg = Iceberg { complaints: 1.0, reached: groups, retold: 2.2, ..Iceberg::default() };
        let names = |language| {
            let (layers, _) = iceberg.layers(language);
            layers.into_iter().map(|layer| layer.name.replace(['\u{a0}', '\u{202f}'], " ")).collect::<Vec<String>>()
        };
        let french = names(Language::Fr);
        assert_eq!(french[1..], ["informé par : quick", "informés par : slow", "informés de seconde main"]);
        assert_eq!(names(Language::En)[1..], ["heard it: quick", "heard it: slow", "heard it: retold"]);
    }

    #[test]
    fn many_groups_become_others() {
        let groups: Vec<(String, f64)> = (1..=9).map(|index| (format!("g{index}"), f64::from(index))).collect();
        let layers = level(&groups, 1, Language::En, [palette::SKY, palette::BLUE]);
        assert_eq!(layers.iter().map(|layer| layer.people).collect::<Vec<_>>(), [9.0, 8.0, 7.0, 21.0]);
        assert_eq!((&layers[0].of[..], layers[3].of.len()), (&[9][..], 6));
    }
}
