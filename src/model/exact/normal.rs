//! A sum without what is certain and in its largest unit: metrics that differ in no more than that share one law.

use super::NoLaw;
use super::family::Family;
use super::list::greatest_common_divisor;
use super::near::MISSING;
use super::sum::{Count, Kind, Listener, Person, Sum};

/// `shift` + `unit` times `sum`.
pub(super) struct Normal {
    pub(super) sum: Sum,
    pub(super) shift: i64,
    pub(super) unit: i64,
}

impl Normal {
    /// `sum`, which is no constant.
    pub(super) fn of(sum: &Sum) -> Result<Self, NoLaw> {
        let mut shift = 0_i64;
        let mut kinds = Vec::new();
        for kind in &sum.kinds {
            let certain = if let Some(value) = kind.constant() {
                value
            } else {
                let mut kind = kind.clone();
                let certain = lowered(&mut kind).ok_or(NoLaw::TooWide)?;
                kinds.push(kind);
                certain
            };
            shift = shift.checked_add(certain).ok_or(NoLaw::TooWide)?;
        }
        let heard = |valence: usize| {
            let terms = kinds.iter().flat_map(|kind| kind.person.terms());
            terms.filter_map(|term| term.audience).any(|audience| sum.audiences[audience].1 == valence)
        };
        let heard = [heard(0), heard(1)];
        let retold = !sum.family.is_alone() && heard[0];
        let mut normal = Sum {
            kinds,
            audiences: if heard == [false; 2] { Vec::new() } else { sum.audiences.clone() },
            family: if heard == [false; 2] { Family::alone() } else { sum.family.clone() },
            listeners: [0, 1].map(|valence| if heard[valence] { sum.listeners[valence] } else { Listener::default() }),
            teller: if retold { sum.teller } else { 0 },
        };
        let unit = normal.unit();
        if unit > 1 {
            normal.divide(unit);
        }
        Ok(Self { sum: normal, shift, unit })
    }
}

/// Takes from people of a given number what each adds at least, and says how much that is.
fn lowered(kind: &mut Kind) -> Option<i64> {
    let (Count::Fixed(people), Person::Either(terms)) = (kind.count, &mut kind.person) else { return Some(0) };
    let all: f64 = terms.iter().map(|term| term.chance).sum();
    let least = terms.iter().map(|term| term.shift).min().filter(|_| 1.0 - all <= MISSING).unwrap_or(0);
    for term in terms.iter_mut() {
        term.shift -= least;
    }
    i64::try_from(people).ok()?.checked_mul(least)
}

impl Sum {
    /// The greatest number of which all that anybody adds is a multiple; 1 where groups are divided.
    fn unit(&self) -> i64 {
        if self.kinds.iter().any(|kind| matches!(kind.person, Person::Divided(_))) {
            return 1;
        }
        let shifts = self.kinds.iter().flat_map(|kind| kind.person.terms()).map(|term| term.shift);
        let listeners = self.listeners.iter().map(|listener| listener.weight);
        let all = shifts.chain(listeners).chain([self.teller]);
        let unit = all.fold(0, |unit, value| greatest_common_divisor(unit, value.unsigned_abs()));
        i64::try_from(unit).unwrap_or(1).max(1)
    }

    fn divide(&mut self, unit: i64) {
        for kind in &mut self.kinds {
            for term in kind.person.terms_mut() {
                term.shift /= unit;
            }
        }
        for listener in &mut self.listeners {
            listener.weight /= unit;
        }
        self.teller /= unit;
    }
}
