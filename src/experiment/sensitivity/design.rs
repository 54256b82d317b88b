use super::index::{Factor, FactorIndex, IndexMethod};
use super::points::PairedPoints;
use crate::ensemble::Control;
use crate::experiment::at_points::{AtPoints, RowValues};
use crate::experiment::results::RunError;
use crate::experiment::uncertainty::Conditional;
use crate::stats::{design_indices, shapley_contributions, shapley_shares};

/// Up to so many unknowns all sets of them are looked at; beyond, random orders.
const ALL_SETS: usize = 8;

/// The rows of a design of `pairs` pairs of points.
pub(super) enum Design {
    /// A, B, A with one unknown at a time from B, A with the luck of B.
    Sobol(PairedPoints),
    /// A, then A with the unknowns of each set kept and all else drawn again.
    Sets(PairedPoints, Vec<Conditional>),
    /// A, then the same for the first unknowns of an order drawn for each row.
    Orders(PairedPoints),
}

impl Design {
    /// Sobol's where the unknowns are independent, else one for Shapley shares.
    pub(super) fn new(at: &AtPoints<'_>) -> Self {
        let draws = &at.unknowns.draws;
        let graphs = at.experiment.models().iter().map(|named| named.model.graphs()).max().unwrap_or(1);
        let points = PairedPoints::new(draws, at.experiment.plan().seed, graphs);
        if draws.copula().is_none() {
            Self::Sobol(points)
        } else if draws.len() <= ALL_SETS {
            let sets = 0..1_usize << draws.len();
            let sets = sets.map(|set| Conditional::new(draws, |unknown| set >> unknown & 1 == 1)).collect();
            Self::Sets(points, sets)
        } else {
            Self::Orders(points)
        }
    }

    /// Rows for each pair of points.
    pub(super) fn rows(&self, unknowns: usize) -> usize {
        match self {
            Self::Sobol(_) => unknowns + 3,
            Self::Sets(_, sets) => sets.len(),
            Self::Orders(_) => unknowns + 1,
        }
    }

    /// Draws `pairs` pairs and gives the indices of every model and metric.
    pub(super) fn indices(
        &self,
        at: &AtPoints<'_>,
        pairs: usize,
        control: &Control<'_>,
    ) -> Result<Vec<Vec<FactorIndex>>, RunError> {
        let unknowns = at.unknowns.draws.len();
        let rows = self.rows(unknowns);
        let row = |row: usize, values: &mut [f64]| self.row(at, row / rows, row % rows, values);
        let drawn = at.draw(pairs * rows, &row, control)?;
        let cells =
            (0..at.unknowns.opened.len()).flat_map(|model| (0..at.metrics.len()).map(move |metric| (model, metric)));
        Ok(cells.map(|(model, metric)| self.found(at, &drawn, model, metric)).collect())
    }

    /// The values of the unknowns in one row of a pair, and the replicate whose luck it has.
    fn row(&self, at: &AtPoints<'_>, pair: usize, place: usize, values: &mut [f64]) -> u64 {
        let draws = &at.unknowns.draws;
        let (Self::Sobol(points) | Self::Sets(points, _) | Self::Orders(points)) = self;
        let (mut scores, other) = points.scores(pair);
        let (own, fresh) = points.luck(pair);
        let luck = match self {
            Self::Sobol(_) => match place {
                0 => own,
                1 => {
                    scores = other;
                    fresh
                }
                place if place < draws.len() + 2 => {
                    scores[place - 2] = other[place - 2];
                    own
                }
                _ => fresh,
            },
            Self::Sets(_, sets) => {
                draws.correlate(&mut scores);
                if place > 0 {
                    sets[place].draw(&mut scores, &other);
                }
                if place == 0 { own } else { fresh }
            }
            Self::Orders(_) => {
                draws.correlate(&mut scores);
                if place > 0 {
                    let order = points.order(pair);
                    Conditional::new(draws, |unknown| order[..place].contains(&unknown)).draw(&mut scores, &other);
                }
                if place == 0 { own } else { fresh }
            }
        };
        draws.at_scores(&scores, values);
        luck
    }

    /// The indices of one metric of one model.
    fn found(&self, at: &AtPoints<'_>, drawn: &RowValues, model: usize, metric: usize) -> Vec<FactorIndex> {
        let unknowns = at.unknowns.draws.len();
        let whole: Vec<&[f64]> = drawn.column(model, metric).chunks_exact(self.rows(unknowns)).collect();
        // A pair in which the metric is undefined anywhere is left out.
        let pairs: Vec<&[f64]> = whole.iter().copied().filter(|pair| pair.iter().all(|y| y.is_finite())).collect();
        let values = || pairs.iter().copied().flatten().copied();
        let centre = values().sum::<f64>() / values().count().max(1) as f64;
        let opened = &at.unknowns.opened[model];
        let is_open = |place: usize| opened.lenses.get(place).is_none_or(Option::is_some);
        let factor = |place: usize| if place < unknowns { Factor::Unknown(place) } else { Factor::Chance };
        match self {
            Self::Sobol(_) => {
                let column = |place: usize| -> Vec<f64> { pairs.iter().map(|pair| pair[place]).collect() };
                let (a, b) = (column(0), column(1));
                let found = (0..=unknowns).filter(|&place| is_open(place)).filter_map(|place| {
                    design_indices(&a, &b, &column(place + 2), centre).map(|found| (factor(place), found))
                });
                let found: Vec<_> = found.collect();
                let first = found.iter().map(|(factor, found)| (*factor, IndexMethod::DesignFirst, found.first_order));
                let total = found.iter().map(|(factor, found)| (*factor, IndexMethod::Total, found.total));
                let indices = first.chain(total);
                indices.map(|(factor, method, estimate)| FactorIndex { factor, method, estimate }).collect()
            }
            Self::Sets(points, _) | Self::Orders(points) => {
                let is_sets = matches!(self, Self::Sets(..));
                let contributions: Vec<Vec<f64>> = whole
                    .iter()
                    .enumerate()
                    .filter(|(_, pair)| pair.iter().all(|y| y.is_finite()))
                    .map(|(number, pair)| {
                        let pair: Vec<f64> = pair.iter().map(|y| y - centre).collect();
                        if is_sets {
                            shapley_contributions(unknowns, pair[0], &pair)
                        } else {
                            along(&points.order(number), &pair)
                        }
                    })
                    .collect();
                let own: Vec<f64> = pairs.iter().map(|pair| pair[0] - centre).collect();
                let shares = shapley_shares(unknowns, &contributions, &own).unwrap_or_default();
                let places = shares.into_iter().enumerate().filter(|(place, _)| is_open(*place));
                let index =
                    |(place, estimate)| FactorIndex { factor: factor(place), method: IndexMethod::Shapley, estimate };
                places.map(index).collect()
            }
        }
    }
}

/// What each unknown adds as they are kept one after the other, in this order.
fn along(order: &[usize], pair: &[f64]) -> Vec<f64> {
    let mut parts = vec![0.0; order.len()];
    let mut before = 0.0;
    for (place, &unknown) in order.iter().enumerate() {
        parts[unknown] = pair[0] * (pair[place + 1] - before);
        before = pair[place + 1];
    }
    parts
}
