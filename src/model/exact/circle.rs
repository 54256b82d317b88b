//! The probabilities of a sum from its generating function on one circle.

use std::ops::Range;

use super::argument::Argument;
use super::complex::Complex;
use super::fft::{Fourier, noise};
use super::list::List;
use super::near::Near;
use super::severity::severity;
use super::sum::{Count, Kind, Person, Sum, Tables};

/// Where one in so many of a block of values is below 0 there is nothing but rounding, and what stands out of it.
const NOISY: usize = 4;
const BLOCK: usize = 16;

/// Where an audience of plain listeners comes from a transform, in kinds of which it is not known what one person adds.
fn is_tabled(sum: &Sum, audience: usize) -> bool {
    let (told, valence) = &sum.audiences[audience];
    sum.is_plain(*valence) && told.long_list().is_some()
}

/// A sum made ready for circles: what one person of each kind adds is transformed as a list where it can be listed.
pub(super) struct Listed<'a> {
    sum: &'a Sum,
    kinds: Vec<(Count, List)>,
    /// The kinds whose generating function is evaluated at each place.
    rest: Option<Sum>,
}

impl<'a> Listed<'a> {
    pub(super) fn new(sum: &'a Sum, longest: usize) -> Self {
        let (mut kinds, mut rest) = (Vec::new(), Vec::new());
        for kind in &sum.kinds {
            match list_of(sum, kind, longest) {
                Some(list) => kinds.push((kind.count, list)),
                None => rest.push(kind.clone()),
            }
        }
        let rest = (!rest.is_empty()).then(|| Sum { kinds: rest, ..sum.clone() });
        Self { sum, kinds, rest }
    }

    /// How long one place takes, in nanoseconds or so.
    pub(super) fn cost(&self) -> f64 {
        let rest = self.rest.as_ref().map_or(0.0, |rest| rest.cost(|audience| is_tabled(rest, audience)));
        100.0 + 150.0 * self.kinds.len() as f64 + rest
    }
}

fn list_of(sum: &Sum, kind: &Kind, longest: usize) -> Option<List> {
    match &kind.person {
        Person::Either(terms) => severity(sum, terms, longest),
        Person::Divided(_) | Person::Shared(_) => None,
    }
}

/// One circle.
pub(super) struct Circle {
    pub(super) tilt: f64,
    /// Its window starts here; it has as many values as places.
    pub(super) first: i64,
    pub(super) places: usize,
}

impl Circle {
    /// Appends the probabilities of the values `wanted`.
    pub(super) fn read(&self, listed: &Listed<'_>, fourier: &Fourier, wanted: Range<i64>, into: &mut Vec<f64>) {
        let n = self.places;
        let start = listed.sum.ln(&self.argument(0), true).re;
        let mut spectrum = self.evaluated(listed.rest.as_ref(), fourier);
        for (count, list) in &listed.kinds {
            self.multiply(&mut spectrum, *count, list, fourier);
        }
        for value in &mut spectrum {
            // The conjugate: the transform turns the other way.
            let ln = Complex::new(value.re - start, -value.im);
            *value = if ln.re < -60.0 { Complex::ZERO } else { ln.exp() };
        }
        let tilted = fourier.to_real(&spectrum);
        let noise = noise(&tilted);
        let window = self.first..self.first + n as i64;
        let at = |value: i64| if window.contains(&value) { tilted[place_of(value, n)] } else { 0.0 };
        for from in wanted.clone().step_by(BLOCK) {
            let block = from..wanted.end.min(from + BLOCK as i64);
            let below = block.clone().filter(|&value| at(value) < 0.0).count();
            let least = if NOISY * below >= BLOCK { noise } else { 0.0 };
            into.extend(block.map(|value| {
                let tilted = at(value);
                if tilted > least { tilted / n as f64 * libm::exp(start - self.tilt * value as f64) } else { 0.0 }
            }));
        }
    }

    /// The logarithm at every place of half the circle of those whose generating function is evaluated.
    fn evaluated(&self, rest: Option<&Sum>, fourier: &Fourier) -> Vec<Complex> {
        let places = 0..=self.places / 2;
        let Some(sum) = rest else { return vec![Complex::ZERO; self.places / 2 + 1] };
        let tables = self.tables(sum, fourier);
        places.map(|place| sum.ln_on_circle(&self.argument(place), place, &tables)).collect()
    }

    /// Adds the logarithm of `count` people of whom each adds a number of this law.
    fn multiply(&self, spectrum: &mut [Complex], count: Count, list: &List, fourier: &Fourier) {
        let each = self.near(list.first, above(list).into_iter(), list.chances.iter().copied(), fourier);
        for (ln, each) in spectrum.iter_mut().zip(each) {
            *ln = *ln + count.ln(each);
        }
    }

    /// The long audiences of plain listeners at every place.
    fn tables(&self, sum: &Sum, fourier: &Fourier) -> Tables {
        let table = |index: usize| {
            let law = sum.audiences[index].0.long_list().filter(|_| is_tabled(sum, index))?;
            Some(self.near(0, law.above().iter().copied(), law.chances(), fourier))
        };
        (0..sum.audiences.len()).map(table).collect()
    }

    /// The generating function of the law with these `chances` from `first` on, at every place; `above`: its coefficients over
    /// z - 1, from min(first, 0) on.
    fn near(
        &self,
        first: i64,
        above: impl Iterator<Item = f64>,
        chances: impl Iterator<Item = f64>,
        fourier: &Fourier,
    ) -> Vec<Near> {
        let above = self.wound(first.min(0), above, fourier);
        let values = self.wound(first, chances, fourier);
        let less_one = self.less_one(fourier);
        let near = |(place, (above, value))| Near::with(less_one(place) * above, || value);
        above.into_iter().zip(values).enumerate().map(near).collect()
    }

    /// The transform of a list from `first` on that is tilted and wound around the circle.
    fn wound(&self, first: i64, list: impl Iterator<Item = f64>, fourier: &Fourier) -> Vec<Complex> {
        let mut wound = vec![0.0; self.places];
        for (k, p) in (first..).zip(list).filter(|(_, p)| *p != 0.0) {
            wound[place_of(k, self.places)] += p * libm::exp(self.tilt * k as f64);
        }
        fourier.of_real(&wound)
    }

    /// z - 1 at a place of the upper half, without loss of digits near 0.
    fn less_one(&self, fourier: &Fourier) -> impl Fn(usize) -> Complex {
        let (more, radius) = (libm::expm1(self.tilt), libm::exp(self.tilt));
        move |place| {
            let root = fourier.root(place);
            let turned = if root.re >= 0.0 { -root.im * root.im / (1.0 + root.re) } else { root.re - 1.0 };
            Complex::new(more * root.re + turned, radius * root.im)
        }
    }

    fn argument(&self, place: usize) -> Argument {
        Argument::on_circle(self.tilt, place as u64, self.places as u64)
    }
}

/// Where a value stands on a circle of so many places, a power of two.
fn place_of(value: i64, places: usize) -> usize {
    (value as usize) & (places - 1)
}

/// The coefficients from min(first, 0) on of (E z^X - 1) / (z - 1): P(X > k) from 0 on, -P(X <= k) below.
fn above(list: &List) -> Vec<f64> {
    let last = list.last();
    let mut coefficients = vec![0.0; (last.max(0) - list.first.min(0)) as usize];
    let low = list.first.min(0);
    let mut more = 0.0;
    for value in (0.max(list.first + 1)..=last).rev() {
        more += list.chances[(value - list.first) as usize];
        coefficients[(value - 1 - low) as usize] = more;
    }
    // Up to the lowest value it is certain.
    for value in 0..list.first.max(0) {
        coefficients[(value - low) as usize] = 1.0;
    }
    let mut less = 0.0;
    for value in list.first..=last.min(-1) {
        less += list.chances[(value - list.first) as usize];
        coefficients[(value - low) as usize] = -less;
    }
    // Below the highest of values that are all negative it is certain that they are at or below.
    for value in (last + 1).min(0)..0 {
        coefficients[(value - low) as usize] = -1.0;
    }
    coefficients
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_give_the_generating_function_on_either_side_of_nought() {
        for first in [-9, -3, -1, 0, 2] {
            let list = List { first, chances: vec![0.2, 0.0, 0.3, 0.5] };
            let z = 0.9_f64;
            let direct: f64 = (first..).zip(&list.chances).map(|(k, p)| p * (z.powi(k as i32) - 1.0)).sum();
            let low = first.min(0);
            let sum: f64 = (low..).zip(above(&list)).map(|(k, c)| c * z.powi(k as i32)).sum();
            assert!(((z - 1.0) * sum - direct).abs() < 1e-15, "{first}: {sum} {direct}");
        }
    }
}
