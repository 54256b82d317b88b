use super::means::Means;
use super::wording::{amount, cell, complaints, counted, plural, share};
use super::{Figure, FigureKind, FigureTable, Material};
use crate::figure::{Canvas, Colour, Label, Outline, Paint, Rect, isolate, palette, spread};
use crate::vocabulary::Language;

/// What the firm sees and what it does not: complaints above the waterline, silent customers and the people they
/// reached beneath. Means; areas are in proportion.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Iceberg {
    /// Complaints.
    pub complaints: f64,
    /// Silent customers by group; a group without a name is all of them.
    pub silent: Vec<(String, f64)>,
    /// People reached, by the group that told them.
    pub reached: Vec<(String, f64)>,
    /// Whether the means are exact, not averages of replicates.
    pub by_formula: bool,
}

/// The silhouette: height from the top, left and right edge, as shares of the box.
const SILHOUETTE: [(f64, f64, f64); 12] = [
    (0.0, 0.47, 0.49),
    (0.05, 0.44, 0.53),
    (0.1, 0.405, 0.545),
    (0.16, 0.35, 0.61),
    (0.24, 0.25, 0.66),
    (0.34, 0.19, 0.79),
    (0.46, 0.08, 0.86),
    (0.58, 0.03, 0.97),
    (0.7, 0.0, 1.0),
    (0.82, 0.13, 0.93),
    (0.92, 0.25, 0.75),
    (1.0, 0.43, 0.58),
];
/// More layers than this on one level are drawn as "others".
const MOST: usize = 4;
const NUMBER: f64 = 32.0;
const NAME: f64 = 22.0;
/// Least height above water.
const SKY: f64 = 46.0;

struct Layer {
    people: f64,
    name: String,
    colour: Colour,
}

impl Iceberg {
    /// Means by the formula where there is one, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let means = Means::of(material);
        let told = means.told().into_iter();
        let mut reached: Vec<(String, f64)> =
            told.map(|(group, people)| (means.group_name(group, material), people)).collect();
        if means.retold() > 0.0 {
            reached.push((material.language.pick("retold", "de seconde main").to_owned(), means.retold()));
        }
        Self {
            complaints: means.complaints,
            silent: means.silent_groups(material),
            reached,
            by_formula: means.by_formula,
        }
    }

    fn silent_people(&self) -> f64 {
        self.silent.iter().map(|group| group.1).sum()
    }

    fn reached_people(&self) -> f64 {
        self.reached.iter().map(|group| group.1).sum()
    }

    /// From the top down: complaints, silent groups, reached groups; those without people are left out.
    fn layers(&self, language: Language) -> Vec<Layer> {
        let name = plural(
            self.complaints,
            language,
            ["complaint: the visible tip", "complaints: the visible tip"],
            ["réclamation\u{a0}: la partie visible", "réclamations\u{a0}: la partie visible"],
        );
        let mut layers = vec![Layer { people: self.complaints, name: name.to_owned(), colour: palette::ACCENT }];
        let word = language.pick("silent", "silencieux");
        layers.extend(level(&self.silent, word, language, [palette::SKY, palette::BLUE]));
        let word = language.pick("heard it", "l'ont entendu");
        layers.extend(level(&self.reached, word, language, [palette::DEEP.mix(palette::BLUE, 0.45), palette::DEEP]));
        layers.retain(|layer| layer.people > 0.0);
        layers
    }
}

/// The layers of one level, the largest first where there are many.
fn level(groups: &[(String, f64)], word: &str, language: Language, [first, last]: [Colour; 2]) -> Vec<Layer> {
    let mut groups: Vec<(String, f64)> =
        groups.iter().filter(|group| group.1 > 0.0).map(|(name, people)| (isolate(name), *people)).collect();
    if groups.len() > MOST {
        groups.sort_by(|a, b| b.1.total_cmp(&a.1));
        let rest = groups.split_off(MOST - 1).iter().map(|group| group.1).sum();
        groups.push((language.pick("others", "autres").to_owned(), rest));
    }
    let steps = groups.len().saturating_sub(1).max(1) as f64;
    let named = groups.len() > 1;
    let layer = |(index, (name, people)): (usize, (String, f64))| Layer {
        people,
        name: if named && !name.is_empty() {
            format!("{word}{}{name}", language.pick(": ", "\u{a0}: "))
        } else {
            word.to_owned()
        },
        colour: first.mix(last, index as f64 / steps),
    };
    groups.into_iter().enumerate().map(layer).collect()
}

/// The edges of the silhouette at a height from 0 to 1.
fn edges(height: f64) -> (f64, f64) {
    let below = SILHOUETTE.iter().position(|row| row.0 >= height).unwrap_or(SILHOUETTE.len() - 1).max(1);
    let (above, below) = (SILHOUETTE[below - 1], SILHOUETTE[below]);
    let part = ((height - above.0) / (below.0 - above.0)).clamp(0.0, 1.0);
    (above.1 + part * (below.1 - above.1), above.2 + part * (below.2 - above.2))
}

/// The area of the silhouette above a height.
fn area_above(height: f64) -> f64 {
    let width = |height: f64| {
        let (left, right) = edges(height);
        right - left
    };
    let slab = |pair: &[(f64, f64, f64)]| {
        let bottom = pair[1].0.min(height);
        if bottom <= pair[0].0 { 0.0 } else { (bottom - pair[0].0) * f64::midpoint(width(pair[0].0), width(bottom)) }
    };
    SILHOUETTE.windows(2).map(slab).sum()
}

/// The height above which `part` of the area lies.
fn cut(part: f64) -> f64 {
    let wanted = part * area_above(1.0);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if area_above(middle) < wanted { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The slice of the silhouette between two heights, in page units.
fn slice(area: Rect, top: f64, bottom: f64) -> Outline {
    let heights: Vec<f64> = std::iter::once(top)
        .chain(SILHOUETTE.iter().map(|row| row.0).filter(|&height| height > top && height < bottom))
        .chain(std::iter::once(bottom))
        .collect();
    let at = |x: f64, y: f64| (area.left + x * area.width(), area.top + y * area.height());
    let right = heights.iter().map(|&height| at(edges(height).1, height));
    let left = heights.iter().rev().map(|&height| at(edges(height).0, height));
    Outline::polygon(&right.chain(left).collect::<Vec<_>>())
}

impl Figure for Iceberg {
    fn kind(&self) -> FigureKind {
        FigureKind::Iceberg
    }

    fn finding(&self, language: Language) -> String {
        let (silent, reached) = (self.silent_people(), self.reached_people());
        if self.complaints + silent + reached <= 0.0 {
            return language
                .pick("Nobody was let down, nobody talks", "Personne n'est déçu, personne n'en parle")
                .to_owned();
        }
        let complaints = complaints(self.complaints, language);
        let silent = counted(
            silent,
            language,
            ["silent customer", "silent customers"],
            ["client silencieux", "clients silencieux"],
        );
        let reached = counted(reached, language, ["listener", "listeners"], ["auditeur", "auditeurs"]);
        match language {
            Language::En => format!("The firm sees {complaints}; {silent} and {reached} stay below the surface"),
            Language::Fr => {
                format!("L'entreprise voit {complaints}\u{202f}; {silent} et {reached} restent sous la surface")
            }
        }
    }

    fn is_by_formula(&self) -> bool {
        self.by_formula
    }

    fn description(&self, language: Language) -> String {
        let layers: Vec<String> = self
            .layers(language)
            .iter()
            .map(|layer| format!("{} {}", amount(layer.people, language), layer.name))
            .collect();
        let list = layers.join(", ");
        match language {
            Language::En => format!(
                "An iceberg whose layers have areas in proportion, from the top: {list}. Only the complaints are above water."
            ),
            Language::Fr => format!(
                "Un iceberg dont les couches ont des surfaces proportionnelles, de haut en bas\u{a0}: {list}. Seules les réclamations sont hors de l'eau."
            ),
        }
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let layers = self.layers(language);
        let total: f64 = layers.iter().map(|layer| layer.people).sum();
        let seen = if total > 0.0 { self.complaints / total } else { 0.0 };
        let (left, right) = (room.left + 0.17 * room.width(), room.left + 0.63 * room.width());
        // Above water there is room for one line of text, however small the tip.
        let bottom = room.bottom - 20.0;
        let top = (SKY - cut(seen) * (bottom - room.top)) / (1.0 - cut(seen)).max(0.1);
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
        canvas.line((room.left, surface), (room.right, surface), Paint::stroke(palette::BLUE, 2.0));
        self.sides(canvas, room, berg, surface, language);
        let above = usize::from(self.complaints > 0.0);
        let parts = [
            (0..above, Rect::new(berg.left, room.top, room.right, surface)),
            (above..layers.len(), Rect::new(berg.left, surface, room.right, room.bottom)),
        ];
        for (range, area) in parts {
            labels(canvas, area, berg, &layers[range.clone()], &tops[range], language);
        }
    }

    fn table(&self) -> FigureTable {
        let row = |level: &str, group: &str, people: f64| vec![level.to_owned(), group.to_owned(), cell(people)];
        let mut rows = vec![row("complaints", "", self.complaints)];
        rows.extend(self.silent.iter().map(|(name, people)| row("silent", name, *people)));
        rows.extend(self.reached.iter().map(|(name, people)| row("reach", name, *people)));
        FigureTable { columns: vec!["level", "group", "people"], rows }
    }
}

impl Iceberg {
    /// The shares above and below water, at the left.
    fn sides(&self, canvas: &mut Canvas, room: Rect, berg: Rect, surface: f64, language: Language) {
        let total = self.complaints + self.silent_people() + self.reached_people();
        if total <= 0.0 {
            return;
        }
        let seen = self.complaints / total;
        let left = room.left + 14.0;
        // The text ends where the ice begins, a line above or below the water.
        let ice = |y: f64| berg.left + edges(((y - berg.top) / berg.height()).clamp(0.0, 1.0)).0 * berg.width();
        let width = |y: f64| ice(y).min(ice(y - 22.0)) - left - 14.0;
        if surface - room.top > 34.0 {
            let text = format!("{} {}", share(seen, language), language.pick("seen", "visible"));
            canvas.text(Label::new(text, left, surface - 12.0, 22.0).bold().within(width(surface - 12.0)));
        }
        if room.bottom - surface > 60.0 {
            let text = format!("{} {}", share(1.0 - seen, language), language.pick("unseen", "invisible"));
            let label = Label::new(text, left, surface + 34.0, 22.0).bold().colour(palette::DEEP);
            canvas.text(label.within(width(surface + 34.0)));
        }
    }
}

/// Number and name of each layer at the right, joined to it by a line.
fn labels(canvas: &mut Canvas, room: Rect, berg: Rect, layers: &[Layer], heights: &[(f64, f64)], language: Language) {
    let at = |height: f64| berg.top + height * berg.height();
    let tall = (room.height() / layers.len().max(1) as f64).min(44.0);
    let wanted: Vec<(f64, f64)> = heights.iter().map(|&(top, bottom)| (at(f64::midpoint(top, bottom)), tall)).collect();
    let middles = spread(&wanted, room.top, room.bottom);
    let left = berg.right + 34.0;
    for ((layer, &(top, bottom)), middle) in layers.iter().zip(heights).zip(middles) {
        let height = f64::midpoint(top, bottom);
        let start = (berg.left + edges(height).1 * berg.width(), at(height));
        canvas.path(
            Outline::line(&[start, (left - 20.0, middle), (left - 6.0, middle)]),
            Paint::stroke(palette::QUIET, 1.2),
        );
        let number = Label::new(amount(layer.people, language), left, middle + 10.0, NUMBER).bold();
        let text_left = left + number.width() + 9.0;
        canvas.text(number);
        canvas
            .text(Label::new(layer.name.as_str(), text_left, middle + 10.0, NAME).within(room.right - 8.0 - text_left));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_in_proportion() {
        for part in [0.0, 1.0 / 317.0, 27.0 / 317.0, 0.5, 1.0] {
            assert!((area_above(cut(part)) / area_above(1.0) - part).abs() < 1e-9, "{part}");
        }
    }

    #[test]
    fn many_groups_become_others() {
        let groups: Vec<(String, f64)> = (1..=9).map(|index| (format!("g{index}"), f64::from(index))).collect();
        let layers = level(&groups, "silent", Language::En, [palette::SKY, palette::BLUE]);
        assert_eq!(layers.iter().map(|layer| layer.people).collect::<Vec<_>>(), [9.0, 8.0, 7.0, 21.0]);
    }
}
