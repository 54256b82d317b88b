use rand::RngExt;

use super::Stream;

/// A finite distribution made ready for single draws in constant time.
///
/// Walker (1977), An efficient method for generating discrete random variables with general distributions, ACM TOMS 3,
/// 253-256, built in linear time as in Vose (1991).
#[derive(Clone, Debug)]
pub(crate) struct AliasTable {
    /// Where one of `columns` equal columns is split, and what lies above the split.
    columns: Vec<(f64, u32)>,
}

impl AliasTable {
    /// The table for `weights`, which are finite, >= 0, not all 0 and fewer than 2^32.
    pub(crate) fn new(weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let count = weights.len() as f64;
        let mut columns: Vec<(f64, u32)> =
            weights.iter().zip(0..).map(|(weight, i)| (weight / total * count, i)).collect();
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
    pub(crate) fn draw(&self, rng: &mut Stream) -> usize {
        let place = rng.random::<f64>() * self.columns.len() as f64;
        let column = (place as usize).min(self.columns.len() - 1);
        let (split, above) = self.columns[column];
        if place - (column as f64) < split { column } else { above as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::exact::{Exact, stream};

    #[test]
    fn draws_have_the_weights() {
        for weights in [vec![1.0], vec![69.0, 8.0, 8.0, 9.0, 4.0, 2.0], vec![0.0, 1.0, 0.0, 1e-3], vec![1.0; 12]] {
            let table = AliasTable::new(&weights);
            let total: f64 = weights.iter().sum();
            let mut rng = stream(0);
            let exact = Exact::of((0..).zip(weights.iter().map(|weight| weight / total)));
            exact.assert_fits((0..200_000).map(|_| table.draw(&mut rng) as u64));
        }
    }

    #[test]
    fn the_columns_add_up_to_the_weights() {
        let weights: Vec<f64> = (1..=1_000).map(|k| 1.0 / f64::from(k)).collect();
        let table = AliasTable::new(&weights);
        let mut mass = vec![0.0; weights.len()];
        for (column, &(split, above)) in table.columns.iter().enumerate() {
            mass[column] += split.min(1.0);
            mass[above as usize] += 1.0 - split.min(1.0);
        }
        let scale = 1_000.0 / weights.iter().sum::<f64>();
        for (got, weight) in mass.iter().zip(&weights) {
            assert!((got - weight * scale).abs() < 1e-9);
        }
    }

    #[test]
    fn the_numbers_of_a_seed_stay() {
        let table = AliasTable::new(&[69.0, 8.0, 8.0, 9.0, 4.0, 2.0]);
        let mut rng = stream(7);
        let draws = [(); 8].map(|()| table.draw(&mut rng));
        assert_eq!(draws, [0, 0, 3, 0, 5, 0, 0, 0]);
    }
}
