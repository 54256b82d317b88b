use super::wording::{cell, nouns, share, short};
use super::{About, Figure, FigureFiles, FigureKind, FigureStyle, FigureTable, compose};
use crate::experiment::fit::{AudienceFit, SurveyCell, SurveyFit, observed_shares, said_masses};
use crate::figure::{Axis, Canvas, Label, Paint, Rect, palette};
use crate::text;
use crate::vocabulary::{Language, capital, format_number};

/// How many people are told: the answers as bars, the law that was chosen as a line, for each outcome that has one.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitFigure {
    /// Where the answers come from.
    pub source: String,
    /// The master seed of the bootstrap.
    pub seed: u64,
    /// One for each outcome or group, at most [`FitFigure::MOST`].
    pub panels: Vec<FitPanel>,
    /// How many outcomes and groups have a law.
    pub of: usize,
}

/// The answers of one outcome or group.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitPanel {
    /// Whose they are.
    pub name: String,
    /// The law that was chosen.
    pub law: String,
    /// The mean of the law.
    pub mean: f64,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// How many answered.
    pub answers: u64,
    /// By number of people told, from 0: the share of the answers, and that which the law gives.
    pub shares: Vec<(f64, f64)>,
    /// The same of all larger numbers.
    pub beyond: (f64, f64),
}

/// The largest number with a bar of its own.
const BARS: usize = 40;

impl FitFigure {
    /// The most panels that can be read.
    pub const MOST: usize = 4;

    /// The audiences of a survey; `None` where it has none that is a law.
    pub fn of(fit: &SurveyFit, source: &str, seed: u64, language: Language) -> Option<Self> {
        let mut panels: Vec<FitPanel> = fit.cells.iter().filter_map(|cell| FitPanel::of(cell, language)).collect();
        let of = panels.len();
        panels.truncate(Self::MOST);
        (!panels.is_empty()).then(|| Self { source: source.to_owned(), seed, panels, of })
    }

    /// What stands in the small print.
    pub fn about_it(&self) -> About {
        About { source: self.source.clone(), seed: Some(self.seed), ..About::default() }
    }

    /// The figure with its small print, as files.
    ///
    /// # Errors
    /// None in practice: memory takes every byte.
    pub fn files(&self, style: FigureStyle, language: Language) -> Result<FigureFiles, csv::Error> {
        let mut canvas = compose(self, &self.about_it(), style.page, language);
        if style.blank {
            canvas.blank();
        }
        Ok(FigureFiles { kind: FigureKind::Fit, canvas, csv: self.table().to_csv(style.dialect)? })
    }
}

impl FitPanel {
    fn of(cell: &SurveyCell, language: Language) -> Option<Self> {
        let audience = cell.audience.as_ref()?;
        let AudienceFit::Law { answers, choice } = audience else { return None };
        let fitted = choice.fitted();
        let last = (answers.highest() as usize).min(BARS);
        let observed = observed_shares(answers, fitted, last);
        let masses = said_masses(fitted, last);
        let shares: Vec<(f64, f64)> = observed.iter().zip(&masses.mass).map(|(&seen, &law)| (seen, law)).collect();
        let beyond = ((1.0 - observed.iter().sum::<f64>()).max(0.0), masses.between(last + 1, None));
        let outcome = cell.outcome.label(language);
        let name = cell.group.as_ref().map_or_else(|| outcome.to_owned(), |group| format!("{outcome}, {group}"));
        let mean = audience.mean();
        let law = fitted.kind.label(language).to_owned();
        let (interval, answers) = (mean.interval(0.95), cell.answers.told.count());
        Some(Self { name, law, mean: mean.value, interval, answers, shares, beyond })
    }

    fn highest(&self) -> f64 {
        self.shares.iter().fold(0.0, |most: f64, &(seen, law)| most.max(seen).max(law))
    }

    /// How many are told, with what chance leaves open.
    fn told(&self, language: Language) -> String {
        let number = |value: f64| format_number(value, 1, language);
        let mean = number(self.mean);
        match self.interval {
            Some([low, high]) => {
                let (low, high) = (number(low), number(high));
                text!("{mean} on average ({low} to {high})", "{mean} en moyenne ({low} à {high})").into_string(language)
            }
            None => text!("{mean} on average", "{mean} en moyenne").into_string(language),
        }
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let plot = room.inset(64.0, 74.0, 8.0, 62.0);
        let name = Label::new(capital(&short(&self.name)), room.left, room.top + 18.0, 20.0).bold();
        canvas.text(name.within(room.width()));
        let law = format!("{}, {}", self.law, self.told(language));
        canvas.text(Label::new(law, room.left, room.top + 44.0, 17.0).colour(palette::QUIET).within(room.width()));
        let count = self.shares.len().max(1);
        let across = Axis::linear(-0.5, count as f64 - 0.5, plot.left, plot.right);
        let height = Axis::rounded(self.highest().max(1e-6), plot.bottom, plot.top);
        let ticks = ((plot.bottom - plot.top) / 40.0).clamp(1.0, 4.0) as usize;
        for tick in height.ticks(ticks) {
            let y = height.at(tick);
            canvas.line((plot.left, y), (plot.right, y), Paint::stroke(palette::GRID, 1.2));
            let label = Label::new(share(tick, language), plot.left - 10.0, y + 5.0, 16.0).ending().tick();
            canvas.text(label.colour(palette::QUIET).within(60.0));
        }
        let half = 0.4 * (across.at(1.0) - across.at(0.0));
        for (number, &(seen, _)) in self.shares.iter().enumerate().filter(|(_, shares)| shares.0 > 0.0) {
            let middle = across.at(number as f64);
            let bar = Rect { left: middle - half, top: height.at(seen), right: middle + half, bottom: plot.bottom };
            canvas.rectangle(bar, Paint::fill(palette::SKY));
        }
        let points: Vec<(f64, f64)> = self
            .shares
            .iter()
            .enumerate()
            .map(|(number, &(_, law))| (across.at(number as f64), height.at(law)))
            .collect();
        for pair in points.windows(2) {
            canvas.line(pair[0], pair[1], Paint::stroke(palette::ACCENT, 2.6));
        }
        if let [only] = points[..] {
            canvas.disc(only.0, only.1, 5.0, Paint::fill(palette::ACCENT));
        }
        canvas.line((plot.left, plot.bottom), (plot.right, plot.bottom), Paint::stroke(palette::LINE, 1.4));
        let step = [1, 2, 5, 10, 20].into_iter().find(|step| count / step <= 8).unwrap_or(20);
        for number in (0..count).step_by(step) {
            let label = Label::new(number.to_string(), across.at(number as f64), plot.bottom + 24.0, 16.0).centred();
            canvas.text(label.colour(palette::QUIET).tick());
        }
        let beyond = text!("people told", "personnes informées").into_string(language);
        canvas.text(Label::new(beyond, plot.left, plot.bottom + 52.0, 17.0).bold().name().within(plot.width()));
    }
}

impl Figure for FitFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Fit
    }

    fn finding(&self, language: Language) -> String {
        let Some(first) = self.panels.iter().max_by_key(|panel| panel.answers) else { return String::new() };
        let (name, mean) = (capital(&short(&first.name)), format_number(first.mean, 1, language));
        text!("{name}: each tells {mean} people on average", "{name} : chacun informe {mean} personnes en moyenne")
            .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        let answers: u64 = self.panels.iter().map(|panel| panel.answers).sum();
        let answers = nouns::ANSWERS.counted(answers, language);
        text!(
            "How many people somebody told, {answers}: bars, what they say; line, the law chosen",
            "Nombre de personnes informées, {answers} : barres, ce qu'ils disent ; ligne, la loi choisie"
        )
        .into_string(language)
    }

    fn left_out(&self, language: Language) -> Option<String> {
        let (shown, all) = (self.panels.len(), self.of);
        let said = text!("{shown} of {all} groups, the first", "{shown} groupes sur {all}, les premiers");
        (all > shown).then(|| said.into_string(language))
    }

    fn description(&self, language: Language) -> String {
        let panel = |panel: &FitPanel| {
            let colon = language.pick(": ", "\u{202f}: ");
            format!("{}{colon}{}, {}", short(&panel.name), panel.law, panel.told(language))
        };
        let panels = self.panels.iter().map(panel).collect::<Vec<_>>().join(language.pick("; ", "\u{202f}; "));
        text!("Bars and a line for each. {panels}.", "Des barres et une ligne pour chacun. {panels}.")
            .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        const GAP: f64 = 36.0;
        let count = self.panels.len();
        let columns = if count > 1 && room.width() > room.height() { 2 } else { 1 };
        let rows = count.div_ceil(columns).max(1);
        let width = (room.width() - GAP * (columns - 1) as f64) / columns as f64;
        let height = (room.height() - GAP * (rows - 1) as f64) / rows as f64;
        for (place, panel) in self.panels.iter().enumerate() {
            let left = room.left + (place % columns) as f64 * (width + GAP);
            let top = room.top + (place / columns) as f64 * (height + GAP);
            panel.draw(canvas, Rect { left, top, right: left + width, bottom: top + height }, language);
        }
    }

    fn table(&self) -> FigureTable {
        let rows = self.panels.iter().flat_map(|panel| {
            let row = |told: String, (seen, law): (f64, f64)| vec![panel.name.clone(), told, cell(seen), cell(law)];
            let numbers = panel.shares.iter().enumerate().map(move |(number, &shares)| row(number.to_string(), shares));
            let rest = vec![
                panel.name.clone(),
                format!("{}+", panel.shares.len()),
                cell(panel.beyond.0),
                cell(panel.beyond.1),
            ];
            numbers.chain([rest])
        });
        FigureTable { columns: vec!["who", "told", "answers", "law"], rows: rows.collect() }
    }
}
