use super::numbers::GenerationNumbers;
use super::wording::{Ticks, amount, cell, people};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Colour, Label, Outline, Paint, Rect, Weight, palette, spread};
use crate::vocabulary::{Language, Metric, Valence, format_percent};

/// How many people each generation reaches: the mean, the median and bands that hold given shares of the cases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GenerationsFigure {
    /// The shares that the bands hold, from the narrowest to the widest.
    pub levels: Vec<f64>,
    /// One for each generation, ascending.
    pub rows: Vec<Generation>,
}

/// One generation of listeners.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generation {
    /// 1 heard it first-hand.
    pub generation: u32,
    /// Mean.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Lower and upper end of each band, in the order of the levels.
    pub bands: Vec<(f64, f64)>,
}

/// Up to so many generations stand apart as columns; more are joined to ribbons.
const COLUMNS: usize = 7;
const NAME: f64 = 20.0;

impl GenerationsFigure {
    /// From the tables.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let rows = material.numbers.generations(Valence::Negative, Metric::Reach).filter(|row| row.generation > 0);
        let row = |row: &GenerationNumbers| Generation {
            generation: row.generation,
            mean: row.mean,
            median: row.p50,
            bands: vec![(row.p05, row.p95)],
        };
        let rows: Vec<Generation> = rows.map(row).collect();
        if rows.is_empty() {
            return Err(FigureError::Nothing(FigureKind::Generations, "nobody hears of it"));
        }
        Ok(Self { levels: vec![0.9], rows })
    }

    fn highest(&self) -> f64 {
        let ends = self.rows.iter().flat_map(|row| row.bands.iter().map(|band| band.1).chain([row.mean]));
        ends.fold(0.0, f64::max)
    }

    fn total(&self) -> f64 {
        self.rows.iter().map(|row| row.mean).sum()
    }

    /// The colour of a band: the narrower, the darker.
    fn colour(&self, level: usize) -> Colour {
        let steps = self.levels.len().max(2) - 1;
        palette::SKY.mix(palette::MIST, level as f64 / steps as f64)
    }
}

impl Figure for GenerationsFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Generations
    }

    fn finding(&self, language: Language) -> String {
        let total = people(self.total(), language);
        let Some(widest) = self.rows.iter().max_by(|a, b| a.mean.total_cmp(&b.mean)).filter(|row| row.mean > 0.0)
        else {
            return language.pick("Nobody hears of it", "Personne n'en entend parler").to_owned();
        };
        let (number, part) = (widest.generation, format_percent(widest.mean / self.total(), 0, language));
        if self.rows.iter().filter(|row| row.mean > 0.0).count() == 1 {
            return match language {
                Language::En => {
                    format!("{total} hear of it, all of them in generation\u{a0}{number}: nobody passes it on")
                }
                Language::Fr => {
                    format!("{total} l'apprennent, toutes à la génération\u{a0}{number}\u{a0}: nul ne répète")
                }
            };
        }
        match language {
            Language::En => format!("{total} hear of it; generation\u{a0}{number} is the largest, with {part} of them"),
            Language::Fr => {
                format!("{total} l'apprennent\u{202f}; la génération\u{a0}{number} est la plus nombreuse, avec {part}")
            }
        }
    }

    fn description(&self, language: Language) -> String {
        let means: Vec<String> =
            self.rows.iter().map(|row| format!("{} {}", row.generation, amount(row.mean, language))).collect();
        let start = language.pick(
            "People reached by generation, with bands; means:",
            "Personnes touchées par génération, avec des bandes\u{202f}; moyennes\u{a0}:",
        );
        format!("{start} {}.", means.join(", "))
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let key = 210.0;
        let plot = room.inset(92.0, 58.0, key, 66.0);
        let height = Axis::linear(0.0, self.highest(), plot.bottom, plot.top);
        grid(canvas, plot, height, language);
        let count = self.rows.len().max(1);
        let columns = count <= COLUMNS;
        let step = plot.width() / if columns { count as f64 } else { (count - 1) as f64 };
        let at = |index: usize| plot.left + (index as f64 + if columns { 0.5 } else { 0.0 }) * step;
        if columns {
            self.columns(canvas, height, &at, (0.6 * step).min(150.0), language);
        } else {
            self.ribbons(canvas, height, &at, language);
        }
        let edge = if columns { at(count - 1) + (0.3 * step).min(75.0) } else { plot.right };
        self.key(canvas, Rect::new(edge, plot.top, room.right, plot.bottom), height, language);
        let stride = (count as f64 * 46.0 / plot.width()).ceil().max(1.0) as usize;
        for (index, row) in self.rows.iter().enumerate().step_by(stride) {
            canvas.text(Label::new(row.generation.to_string(), at(index), plot.bottom + 29.0, NAME).centred());
        }
        let name = language.pick("generation (1 heard it first-hand)", "génération (1 l'a appris de première main)");
        canvas.text(Label::new(name, plot.left, plot.bottom + 59.0, 19.0).bold());
    }

    fn table(&self) -> FigureTable {
        let mut rows = Vec::new();
        for row in &self.rows {
            for (level, band) in self.levels.iter().zip(&row.bands) {
                let numbers = [f64::from(row.generation), row.mean, row.median, *level, band.0, band.1];
                rows.push(numbers.map(cell).to_vec());
            }
        }
        FigureTable { columns: vec!["generation", "mean", "p50", "level", "low", "high"], rows }
    }
}

fn grid(canvas: &mut Canvas, plot: Rect, height: Axis, language: Language) {
    let ticks = Ticks::new(height.high(), language);
    for tick in height.ticks(5) {
        let y = height.at(tick);
        canvas.line((plot.left, y), (plot.right, y), Paint::stroke(palette::GRID, 1.2));
        canvas.text(
            Label::new(ticks.say(tick, language), plot.left - 12.0, y + 5.0, 18.0)
                .ending()
                .colour(palette::QUIET)
                .within(126.0),
        );
    }
    let name = ticks.name(language.pick("people reached", "personnes touchées"), language);
    canvas.text(Label::new(name, plot.left - 92.0, plot.top - 40.0, 19.0).bold());
}

impl GenerationsFigure {
    fn columns(&self, canvas: &mut Canvas, height: Axis, at: &dyn Fn(usize) -> f64, thick: f64, language: Language) {
        for (index, row) in self.rows.iter().enumerate() {
            let x = at(index);
            for (level, band) in row.bands.iter().enumerate().rev() {
                let half = thick / 2.0;
                let area = Rect::new(x - half, height.at(band.1), x + half, height.at(band.0));
                canvas.rectangle(area, Paint::fill(self.colour(level)));
            }
            let y = height.at(row.median);
            canvas.line((x - thick / 2.0, y), (x + thick / 2.0, y), Paint::stroke(palette::DEEP, 3.0));
            canvas.disc(x, height.at(row.mean), 7.0, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 2.0));
            let top = row.bands.iter().map(|band| band.1).fold(row.mean, f64::max);
            let text = amount(row.mean, language);
            let size = if Weight::Bold.width(&text, 24.0) < thick / 0.6 - 8.0 { 24.0 } else { 15.0 };
            canvas.text(
                Label::new(text, x, height.at(top) - 10.0, size)
                    .bold()
                    .centred()
                    .colour(palette::ACCENT)
                    .within(thick / 0.6 - 6.0),
            );
        }
    }

    fn ribbons(&self, canvas: &mut Canvas, height: Axis, at: &dyn Fn(usize) -> f64, language: Language) {
        for level in (0..self.levels.len()).rev() {
            let end = |pick: fn(&(f64, f64)) -> f64| {
                let points = self.rows.iter().enumerate();
                points
                    .filter_map(move |(index, row)| Some((at(index), height.at(pick(row.bands.get(level)?)))))
                    .collect::<Vec<_>>()
            };
            let (upper, lower) = (end(|band| band.1), end(|band| band.0));
            let points: Vec<_> = upper.into_iter().chain(lower.into_iter().rev()).collect();
            canvas.path(Outline::polygon(&points), Paint::fill(self.colour(level)));
        }
        let line = |pick: fn(&Generation) -> f64| {
            let points: Vec<_> =
                self.rows.iter().enumerate().map(|(index, row)| (at(index), height.at(pick(row)))).collect();
            Outline::line(&points)
        };
        canvas.path(line(|row| row.median), Paint::stroke(palette::DEEP, 3.0));
        canvas.path(line(|row| row.mean), Paint::stroke(palette::ACCENT, 3.0));
        let Some((index, peak)) = self.rows.iter().enumerate().max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)) else {
            return;
        };
        let (x, y) = (at(index), height.at(peak.mean));
        canvas.disc(x, y, 7.0, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 2.0));
        let label =
            Label::new(amount(peak.mean, language), x, y - 14.0, 24.0).bold().centred().colour(palette::ACCENT).halo();
        let inside = label.area().left > at(0) && label.area().right < at(self.rows.len() - 1);
        if inside {
            canvas.text(label);
        }
    }

    /// The names of bands and lines, at the right of the last generation.
    fn key(&self, canvas: &mut Canvas, area: Rect, height: Axis, language: Language) {
        let Some(last) = self.rows.last() else { return };
        let mut names: Vec<(f64, String, Colour)> = Vec::new();
        for (level, band) in self.levels.iter().zip(&last.bands).rev() {
            let part = counted_cases(*level, language);
            names.push((height.at(band.1), part, palette::QUIET));
        }
        names.push((height.at(last.mean), language.pick("mean", "moyenne").to_owned(), palette::ACCENT));
        names.push((height.at(last.median), language.pick("median", "médiane").to_owned(), palette::DEEP));
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let wanted: Vec<(f64, f64)> = names.iter().map(|name| (name.0, 30.0)).collect();
        let middles = spread(&wanted, area.top - 20.0, area.bottom + 14.0);
        for ((y, text, colour), middle) in names.into_iter().zip(middles) {
            let left = area.left + 42.0;
            canvas.path(Outline::line(&[(area.left + 4.0, y), (left - 8.0, middle)]), Paint::stroke(colour, 1.2));
            canvas.text(Label::new(text, left, middle + 7.0, NAME).colour(colour).within(area.right - left));
        }
    }
}

/// "90 % of cases".
fn counted_cases(level: f64, language: Language) -> String {
    let part = format_percent(level, 0, language);
    match language {
        Language::En => format!("{part} of cases"),
        Language::Fr => format!("{part} des cas"),
    }
}
