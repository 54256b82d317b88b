use super::wording::{Ticks, amount, cell, people, share};
use super::{Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::{IllustrationError, MeanReach, reach_in_towns};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, Weight, palette, spread};
use crate::vocabulary::{Language, Metric};

/// Distinct listeners against the size of the town: the smaller the town, the more often the same people hear it again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Impressions, the same in every town.
    pub impressions: f64,
    /// The towns, by size.
    pub towns: Vec<Town>,
}

/// One size of town.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Town {
    /// Its people.
    pub population: f64,
    /// Mean number of distinct listeners.
    pub reach: f64,
    /// An interval of the mean, where it was simulated.
    pub interval: Option<(f64, f64)>,
}

const NAME: f64 = 21.0;

/// The sizes of town that are looked at.
const POPULATIONS: [u64; 10] = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000];

impl Overlap {
    /// The scenario in well-mixed towns of different sizes: by the formula where there is one, else simulated.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        // A town must be well above the customers in it, and far above the listeners it is of no interest.
        let least = 4.0 * material.numbers.mean(Metric::Dissatisfied);
        let most = 1e4 * material.numbers.mean(Metric::Impressions).max(100.0);
        let populations: Vec<u64> =
            POPULATIONS.into_iter().filter(|&people| (least..=most).contains(&(people as f64))).collect();
        let parameters = material.parameters();
        let reach = match reach_in_towns(material.scenario, parameters, &populations, &material.control()) {
            Ok(reach) => reach,
            Err(IllustrationError::Run(error)) => return Err(IllustrationError::Run(error).into()),
            Err(_) => {
                return Err(FigureError::Nothing(FigureKind::Overlap, "its audiences need a network of their own"));
            }
        };
        if reach.towns.is_empty() {
            return Err(FigureError::Nothing(FigureKind::Overlap, "its customers do not fit into a town"));
        }
        let town = |(population, reach): (u64, MeanReach)| Town {
            population: population as f64,
            reach: reach.mean,
            interval: reach.interval,
        };
        Ok(Self { impressions: reach.unbounded.mean, towns: reach.towns.into_iter().map(town).collect() })
    }

    fn ordered(&self) -> Vec<Town> {
        let mut towns: Vec<Town> = self.towns.iter().copied().filter(|town| town.population > 0.0).collect();
        towns.sort_by(|a, b| a.population.total_cmp(&b.population));
        towns
    }

    /// Up to `most` towns whose numbers are written out: evenly spread over those drawn.
    fn named(towns: &[Town], most: usize) -> Vec<Town> {
        let most = most.min(towns.len());
        (0..most).map(|index| towns[if most > 1 { index * (towns.len() - 1) / (most - 1) } else { 0 }]).collect()
    }
}

impl Figure for Overlap {
    fn kind(&self) -> FigureKind {
        FigureKind::Overlap
    }

    fn finding(&self, language: Language) -> String {
        let towns = self.ordered();
        let (Some(first), true) = (towns.first(), self.impressions > 0.0) else {
            return language
                .pick("Nobody hears of it, in any town", "Personne n'en entend parler, dans aucune ville")
                .to_owned();
        };
        let (town, heard) = (amount(first.population, language), amount(self.impressions, language));
        let (reach, lost) = (people(first.reach, language), share(1.0 - first.reach / self.impressions, language));
        match language {
            Language::En => {
                format!("In a town of {town}, {heard} tellings reach only {reach}: {lost} of them tell nobody new")
            }
            Language::Fr => format!(
                "Dans une ville de {town}, {heard} récits n'atteignent que {reach}\u{a0}: {lost} sont des redites"
            ),
        }
    }

    fn description(&self, language: Language) -> String {
        let list: Vec<String> = self
            .ordered()
            .iter()
            .map(|town| format!("{} {}", amount(town.population, language), amount(town.reach, language)))
            .collect();
        let heard = amount(self.impressions, language);
        match language {
            Language::En => format!(
                "Distinct listeners by size of the town, below the line of {heard} impressions: {}.",
                list.join(", ")
            ),
            Language::Fr => format!(
                "Auditeurs distincts selon la taille de la ville, sous la ligne des {heard} écoutes\u{a0}: {}.",
                list.join(", ")
            ),
        }
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let towns = self.ordered();
        let plot = room.inset(92.0, 52.0, 40.0, 66.0);
        let highest =
            towns.iter().map(|town| town.interval.map_or(town.reach, |ends| ends.1)).fold(self.impressions, f64::max);
        let height = Axis::linear(0.0, 1.04 * highest, plot.bottom, plot.top);
        let (first, last) =
            (towns.first().map_or(1.0, |town| town.population), towns.last().map_or(10.0, |town| town.population));
        let across = Axis::logarithmic(first / 1.25, last * 1.25, plot.left, plot.right);
        axes(canvas, plot, across, height, language);
        let line = height.at(self.impressions);
        canvas.line((plot.left, line), (plot.right, line), Paint::dashed(palette::ACCENT, 2.6, 8.0));
        let heard = amount(self.impressions, language);
        let text = match language {
            Language::En => format!("{heard} impressions, if nobody heard it twice"),
            Language::Fr => format!("{heard} écoutes, si nul ne l'entendait deux fois"),
        };
        canvas.text(Label::new(text, plot.left + 14.0, line - 12.0, NAME).bold().colour(palette::ACCENT).halo());
        curve(canvas, &towns, across, height);
        Self::numbers(canvas, &towns, plot, across, height, language);
    }

    fn table(&self) -> FigureTable {
        let row = |town: &Town| {
            let (low, high) = town.interval.unwrap_or((f64::NAN, f64::NAN));
            [town.population, town.reach, low, high, self.impressions].map(cell).to_vec()
        };
        let columns = vec!["population", "reach", "ci_low", "ci_high", "impressions"];
        FigureTable { columns, rows: self.ordered().iter().map(row).collect() }
    }
}

fn axes(canvas: &mut Canvas, plot: Rect, across: Axis, height: Axis, language: Language) {
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
    let mut end = f64::NEG_INFINITY;
    for tick in across.ticks(7) {
        let label = Label::new(amount(tick, language), across.at(tick), plot.bottom + 29.0, 18.0)
            .centred()
            .colour(palette::QUIET);
        canvas.line((label.x, plot.bottom), (label.x, plot.bottom + 6.0), Paint::stroke(palette::LINE, 1.2));
        let area = label.area();
        if area.left > end + 14.0 && canvas.page.area().inset(8.0, 0.0, 8.0, 0.0).contains(area) {
            end = area.right;
            canvas.text(label);
        }
    }
    let name = language.pick("people in the town", "habitants de la ville");
    canvas.text(Label::new(name, plot.left, plot.bottom + 59.0, 19.0).bold());
    let name = ticks.name(language.pick("distinct listeners", "auditeurs distincts"), language);
    canvas.text(Label::new(name, plot.left - 92.0, plot.top - 34.0, 19.0).bold());
}

fn curve(canvas: &mut Canvas, towns: &[Town], across: Axis, height: Axis) {
    let points: Vec<(f64, f64)> =
        towns.iter().map(|town| (across.at(town.population), height.at(town.reach))).collect();
    if points.len() > 1 {
        canvas.path(Outline::line(&points), Paint::stroke(palette::DEEP, 3.2));
    }
    for (town, &(x, y)) in towns.iter().zip(&points) {
        if let Some((low, high)) = town.interval {
            canvas.line((x, height.at(low)), (x, height.at(high)), Paint::stroke(palette::DEEP, 2.0));
        }
        canvas.disc(x, y, 6.5, Paint::fill(palette::DEEP).outlined(palette::PAPER, 2.0));
    }
}

impl Overlap {
    /// The numbers of some towns, below the curve at the right of their dots.
    fn numbers(canvas: &mut Canvas, towns: &[Town], plot: Rect, across: Axis, height: Axis, language: Language) {
        let label = |town: &Town| {
            let text = amount(town.reach, language);
            let width = Weight::Bold.width(&text, 24.0);
            let below = height.at(town.reach) + 36.0;
            let x = (across.at(town.population) + 12.0).min(plot.right + 36.0 - width);
            Label::new(text, x, if below < plot.bottom - 8.0 { below } else { below - 54.0 }, 24.0)
                .bold()
                .colour(palette::DEEP)
                .halo()
        };
        let all = (1..=5).rev().map(|most| Self::named(towns, most).iter().map(label).collect::<Vec<Label>>());
        let room = plot.width() - 40.0;
        let mut fitting = all.skip_while(|labels| labels.iter().map(|label| label.width() + 30.0).sum::<f64>() > room);
        let labels = fitting.next().unwrap_or_default();
        let wanted: Vec<(f64, f64)> =
            labels.iter().map(|label| (label.area().middle_x(), label.width() + 10.0)).collect();
        let middles = spread(&wanted, plot.left, plot.right + 40.0);
        for (label, middle) in labels.into_iter().zip(middles) {
            let x = middle - label.width() / 2.0;
            let label = Label { x, ..label };
            if canvas.is_free(label.area()) {
                canvas.text(label);
            }
        }
    }
}
