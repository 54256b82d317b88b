use super::draws::UnknownDraws;
use super::uncertain::Opened;
use crate::model::{Model, NoLaw, Parameters, Recipe};
use crate::stats::Score;
use crate::vocabulary::Metric;

/// Where the unknowns are moved from, beside every value of those that have few.
const BASES: u64 = 16;
/// The golden ratio less 1: its multiples fill the unit interval evenly.
const GOLDEN: f64 = 0.618_033_988_749_894_9;
/// Values of an unknown that are all tried.
const FEW: usize = 16;

/// Which unknowns the law of each metric hangs on.
#[derive(Debug)]
pub(super) struct Relevant {
    /// By metric: the places of the unknowns.
    by_metric: Vec<Vec<usize>>,
}

type Recipes = Vec<Result<Recipe, NoLaw>>;

impl Relevant {
    /// Moves each unknown alone from many values of all of them, and sees for which metrics the law is computed from other
    /// numbers. `None` where values make no model.
    pub(super) fn new(model: &Model, draws: &UnknownDraws, opened: &Opened) -> Option<Self> {
        let open: Vec<usize> = opened.open().collect();
        let (mut model, mut parameters) = (model.clone(), model.parameters().clone());
        let mut found = vec![vec![false; draws.len()]; Metric::COUNT];
        for base in bases(draws, &open) {
            let here = recipes(&mut model, &mut parameters, opened, &base)?;
            for &place in &open {
                let mut moved = base.clone();
                moved[place] = another(draws, place, base[place]);
                if moved[place] == base[place] {
                    continue;
                }
                let there = recipes(&mut model, &mut parameters, opened, &moved)?;
                for (found, (here, there)) in found.iter_mut().zip(here.iter().zip(&there)) {
                    found[place] |= !is_same(here, there);
                }
            }
        }
        let places = |found: Vec<bool>| (0..found.len()).filter(|&place| found[place]).collect();
        Some(Self { by_metric: found.into_iter().map(places).collect() })
    }

    /// The unknowns that the law of a metric hangs on.
    pub(super) fn to(&self, metric: Metric) -> Vec<usize> {
        self.by_metric[metric.index()].clone()
    }
}

/// Values of all unknowns: some that fill their range, and each value of those with few beside others.
fn bases(draws: &UnknownDraws, open: &[usize]) -> Vec<Vec<f64>> {
    let at = |number: u64| -> Vec<f64> {
        let share = |place: usize| {
            // A share of its own for each, never 0.
            let turned = (number as f64 + 0.5) * GOLDEN * (place as f64 + 1.0) + 0.5;
            (turned - libm::floor(turned)).clamp(1e-3, 1.0 - 1e-3)
        };
        draws.laws().iter().enumerate().map(|(place, law)| law.at(Score::Share(share(place)))).collect()
    };
    let mut bases: Vec<Vec<f64>> = (0..BASES).map(at).collect();
    for &place in open {
        let few = few(draws, place).unwrap_or_default();
        bases.extend(few.into_iter().zip(BASES..).map(|(value, number)| {
            let mut base = at(number);
            base[place] = value;
            base
        }));
    }
    bases
}

/// The values of an unknown that has few.
fn few(draws: &UnknownDraws, place: usize) -> Option<Vec<f64>> {
    let points = draws.laws()[place].few_points().filter(|points| points.len() <= FEW)?;
    Some(points.into_iter().map(|(value, _)| value).collect())
}

/// A value of the unknown that is not this one.
fn another(draws: &UnknownDraws, place: usize, value: f64) -> f64 {
    if let Some(values) = few(draws, place) {
        return values.into_iter().find(|other| *other != value).unwrap_or(value);
    }
    let law = &draws.laws()[place];
    let shares = [0.31, 0.69, 0.05, 0.95].into_iter();
    shares.map(|share| law.at(Score::Share(share))).find(|other| *other != value).unwrap_or(value)
}

/// Where there is no law on both sides nothing is seen: fractions of cents here and there are not the same amount.
fn is_same(here: &Result<Recipe, NoLaw>, there: &Result<Recipe, NoLaw>) -> bool {
    matches!((here, there), (Ok(here), Ok(there)) if here.is_that_of(there))
}

/// What the law of each metric is computed from.
fn recipes(model: &mut Model, parameters: &mut Parameters, opened: &Opened, values: &[f64]) -> Option<Recipes> {
    opened.tune(model, parameters, values).ok()?;
    Some(Metric::all().map(|metric| model.recipe(metric)).collect())
}
