//! A metric as a sum over people who are independent of each other, and its generating function.

use super::argument::Argument;
use super::audience::{Told, rising};
use super::complex::Complex;
use super::divided::Divided;
use super::family::Family;
use super::near::Near;
use super::shared::Shared;
use super::term::{Term, one};

/// A metric: what every customer and every listener adds to it, as whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    pub(super) kinds: Vec<Kind>,
    /// The audiences of those who tell anything that counts, and whether they tell good of the service.
    pub(super) audiences: Vec<(Told, usize)>,
    pub(super) family: Family,
    /// By valence.
    pub(super) listeners: [Listener; 2],
    /// What a listener adds who retells ill.
    pub(super) teller: i64,
}

/// What one listener adds, with some chance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Listener {
    pub(super) weight: i64,
    pub(super) chance: f64,
}

/// People who are alike.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kind {
    pub(super) count: Count,
    pub(super) person: Person,
}

/// How many people of a kind there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Count {
    Fixed(u64),
    /// Mean `size` x `odds`, variance mean x (1 + `odds`).
    NegativeBinomial {
        size: f64,
        odds: f64,
    },
}

/// What one person of a kind adds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Person {
    /// One of these, on their own; with what is missing to 1 nothing.
    Either(Vec<Term>),
    /// Groups divided by their weights.
    Divided(Divided),
    /// Those hidden behind complaints, and others on the places that are left.
    Shared(Shared),
}

/// E z^X of audiences of plain listeners on a whole circle, by audience, where a transform gives it.
pub(super) type Tables = Vec<Option<Vec<Near>>>;

impl Sum {
    /// The logarithm of the generating function at `z`; not finite where it does not converge.
    pub(super) fn ln(&self, z: &Argument, rough: bool) -> Complex {
        self.ln_with(z, rough, |_| None)
    }

    /// The same at the `place`-th number of a circle for which there are tables.
    pub(super) fn ln_on_circle(&self, z: &Argument, place: usize, tables: &Tables) -> Complex {
        self.ln_with(z, false, |audience| tables[audience].as_ref().map(|table| table[place]))
    }

    fn ln_with(&self, z: &Argument, rough: bool, table: impl Fn(usize) -> Option<Near>) -> Complex {
        let mut families = [None; 2];
        for &(_, valence) in &self.audiences {
            families[valence].get_or_insert_with(|| self.family_at(z, valence, rough));
        }
        let told: Vec<Near> = self
            .audiences
            .iter()
            .enumerate()
            .map(|(index, (audience, valence))| match (table(index), families[*valence]) {
                (Some(value), _) => value,
                (None, Some(family)) if rough => audience.roughly_at(&family),
                (None, Some(family)) => audience.at(&family),
                (None, None) => Near::ONE,
            })
            .collect();
        self.kinds.iter().fold(Complex::ZERO, |sum, kind| sum + kind.ln(z, &told))
    }

    /// The generating function of a first-hand listener's family.
    fn family_at(&self, z: &Argument, valence: usize, rough: bool) -> Argument {
        let Listener { weight, chance } = self.listeners[valence];
        let own =
            if chance == 1.0 { z.power(weight) } else { Argument::of(Near::mixture([(chance, z.power(weight).near)])) };
        if self.family.is_alone() {
            return own;
        }
        let mark = z.power(if valence == 0 { self.teller } else { 0 });
        self.family.at(&own, &mark, rough)
    }

    /// Whether both are of the same people, but for rounding in their chances.
    pub(super) fn is_that_of(&self, other: &Sum) -> bool {
        let same_kinds = self.kinds.len() == other.kinds.len()
            && self.kinds.iter().zip(&other.kinds).all(|(own, other)| own.is_that_of(other));
        same_kinds
            && (self.listeners, self.teller) == (other.listeners, other.teller)
            && self.audiences == other.audiences
            && self.family == other.family
    }

    /// Whether the audiences of a valence are those of listeners who count 1 each and retell to nobody.
    pub(super) fn is_plain(&self, valence: usize) -> bool {
        self.listeners[valence] == Listener { weight: 1, chance: 1.0 } && self.family.is_alone()
    }

    /// The only value, where there is but one.
    pub(super) fn constant(&self) -> Option<i64> {
        self.kinds.iter().try_fold(0_i64, |sum, kind| sum.checked_add(kind.constant()?))
    }

    /// Whether no value is below 0.
    pub(super) fn is_positive(&self) -> bool {
        let shifts = self.kinds.iter().flat_map(|kind| kind.person.terms()).all(|term| term.shift >= 0);
        shifts && self.teller >= 0 && self.listeners.iter().all(|listener| listener.weight >= 0)
    }

    /// How long one evaluation takes, in nanoseconds or so; `tabled`: audiences come from tables.
    pub(super) fn cost(&self, tabled: impl Fn(usize) -> bool) -> f64 {
        let audiences = self.audiences.iter().enumerate();
        let audiences: f64 = audiences.map(|(index, (told, _))| if tabled(index) { 10.0 } else { told.cost() }).sum();
        let kinds: f64 = self.kinds.iter().map(Kind::cost).sum();
        200.0 + audiences + kinds + 2.0 * self.family.cost()
    }
}

impl Kind {
    fn is_that_of(&self, other: &Kind) -> bool {
        self.count == other.count
            && match (&self.person, &other.person) {
                (Person::Either(own), Person::Either(other)) => {
                    own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.is_that_of(other))
                }
                (own, other) => own == other,
            }
    }

    fn ln(&self, z: &Argument, told: &[Near]) -> Complex {
        match &self.person {
            Person::Either(terms) => self.count.ln(one(terms, z, told)),
            Person::Divided(divided) => divided.ln(z, told),
            Person::Shared(shared) => shared.ln(z, told),
        }
    }

    /// What they add together, where no draw decides it.
    pub(super) fn constant(&self) -> Option<i64> {
        match (&self.person, self.count) {
            (Person::Either(terms), _) if terms.iter().all(Term::adds_nothing) => Some(0),
            (Person::Either(terms), Count::Fixed(people)) => match terms[..] {
                [Term { chance: 1.0, shift, audience: None }] => shift.checked_mul(i64::try_from(people).ok()?),
                _ => (people == 0).then_some(0),
            },
            (Person::Shared(shared), _) => shared.constant(),
            _ => None,
        }
    }

    fn cost(&self) -> f64 {
        match &self.person {
            Person::Either(terms) => 150.0 + 120.0 * terms.len() as f64,
            Person::Divided(divided) => divided.cost(),
            Person::Shared(shared) => shared.cost(),
        }
    }
}

impl Person {
    /// All that anybody adds.
    pub(super) fn terms(&self) -> Box<dyn Iterator<Item = &Term> + '_> {
        match self {
            Person::Either(terms) => Box::new(terms.iter()),
            Person::Divided(divided) => Box::new(divided.groups().iter().flatten()),
            Person::Shared(shared) => Box::new(shared.terms()),
        }
    }

    /// The same to be changed; of groups that are divided nothing.
    pub(super) fn terms_mut(&mut self) -> Box<dyn Iterator<Item = &mut Term> + '_> {
        match self {
            Person::Either(terms) => Box::new(terms.iter_mut()),
            Person::Divided(_) => Box::new(std::iter::empty()),
            Person::Shared(shared) => Box::new(shared.hidden.iter_mut().chain(&mut shared.others)),
        }
    }
}

impl Count {
    /// The logarithm of E w^N.
    pub(super) fn ln(self, w: Near) -> Complex {
        match self {
            Count::Fixed(0) => Complex::ZERO,
            Count::Fixed(people) => w.ln().scale(people as f64),
            Count::NegativeBinomial { size, odds } => match rising(w.less_one.scale(odds)) {
                Some(ln) => ln.scale(-size),
                None => Complex::real(f64::INFINITY),
            },
        }
    }
}
