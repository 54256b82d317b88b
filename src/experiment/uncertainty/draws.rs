use std::sync::Arc;

use crate::random::{Purpose, ReplicateKey};
use crate::scenario::Unknown;
use crate::stats::{Copula, CutLaw, Score, normal_quantile};

/// The unknowns of a scenario, ready to be drawn: a value of each for every replicate, whatever variant it is.
#[doc = include_str!("../examples/unknowns.md")]
#[derive(Clone, Debug)]
pub struct UnknownDraws {
    paths: Vec<String>,
    laws: Vec<Arc<CutLaw>>,
    /// The name of each in the key of its draw.
    entities: Vec<u64>,
    copula: Option<Copula>,
}

impl UnknownDraws {
    /// The unknowns of a scenario, and how they go together.
    pub fn new(unknowns: &[Unknown], copula: Option<&Copula>) -> Self {
        Self {
            paths: unknowns.iter().map(|unknown| unknown.path.clone()).collect(),
            laws: unknowns.iter().map(|unknown| Arc::clone(&unknown.cut)).collect(),
            entities: unknowns.iter().map(|unknown| entity(&unknown.path)).collect(),
            copula: copula.cloned(),
        }
    }

    /// Their paths.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.laws.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.laws.is_empty()
    }

    /// The law of each.
    pub fn laws(&self) -> &[Arc<CutLaw>] {
        &self.laws
    }

    /// Each at its median.
    pub(crate) fn medians(&self) -> Vec<f64> {
        self.laws.iter().map(|law| law.at(Score::Share(0.5))).collect()
    }

    /// How they go together.
    pub fn copula(&self) -> Option<&Copula> {
        self.copula.as_ref()
    }

    /// Turns independent normal scores, one for each, into those of unknowns that go together.
    pub(crate) fn correlate(&self, scores: &mut [f64]) {
        if let Some(copula) = &self.copula {
            copula.correlate(scores);
        }
    }

    /// Their values at normal scores.
    pub(crate) fn at_scores(&self, scores: &[f64], values: &mut [f64]) {
        for ((value, law), &score) in values.iter_mut().zip(&self.laws).zip(scores) {
            *value = law.at(Score::Normal(score));
        }
    }

    /// Their values in a replicate, into `values`, which is as long.
    ///
    /// The draw of each is keyed by its path: another one more changes none. Those that go together are mixed in the order of
    /// their paths.
    pub fn draw(&self, key: ReplicateKey, values: &mut [f64]) {
        let share = |entity| share(key.hash(Purpose::Unknown, entity));
        let Some(copula) = &self.copula else {
            for ((value, law), &entity) in values.iter_mut().zip(&self.laws).zip(&self.entities) {
                *value = law.at(Score::Share(share(entity)));
            }
            return;
        };
        for (value, &entity) in values.iter_mut().zip(&self.entities) {
            *value = share(entity);
        }
        for &member in copula.members() {
            values[member] = normal_quantile(values[member]);
        }
        copula.correlate(values);
        let mut members = copula.members().iter().peekable();
        for (place, (value, law)) in values.iter_mut().zip(&self.laws).enumerate() {
            let is_member = members.next_if(|&&member| member == place).is_some();
            *value = law.at(if is_member { Score::Normal(*value) } else { Score::Share(*value) });
        }
    }
}

/// A number in (0, 1) from 64 bits: the middle of one of 2^53 steps.
pub(crate) fn share(bits: u64) -> f64 {
    ((bits >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
}

/// FNV-1a with 64 bits of a path.
fn entity(path: &str) -> u64 {
    path.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
