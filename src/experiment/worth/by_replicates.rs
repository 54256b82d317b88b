use super::by_formula::Valued;
use super::fitted::{along, surface};
use super::integral::{Profile, ProfilePoint};
use super::losses::{add, best};
use super::survey::survey_worth;

/// Groups that are left out in turn for a standard error.
const GROUPS: usize = 16;
/// Points along an unknown that a survey asks about.
const POINTS: usize = 2_000;

/// What knowing is worth by the replicates of a run: what the losses are on average given an unknown is fitted, on the paired
/// differences from the baseline.
pub(super) struct ByReplicates {
    /// By option: loss less that of the baseline, replicate by replicate.
    differences: Vec<Vec<f64>>,
    baseline: f64,
}

impl ByReplicates {
    /// From the losses of each option, replicate by replicate.
    pub(super) fn new(losses: &[&[f64]]) -> Self {
        let baseline = losses[0].iter().sum::<f64>() / losses[0].len().max(1) as f64;
        let difference = |own: &&[f64]| own.iter().zip(losses[0]).map(|(own, baseline)| own - baseline).collect();
        Self { differences: losses.iter().map(difference).collect(), baseline }
    }

    /// The mean loss of each option.
    pub(super) fn means(&self) -> Vec<f64> {
        let mean = |own: &Vec<f64>| self.baseline + own.iter().sum::<f64>() / own.len().max(1) as f64;
        self.differences.iter().map(mean).collect()
    }

    /// What it is worth to know a number that has these values.
    pub(super) fn unknown(&self, x: &[f64]) -> Valued {
        self.with_error(|rows| {
            let x: Vec<f64> = rows.iter().map(|&row| x[row]).collect();
            let own = self.of(rows);
            Some(gain(&along(&x, &own), &own))
        })
    }

    /// What it is worth to know several.
    pub(super) fn everything(&self, xs: &[&[f64]]) -> Valued {
        if let [only] = xs {
            return self.unknown(only);
        }
        self.with_error(|rows| {
            let xs: Vec<Vec<f64>> = xs.iter().map(|x| rows.iter().map(|&row| x[row]).collect()).collect();
            let xs: Vec<&[f64]> = xs.iter().map(Vec::as_slice).collect();
            let own = self.of(rows);
            Some(gain(&surface(&xs, &own)?, &own))
        })
    }

    /// What a survey is worth that asks about a number that has these values.
    pub(super) fn survey(&self, x: &[f64], respondents: u64) -> Valued {
        self.with_error(|rows| {
            let x: Vec<f64> = rows.iter().map(|&row| x[row]).collect();
            let fitted = along(&x, &self.of(rows));
            Some(survey_worth(&profile(&x, &fitted), respondents))
        })
    }

    fn of(&self, rows: &[usize]) -> Vec<Vec<f64>> {
        self.differences.iter().map(|own| rows.iter().map(|&row| own[row]).collect()).collect()
    }

    /// A value on all replicates, and its jackknife error over groups of them.
    fn with_error(&self, value: impl Fn(&[usize]) -> Option<f64>) -> Valued {
        let many = self.differences[0].len();
        let all: Vec<usize> = (0..many).collect();
        let whole = value(&all).unwrap_or(f64::NAN);
        let left_out: Vec<f64> = (0..GROUPS)
            .filter_map(|group| {
                let out = group * many / GROUPS..(group + 1) * many / GROUPS;
                let rest: Vec<usize> = all.iter().copied().filter(|row| !out.contains(row)).collect();
                value(&rest)
            })
            .collect();
        let groups = left_out.len() as f64;
        let mean = left_out.iter().sum::<f64>() / groups;
        let squares: f64 = left_out.iter().map(|value| (value - mean) * (value - mean)).sum();
        Valued { value: whole.max(0.0), std_error: libm::sqrt((groups - 1.0) / groups * squares) }
    }
}

/// The lowest mean difference less the mean of the lowest fitted one.
fn gain(fitted: &[Vec<f64>], own: &[Vec<f64>]) -> f64 {
    let many = own[0].len() as f64;
    let means: Vec<f64> = own.iter().map(|own| own.iter().sum::<f64>() / many).collect();
    let lowest = |row: usize| fitted.iter().map(|own| own[row]).fold(f64::INFINITY, f64::min);
    means[best(&means)] - (0..own[0].len()).map(lowest).sum::<f64>() / many
}

/// The fitted losses along an unknown, in a few points.
fn profile(x: &[f64], fitted: &[Vec<f64>]) -> Profile {
    let many = x.len();
    let mut order: Vec<usize> = (0..many).collect();
    order.sort_by(|&a, &b| x[a].total_cmp(&x[b]));
    let points = POINTS.min(many);
    let point = |point: usize| {
        let rows = &order[point * many / points..(point + 1) * many / points];
        let weight = 1.0 / rows.len() as f64;
        let mut losses = vec![0.0; fitted.len()];
        for &row in rows {
            let own: Vec<f64> = fitted.iter().map(|own| own[row]).collect();
            add(&mut losses, weight, &own);
        }
        let value = rows.iter().map(|&row| x[row]).sum::<f64>() * weight;
        ProfilePoint { score: 0.0, value, weight: rows.len() as f64 / many as f64, losses }
    };
    Profile { points: (0..points).map(point).collect() }
}
