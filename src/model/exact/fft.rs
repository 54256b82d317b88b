//! The discrete Fourier transform of lists whose length is a power of two (Cooley and Tukey 1965), and of real lists by
//! half as long a complex one.

use std::f64::consts::PI;

use super::complex::Complex;

/// The roots of unity of one length, ready for its transforms.
#[derive(Debug)]
pub(super) struct Fourier {
    /// e^(2 pi i j / n) for j below n / 2.
    roots: Vec<Complex>,
    /// Those of each round of a transform of half the length, from the third on: 4, 8, ... of them.
    rounds: Vec<Vec<Complex>>,
}

impl Fourier {
    /// For lists of `length`, a power of two of at least 4.
    pub(super) fn new(length: usize) -> Self {
        debug_assert!(length.is_power_of_two() && length >= 4, "a length of {length}");
        let step = 2.0 * PI / length as f64;
        let root = |j: usize| {
            let (sin, cos) = libm::sincos(step * j as f64);
            Complex::new(cos, sin)
        };
        // An eighth of the circle says all.
        let eighth = length / 8;
        let mut roots = vec![Complex::ONE; length / 2];
        for (j, place) in roots.iter_mut().enumerate() {
            *place = match j.checked_div(eighth) {
                None | Some(0) => root(j),
                Some(1) => {
                    let mirrored = root(2 * eighth - j);
                    Complex::new(mirrored.im, mirrored.re)
                }
                Some(2) => root(j - 2 * eighth).quarter_turn(),
                Some(_) => {
                    let mirrored = root(length / 2 - j);
                    Complex::new(-mirrored.re, mirrored.im)
                }
            };
        }
        let widths = std::iter::successors(Some(4), |width| Some(2 * width)).take_while(|width| 4 * width <= length);
        let rounds = widths.map(|width| roots.iter().step_by(length / (2 * width)).copied().collect()).collect();
        Self { roots, rounds }
    }

    /// e^(2 pi i j / n) for j up to n / 2.
    pub(super) fn root(&self, j: usize) -> Complex {
        self.roots.get(j).copied().unwrap_or(-Complex::ONE)
    }

    fn length(&self) -> usize {
        2 * self.roots.len()
    }

    /// The real list x with x(k) = sum over j of `spectrum`(j) e^(2 pi i j k / n), where only the first n / 2 + 1 numbers
    /// are given and the others are their conjugates.
    pub(super) fn to_real(&self, spectrum: &[Complex]) -> Vec<f64> {
        let half = self.length() / 2;
        debug_assert_eq!(spectrum.len(), half + 1);
        let mut packed: Vec<Complex> = (0..half)
            .map(|j| {
                let (low, high) = (spectrum[j], spectrum[half - j].conj());
                let odd = (low - high) * self.roots[j];
                low + high + odd.quarter_turn()
            })
            .collect();
        self.transform(&mut packed);
        packed.iter().flat_map(|pair| [pair.re, pair.im]).collect()
    }

    /// The first n / 2 + 1 numbers X(j) = sum over k of x(k) e^(2 pi i j k / n) of a real list.
    pub(super) fn of_real(&self, list: &[f64]) -> Vec<Complex> {
        let half = self.length() / 2;
        debug_assert_eq!(list.len(), self.length());
        let mut packed: Vec<Complex> = list.chunks_exact(2).map(|pair| Complex::new(pair[0], pair[1])).collect();
        self.transform(&mut packed);
        (0..=half)
            .map(|j| {
                let (low, high) = (packed[j % half], packed[(half - j) % half].conj());
                let even = (low + high).scale(0.5);
                let odd = -(low - high).scale(0.5).quarter_turn();
                let root = if j == half { -Complex::ONE } else { self.roots[j] };
                even + odd * root
            })
            .collect()
    }

    /// In place, for half the length: the roots are every second one.
    fn transform(&self, list: &mut [Complex]) {
        let n = list.len();
        let bits = n.trailing_zeros();
        for index in 0..n {
            let mirrored = index.reverse_bits() >> (usize::BITS - bits);
            if mirrored > index {
                list.swap(index, mirrored);
            }
        }
        // The first two rounds turn by quarters at most.
        for pair in list.chunks_exact_mut(2) {
            (pair[0], pair[1]) = (pair[0] + pair[1], pair[0] - pair[1]);
        }
        for four in list.chunks_exact_mut(4) {
            let turned = four[3].quarter_turn();
            (four[0], four[2]) = (four[0] + four[2], four[0] - four[2]);
            (four[1], four[3]) = (four[1] + turned, four[1] - turned);
        }
        for roots in &self.rounds {
            let width = roots.len();
            for block in list.chunks_exact_mut(2 * width) {
                let (left, right) = block.split_at_mut(width);
                for ((a, b), &root) in left.iter_mut().zip(right).zip(roots) {
                    let turned = *b * root;
                    (*a, *b) = (*a + turned, *a - turned);
                }
            }
        }
    }
}

/// What is no more than rounding in a transform that is nowhere below 0: the farthest below, and as much again.
pub(super) fn noise(list: &[f64]) -> f64 {
    2.0 * list.iter().fold(0.0_f64, |most, p| most.max(-p))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(length: usize) -> Vec<f64> {
        (0..length).map(|k| libm::sin(k as f64 * 1.7) + 0.1 * k as f64).collect()
    }

    #[test]
    fn a_transform_is_its_sum() {
        for length in [4, 8, 16, 64] {
            let x = list(length);
            for (j, found) in Fourier::new(length).of_real(&x).into_iter().enumerate() {
                let sum = x.iter().enumerate().fold(Complex::ZERO, |sum, (k, &x)| {
                    let turn = 2.0 * PI * ((j * k) % length) as f64 / length as f64;
                    sum + Complex::new(0.0, turn).exp().scale(x)
                });
                assert!((found - sum).norm_square() < 1e-22, "{length} {j}: {found:?} {sum:?}");
            }
        }
    }

    #[test]
    fn back_and_forth_is_the_mirrored_list_times_its_length() {
        for length in [4, 8, 32, 1_024] {
            let x = list(length);
            let fourier = Fourier::new(length);
            let back = fourier.to_real(&fourier.of_real(&x));
            for k in 0..length {
                let mirrored = x[(length - k) % length];
                assert!((back[k] / length as f64 - mirrored).abs() < 1e-12, "{length} {k}");
            }
        }
    }
}
