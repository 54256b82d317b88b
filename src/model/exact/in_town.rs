//! From parameters to a metric of a town where everybody may tell everybody: who hears twice counts once.

use super::NoLaw;
use super::compile::{Alike, Builder, Compiled};
use super::family::Family;
use super::near::MISSING;
use super::occupancy::{Number, Occupancy, Phase};
use super::reached::Reached;
use super::recipe::Of;
use super::sum::{Count, Listener, Person, Sum};
use super::term::Term;
use super::town::Town;
use super::weights::Weights;
use crate::vocabulary::{Metric, Outcome, Valence};

/// A listener who counts.
const COUNTS: Listener = Listener { weight: 1, chance: 1.0 };

impl Compiled {
    /// What the metric of these `weights` is in a town.
    pub(super) fn in_town(&self, town: Town, metric: Metric, weights: &Weights) -> Result<Of, NoLaw> {
        let told = Valence::ALL.map(|valence| self.is_told(valence));
        let both = told == [true; 2];
        match metric {
            // Each of them counts, whoever hears.
            Metric::Impressions | Metric::PositiveImpressions => return self.sum(weights).map(Of::Sum),
            Metric::Overlap if told[Valence::Negative.index()] => return Err(NoLaw::Together),
            Metric::Ambivalent if both => return Err(NoLaw::Together),
            Metric::Tellers if self.retellers_tell_nobody() => return Err(NoLaw::Retelling),
            _ => {}
        }
        let counts = |valence: Valence| {
            let Listener { weight, chance } = weights.listeners[valence.index()];
            weight != 0 && chance > 0.0 && told[valence.index()]
        };
        let valence = match Valence::ALL.map(counts) {
            [false, false] => {
                let own = Weights { listeners: [Listener::default(); 2], ..*weights };
                return self.sum(&own).map(Of::Sum);
            }
            [true, true] => return Err(NoLaw::Together),
            [true, false] => Valence::Negative,
            [false, true] => Valence::Positive,
        };
        // A prospect who heard both counts by what they heard first.
        if both && !matches!(metric, Metric::Reach | Metric::Aware | Metric::PositiveReach) {
            return Err(NoLaw::Together);
        }
        if let Some(reason) = self.no_family() {
            return Err(reason);
        }
        self.reached(town, valence, weights).map(|reached| Of::Reached(Box::new(reached)))
    }

    /// Whether anybody can tell in this sense.
    fn is_told(&self, valence: Valence) -> bool {
        let alike = self.alike();
        let left_over = self.left_over();
        Outcome::ALL.into_iter().filter(|outcome| outcome.valence() == valence).any(|outcome| {
            let place = outcome.index();
            let occurs = left_over[place] > 0.0 || alike.iter().any(|alike| alike.chances[place] > 0.0);
            occurs && self.tells(outcome)
        })
    }

    fn reached(&self, town: Town, valence: Valence, weights: &Weights) -> Result<Reached, NoLaw> {
        let Listener { weight, chance } = weights.listeners[valence.index()];
        let mut listeners = [Listener::default(); 2];
        let own = Weights { listeners, ..*weights };
        listeners[valence.index()] = COUNTS;
        let telling = Weights { listeners, ..Weights::default() };
        let mut members = Members {
            telling: Builder::new(self, &telling),
            own: Builder::new(self, &own),
            phases: Vec::new(),
            base: 0,
            drawn: None,
        };
        members.add_all(self, valence)?;
        let Members { telling, mut phases, base, drawn, .. } = members;
        let mut each = 0;
        if let Some((phase, own)) = drawn {
            phases.push(phase);
            each = own;
        }
        if each != 0 && chance < 1.0 {
            return Err(NoLaw::Together);
        }
        let tellers = Sum {
            kinds: Vec::new(),
            audiences: telling.into_audiences(),
            family: Family::alone(),
            listeners,
            teller: 0,
        };
        let occupancy = Occupancy { others: town.others(), tellers, phases };
        Ok(Reached { occupancy, base, each, weight, chance })
    }
}

/// Those who lived it, and so are no bystanders of what is told in one sense: phases in the making.
struct Members<'a> {
    /// How many they tell.
    telling: Builder<'a>,
    /// What they add themselves.
    own: Builder<'a>,
    phases: Vec<Phase>,
    /// What those add whose number is given.
    base: i64,
    /// Those whose number is drawn, and what each of them adds.
    drawn: Option<(Phase, i64)>,
}

impl Members<'_> {
    fn add_all(&mut self, compiled: &Compiled, valence: Valence) -> Result<(), NoLaw> {
        let mut alike = compiled.alike();
        let mut left_over = compiled.left_over();
        // The satisfied have not lived the ill.
        if valence == Valence::Negative {
            left_over = [0.0; 4];
            for alike in &mut alike {
                alike.chances[Outcome::Satisfied.index()] = 0.0;
            }
        }
        let of_hidden = alike.iter().position(|alike| matches!(alike.count, Count::NegativeBinomial { .. }));
        let hidden = of_hidden.map(|place| alike.remove(place));
        for outcome in Outcome::ALL {
            let place = outcome.index();
            let in_number = alike.iter().any(|alike| alike.chances[place] > 0.0);
            let among_hidden = hidden.is_some_and(|hidden| hidden.chances[place] > 0.0 || left_over[place] > 0.0);
            if (in_number || among_hidden) && self.telling.is_divided(outcome)? {
                if among_hidden {
                    return Err(NoLaw::ExactGroups);
                }
                self.divide(outcome, &mut alike)?;
            }
        }
        for alike in alike {
            self.add(alike)?;
        }
        match (hidden, compiled.room()) {
            (Some(hidden), Some(room)) => self.hide(hidden, room, left_over),
            _ => Ok(()),
        }
    }

    /// The people of an outcome whose groups are divided exactly.
    fn divide(&mut self, outcome: Outcome, alike: &mut Vec<Alike>) -> Result<(), NoLaw> {
        let kinds = self.telling.divide_given(outcome, alike)?.ok_or(NoLaw::ExactGroups)?;
        let mut chances = [0.0; 4];
        chances[outcome.index()] = 1.0;
        let own = self.own_of(chances)?;
        for kind in kinds {
            if let (Count::Fixed(people), Person::Either(told)) = (kind.count, kind.person) {
                self.push(people, told, own)?;
            }
        }
        Ok(())
    }

    /// People of a given number, each of whom may be one of those who lived it.
    fn add(&mut self, Alike { count, chances }: Alike) -> Result<(), NoLaw> {
        let (chance, Count::Fixed(people)) = (chances.iter().sum::<f64>(), count) else { return Ok(()) };
        if chance == 0.0 || people == 0 {
            return Ok(());
        }
        let chances = chances.map(|own| own / chance);
        let (told, own) = (self.telling.terms(chances)?, self.own_of(chances)?);
        if chance >= 1.0 - MISSING {
            return self.push(people, told, own);
        }
        self.draw(Number::Binomial { people, chance }, told, own)
    }

    /// Those hidden behind complaints, and others on the places that are left of a number served.
    fn hide(&mut self, hidden: Alike, room: u64, left_over: [f64; 4]) -> Result<(), NoLaw> {
        let Alike { count: Count::NegativeBinomial { size, odds }, chances } = hidden else { return Ok(()) };
        let (told, own) = (self.telling.terms(chances)?, self.own_of(chances)?);
        let others: f64 = left_over.iter().sum();
        if others == 0.0 {
            return self.draw(Number::NegativeBinomial { size, odds, most: room }, told, own);
        }
        // How many are no bystanders hangs on two numbers, unless all places are theirs.
        if others < 1.0 - MISSING || self.own_of(left_over)? != own {
            return Err(NoLaw::Together);
        }
        let others = self.telling.terms(left_over)?;
        self.add_to_base(room, own)?;
        self.phases.push(Phase { number: Number::Shared { size, odds, room, others }, told });
        Ok(())
    }

    fn push(&mut self, people: u64, told: Vec<Term>, own: i64) -> Result<(), NoLaw> {
        self.add_to_base(people, own)?;
        if people > 0 {
            self.phases.push(Phase { number: Number::Fixed(people), told });
        }
        Ok(())
    }

    fn draw(&mut self, number: Number, told: Vec<Term>, own: i64) -> Result<(), NoLaw> {
        if self.drawn.is_some() {
            return Err(NoLaw::Together);
        }
        self.drawn = Some((Phase { number, told }, own));
        Ok(())
    }

    fn add_to_base(&mut self, people: u64, own: i64) -> Result<(), NoLaw> {
        let all = i64::try_from(people).ok().and_then(|people| people.checked_mul(own));
        self.base = all.and_then(|all| self.base.checked_add(all)).ok_or(NoLaw::TooWide)?;
        Ok(())
    }

    /// What one of these adds, where no draw decides it.
    fn own_of(&mut self, chances: [f64; 4]) -> Result<i64, NoLaw> {
        match self.own.terms(chances)?[..] {
            [Term { chance: 1.0, shift, audience: None }] => Ok(shift),
            _ => Err(NoLaw::Together),
        }
    }
}
