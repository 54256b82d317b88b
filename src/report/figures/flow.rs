use super::addends::Addends;
use super::means::Means;
use super::numbers::GroupNumbers;
use super::wording::cell;
use super::wording::nouns::{COMPLAINTS, PEOPLE};
use super::{FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, isolate, palette, spread};
use crate::text;
use crate::vocabulary::{Language, Outcome};

/// People of one generation, in blocks.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// What it says above the blocks, in the language of the figure.
    pub name: String,
    /// From the top.
    pub blocks: Vec<Block>,
}

/// People who have the same name and told alike.
#[doc = include_str!("examples/people.md")]
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
/// The least distance between two stages.
const STEP: f64 = 92.0;

fn colour(stage: usize, block: &Block) -> Colour {
    match (stage, block.complained) {
        (_, true) => palette::ACCENT,
        (0, _) => palette::DEEP,
        (stage, _) => palette::BLUE.mix(palette::SKY, (stage - 1) as f64 / 3.0_f64.max(stage as f64)),
    }
}

/// Where the blocks of each stage stand, the stages evenly apart and the blocks by `gap`.
fn places(stages: &[Stage], room: Rect, people: Axis, gap: f64) -> Vec<Vec<Rect>> {
    let step = (room.width() - NODE) / (stages.len().max(2) - 1) as f64;
    let place = |(index, stage): (usize, &Stage)| {
        let left = room.left + index as f64 * step.min(320.0);
        let gaps = gap * stage.blocks.len().saturating_sub(1) as f64;
        let sizes: Vec<f64> = stage.blocks.iter().map(|block| people.at(block.people).max(2.0)).collect();
        let mut top = room.middle_y() - f64::midpoint(sizes.iter().sum::<f64>(), gaps);
        let mut areas = Vec::new();
        for size in sizes {
            areas.push(Rect::new(left, top, left + NODE, top + size));
            top += size + gap;
        }
        areas
    };
    stages.iter().enumerate().map(place).collect()
}

/// The means as stages, and whether they are exact: those who lived it by group, those they told, each retelling.
pub(super) fn means(material: &Material<'_>) -> (Vec<Stage>, bool) {
    let (means, language) = (Means::of(material), material.language);
    let block = |name: String, people: f64, from: Option<usize>| Block { name, people, from, complained: false };
    let complaints = language.pick("complaints", "réclamations").to_owned();
    let mut lived = vec![Block { complained: true, ..block(complaints, means.complaints, None) }];
    let word = Outcome::Silent.label(language);
    for (own, people) in means.silent_groups(material) {
        let plain = own.is_empty() || own == word;
        let name = if plain { word.to_owned() } else { text!("{word}: {own}", "{word} : {own}").into_string(language) };
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
    stages.retain(|stage| !stage.blocks.is_empty());
    (stages, means.by_formula)
}

/// Those who complained, those who lived it and did not, those who heard it.
pub(super) fn levels(stages: &[Stage]) -> [f64; 3] {
    let lived = stages.first().map_or(&[][..], |stage| &stage.blocks);
    let sum = |complained: bool| {
        lived.iter().filter(|block| block.complained == complained).map(|block| block.people).sum::<f64>()
    };
    [sum(true), sum(false), stages.iter().skip(1).map(Stage::people).sum()]
}

/// How many people each block is said to be, stage after stage.
fn people(stages: &[Stage]) -> Vec<Addends> {
    let levels = levels(stages);
    let labels: Vec<f64> = stages.iter().map(Stage::people).collect();
    let knows = Addends::people(levels, &labels);
    let heard: Vec<f64> = labels.iter().skip(1).copied().collect();
    let (first, later) = heard.split_at(heard.len().min(1));
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    let split = knows.parts(2, &[sum(first), sum(later)]);
    let counts = split.parts(0, first).and(split.parts(1, later));
    let mut said = Vec::with_capacity(stages.len());
    for (index, stage) in stages.iter().enumerate() {
        let values = |kept: &dyn Fn(&Block) -> bool| -> (Vec<usize>, Vec<f64>) {
            let own = stage.blocks.iter().enumerate().filter(|(_, block)| kept(block));
            own.map(|(place, block)| (place, block.people)).unzip()
        };
        if index > 0 {
            said.push(counts.parts(index - 1, &values(&|_| true).1));
            continue;
        }
        let [told, silent] = [true, false].map(|complained| values(&|block| block.complained == complained));
        let all = knows.parts(0, &told.1).and(knows.parts(1, &silent.1));
        let order = [told.0, silent.0].concat();
        let place_of = |place: usize| order.iter().position(|&other| other == place).into_iter().collect();
        said.push(all.joined(&(0..stage.blocks.len()).map(place_of).collect::<Vec<Vec<usize>>>()));
    }
    said
}

/// Draws blocks as tall as their people and, between them, flows that widen where few tell many. All that is said of blocks
/// stands at the left, outside the flow.
pub(super) fn draw(canvas: &mut Canvas, room: Rect, stages: &[Stage], language: Language) {
    let words = (0.32 * room.width()).clamp(230.0, 400.0);
    let fit = ((room.width() - words - 40.0) / STEP) as usize + 1;
    let shown = &stages[..stages.len().min(fit)];
    let most = shown.iter().map(Stage::people).fold(0.0, f64::max);
    if most <= 0.0 {
        return;
    }
    let blocks = shown.iter().map(|stage| stage.blocks.len()).max().unwrap_or(1);
    let area = Rect::new(room.left + words + 40.0, room.top + 96.0, room.right - 60.0, room.bottom - 28.0);
    let gap = GAP.min(0.3 * area.height() / blocks as f64);
    let people = Axis::linear(0.0, most, 0.0, area.height() - (gap + 2.0) * blocks as f64);
    let places = places(shown, area, people, gap);
    for index in 1..shown.len() {
        ribbons(canvas, &shown[index], &places[index - 1], &places[index], index);
    }
    let said = self::people(stages);
    for (index, (stage, areas)) in shown.iter().zip(&places).enumerate() {
        for (block, area) in stage.blocks.iter().zip(areas) {
            canvas.rectangle(*area, Paint::mark(colour(index, block)));
        }
        let Some(first) = areas.first() else { continue };
        let next = places.get(index + 1).and_then(|next| next.first()).map_or(room.right, |next| next.left - 10.0);
        let said = said[index].total(language).text;
        canvas.text(Label::new(said, first.left, room.top + 24.0, HEAD).bold().fitting(next - first.left));
        let size = if next - first.left < 130.0 { 14.0 } else { 16.0 };
        let name = Label::new(isolate(&stage.name), first.left, room.top + 46.0, size).colour(palette::QUIET).name();
        canvas.paragraph(&name, next - first.left, 3);
    }
    names(
        canvas,
        (shown, &said),
        &places,
        Rect::new(room.left, area.top - 10.0, room.left + words, area.bottom + 20.0),
        language,
    );
    if shown.len() < stages.len() {
        let later = said[shown.len()..].iter().cloned().reduce(Addends::and);
        let more = later.map_or(String::new(), |later| later.total(language).of(PEOPLE, language));
        let note =
            text!("and {more} in later generations, not drawn", "et {more} aux générations suivantes, hors dessin");
        let note =
            Label::new(note.into_string(language), room.right, room.bottom, 16.0).ending().colour(palette::QUIET);
        canvas.text(note);
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

/// Number and name of each block of those who lived it, and how many it told, joined to it by a line.
fn names(
    canvas: &mut Canvas,
    (stages, said): (&[Stage], &[Addends]),
    places: &[Vec<Rect>],
    room: Rect,
    language: Language,
) {
    let (Some(stage), Some(areas)) = (stages.first(), places.first()) else { return };
    let told = stages.get(1).map_or(&[][..], |stage| &stage.blocks);
    let (lived, heard) = (&said[0], said.get(1));
    let line = Canvas::line_height(NAME);
    let tell = |index: usize| {
        let own: Vec<usize> = (0..told.len()).filter(|&block| told[block].from == Some(index)).collect();
        let first = own.first().copied()?;
        let said = heard?.sum(first..own[own.len() - 1] + 1, language).spoken(language);
        let tell = if lived.one(index, language).is_one(language) {
            text!("tells {said}", "en informe {said}")
        } else {
            text!("tell {said}", "en informent {said}")
        };
        Some(tell.into_string(language))
    };
    let most = (room.height() / (2.0 * line + 8.0)) as usize;
    let mut chosen: Vec<usize> = (0..stage.blocks.len()).filter(|&index| stage.blocks[index].people > 0.0).collect();
    chosen.sort_by(|&a, &b| stage.blocks[b].people.total_cmp(&stage.blocks[a].people));
    chosen.truncate(most.max(1));
    chosen.sort_unstable();
    let wanted: Vec<(f64, f64)> = chosen.iter().map(|&index| (areas[index].middle_y(), 2.0 * line + 8.0)).collect();
    for (&index, middle) in chosen.iter().zip(spread(&wanted, room.top, room.bottom)) {
        let block = &stage.blocks[index];
        let first = middle - 3.0;
        let said = lived.one(index, language);
        let name = if block.complained { said.beside(COMPLAINTS, language) } else { block.name.as_str() };
        let label = Label::new(isolate(name), room.left, first, NAME).led_by(said.text, 21.0);
        canvas.text(label.within(room.width()));
        if let Some(tell) = tell(index) {
            canvas.text(Label::new(tell, room.left, first + line, 16.0).colour(palette::QUIET).within(room.width()));
        }
        let joint = first - 6.0;
        let end = (areas[index].left - 4.0, areas[index].middle_y());
        let bend = (room.right + 14.0, joint);
        canvas.path(Outline::line(&[(room.right + 4.0, joint), bend, end]), Paint::stroke(palette::QUIET, 1.0));
    }
}

/// The stages in words.
pub(super) fn describe(stages: &[Stage], language: Language) -> String {
    let said = people(stages);
    let list = stages.iter().zip(&said);
    let list: Vec<String> = list
        .map(|(stage, people)| format!("{} {}", people.total(language).spoken(language), isolate(&stage.name)))
        .collect();
    let start = language
        .pick("Flows as wide as the people:", "Des flux aussi larges que les personnes sont nombreuses\u{202f}:");
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
