//! A law by positive numbers alone: recursion for a negative binomial number of people, walks for binomial ones, powers for a
//! few, and the products of all. Every probability, however small, has nearly all its digits.

use super::MOST_VALUES;
use super::law::Law;
use super::list::List;
use super::panjer;
use super::severity::severity;
use super::shared::Shared;
use super::sum::{Count, Kind, Person, Sum};
use super::tilt::Cumulant;

/// The longest law of people of a given number.
const LONGEST: u64 = 4_096;
/// The longest list of what one person adds, where their number is negative binomial: beyond, transforms are quicker.
const LONGEST_SEVERITY: usize = 1_024;

/// The people of a sum, each kind with what one of them adds, and how far their laws go.
pub(super) struct Direct {
    parts: Vec<Part>,
    steps: f64,
}

/// People of one kind.
enum Part {
    /// `last` is the highest value kept.
    Recursion {
        size: f64,
        odds: f64,
        each: List,
        step: u64,
        last: f64,
    },
    /// Each adds one of two values that are so far `apart`, with the chances `ends`; `lowest`: what all add at least.
    Binomial {
        people: u64,
        ends: [f64; 2],
        apart: i64,
        lowest: i64,
    },
    Power {
        people: u64,
        each: List,
    },
    Shared {
        shared: Shared,
        hidden: List,
        others: List,
    },
}

impl Direct {
    /// How the law of `sum` is had so, where it is; e^-`outside` of it is left out.
    pub(super) fn new(sum: &Sum, outside: f64, most_steps: f64) -> Option<Self> {
        let mut direct = Self { parts: Vec::new(), steps: 0.0 };
        let mut length = 1.0;
        for kind in &sum.kinds {
            debug_assert!(kind.constant().is_none_or(|value| value == 0), "what is certain has been taken out");
            let part = Part::new(sum, kind, outside)?;
            let (own, steps) = (part.length(), part.steps());
            // Every pair of values of two laws is a step of their product.
            direct.steps += steps + if direct.parts.is_empty() { 0.0 } else { length * own };
            length += own;
            direct.parts.push(part);
        }
        (direct.steps <= most_steps && length <= MOST_VALUES as f64 && !direct.parts.is_empty()).then_some(direct)
    }

    /// How long it takes, in nanoseconds or so.
    pub(super) fn steps(&self) -> f64 {
        self.steps
    }

    pub(super) fn law(self) -> Option<Law> {
        let lists: Option<Vec<List>> = self.parts.into_iter().map(Part::list).collect();
        let list = lists?.into_iter().reduce(|all, list| all.plus(&list))?;
        Some(Law::new(list.first, list.chances))
    }
}

impl Part {
    fn new(sum: &Sum, kind: &Kind, outside: f64) -> Option<Self> {
        let terms = match &kind.person {
            Person::Either(terms) => terms,
            Person::Divided(_) => return None,
            Person::Shared(shared) => {
                let hidden = severity(sum, &shared.hidden, LONGEST as usize)?;
                let others = severity(sum, &shared.others, LONGEST as usize)?;
                return Some(Part::Shared { shared: shared.clone(), hidden, others });
            }
        };
        match kind.count {
            Count::NegativeBinomial { size, odds } => {
                let each = severity(sum, terms, LONGEST_SEVERITY)?;
                let of_values = super::list::greatest_common_divisor(each.step(), each.first.unsigned_abs());
                if each.first < 0 || size < 1.0 || of_values == 0 {
                    return None;
                }
                let alone = Sum { kinds: vec![kind.clone()], ..sum.clone() };
                let last = Cumulant { sum: &alone }.highest(outside)?;
                (0.0..=MOST_VALUES as f64).contains(&last).then_some(Part::Recursion {
                    size,
                    odds,
                    each,
                    step: of_values,
                    last,
                })
            }
            Count::Fixed(people) => {
                let each = severity(sum, terms, MOST_VALUES)?;
                let lowest = each.first.checked_mul(i64::try_from(people).ok()?)?;
                let (part, longest) = match each.ends() {
                    Some(ends) => {
                        let apart = each.last() - each.first;
                        (Part::Binomial { people, ends, apart, lowest }, MOST_VALUES as f64)
                    }
                    // Of one value, too, where a chance is next to nothing.
                    None => (Part::Power { people, each }, LONGEST as f64),
                };
                (part.length() <= longest).then_some(part)
            }
        }
    }

    /// How many values there are, at most.
    fn length(&self) -> f64 {
        match self {
            Part::Recursion { last, .. } => *last + 1.0,
            Part::Binomial { people, ends: [low, high], apart, .. } => {
                let n = *people as f64;
                let deviation = (n * low * high).sqrt();
                n.min(24.0 * deviation + 80.0) * *apart as f64 + 1.0
            }
            Part::Power { people, each } => *people as f64 * (each.chances.len() - 1) as f64 + 1.0,
            Part::Shared { shared, hidden, others } => {
                let span = hidden.last().max(others.last()) - hidden.first.min(others.first);
                shared.places() as f64 * span as f64 + 1.0
            }
        }
    }

    /// How long it takes, in nanoseconds or so.
    fn steps(&self) -> f64 {
        match self {
            Part::Recursion { each, step, last, .. } => {
                let values = each.chances.iter().filter(|p| **p > 0.0).count();
                last / *step as f64 * (2.0 + values as f64)
            }
            Part::Binomial { .. } => 4.0 * self.length(),
            Part::Power { .. } => 0.4 * self.length() * self.length(),
            Part::Shared { shared, hidden, others } => {
                let products = |list: &List| match list.chances[..] {
                    [_] => 0.0,
                    ref chances => chances.iter().filter(|p| **p > 0.0).count() as f64,
                };
                // Lists grow from place to place.
                0.5 * shared.places() as f64 * self.length() * (1.0 + products(hidden) + products(others))
            }
        }
    }

    fn list(self) -> Option<List> {
        match self {
            Part::Recursion { size, odds, each, step, last } => {
                let value = |index: usize| (each.first as u64 + index as u64) / step;
                let points: Vec<(usize, f64)> = each
                    .chances
                    .iter()
                    .enumerate()
                    .filter(|(_, p)| **p > 0.0)
                    .map(|(index, &p)| (value(index) as usize, p))
                    .collect();
                let chances = panjer::compound(size, odds, &points, (last / step as f64).ceil() as usize);
                List { first: 0, chances }.times(step as i64, MOST_VALUES)
            }
            Part::Binomial { people, ends: [low, high], apart, lowest } => {
                let mut list = List::binomial(people, high, low, MOST_VALUES)?.times(apart, MOST_VALUES)?;
                list.first += lowest;
                Some(list)
            }
            Part::Power { people, each } => Some(each.power(people)),
            Part::Shared { shared, hidden, others } => shared.list(&hidden, &others),
        }
    }
}
