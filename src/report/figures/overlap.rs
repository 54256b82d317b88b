use std::sync::atomic::Ordering;

use super::addends::whole;
use super::wording::nouns::PEOPLE;
use super::wording::{Ticks, amount, cell, share};
use super::{About, Figure, FigureError, FigureKind, FigureTable, Material};
use crate::experiment::{IllustrationError, MeanReach, reach_in_towns};
use crate::figure::{Axis, Canvas, Label, Outline, Paint, Rect, Weight, palette};
use crate::network::Source;
use crate::text;
use crate::vocabulary::{Language, Metric, format_count};

/// Distinct listeners against the size of the town: the smaller the town, the more often the same people hear it again.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Impressions, the same in every town.
    pub impressions: f64,
    /// The towns, by size.
    pub towns: Vec<Town>,
    /// Whether the scenario has a network of its own, which these towns replace.
    pub replaces: bool,
    /// The scenario's own town, where it is one of these.
    pub own: Option<f64>,
}

/// One size of town.
#[doc = include_str!("examples/spread.md")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Town {
    /// Its people.
    pub population: f64,
    /// Mean number of distinct listeners.
    pub reach: f64,
    /// An interval of the mean, where it was simulated.
    pub interval: Option<(f64, f64)>,
}

const NAME: f64 = 20.0;
const NUMBER: f64 = 22.0;

/// The sizes of town that are looked at.
const POPULATIONS: [u64; 10] = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000];

impl Overlap {
    /// The scenario in well-mixed towns of different sizes: by the formula where there is one, else simulated.
    pub(super) fn of(material: &Material<'_>) -> Result<Self, FigureError> {
        let parameters = material.parameters();
        let own = match parameters.network.as_ref().map(|network| &network.source) {
            Some(Source::WellMixed { population }) => Some(*population),
            _ => None,
        };
        // A town must be well above the customers in it, and far above the listeners it is of no interest.
        let least = 4.0 * material.numbers.mean(Metric::Dissatisfied);
        let most = 1e4 * material.numbers.mean(Metric::Impressions).max(100.0);
        let mut populations: Vec<u64> =
            POPULATIONS.into_iter().filter(|&people| (least..=most).contains(&(people as f64))).collect();
        populations.extend(own.filter(|own| !populations.contains(own)));
        populations.sort_unstable();
        let reach = match reach_in_towns(material.scenario, parameters, &populations, &material.control()) {
            Ok(reach) => reach,
            Err(error) if material.cancel.load(Ordering::Relaxed) => return Err(error.into()),
            Err(IllustrationError::Run(_)) => {
                return Err(FigureError::Nothing(
                    FigureKind::Overlap,
                    &["without its network the rumour does not end", "sans son réseau, la rumeur n'a pas de fin"],
                ));
            }
            Err(_) => {
                return Err(FigureError::Nothing(
                    FigureKind::Overlap,
                    &["its audiences need a network of their own", "ses auditoires demandent un réseau à eux"],
                ));
            }
        };
        if reach.towns.is_empty() {
            return Err(FigureError::Nothing(
                FigureKind::Overlap,
                &["its customers do not fit into a town", "ses clients ne tiennent pas dans une ville"],
            ));
        }
        // In a town nobody can hear it who would not where nobody hears it twice: chance alone can say otherwise.
        let most = reach.unbounded.mean;
        let town = |(population, reach): (u64, MeanReach)| Town {
            population: population as f64,
            reach: reach.mean.min(most),
            interval: reach.interval.map(|(low, high)| (low.clamp(0.0, most), high.min(most))),
        };
        let towns: Vec<Town> = reach.towns.into_iter().map(town).collect();
        let own = own.map(|own| own as f64).filter(|own| towns.iter().any(|town| town.population == *own));
        Ok(Self { impressions: most, towns, replaces: parameters.network.is_some(), own })
    }

    fn ordered(&self) -> Vec<Town> {
        let mut towns: Vec<Town> = self.towns.iter().copied().filter(|town| town.population > 0.0).collect();
        towns.sort_by(|a, b| a.population.total_cmp(&b.population));
        towns
    }

    /// The town that the title speaks of: the scenario's own, else the smallest.
    fn spoken_of(&self) -> Option<Town> {
        let towns = self.ordered();
        let own = towns.iter().find(|town| Some(town.population) == self.own);
        own.or(towns.first()).copied()
    }
}

impl Figure for Overlap {
    fn kind(&self) -> FigureKind {
        FigureKind::Overlap
    }

    fn finding(&self, language: Language) -> String {
        let (Some(first), true) = (self.spoken_of(), self.impressions > 0.0) else {
            return text!("Nobody hears of it, in any town", "Personne n'en entend parler, dans aucune ville")
                .into_string(language);
        };
        let (heard, reached) = (self.impressions.round(), first.reach.round());
        let (town, tellings) =
            (format_count(first.population as u64, language), whole(heard, language).spoken(language));
        let reach = whole(reached, language).of(PEOPLE, language);
        if heard <= reached {
            return text!(
                "In a well-mixed town of {town} people, {tellings} tellings reach {reach}: nobody hears it twice",
                "Dans une ville bien mêlée de {town} habitants, {tellings} récits atteignent {reach} : nul ne l'entend deux fois"
            )
            .into_string(language);
        }
        let lost = share(1.0 - reached / heard, language);
        text!(
            "In a well-mixed town of {town} people, {tellings} tellings reach only {reach}: {lost} of them tell nobody new",
            "Dans une ville bien mêlée de {town} habitants, {tellings} récits n'atteignent que {reach} : {lost} de recouvrement"
        )
        .into_string(language)
    }

    fn measure(&self, language: Language) -> String {
        if self.replaces {
            return text!(
                "Distinct listeners, mean@, in well-mixed towns in place of the scenario's own network",
                "Auditeurs distincts, en moyenne@, dans des villes bien mêlées à la place du réseau du scénario"
            )
            .into_string(language);
        }
        text!(
            "Distinct listeners, mean@, in well-mixed towns",
            "Auditeurs distincts, en moyenne@, dans des villes bien mêlées"
        )
        .into_string(language)
    }

    fn note(&self, about: &About, language: Language) -> Option<String> {
        about.at_best_guess(|_| true, language)
    }

    fn description(&self, language: Language) -> String {
        let said = |town: &Town| format!("{} {}", amount(town.population, language), amount(town.reach, language));
        let list = self.ordered().iter().map(said).collect::<Vec<String>>().join(", ");
        let heard = amount(self.impressions, language);
        text!(
            "Distinct listeners by size of the town, below the line of {heard} impressions: {list}.",
            "Auditeurs distincts selon la taille de la ville, sous la ligne des {heard} contacts (ODE) : {list}."
        )
        .into_string(language)
    }

    fn draw(&self, canvas: &mut Canvas, room: Rect, language: Language) {
        let towns = self.ordered();
        let plot = room.inset(92.0, 46.0, 40.0, 66.0);
        let highest =
            towns.iter().map(|town| town.interval.map_or(town.reach, |ends| ends.1)).fold(self.impressions, f64::max);
        let height = Axis::rounded(1.06 * highest, plot.bottom, plot.top);
        let (first, last) =
            (towns.first().map_or(1.0, |town| town.population), towns.last().map_or(10.0, |town| town.population));
        let across = Axis::logarithmic(first / 1.25, last * 1.25, plot.left, plot.right);
        let named = named(&towns, self.own, plot, across, language);
        axes(canvas, plot, across, height, &named, language);
        let line = height.at(self.impressions);
        canvas.line((plot.left, line), (plot.right, line), Paint::dashed(palette::ACCENT, 2.6, 8.0));
        let heard = amount(self.impressions, language);
        let text = text!("{heard} impressions, if nobody heard it twice", "{heard} contacts (ODE), sans recouvrement");
        let label = Label::new(text.into_string(language), plot.left + 14.0, line - 12.0, NAME).bold();
        canvas.text(label.colour(palette::ACCENT).halo());
        curve(canvas, &towns, self.own, across, height);
        numbers(canvas, &named, plot, across, height, language);
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

/// The towns that are named on the axis, with their numbers: the scenario's own, the smallest, the largest, and those
/// between as far as there is room.
fn named(towns: &[Town], own: Option<f64>, plot: Rect, across: Axis, language: Language) -> Vec<Town> {
    let mut order: Vec<usize> = (0..towns.len()).collect();
    let rank = |&index: &usize| match index {
        index if Some(towns[index].population) == own => 0,
        index if index == 0 || index + 1 == towns.len() => 1,
        // Every other one first.
        index if index.is_multiple_of(2) => 2,
        _ => 3,
    };
    order.sort_by_key(rank);
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut named = Vec::new();
    for index in order {
        let town = towns[index];
        let tick = Weight::Regular.width(&amount(town.population, language), 18.0);
        let half = tick.max(Weight::Bold.width(&amount(town.reach, language), NUMBER)) / 2.0 + 10.0;
        let x = across.at(town.population).max(plot.left);
        if taken.iter().all(|&(other, room)| (x - other).abs() > half + room) {
            taken.push((x, half));
            named.push(town);
        }
    }
    named.sort_by(|a, b| a.population.total_cmp(&b.population));
    named
}

fn axes(canvas: &mut Canvas, plot: Rect, across: Axis, height: Axis, named: &[Town], language: Language) {
    let ticks = Ticks::new(height.high(), language);
    for tick in height.ticks(5) {
        let y = height.at(tick);
        canvas.line((plot.left, y), (plot.right, y), Paint::stroke(palette::GRID, 1.2));
        let label = Label::new(ticks.say(tick, language), plot.left - 12.0, y + 5.0, 18.0).ending().tick();
        canvas.text(label.colour(palette::QUIET).within(126.0));
    }
    for town in named {
        let x = across.at(town.population);
        canvas.line((x, plot.bottom), (x, plot.bottom + 6.0), Paint::stroke(palette::LINE, 1.2));
        let label = Label::new(amount(town.population, language), x, plot.bottom + 29.0, 18.0).centred().tick();
        canvas.text(label.colour(palette::QUIET));
    }
    let name = language.pick("people in the town, logarithmic scale", "habitants de la ville, échelle logarithmique");
    canvas.text(Label::new(name, plot.left, plot.bottom + 59.0, 19.0).bold().name());
    let name = ticks.name(language.pick("distinct listeners", "auditeurs distincts"), language);
    canvas.text(Label::new(name, plot.left - 92.0, plot.top - 26.0, 19.0).bold().name());
}

fn curve(canvas: &mut Canvas, towns: &[Town], own: Option<f64>, across: Axis, height: Axis) {
    let points: Vec<(f64, f64)> =
        towns.iter().map(|town| (across.at(town.population), height.at(town.reach))).collect();
    if points.len() > 1 {
        canvas.path(Outline::line(&points), Paint::stroke(palette::DEEP, 3.2));
    }
    for (town, &(x, y)) in towns.iter().zip(&points) {
        if let Some((low, high)) = town.interval {
            canvas.line((x, height.at(low)), (x, height.at(high)), Paint::stroke(palette::DEEP, 2.0));
        }
        let is_own = Some(town.population) == own;
        let (radius, colour) = if is_own { (9.0, palette::ACCENT) } else { (6.5, palette::DEEP) };
        canvas.disc(x, y, radius, Paint::fill(colour).outlined(palette::PAPER, 2.0));
    }
}

/// The numbers of the named towns, where there is room at their dots: below at the right, above at the left, farther off.
fn numbers(canvas: &mut Canvas, named: &[Town], plot: Rect, across: Axis, height: Axis, language: Language) {
    for town in named {
        let (low, high) = town.interval.unwrap_or((town.reach, town.reach));
        let (below, above) = (height.at(low) + 34.0, height.at(high) - 16.0);
        let x = across.at(town.population);
        let label = |x: f64, baseline: f64| {
            Label::new(whole(town.reach, language).text, x, baseline, NUMBER).bold().colour(palette::DEEP).halo()
        };
        let right = |baseline: f64| label(x + 14.0, baseline);
        let left = |baseline: f64| label(x - 12.0, baseline).ending();
        let middle = |baseline: f64| label(x, baseline).centred();
        let places = [right(below), middle(below), left(above), middle(above), right(below + 24.0), left(above - 24.0)];
        let inside = |label: &Label| label.baseline < plot.bottom - 8.0;
        canvas.text_where_clear(places.into_iter().filter(inside));
    }
}
