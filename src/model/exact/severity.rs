//! What one person adds as a list of probabilities, where it is short or plain: then recursions, products and transforms
//! give the law of the sum.

use super::audience::Told;
use super::list::List;
use super::near::MISSING;
use super::sum::{Listener, Sum};
use super::term::Term;

/// The longest list that is made by multiplying others.
const LONGEST: usize = 4_096;
/// How long a list may be before its ends are cut.
const MOST_TO_MULTIPLY: f64 = 16_384.0;

/// What one of `terms` adds, with what is missing to 1 at 0; `None` where the list is longer than `longest`, or would be long
/// and many products away.
pub(super) fn severity(sum: &Sum, terms: &[Term], longest: usize) -> Option<List> {
    let mut list = List::empty();
    let mut missing = 1.0;
    for term in terms {
        let told = match term.audience {
            None => List::certain(0),
            Some(audience) => {
                let (told, valence) = &sum.audiences[audience];
                compose(told, &family(sum, *valence, longest)?, longest)?
            }
        };
        list.add(term.chance, &told, term.shift, longest)?;
        missing -= term.chance;
    }
    if missing > MISSING || terms.is_empty() {
        list.add(missing, &List::certain(0), 0, longest)?;
    }
    Some(list)
}

/// The family of a first-hand listener.
pub(super) fn family(sum: &Sum, valence: usize, longest: usize) -> Option<List> {
    let Listener { weight, chance } = sum.listeners[valence];
    let own = one_of(weight, chance)?;
    let mark = if valence == 0 { sum.teller } else { 0 };
    let mut family = own.clone();
    for rate in sum.family.steps()?.into_iter().rev() {
        // Of people who count one each the list may be long, where it is not multiplied.
        let longest = if family.ends().is_some() || family.chances.len() == 1 { longest.max(LONGEST) } else { LONGEST };
        let retold = compose(sum.family.audience(), &family, longest)?;
        let mut either = List::certain(0);
        either.chances[0] = 1.0 - rate;
        either.add(rate, &retold, mark, longest)?;
        family = Some(own.plus(&either).trimmed()).filter(|list| list.chances.len() <= longest)?;
    }
    Some(family)
}

fn one_of(value: i64, chance: f64) -> Option<List> {
    List { first: 0, chances: vec![1.0 - chance, chance] }.trimmed().times(value, LONGEST)
}

fn short(list: List) -> Option<List> {
    (list.chances.len() <= LONGEST).then_some(list)
}

/// The sum over an audience of what each listener adds.
fn compose(told: &Told, each: &List, longest: usize) -> Option<List> {
    if let [_] = each.chances[..] {
        return people(told, longest)?.times(each.first, longest);
    }
    match each.ends() {
        // A listener who counts with some chance.
        Some([none, one]) if each.first == 0 => counted(told, one, none, longest)?.times(each.last(), longest),
        Some([one, none]) if each.last() == 0 => counted(told, one, none, longest)?.times(each.first, longest),
        _ => horner(told, each),
    }
}

/// How many people are told.
fn people(told: &Told, longest: usize) -> Option<List> {
    match told {
        Told::Fixed(people) => Some(List::certain(i64::try_from(*people).ok()?)),
        Told::Poisson(mean) => List::poisson(*mean, longest),
        Told::NegativeBinomial { mean, shape } => List::negative_binomial(*mean, *shape, longest),
        Told::Dense(dense) => Some(List { first: 0, chances: dense.chances().collect() }),
        Told::Sparse(values) => {
            let mut list = List::empty();
            for &(value, p) in values {
                list.add(p, &List::certain(0), i64::try_from(value).ok()?, longest)?;
            }
            Some(list)
        }
    }
    .filter(|list| list.chances.len() <= longest)
}

/// How many of them count, each with chance `one`.
fn counted(told: &Told, one: f64, none: f64, longest: usize) -> Option<List> {
    match *told {
        Told::Fixed(people) => List::binomial(people, one, none, longest),
        Told::Poisson(mean) => List::poisson(mean * one, longest),
        Told::NegativeBinomial { mean, shape } => List::negative_binomial(mean * one, shape, longest),
        Told::Sparse(_) | Told::Dense(_) => horner(told, &List { first: 0, chances: vec![none, one] }),
    }
}

/// By Horner's rule, from the largest audience down.
fn horner(told: &Told, each: &List) -> Option<List> {
    let chances = people(told, LONGEST)?;
    if chances.last() as f64 * (each.chances.len() - 1) as f64 >= MOST_TO_MULTIPLY {
        return None;
    }
    let mut list = List::empty();
    for chance in chances.chances.into_iter().rev() {
        if !list.chances.is_empty() {
            list = short(list.plus(each).trimmed())?;
        }
        list.add(chance, &List::certain(0), 0, LONGEST)?;
    }
    let before = each.power(chances.first.unsigned_abs());
    short(list.plus(&before).trimmed())
}
