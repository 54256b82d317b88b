use rand::RngExt;

use super::Stream;

/// A finite distribution made ready for single draws in constant time.
///
/// Walker (1977), An efficient method for generating discrete random variables with general distributions, ACM TOMS 3,
/// 253-256, built in linear time as in Vose (1991).
#[derive(Clone, Debug)]
pub struct AliasTable {
    /// Where one of `columns` equal columns is split, and what lies above the split.
    columns: Vec<(f64, u32)>,
}

impl AliasTable {
    /// The table for `weights`, which are finite, >= 0, not all 0 and fewer than 2^32.
    pub fn new(weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let scale = weights.len() as f64 / total;
        let mut columns: Vec<(f64, u32)> = weights.iter().zip(0..).map(|(weight, i)| (weight * scale, i)).collect();
        let (mut small, mut large): (Vec<u32>, Vec<u32>) =
            (0..).take(columns.len()).partition(|&i: &u32| columns[i as usize].0 < 1.0);
        while let (Some(poor), Some(&rich)) = (small.pop(), large.last()) {
            let gap = 1.0 - columns[poor as usize].0;
            columns[poor as usize].1 = rich;
            let wealth = &mut columns[rich as usize].0;
            *wealth -= gap;
            if *wealth < 1.0 {
                large.pop();
                small.push(rich);
            }
        }
        Self { columns }
    }

    /// Draws an index with the probability of its weight.
    pub fn draw(&self, rng: &mut Stream) -> usize {
        let place = rng.random::<f64>() * self.columns.len() as f64;
        let column = (place as usize).min(self.columns.len() - 1);
        let (split, above) = self.columns[column];
        if place - (column as f64) < split { column } else { above as usize }
    }
}
