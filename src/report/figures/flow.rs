use super::means::Means;
use super::numbers::GroupNumbers;
use super::wording::{amount, cell};
use super::{FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, Weight, isolate, palette, spread};
use crate::vocabulary::{Language, Outcome};

/// People of one generation, in blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// What it says above the blocks, in the language of the figure.
    pub name: String,
    /// From the top.
    pub blocks: Vec<Block>,
}

/// People who have the same name and told alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Who they are, in the language of the figure.
    pub name: String,
    /// How many.
    pub people: f64,
    /// Which block of the stage before told them; `None`: all of them.
    pub from: Option<usize>,
    /// Whether they complained: drawn in the accent.
    pub complained: bool,
}

impl Stage {
    /// How many people it has.
    pub fn people(&self) -> f64 {
        self.blocks.iter().map(|block| block.people).sum()
    }
}

const NODE: f64 = 26.0;
const HEAD: f64 = 24.0;
const NAME: f64 = 18.0;
/// Between blocks of a stage.
const GAP: f64 = 10.0;
/// Stages that fit with readable text.
const MOST: usize = 6;

fn colour(stage: usize, block: &Block) -> Colour {
    match (stage, block.complained) {
        (_, true) => palette::ACCENT,
        (0, _) => palette::DEEP,
        (stage, _) => palette::BLUE.mix(palette::SKY, (stage - 1) as f64 / 3.0_f64.max(stage as f64)),
    }
}

/// The left edge of each stage: stages with long names take more of the width.
fn lefts(stages: &[Stage], room: Rect, language: Language) -> Vec<f64> {
    let need = |stage: &Stage| {
        let name = |block: &Block| {
            let number = Weight::Bold.width(&amount(block.people, language), NAME);
            number + Weight::Regular.width(&isolate(&block.name), NAME) + 7.0
        };
        let blocks = stage.blocks.iter().filter(|block| !block.name.is_empty()).map(name).fold(0.0, f64::max);
        let number = Weight::Bold.width(&amount(stage.people(), language), HEAD);
        (NODE + 30.0 + blocks).max(number + 14.0).clamp(110.0, 320.0)
    };
    let needs: Vec<f64> = stages.iter().map(need).collect();
    let total: f64 = needs.iter().sum();
    let spare = (room.width() - total) / stages.len().max(1) as f64;
    let mut left = room.left;
    let mut edges = Vec::new();
    for need in needs {
        edges.push(left);
        left += if spare >= 0.0 { need + spare } else { need * room.width() / total };
    }
    edges
}

/// Where the blocks of each stage stand.
fn places(stages: &[Stage], room: Rect, people: Axis, language: Language) -> Vec<Vec<Rect>> {
    let place = |(stage, left): (&Stage, f64)| {
        let gaps = GAP * stage.blocks.len().saturating_sub(1) as f64;
        let sizes: Vec<f64> = stage.blocks.iter().map(|block| people.at(block.people).max(2.0)).collect();
        let mut top = room.middle_y() - f64::midpoint(sizes.iter().sum::<f64>(), gaps);
        let mut areas = Vec::new();
        for size in sizes {
            areas.push(Rect::new(left, top, left + NODE, top + size));
            top += size + GAP;
        }
        areas
    };
    stages.iter().zip(lefts(stages, room, language)).map(place).collect()
}

/// The means as stages, and whether they are exact: those who lived it by group, those they told, each retelling.
pub(super) fn means(material: &Material<'_>) -> (Vec<Stage>, bool) {
    let (means, language) = (Means::of(material), material.language);
    let block = |name: String, people: f64, from: Option<usize>| Block { name, people, from, complained: false };
    let complaints = language.pick("complained", "ont réclamé").to_owned();
    let mut lived = vec![Block { complained: true, ..block(complaints, means.complaints, None) }];
    let word = Outcome::Silent.label(language);
    for (own, people) in means.silent_groups(material) {
        let plain = own.is_empty() || own == word;
        let name = if plain { word.to_owned() } else { format!("{word}{} {own}", language.pick(":", "\u{a0}:")) };
        lived.push(block(name, people, None));
    }
    let silent: Vec<_> = means.groups.iter().filter(|group| group.outcome == Outcome::Silent).collect();
    let teller = |group: &GroupNumbers| {
        let index = silent.iter().position(|other| other.group == group.group);
        if group.outcome == Outcome::Silent { index.map(|index| index + 1) } else { Some(0) }
    };
    let told = means.told().into_iter().map(|(group, people)| {
        let name = format!("{} {}", language.pick("from", "par"), means.group_name(group, material));
        block(name, people, teller(group))
    });
    // In the order of their tellers, flows do not cross.
    let mut told: Vec<Block> = told.collect();
    told.sort_by_key(|block| block.from);
    let mut stages = vec![
        Stage { name: language.pick("let down", "déçus").to_owned(), blocks: lived },
        Stage { name: language.pick("heard it first-hand", "de première main").to_owned(), blocks: told },
    ];
    for (index, &people) in means.heard.iter().enumerate().skip(1) {
        let name = match index + 1 {
            2 => language.pick("heard it retold", "de seconde main").to_owned(),
            number => format!("{}\u{a0}{number}", language.pick("in generation", "à la génération")),
        };
        stages.push(Stage { name, blocks: vec![block(String::new(), people, None)] });
    }
    // Many retellings become one: the figure has room for some.
    if stages.len() > MOST {
        let later = stages.split_off(MOST - 1).iter().map(Stage::people).sum();
        let name = language.pick("heard it later", "plus tard").to_owned();
        stages.push(Stage { name, blocks: vec![block(String::new(), later, None)] });
    }
    stages.retain(|stage| !stage.blocks.is_empty());
    (stages, means.by_formula)
}

/// Draws blocks as tall as their people and, between them, flows that widen where few tell many.
pub(super) fn draw(canvas: &mut Canvas, room: Rect, stages: &[Stage], language: Language) {
    let stages = &stages[..stages.len().min(MOST)];
    let most = stages.iter().map(Stage::people).fold(0.0, f64::max);
    let blocks = stages.iter().map(|stage| stage.blocks.len()).max().unwrap_or(1);
    let area = room.inset(0.0, 86.0, 0.0, 4.0);
    let people = Axis::linear(0.0, most, 0.0, (area.height() - GAP * blocks as f64).max(40.0));
    let places = places(stages, area, people, language);
    for index in 1..stages.len() {
        ribbons(canvas, &stages[index], &places[index - 1], &places[index], index);
    }
    for (index, (stage, areas)) in stages.iter().zip(&places).enumerate() {
        for (block, area) in stage.blocks.iter().zip(areas) {
            canvas.rectangle(*area, Paint::fill(colour(index, block)));
        }
        let Some(first) = areas.first() else { continue };
        let next = places.get(index + 1).and_then(|next| next.first()).map_or(room.right, |next| next.left - 10.0);
        let number = Label::new(amount(stage.people(), language), first.left, room.top + 24.0, HEAD).bold();
        canvas.text(number.within(next - first.left));
        let name = Label::new(isolate(&stage.name), first.left, room.top + 47.0, 17.0).colour(palette::QUIET);
        canvas.paragraph(&name, next - first.left, 2);
        names(canvas, stage, areas, Rect::new(first.right + 10.0, area.top, next, area.bottom), language);
    }
}

/// The flows into one stage: from the teller's block, or from the whole stage before.
fn ribbons(canvas: &mut Canvas, stage: &Stage, before: &[Rect], areas: &[Rect], index: usize) {
    let (Some(first), Some(last)) = (before.first(), before.last()) else { return };
    let total = stage.people();
    let mut passed = 0.0;
    for (block, area) in stage.blocks.iter().zip(areas) {
        let own = block.from.and_then(|from| before.get(from));
        let whole = Rect::new(first.left, first.top, first.right, last.bottom);
        let part = |share: f64| whole.top + whole.height() * share;
        let shared = if total > 0.0 { (passed / total, (passed + block.people) / total) } else { (0.0, 0.0) };
        passed += block.people;
        let from = own.copied().unwrap_or(Rect::new(whole.left, part(shared.0), whole.right, part(shared.1)));
        if block.people <= 0.0 {
            continue;
        }
        let middle = f64::midpoint(from.right, area.left);
        let outline = Outline::default()
            .move_to(from.right, from.top)
            .curve_to((middle, from.top), (middle, area.top), (area.left, area.top))
            .line_to(area.left, area.bottom)
            .curve_to((middle, area.bottom), (middle, from.bottom), (from.right, from.bottom))
            .close();
        canvas.path(outline, Paint::fill(colour(index, block).mix(palette::PAPER, 0.72)));
    }
}

/// Number and name at the right of each block, as far as there is room for them.
fn names(canvas: &mut Canvas, stage: &Stage, areas: &[Rect], room: Rect, language: Language) {
    let tall = Canvas::line_height(NAME) + 2.0;
    let most = (room.height() / tall) as usize;
    let mut chosen: Vec<usize> =
        (0..stage.blocks.len()).filter(|&index| !stage.blocks[index].name.is_empty()).collect();
    chosen.sort_by(|&a, &b| stage.blocks[b].people.total_cmp(&stage.blocks[a].people));
    chosen.truncate(most);
    chosen.sort_unstable();
    let wanted: Vec<(f64, f64)> = chosen.iter().map(|&index| (areas[index].middle_y(), tall)).collect();
    for (&index, middle) in chosen.iter().zip(spread(&wanted, room.top, room.bottom)) {
        let block = &stage.blocks[index];
        let number = Label::new(amount(block.people, language), room.left, middle + 7.0, NAME).bold();
        let left = number.x + number.width() + 7.0;
        canvas.text(number);
        let name = Label::new(isolate(&block.name), left, middle + 7.0, NAME);
        if room.right - left > Weight::Regular.width("abc…", NAME) {
            canvas.text(name.within(room.right - left));
        }
    }
}

/// The stages in words.
pub(super) fn describe(stages: &[Stage], language: Language) -> String {
    let list: Vec<String> =
        stages.iter().map(|stage| format!("{} {}", amount(stage.people(), language), isolate(&stage.name))).collect();
    let start =
        language.pick("Flows as wide as the people:", "Des flux aussi larges que les personnes sont nombreuses\u{a0}:");
    format!("{start} {}.", list.join(" → "))
}

/// One row for each block.
pub(super) fn table(stages: &[Stage]) -> FigureTable {
    let mut rows = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        for block in &stage.blocks {
            let from = block.from.map_or(String::new(), |from| from.to_string());
            rows.push(vec![index.to_string(), stage.name.clone(), block.name.clone(), cell(block.people), from]);
        }
    }
    FigureTable { columns: vec!["generation", "stage", "block", "people", "told_by_block"], rows }
}
