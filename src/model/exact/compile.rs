//! From parameters to sums over independent people.

use super::NoLaw;
use super::audience::Told;
use super::divided::Divided;
use super::family::Family;
use super::near::MISSING;
use super::recipe::{Of, Recipe};
use super::shared::Shared;
use super::sum::{Count, Kind, Listener, Person, Sum};
use super::term::Term;
use super::town::Town;
use super::weights::Weights;
use crate::model::customers::CustomerStages;
use crate::model::experience::Experience;
use crate::model::outcomes::Outcomes;
use crate::model::served::cut_moments;
use crate::model::{Generations, ModelError, Parameters, ServiceGap};
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome, Valence};

/// Where the law of a number of people is cut: what is beyond has no part in any digit promised.
const CUT: f64 = 1e-22;

/// Stages 1 to 5 of a scenario without a network, or in a town where everybody may tell everybody.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    stages: CustomerStages,
    outcomes: Outcomes,
    /// By group.
    audiences: Vec<Result<Told, NoLaw>>,
    family: Result<Family, NoLaw>,
    town: Option<Town>,
    /// Whether listeners retell, to nobody.
    retellers_tell_nobody: bool,
}

/// People of stage 1 who are alike, and the chance of each outcome.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alike {
    pub(super) count: Count,
    pub(super) chances: [f64; 4],
}

impl Compiled {
    pub(super) fn new(
        parameters: &Parameters,
        gap: Option<&ServiceGap>,
        town: Option<Town>,
    ) -> Result<Self, ModelError> {
        let outcomes = Outcomes::new(parameters, gap);
        let told = |audience| match town {
            Some(town) => Told::in_town(audience, gap, town.others()),
            None => Told::new(audience, gap),
        };
        let retelling = &parameters.retelling;
        let retells = retelling.rate > Probability::ZERO && retelling.generations != Generations::UpTo(1);
        let to_nobody = retelling.audience.is_zero();
        Ok(Self {
            stages: CustomerStages::new(parameters, gap)?,
            audiences: outcomes.groups().iter().map(|group| told(group.audience(parameters))).collect(),
            family: match town {
                Some(_) if retells && !to_nobody => Err(NoLaw::Retelling),
                Some(_) => Ok(Family::alone()),
                None => Family::new(retelling, gap),
            },
            outcomes,
            town,
            retellers_tell_nobody: retells && to_nobody,
        })
    }

    /// The metric of these `weights`.
    pub(super) fn sum(&self, weights: &Weights) -> Result<Sum, NoLaw> {
        let (certain, weights) = &self.without_certain(weights);
        let mut builder = Builder::new(self, weights);
        let mut kinds = builder.kinds()?;
        kinds.extend(certain.clone());
        let audiences = builder.audiences;
        let family = if audiences.is_empty() { Ok(Family::alone()) } else { self.family.clone() }?;
        Ok(Sum { kinds, audiences, family, listeners: weights.listeners, teller: weights.teller })
    }

    /// What all who are let down add at least, whatever becomes of them, where they are a given number and groups are divided:
    /// so none of them add anything beside those who are divided.
    fn without_certain(&self, weights: &Weights) -> (Option<Kind>, Weights) {
        let let_down = &Outcome::ALL[..3];
        let people = match self.stages.experience() {
            Experience::Known { dissatisfied } => Some(dissatisfied),
            Experience::ObservedFixed { complaints, silent } => complaints.checked_add(silent),
            Experience::Observed { .. } | Experience::Served { .. } => None,
        };
        let least = let_down.iter().map(|outcome| weights.outcome[outcome.index()]).min().unwrap_or(0);
        let is_divided = let_down.iter().any(|&outcome| self.outcomes.split_of(outcome).is_exact());
        let Some(people) = people.filter(|_| is_divided && least != 0) else { return (None, *weights) };
        let mut weights = *weights;
        for outcome in let_down {
            weights.outcome[outcome.index()] -= least;
        }
        let term = Term { chance: 1.0, shift: least, audience: None };
        (Some(Kind { count: Count::Fixed(people), person: Person::Either(vec![term]) }), weights)
    }

    /// Whether the metric has a value: where the number of satisfied customers is unknown, so is whatever they add to.
    pub(super) fn defines(&self, metric: Metric) -> bool {
        let groups = self.outcomes.groups();
        let satisfied_tell = || groups.iter().any(|group| group.outcome == Outcome::Satisfied && group.tells);
        match metric {
            Metric::Satisfied => self.stages.knows_satisfied(),
            Metric::PositiveImpressions | Metric::PositiveReach | Metric::Ambivalent | Metric::ProspectsWon => {
                self.stages.knows_satisfied() || !satisfied_tell()
            }
            _ => true,
        }
    }

    /// Whether anybody of an outcome tells.
    pub(super) fn tells(&self, outcome: Outcome) -> bool {
        self.outcomes.groups()[self.outcomes.range(outcome)].iter().any(|group| group.tells)
    }

    /// Whether listeners retell, to nobody: they are tellers all the same.
    pub(super) fn retellers_tell_nobody(&self) -> bool {
        self.retellers_tell_nobody
    }

    /// Why nothing is known of those who hear from listeners.
    pub(super) fn no_family(&self) -> Option<NoLaw> {
        self.family.as_ref().err().copied()
    }

    /// The town, where there is one.
    pub(super) fn town(&self) -> Option<Town> {
        self.town
    }

    /// How many places are left for those who did not complain, where complaints were seen in a town or among a number served.
    pub(super) fn room(&self) -> Option<u64> {
        let most = self.stages.served_beside_complaints().or(self.town.map(|town| town.room))?;
        Some(most.saturating_sub(self.stages.experience().complaints_seen()?))
    }

    /// Whether more may be hidden behind complaints than there are places, however rarely.
    fn cuts(&self) -> bool {
        match (self.stages.experience(), self.stages.served_beside_complaints(), self.room()) {
            (Experience::Observed { complaints, odds, .. }, None, Some(room)) => {
                let size = complaints as f64;
                cut_moments(size, odds, room as f64).0 != size * odds
            }
            _ => self.stages.cuts(),
        }
    }

    /// Who is let down and what becomes of them.
    pub(super) fn alike(&self) -> Vec<Alike> {
        let recovery = self.stages.recovery().get();
        let let_down = |complain: f64| [1.0 - complain, complain * (1.0 - recovery), complain * recovery, 0.0];
        let seen = let_down(self.stages.kept().get());
        let hidden = let_down(self.stages.joining().get());
        match self.stages.experience() {
            Experience::Observed { complaints, odds, .. } => vec![
                Alike { count: Count::Fixed(complaints), chances: seen },
                Alike { count: Count::NegativeBinomial { size: complaints as f64, odds }, chances: hidden },
            ],
            Experience::ObservedFixed { complaints, silent } => {
                let mut alike = vec![
                    Alike { count: Count::Fixed(complaints), chances: seen },
                    Alike { count: Count::Fixed(silent), chances: hidden },
                ];
                let left = self.room().map_or(0, |room| room.saturating_sub(silent));
                alike.push(Alike { count: Count::Fixed(left), chances: self.left_over() });
                alike
            }
            Experience::Known { dissatisfied } => vec![Alike { count: Count::Fixed(dissatisfied), chances: seen }],
            Experience::Served { served, problem, satisfied } => {
                let mut chances = seen.map(|chance| chance * problem.get());
                chances[Outcome::Satisfied.index()] = problem.complement().get() * satisfied.get();
                vec![Alike { count: Count::Fixed(served), chances }]
            }
        }
    }

    /// What becomes of those served beside complaints who were not let down; of those not served nobody knows.
    pub(super) fn left_over(&self) -> [f64; 4] {
        let mut chances = [0.0; 4];
        if self.stages.served_beside_complaints().is_some() {
            chances[Outcome::Satisfied.index()] = self.stages.found().get();
        }
        chances
    }
}

/// A sum in the making.
pub(super) struct Builder<'a> {
    compiled: &'a Compiled,
    weights: &'a Weights,
    audiences: Vec<(Told, usize)>,
    /// The group of each audience.
    places: Vec<usize>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(compiled: &'a Compiled, weights: &'a Weights) -> Self {
        Self { compiled, weights, audiences: Vec::new(), places: Vec::new() }
    }

    /// The audiences of the terms.
    pub(super) fn into_audiences(self) -> Vec<(Told, usize)> {
        self.audiences
    }

    fn kinds(&mut self) -> Result<Vec<Kind>, NoLaw> {
        let mut alike = self.compiled.alike();
        let mut kinds = self.shared(&mut alike)?;
        for outcome in Outcome::ALL {
            let occurs = alike.iter().any(|alike| alike.chances[outcome.index()] > 0.0);
            if occurs && self.is_divided(outcome)? {
                kinds.extend(self.divide(outcome, &mut alike)?);
            }
        }
        for Alike { count, chances } in alike {
            kinds.push(Kind { count, person: Person::Either(self.terms(chances)?) });
        }
        Ok(kinds)
    }

    /// What a person with these chances of the outcomes adds.
    pub(super) fn terms(&mut self, chances: [f64; 4]) -> Result<Vec<Term>, NoLaw> {
        let mut terms = Vec::new();
        for outcome in Outcome::ALL.into_iter().filter(|outcome| chances[outcome.index()] > 0.0) {
            let chance = chances[outcome.index()];
            let shares: Vec<f64> = self.compiled.outcomes.shares(outcome).map(|(_, _, share)| share * chance).collect();
            for (group, share) in self.groups(outcome)?.into_iter().zip(shares) {
                terms.extend(group.into_iter().map(|term| Term { chance: term.chance * share, ..term }));
            }
        }
        Ok(certain(merge(terms)))
    }

    /// Takes those hidden behind complaints out of `alike` where they share the places of a number served with others, and that
    /// shows in the metric: as they are cut, or as the others add something.
    fn shared(&mut self, alike: &mut Vec<Alike>) -> Result<Vec<Kind>, NoLaw> {
        let Some(room) = self.compiled.room() else { return Ok(Vec::new()) };
        let of_hidden = alike.iter().position(|alike| matches!(alike.count, Count::NegativeBinomial { .. }));
        let Some(place) = of_hidden else { return Ok(Vec::new()) };
        let Alike { count: Count::NegativeBinomial { size, odds }, chances } = alike[place] else {
            return Ok(Vec::new());
        };
        let left_over = self.compiled.left_over();
        let others = self.terms(left_over)?;
        if !self.compiled.cuts() && others.iter().all(Term::adds_nothing) {
            return Ok(Vec::new());
        }
        for outcome in Outcome::ALL {
            let occurs = chances[outcome.index()] > 0.0 || left_over[outcome.index()] > 0.0;
            if occurs && self.is_divided(outcome)? {
                return Err(NoLaw::ExactGroups);
            }
        }
        let hidden = self.terms(chances)?;
        alike.remove(place);
        let (shared, more) = Shared::new(size, odds, room, hidden, others.clone()).ok_or(NoLaw::TooCostly)?;
        Ok(vec![
            Kind { count: Count::Fixed(1), person: Person::Shared(shared) },
            Kind { count: Count::Fixed(more), person: Person::Either(others) },
        ])
    }

    /// Whether the people of an outcome are divided exactly among groups that add different numbers: where all add the same it
    /// does not matter how.
    pub(super) fn is_divided(&mut self, outcome: Outcome) -> Result<bool, NoLaw> {
        let is_exact = self.compiled.outcomes.split_of(outcome).is_exact();
        Ok(is_exact && self.groups(outcome)?.windows(2).any(|pair| pair[0] != pair[1]))
    }

    /// What a person of each group of an outcome adds.
    fn groups(&mut self, outcome: Outcome) -> Result<Vec<Vec<Term>>, NoLaw> {
        let outcomes = &self.compiled.outcomes;
        outcomes.range(outcome).map(|index| self.group(outcome, index)).collect()
    }

    fn group(&mut self, outcome: Outcome, index: usize) -> Result<Vec<Term>, NoLaw> {
        let group = &self.compiled.outcomes.groups()[index];
        let valence = outcome.valence();
        let ill = valence == Valence::Negative;
        let Listener { weight, chance } = self.weights.listeners[valence.index()];
        let alone = self.compiled.family.as_ref().is_ok_and(Family::is_alone);
        let retellers = ill && self.weights.teller != 0 && !alone;
        let heard = weight != 0 && chance > 0.0;
        let teller = if ill && group.tells { self.weights.teller } else { 0 };
        let mut shift = self.weights.outcome[outcome.index()] + teller;
        let mut audience = None;
        if group.tells && (heard || retellers) {
            match self.compiled.audiences[index] {
                // So many listeners who all count and retell to nobody are no matter of chance.
                Ok(Told::Fixed(people)) if alone && chance == 1.0 => {
                    let told = weight.checked_mul(people as i64);
                    shift = told.and_then(|told| shift.checked_add(told)).ok_or(NoLaw::TooWide)?;
                }
                _ => audience = Some(self.audience(index, valence)?),
            }
        }
        let leaves = if outcome == Outcome::Satisfied { 0.0 } else { group.leaves.get() };
        let terms = [(1.0 - leaves, shift), (leaves, shift + self.weights.lost)];
        Ok(merge(terms.map(|(chance, shift)| Term { chance, shift, audience })))
    }

    fn audience(&mut self, group: usize, valence: Valence) -> Result<usize, NoLaw> {
        if let Some(place) = self.places.iter().position(|&known| known == group) {
            return Ok(place);
        }
        self.audiences.push((self.compiled.audiences[group].clone()?, valence.index()));
        self.places.push(group);
        Ok(self.places.len() - 1)
    }

    /// Takes the people of an outcome whose groups are divided exactly out of `alike`.
    fn divide(&mut self, outcome: Outcome, alike: &mut Vec<Alike>) -> Result<Vec<Kind>, NoLaw> {
        if let Some(kinds) = self.divide_given(outcome, alike)? {
            return Ok(kinds);
        }
        let split = self.compiled.outcomes.split_of(outcome).clone();
        let groups = self.groups(outcome)?;
        self.divide_random(outcome, alike).map(|numbers| {
            vec![Kind { count: Count::Fixed(1), person: Person::Divided(Divided::new(numbers, split, groups)) }]
        })
    }

    /// The same where their number is given, group by group, and those left over.
    pub(super) fn divide_given(
        &mut self,
        outcome: Outcome,
        alike: &mut Vec<Alike>,
    ) -> Result<Option<Vec<Kind>>, NoLaw> {
        let here = outcome.index();
        let split = self.compiled.outcomes.split_of(outcome);
        let groups = self.groups(outcome)?;
        let certain_count = |alike: &Alike| match (alike.count, alike.chances[here]) {
            (Count::Fixed(people), 1.0) => Some(people),
            (_, 0.0) | (Count::Fixed(0), _) => Some(0),
            _ => None,
        };
        let Some(people) = alike.iter().map(certain_count).sum::<Option<u64>>() else { return Ok(None) };
        alike.retain(|alike| alike.chances[here] == 0.0);
        let kind = |count, terms| Kind { count: Count::Fixed(count), person: Person::Either(certain(terms)) };
        let parts: Vec<(u64, f64)> = split.parts(people).collect();
        let rest = people - parts.iter().map(|&(whole, _)| whole).sum::<u64>().min(people);
        let fractions: f64 = parts.iter().map(|&(_, fraction)| fraction).sum();
        let mixed = groups.iter().zip(&parts).flat_map(|(terms, &(_, fraction))| {
            terms.iter().map(move |term| Term { chance: term.chance * fraction / fractions, ..*term })
        });
        let drawn = (rest > 0).then(|| kind(rest, merge(mixed)));
        let whole = groups.iter().zip(&parts).map(|(terms, &(whole, _))| kind(whole, terms.clone()));
        Ok(Some(whole.chain(drawn).collect()))
    }

    /// The law of the number of people of an outcome, where all who are drawn beside them add nothing.
    fn divide_random(&mut self, outcome: Outcome, alike: &mut Vec<Alike>) -> Result<Vec<f64>, NoLaw> {
        let here = outcome.index();
        let with: Vec<Alike> = alike.iter().copied().filter(|alike| alike.chances[here] > 0.0).collect();
        let [Alike { count, chances }] = with[..] else { return Err(NoLaw::ExactGroups) };
        for other in Outcome::ALL.into_iter().filter(|other| *other != outcome && chances[other.index()] > 0.0) {
            if self.groups(other)?.iter().flatten().any(|term| !term.adds_nothing()) {
                return Err(NoLaw::ExactGroups);
            }
        }
        alike.retain(|alike| alike.chances[here] == 0.0);
        let one = Term { chance: chances[here], shift: 1, audience: None };
        let sum = Sum {
            kinds: vec![Kind { count, person: Person::Either(vec![one]) }],
            audiences: Vec::new(),
            family: Family::alone(),
            listeners: [Listener::default(); 2],
            teller: 0,
        };
        let law = Recipe { of: Of::Sum(sum), scale: None }.law()?;
        let mut numbers = Vec::new();
        for (value, p) in law.points().filter(|&(_, p)| p > CUT) {
            numbers.resize(value as usize + 1, 0.0);
            numbers[value as usize] = p;
        }
        Ok(numbers)
    }
}

/// Terms that differ, each once; those of no chance are left out.
fn merge(terms: impl IntoIterator<Item = Term>) -> Vec<Term> {
    let mut merged: Vec<Term> = Vec::new();
    for term in terms.into_iter().filter(|term| term.chance > 0.0) {
        match merged.iter_mut().find(|known| known.shift == term.shift && known.audience == term.audience) {
            Some(known) => known.chance += term.chance,
            None => merged.push(term),
        }
    }
    merged
}

/// The same where rounding has left the only chance a little off 1.
fn certain(mut terms: Vec<Term>) -> Vec<Term> {
    if let [term] = &mut terms[..]
        && (term.chance - 1.0).abs() < MISSING
    {
        term.chance = 1.0;
    }
    terms
}
