use crate::experiment::uncertainty::UnknownDraws;
use crate::random::{Purpose, ReplicateKey};
use crate::stats::{Sobol, normal_quantile};

/// Pairs of points of a design: independent normal scores of all unknowns, twice, from one even sequence.
#[derive(Clone, Debug)]
pub(super) struct PairedPoints {
    sobol: Sobol,
    unknowns: usize,
    seed: u64,
    graphs: u64,
}

impl PairedPoints {
    /// Of these unknowns; `graphs` networks take turns.
    pub(super) fn new(draws: &UnknownDraws, seed: u64, graphs: u64) -> Self {
        let key = ReplicateKey { seed, replicate: 0 };
        let scramble = |place: u64| (key.hash(Purpose::Scramble, place) >> 32) as u32;
        let scrambles: Vec<u32> = (0..2 * draws.len() as u64).map(scramble).collect();
        Self { sobol: Sobol::new(&scrambles), unknowns: draws.len(), seed, graphs: graphs.max(1) }
    }

    /// Pair number `pair`: the scores of the first point and of the second.
    pub(super) fn scores(&self, pair: usize) -> (Vec<f64>, Vec<f64>) {
        let mut point = vec![0.0; 2 * self.unknowns];
        self.sobol.point(pair as u32, &mut point);
        let mut scores: Vec<f64> = point.into_iter().map(normal_quantile).collect();
        let second = scores.split_off(self.unknowns);
        (scores, second)
    }

    /// The replicates whose luck the two points have: 2 j and 2 j + 1. Where networks take turns, they change places every
    /// so often, so that both points meet all networks.
    pub(super) fn luck(&self, pair: usize) -> (u64, u64) {
        let pair = pair as u64;
        let (first, second) = (2 * pair, 2 * pair + 1);
        if self.graphs > 1 && pair / self.graphs % 2 == 1 { (second, first) } else { (first, second) }
    }

    /// An order of the unknowns, drawn for a pair.
    pub(super) fn order(&self, pair: usize) -> Vec<usize> {
        let key = ReplicateKey { seed: self.seed, replicate: pair as u64 };
        let mut order: Vec<usize> = (0..self.unknowns).collect();
        order.sort_by_key(|&unknown| key.hash(Purpose::Order, unknown as u64));
        order
    }
}
