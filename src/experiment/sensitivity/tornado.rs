use crate::ensemble::Control;
use crate::experiment::at_points::AtPoints;
use crate::experiment::results::RunError;
use crate::experiment::uncertainty::Opened;
use crate::model::Model;
use crate::stats::Score;
use crate::vocabulary::Metric;

/// What the mean of a metric does while one unknown goes from its 10 % to its 90 % quantile, the others at their medians.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TornadoBar {
    /// The unknown, by place.
    pub unknown: usize,
    /// Its 10 % quantile.
    pub low: f64,
    /// Its 90 % quantile.
    pub high: f64,
    /// The mean at the lower end.
    pub at_low: f64,
    /// The mean at the upper end.
    pub at_high: f64,
    /// The standard error of the difference of the two, which share their luck; 0 by formula.
    pub std_error: f64,
}

impl TornadoBar {
    /// The mean at the upper end less that at the lower.
    pub fn swing(&self) -> f64 {
        self.at_high - self.at_low
    }
}

/// The points of a tornado: two for each unknown.
pub(super) struct Tornado {
    points: Vec<Vec<f64>>,
}

impl Tornado {
    pub(super) fn new(at: &AtPoints<'_>) -> Self {
        let laws = at.unknowns.draws.laws();
        let middle = at.unknowns.draws.medians();
        let points = laws.iter().enumerate().flat_map(|(place, law)| {
            let middle = &middle;
            [0.1, 0.9].map(|share| {
                let mut point = middle.clone();
                point[place] = law.at(Score::Share(share));
                point
            })
        });
        Self { points: points.collect() }
    }

    /// The bars: model by model, metric by metric, of the unknowns that the model has; the widest first. By formula where
    /// there is one, else from `replicates` replicates at every point.
    pub(super) fn bars(
        &self,
        at: &AtPoints<'_>,
        replicates: usize,
        control: &Control<'_>,
    ) -> Result<Vec<Vec<TornadoBar>>, RunError> {
        let models = at.experiment.models().iter().zip(&at.unknowns.opened);
        let formulas: Vec<Vec<Vec<Option<f64>>>> =
            models.map(|(named, opened)| formulas(&self.points, &named.model, opened, at.metrics)).collect();
        let by_formula = |model: usize, metric: usize| -> Option<Vec<f64>> {
            formulas[model].iter().map(|means| means[metric]).collect()
        };
        let cells: Vec<(usize, usize)> =
            (0..formulas.len()).flat_map(|model| (0..at.metrics.len()).map(move |metric| (model, metric))).collect();
        let drawn = if cells.iter().all(|&(model, metric)| by_formula(model, metric).is_some()) {
            None
        } else {
            let first = at.experiment.plan().replicates.start;
            let row = |row: usize, values: &mut [f64]| {
                values.copy_from_slice(&self.points[row / replicates]);
                first + (row % replicates) as u64
            };
            Some(at.draw(self.points.len() * replicates, &row, control)?)
        };
        let bars = cells.iter().map(|&(model, metric)| {
            let opened = &at.unknowns.opened[model];
            let open = opened.open();
            let ends = |unknown: usize| match (by_formula(model, metric), &drawn) {
                (Some(means), _) => Some((means[2 * unknown], means[2 * unknown + 1], 0.0)),
                (None, Some(drawn)) => {
                    let at = |point: usize| &drawn.column(model, metric)[point * replicates..(point + 1) * replicates];
                    paired(at(2 * unknown), at(2 * unknown + 1))
                }
                (None, None) => None,
            };
            let mut bars: Vec<TornadoBar> = open
                .filter_map(|unknown| {
                    let (at_low, at_high, std_error) = ends(unknown)?;
                    let (low, high) = (self.points[2 * unknown][unknown], self.points[2 * unknown + 1][unknown]);
                    Some(TornadoBar { unknown, low, high, at_low, at_high, std_error })
                })
                .collect();
            bars.sort_by(|a, b| b.swing().abs().total_cmp(&a.swing().abs()));
            bars
        });
        Ok(bars.collect())
    }
}

/// The mean of the first metric with all unknowns at their medians, by formula.
pub(super) fn medians(at: &AtPoints<'_>, model: &Model, opened: &Opened) -> Option<f64> {
    formulas(&[at.unknowns.draws.medians()], model, opened, at.metrics).first()?.first().copied()?
}

/// Point by point, metric by metric: the mean by formula.
fn formulas(points: &[Vec<f64>], model: &Model, opened: &Opened, metrics: &[Metric]) -> Vec<Vec<Option<f64>>> {
    let (mut model, mut parameters) = (model.clone(), model.parameters().clone());
    let mut means = |values: &Vec<f64>| {
        let moved = opened.tune(&mut model, &mut parameters, values).is_ok();
        metrics.iter().map(|&metric| if moved { model.expected().mean(metric) } else { None }).collect()
    };
    points.iter().map(&mut means).collect()
}

/// The means of two rows of replicates with the same luck, and the standard error of their difference.
fn paired(low: &[f64], high: &[f64]) -> Option<(f64, f64, f64)> {
    let pairs: Vec<(f64, f64)> =
        low.iter().zip(high).map(|(&low, &high)| (low, high)).filter(|(low, high)| (low + high).is_finite()).collect();
    if pairs.len() < 2 {
        return None;
    }
    let many = pairs.len() as f64;
    let at_low = pairs.iter().map(|pair| pair.0).sum::<f64>() / many;
    let at_high = pairs.iter().map(|pair| pair.1).sum::<f64>() / many;
    let swing = at_high - at_low;
    let squares: f64 = pairs.iter().map(|(low, high)| (high - low - swing) * (high - low - swing)).sum();
    Some((at_low, at_high, libm::sqrt(squares / (many - 1.0) / many)))
}
