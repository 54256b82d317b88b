//! What one person adds as a list of probabilities, where it is short: then a recursion gives the law of the sum.

use super::audience::Told;
use super::sum::{Listener, Sum};
use super::term::Term;

/// The longest list.
const LONGEST: usize = 4_096;

/// The probabilities of 0, 1, 2, ...
type Polynomial = Vec<f64>;

/// What one of `terms` adds, with what is missing to 1 at 0; `None` where the list is long, endless or has negative values.
pub(super) fn severity(sum: &Sum, terms: &[Term]) -> Option<Polynomial> {
    let mut list = vec![0.0];
    let mut chance = 0.0;
    for term in terms {
        let shift = usize::try_from(term.shift).ok()?;
        let told = match term.audience {
            None => vec![1.0],
            Some(audience) => {
                let (told, valence) = &sum.audiences[audience];
                compose(told, &family(sum, *valence)?)?
            }
        };
        let end = shift.checked_add(told.len()).filter(|&end| end <= LONGEST)?;
        if list.len() < end {
            list.resize(end, 0.0);
        }
        for (place, p) in list[shift..].iter_mut().zip(&told) {
            *place += term.chance * p;
        }
        chance += term.chance;
    }
    list[0] += (1.0 - chance).max(0.0);
    Some(list)
}

/// The family of a first-hand listener.
fn family(sum: &Sum, valence: usize) -> Option<Polynomial> {
    let Listener { weight, chance } = sum.listeners[valence];
    let own = one_of(usize::try_from(weight).ok()?, chance)?;
    let mark = one_of(usize::try_from(if valence == 0 { sum.teller } else { 0 }).ok()?, 1.0)?;
    let mut family = own.clone();
    for rate in sum.family.steps()?.into_iter().rev() {
        let mut retold = product(&mark, &compose(sum.family.audience(), &family)?)?;
        for p in &mut retold {
            *p *= rate;
        }
        retold[0] += 1.0 - rate;
        family = product(&own, &retold)?;
    }
    Some(family)
}

fn one_of(value: usize, chance: f64) -> Option<Polynomial> {
    let mut list = vec![0.0; (value < LONGEST).then_some(value + 1)?];
    list[0] += 1.0 - chance;
    list[value] += chance;
    Some(list)
}

/// The sum over an audience of what each listener adds: Horner's rule, from the largest audience down.
fn compose(told: &Told, each: &Polynomial) -> Option<Polynomial> {
    let points = told.points()?;
    let most = points.iter().map(|&(value, _)| value).max()?;
    if most as f64 * (each.len() - 1) as f64 >= LONGEST as f64 || most >= LONGEST as u64 {
        return None;
    }
    let mut chances = vec![0.0; most as usize + 1];
    for (value, p) in points {
        chances[value as usize] += p;
    }
    let mut list = vec![0.0];
    for chance in chances.into_iter().rev() {
        list = product(&list, each)?;
        list[0] += chance;
    }
    Some(list)
}

fn product(a: &Polynomial, b: &Polynomial) -> Option<Polynomial> {
    let length = (a.len() + b.len() - 1 <= LONGEST).then_some(a.len() + b.len() - 1)?;
    let mut list = vec![0.0; length];
    for (index, &p) in b.iter().enumerate().filter(|(_, p)| **p != 0.0) {
        for (place, &q) in list[index..].iter_mut().zip(a) {
            *place += p * q;
        }
    }
    Some(list)
}
