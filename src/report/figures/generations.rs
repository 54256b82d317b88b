use super::addends::Addends;
use super::numbers::GenerationNumbers;
use super::wording::nouns::PEOPLE;
use super::wording::{Ticks, amount, cell, share};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, palette};
use crate::text;
use crate::vocabulary::{Language, Metric, Valence};

/// How many people each generation reaches: the mean, the median and the band that holds nine cases in ten.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GenerationsFigure {
    /// One for each generation, ascending.
    pub rows: Vec<Generation>,
    /// How many lived it: complaints and silent customers.
    pub lived: [f64; 2],
}

/// One generation of listeners.
#[doc = include_str!("examples/people.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generation {
    /// 1 heard it first-hand.
    pub generation: u32,
    /// Mean.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// The 5 % and the 95 % quantile: nine cases in ten lie between.
    pub band: (f64, f64),
}

/// Up to so many generations stand apart as columns; more are joined to a ribbon.
const COLUMNS: usize = 7;
const NAME: f64 = 19.0;
const MEAN: f64 = 22.0;

impl GenerationsFigure {
    /// From the tables; the means add up to the reach that every figure says.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let nothing = |reason| Err(FigureError::Nothing(FigureKind::Generations, reason));
        let rows = material.numbers.generations(Valence::Negative, Metric::Reach).filter(|row| row.generation > 0);
        let row = |row: &GenerationNumbers| Generation {
            generation: row.generation,
            mean: row.mean,
            median: row.p50,
            band: (row.p05, row.p95),
        };
        let mut rows: Vec<Generation> = rows.map(row).collect();
        let (sum, reach) = (rows.iter().map(|row| row.mean).sum::<f64>(), material.numbers.mean(Metric::Reach));
        if sum > 0.0 && reach > 0.0 {
            for row in &mut rows {
                row.mean *= reach / sum;
            }
        }
        match rows.iter().filter(|row| row.mean > 0.0).count() {
            0 => nothing(&["nobody hears of it", "personne n'en entend parler"]),
            1 => nothing(&[
                "nobody passes it on; `distribution` shows how many hear of it",
                "personne ne le répète ; `distribution` montre combien en entendent parler",
            ]),
            _ => {
                let lived = [Metric::Complaints, Metric::Silent].map(|metric| material.numbers.mean(metric));
                Ok(Self { rows, lived })
            }
        }
    }

    fn highest(&self) -> f64 {
        self.rows.iter().map(|row| row.band.1.max(row.mean)).fold(0.0, f64::max)
    }

    /// The means, rounded so that they add up.
    fn addends(&self) -> Addends {
        let means: Vec<f64> = self.rows.iter().map(|row| row.mean).collect();
        let (first, retold) = means.split_at(means.len().min(1));
        let [complaints, silent] = self.lived;
        let heard = Addends::people([complaints, silent, self.total()], &means);
        let heard = heard.parts(2, &[first.iter().sum(), retold.iter().sum()]);
        heard.parts(0, first).and(heard.parts(1, retold))
    }

    fn total(&self) -> f64 {
        self.rows.iter().map(|row| row.mean).sum()
    }
}

impl Figure for GenerationsFigure {
    fn kind(&self) -> FigureKind {
        FigureKind::Generations
    }

    fn finding(&self, language: Language) -> String {
        let Some(widest) = self.rows.iter().max_by(|a, b| a.mean.total_cmp(&b.mean)).filter(|row| row.mean > 0.0)
        else {
            return text!("Nobody hears of it", "Personne n'en entend parler").into_string(language);
        };
        let [complaints, silent] = self.lived;
        let said = Addends::whole_people([complaints, silent, self.total()]).one(2, language);
        let (hear, learn) = (
            if said.value <= 1.0 { "hears" } else { "hear" },
            if said.value < 2.0 { "l'apprend" } else { "l'apprennent" },
        );
        let total = said.of(PEOPLE, language);
        let (number, part) = (widest.generation, share(widest.mean / self.total(), language));
        text!(
            "{total} {hear} of it; generation\u{a0}{number} is the largest, with {part} of them",
            "{total} {learn} ; la génération\u{a0}{number} est la plus nombreuse, avec {part}"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        text!(
            "People reached@; of the cases drawn: band, nine in ten (p05 to p95); line, median; dot: mean",
            "Personnes touchées@ ; sur les cas tirés : bande, neuf sur dix (p05 à p95) ; trait, médiane ; point : moyenne"
        )
        .into_string(language)
    }

    fn description(&self, language: Language) -> String {
        let means: Vec<String> =
            self.rows.iter().map(|row| format!("{} {}", row.generation, amount(row.mean, language))).collect();
        let means = means.join(", ");
        text!(
            "People reached by generation, with a band for nine cases in ten; means: {means}.",
            "Personnes touchées par génération, avec une bande pour neuf cas sur dix ; moyennes : {means}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        if self.rows.is_empty() {
            return;
        }
        let plot = room.inset(96.0, 46.0, 20.0, 66.0);
        // Over a ribbon there is room for a word.
        let room_above = if self.rows.len() > COLUMNS { 1.15 } else { 1.0 };
        let height = Axis::rounded(room_above * self.highest(), plot.bottom, plot.top);
        grid(canvas, plot, height, language);
        let count = self.rows.len();
        let columns = count <= COLUMNS;
        let step = plot.width() / if columns { count as f64 } else { (count - 1) as f64 };
        let at = |index: usize| plot.left + (index as f64 + if columns { 0.36 } else { 0.0 }) * step;
        if columns {
            self.columns(canvas, height, &at, (0.44 * step).min(130.0), step, language);
        } else {
            self.ribbon(canvas, height, &at, language);
        }
        let stride = (count as f64 * 46.0 / plot.width()).ceil().max(1.0) as usize;
        for (index, row) in self.rows.iter().enumerate().step_by(stride) {
            canvas.text(Label::new(row.generation.to_string(), at(index), plot.bottom + 29.0, NAME).centred().name());
        }
        let name = language.pick("generation (1 heard it first-hand)", "génération (1 l’a appris de première main)");
        canvas.text(Label::new(name, plot.left, plot.bottom + 59.0, NAME).bold().name());
    }

    fn table(&self) -> FigureTable {
        let row = |row: &Generation| {
            [f64::from(row.generation), row.mean, row.median, row.band.0, row.band.1].map(cell).to_vec()
        };
        FigureTable {
            columns: vec!["generation", "mean", "p50", "p05", "p95"],
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

fn grid(canvas: &mut Canvas, plot: Rect, height: Axis, language: Language) {
    let ticks = Ticks::new(height.high(), language);
    for tick in height.ticks(5) {
        let y = height.at(tick);
        canvas.line((plot.left, y), (plot.right, y), Paint::stroke(palette::GRID, 1.2));
        let label = Label::new(ticks.say(tick, language), plot.left - 12.0, y + 5.0, 18.0).ending().tick();
        canvas.text(label.colour(palette::QUIET).within(126.0));
    }
    let name = ticks.name(language.pick("people reached", "personnes touchées"), language);
    canvas.text(Label::new(name, plot.left - 96.0, plot.top - 26.0, NAME).bold().name());
}

impl GenerationsFigure {
    fn columns(
        &self,
        canvas: &mut Canvas,
        height: Axis,
        at: &dyn Fn(usize) -> f64,
        thick: f64,
        step: f64,
        language: Language,
    ) {
        let means = self.addends();
        for (index, row) in self.rows.iter().enumerate() {
            let x = at(index);
            let half = thick / 2.0;
            let area = Rect::new(x - half, height.at(row.band.1), x + half, height.at(row.band.0));
            canvas.rectangle(area, Paint::mark(palette::MIST));
            let y = height.at(row.median);
            canvas.line((x - half, y), (x + half, y), Paint::stroke(palette::DEEP, 3.0));
            let y = height.at(row.mean);
            canvas.disc(x, y, 7.0, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 2.0));
            // Beside the band at the height of its dot.
            let label = Label::new(means.one(index, language).text, x + half + 8.0, y + 7.0, MEAN).bold();
            let label = label.colour(palette::ACCENT).halo();
            let label = if label.width() > step - thick - 12.0 { Label { size: 15.0, ..label } } else { label };
            canvas.text(label.within(step - thick - 10.0));
        }
    }

    fn ribbon(&self, canvas: &mut Canvas, height: Axis, at: &dyn Fn(usize) -> f64, language: Language) {
        let line = |pick: &dyn Fn(&Generation) -> f64| -> Vec<(f64, f64)> {
            self.rows.iter().enumerate().map(|(index, row)| (at(index), height.at(pick(row)))).collect()
        };
        let (upper, lower) = (line(&|row| row.band.1), line(&|row| row.band.0));
        let points: Vec<_> = upper.into_iter().chain(lower.into_iter().rev()).collect();
        canvas.path(Outline::polygon(&points), Paint::mark(palette::MIST));
        canvas.path(Outline::line(&line(&|row| row.median)), Paint::stroke(palette::DEEP, 3.0));
        canvas.path(Outline::line(&line(&|row| row.mean)), Paint::stroke(palette::ACCENT, 3.0));
        let Some((index, peak)) = self.rows.iter().enumerate().max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)) else {
            return;
        };
        let (x, y) = (at(index), height.at(peak.mean));
        canvas.disc(x, y, 7.0, Paint::fill(palette::ACCENT).outlined(palette::PAPER, 2.0));
        let text = format!("{} {}", language.pick("mean", "moyenne"), amount(peak.mean, language));
        let label = Label::new(text, x, height.at(self.highest()) - 12.0, MEAN).bold().colour(palette::ACCENT).halo();
        let half = label.width() / 2.0;
        let x = x.max(at(0) + half).min(at(self.rows.len() - 1) - half);
        canvas.text(Label { x, ..label }.centred());
    }
}
