use crate::experiment::uncertainty::{Conditional, UnknownDraws};
use crate::random::{Purpose, ReplicateKey};
use crate::stats::{Rule, Sobol, normal_quantile};

/// Scrambles of an even sequence: their spread is the error of its means.
pub(super) const SCRAMBLES: usize = 8;
/// Points of each of them for the unknowns beside one.
const POINTS: u32 = 32;

/// The unknowns beside one of them: points over which its losses are averaged.
pub(super) enum Others {
    /// There is none.
    Nobody,
    /// One that does not go with it: the points of its law, exact.
    One { unknown: usize, points: Vec<(f64, f64)> },
    /// More, or one that goes with it: fresh normal scores, scramble by scramble, and how they follow.
    Many { fresh: Vec<Vec<f64>>, follow: Conditional },
}

impl Others {
    /// The unknowns beside `unknown`; `open` are those that matter.
    pub(super) fn beside(unknown: usize, open: &[usize], draws: &UnknownDraws, seed: u64) -> Self {
        let others: Vec<usize> = open.iter().copied().filter(|&other| other != unknown).collect();
        match others.as_slice() {
            [] => Self::Nobody,
            &[other] if draws.copula().is_none() => {
                if let Some(points) = draws.laws()[other].points(Rule::Middle) {
                    return Self::One { unknown: other, points };
                }
                Self::many(unknown, draws, seed)
            }
            _ => Self::many(unknown, draws, seed),
        }
    }

    fn many(unknown: usize, draws: &UnknownDraws, seed: u64) -> Self {
        let fresh = even_scores(draws.len(), POINTS, seed);
        Self::Many { fresh, follow: Conditional::new(draws, |place| place == unknown) }
    }

    /// How many estimates there are, each on its own: one where there is no error.
    pub(super) fn estimates(&self) -> usize {
        if matches!(self, Self::Many { .. }) { SCRAMBLES } else { 1 }
    }

    /// Averages `at`, a function of the values of all unknowns, with `unknown` at this score and value: estimate by
    /// estimate. `values` are those of all, which are overwritten.
    pub(super) fn average(
        &self,
        draws: &UnknownDraws,
        unknown: usize,
        (score, value): (f64, f64),
        values: &mut [f64],
        mut at: impl FnMut(&[f64]) -> Option<Vec<f64>>,
    ) -> Option<Vec<Vec<f64>>> {
        values[unknown] = value;
        match self {
            Self::Nobody => Some(vec![at(values)?]),
            Self::One { unknown: other, points } => {
                let mut mean = Vec::new();
                for &(own, weight) in points {
                    values[*other] = own;
                    plus(&mut mean, weight, &at(values)?);
                }
                Some(vec![mean])
            }
            Self::Many { fresh, follow } => {
                let mut means = vec![Vec::new(); SCRAMBLES];
                let each = fresh.len() / SCRAMBLES;
                let mut scores = vec![0.0; draws.len()];
                for (number, fresh) in fresh.iter().enumerate() {
                    scores[unknown] = score;
                    follow.draw(&mut scores, fresh);
                    draws.at_scores(&scores, values);
                    values[unknown] = value;
                    plus(&mut means[number / each], 1.0 / each as f64, &at(values)?);
                }
                Some(means)
            }
        }
    }
}

fn plus(sum: &mut Vec<f64>, weight: f64, of: &[f64]) {
    sum.resize(of.len(), 0.0);
    super::losses::add(sum, weight, of);
}

/// Independent normal scores of `unknowns` unknowns: `points` of each scramble of an even sequence, one scramble after the
/// other. Beyond its dimensions they are hashed.
pub(super) fn even_scores(unknowns: usize, points: u32, seed: u64) -> Vec<Vec<f64>> {
    let mut all = Vec::with_capacity(SCRAMBLES * points as usize);
    for scramble in 0..SCRAMBLES as u64 {
        let key = ReplicateKey { seed, replicate: 1 + scramble };
        let even = unknowns.min(crate::stats::SOBOL_DIMENSIONS);
        let scrambles: Vec<u32> =
            (0..even as u64).map(|place| (key.hash(Purpose::Scramble, place) >> 32) as u32).collect();
        let sobol = Sobol::new(&scrambles);
        for index in 0..points {
            let mut point = vec![0.0; unknowns];
            sobol.point(index, &mut point[..even]);
            for (place, share) in point.iter_mut().enumerate().skip(even) {
                let entity = (place as u64) << 32 | u64::from(index);
                *share = crate::experiment::uncertainty::share(key.hash(Purpose::Scramble, entity));
            }
            all.push(point.into_iter().map(normal_quantile).collect());
        }
    }
    all
}
