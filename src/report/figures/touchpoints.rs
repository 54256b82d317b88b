use super::wording::{cell, share, short};
use super::{About, Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, Weight, isolate, palette, whole_words, wrap};
use crate::model::{Combine, Normal, Origin, Problem, ServiceGap};
use crate::text;
use crate::vocabulary::{Language, capital, quoted};

/// Where customers are let down: the touchpoints by their share of the worst gaps, expectation and perception behind.
/// Closed forms.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct Touchpoints {
    /// Whether the worst gap decides; else the mean gap does, and shares are of all customers.
    pub by_worst: bool,
    /// What customers expect: mean and standard deviation.
    pub expectation: (f64, f64),
    /// In the order of the scenario.
    pub touchpoints: Vec<TouchpointShare>,
}

/// One touchpoint.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TouchpointShare {
    /// Its name.
    pub name: String,
    /// Of the customers let down, those whose worst gap is here; where the mean gap decides, the share of all customers
    /// who fall short here.
    pub share: f64,
    /// What they perceive: mean and standard deviation.
    pub score: (f64, f64),
}

/// Rows that fit with readable text.
const MOST: usize = 8;
const NAME: f64 = 20.0;

impl Touchpoints {
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let nothing = |reason| FigureError::Nothing(FigureKind::Touchpoints, reason);
        let Origin::Served { problem: Problem::Service(service), .. } = &material.parameters().customers.origin else {
            return Err(nothing(&["it has no `[service]`", "il n'a pas de `[service]`"]));
        };
        let gap = ServiceGap::new(service).map_err(|_| {
            nothing(&["its service gap cannot be judged", "son écart de service ne peut pas être jugé"])
        })?;
        let pair = |normal: Normal| (normal.mean, normal.sd);
        let shares = gap.touchpoints().into_iter().zip(&service.touchpoints).map(|(gap, touchpoint)| TouchpointShare {
            name: material.scenario.touchpoint_title(&touchpoint.name, material.language),
            share: gap.worst.map_or(gap.let_down, |worst| worst.share),
            score: pair(touchpoint.score),
        });
        let by_worst = service.combine == Combine::Any;
        Ok(Self { by_worst, expectation: pair(service.expectation), touchpoints: shares.collect() })
    }

    /// The largest share first.
    fn ordered(&self) -> Vec<&TouchpointShare> {
        let mut rows: Vec<&TouchpointShare> = self.touchpoints.iter().collect();
        rows.sort_by(|a, b| b.share.total_cmp(&a.share));
        rows.truncate(MOST);
        rows
    }
}

impl Figure for Touchpoints {
    fn kind(&self) -> FigureKind {
        FigureKind::Touchpoints
    }

    fn finding(&self, language: Language) -> String {
        let ordered = self.ordered();
        let Some(first) = ordered.first().filter(|first| first.share > 0.0) else {
            return text!("No touchpoint lets anybody down", "Aucun point de contact ne déçoit personne")
                .into_string(language);
        };
        let (name, part) = (quoted(&short(&capital(&first.name)), language), share(first.share, language));
        if self.by_worst {
            return text!(
                "{name} is the worst moment of {part} of the customers let down",
                "{name} est le pire moment de {part} des clients déçus"
            )
            .into_string(language);
        }
        text!("{name} falls short for {part} of all customers", "{name} ne suffit pas à {part} de tous les clients")
            .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        let share = if self.by_worst {
            text!("Share of the worst gaps", "Part des pires écarts")
        } else {
            text!("Share of all customers who fall short", "Part de tous les clients pour qui cela ne suffit pas")
        };
        let (en, fr) = (share.en, share.fr);
        text!(
            "{en}; at the right what customers expect (line) and what they perceive (area)",
            "{fr} ; à droite ce que les clients attendent (trait) et ce qu'ils perçoivent (surface)"
        )
        .into_string(language)
    }

    fn is_by_formula(&self) -> bool {
        true
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let all = self.touchpoints.len();
        let said = text!(
            "{MOST} of {all} touchpoints, the largest shares",
            "{MOST} points de contact sur {all}, les plus grandes parts"
        );
        (all > MOST).then(|| said.into_string(language))
    }

    fn note(&self, about: &About, language: Language) -> Option<String> {
        about.at_best_guess(|path| path.starts_with("service."), language)
    }

    fn description(&self, language: Language) -> String {
        let said = |row: &&TouchpointShare| format!("{} {}", isolate(&row.name), share(row.share, language));
        let list = self.ordered().iter().map(said).collect::<Vec<String>>().join(", ");
        text!("Bars by touchpoint: {list}.", "Barres par point de contact : {list}.").into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let rows = self.ordered();
        if rows.is_empty() {
            return;
        }
        let tall = (room.height() / rows.len() as f64).min((0.2 * room.height()).max(120.0));
        let top = room.top + 0.3 * (room.height() - tall * rows.len() as f64);
        let names = (0.24 * room.width()).max(150.0);
        let curves = Rect { left: room.right - 0.26 * room.width(), ..room };
        let highest = rows.iter().map(|row| row.share).fold(0.0, f64::max);
        let wide = Weight::Bold.width("100,0\u{202f}%", 24.0) + 16.0;
        let axis = Axis::linear(0.0, highest, room.left + names + 16.0, curves.left - 30.0 - wide);
        let reach = |(mean, sd): (f64, f64)| (mean - 3.0 * sd.max(0.01), mean + 3.0 * sd.max(0.01));
        let ends = rows.iter().map(|row| reach(row.score)).chain([reach(self.expectation)]);
        let (low, high) =
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |sum, ends| (sum.0.min(ends.0), sum.1.max(ends.1)));
        let score = Axis::linear(low, high, curves.left, curves.right);
        for (index, row) in rows.iter().enumerate() {
            let middle = top + (index as f64 + 0.5) * tall;
            let name = isolate(&capital(&row.name));
            let sizes = [NAME, 17.0, 14.0].map(|size| size.min(0.4 * tall));
            let size = whole_words(&name, names, &sizes, Weight::Regular, |_| 2);
            let lines = wrap(&name, names, size, Weight::Regular, 2);
            let line = Canvas::line_height(size);
            let first = middle + 6.0 - (lines.len() as f64 - 1.0) * line / 2.0;
            for (place, text) in lines.into_iter().enumerate() {
                let label = Label::new(text, room.left + names, first + place as f64 * line, size);
                canvas.text(label.ending().name());
            }
            let colour = if index == 0 { palette::ACCENT } else { palette::BLUE };
            let bar = Rect::new(axis.at(0.0), middle - 0.27 * tall, axis.at(row.share), middle + 0.27 * tall);
            canvas.rectangle(bar, Paint::mark(colour));
            let said = share(row.share, language);
            canvas.text(Label::new(said, bar.right + 10.0, middle + 8.0, 24.0_f64.min(0.5 * tall)).bold());
            let floor = middle + 0.34 * tall;
            let height = 0.62 * tall;
            bell(canvas, score, (floor, height), row.score, self.expectation);
        }
    }

    fn table(&self) -> FigureTable {
        let row = |row: &TouchpointShare| {
            let numbers = [row.share, row.score.0, row.score.1, self.expectation.0, self.expectation.1];
            std::iter::once(row.name.clone()).chain(numbers.map(cell)).collect()
        };
        let columns = vec!["touchpoint", "share", "score_mean", "score_sd", "expectation_mean", "expectation_sd"];
        FigureTable { columns, rows: self.touchpoints.iter().map(row).collect() }
    }
}

/// Two bell curves of one height: what is perceived as an area, what is expected as a line.
fn bell(canvas: &mut Canvas, score: Axis, (floor, height): (f64, f64), perceived: (f64, f64), expected: (f64, f64)) {
    const POINTS: u32 = 48;
    let curve = |(mean, sd): (f64, f64)| -> Vec<(f64, f64)> {
        let sd = sd.max(0.01);
        let point = |index: u32| {
            let z = -3.0 + 6.0 * f64::from(index) / f64::from(POINTS);
            (score.at(mean + z * sd), floor - height * libm::exp(-0.5 * z * z))
        };
        (0..=POINTS).map(point).collect()
    };
    canvas.path(Outline::polygon(&curve(perceived)), Paint::mark(palette::SKY));
    canvas.path(Outline::line(&curve(expected)), Paint::stroke(palette::INK, 2.0));
}
