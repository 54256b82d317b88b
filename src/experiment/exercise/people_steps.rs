use super::asked::Asked;
use super::formula::Formula;
use super::given::Given;
use super::retelling_steps::retold;
use super::work::Work;
use crate::model::{Behind, Model, Origin};
use crate::vocabulary::{Metric, Outcome, Valence};

/// How many people there are of each kind, as later steps write it; `None` where that is not computed by hand.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    pub(super) complaints: Option<Formula>,
    pub(super) recovered: Option<Formula>,
    silent: Option<Formula>,
    unresolved: Option<Formula>,
    satisfied: Option<Formula>,
    /// People who hear ill, and good.
    pub(super) reach: [Option<Formula>; 2],
}

impl People {
    pub(super) fn of(&self, outcome: Outcome) -> Option<Formula> {
        match outcome {
            Outcome::Silent => self.silent.clone(),
            Outcome::Unresolved => self.unresolved.clone(),
            Outcome::Recovered => self.recovered.clone(),
            Outcome::Satisfied => self.satisfied.clone(),
        }
    }
}

/// The steps from who was let down to who knows.
pub(super) fn people_steps(work: &mut Work<'_>) -> People {
    let mut people = People::default();
    let dissatisfied = customers(work, &mut people);
    recovery(work, &mut people);
    if work.parameters().time.is_some() {
        // What the shares that are given come from.
        work.state(Given::Horizon);
        (0..4).for_each(|place| work.state(Given::Delay(place)));
    }
    if work.parameters().network.is_some() {
        impressions(work, &people);
        return people;
    }
    heard(work, &mut people);
    if tells(work, Outcome::Satisfied) {
        people.satisfied = dissatisfied.and_then(|dissatisfied| satisfied(work, dissatisfied));
    }
    let told = told(work, &people, Valence::Positive);
    people.reach[Valence::Positive.index()] = told.and_then(|told| reach(work, &told, Valence::Positive));
    people
}

/// The groups of an outcome, as the model has them.
pub(super) fn groups(model: &Model, outcome: Outcome) -> Vec<String> {
    let own = model.groups().iter().filter(|(other, _)| *other == outcome);
    own.map(|(_, name)| name.clone()).collect()
}

/// Whether anybody of an outcome may tell anybody.
fn tells(work: &Work<'_>, outcome: Outcome) -> bool {
    work.parameters().telling(outcome).groups.iter().any(|group| group.share > 0.0 && !group.audience.is_zero())
}

/// Who was let down, who complains, who does not; gives who was let down.
fn customers(work: &mut Work<'_>, people: &mut People) -> Option<Formula> {
    let parameters = work.parameters();
    let asks = parameters.voice.asked.get() * parameters.voice.admits.get() > 0.0;
    let dissatisfied = match &parameters.customers.origin {
        Origin::Complaints { behind, .. } => {
            let seen = work.given(Given::Complaints)?;
            let silent = behind_complaints(work, &seen, *behind)?;
            let both = |silent: Formula| Formula::Sum(vec![seen.clone(), silent]);
            if parameters.voice.rate.is_none() && !asks {
                people.silent = work.metric(Metric::Silent, silent);
                people.complaints = Some(seen.clone());
                return work.metric(Metric::Dissatisfied, both(people.silent.clone()?));
            }
            let dissatisfied = work.metric(Metric::Dissatisfied, both(silent.clone()));
            if parameters.voice.rate.is_none() {
                let joining = admitting(work, silent)?;
                people.complaints = work.metric(Metric::Complaints, both(joining));
                return the_rest(work, people, dissatisfied);
            }
            dissatisfied
        }
        Origin::Dissatisfied(_) => work.given(Given::Dissatisfied),
        Origin::Served { .. } => {
            let factors = [Given::Served, Given::ProblemRate].map(|given| work.given(given));
            let share = Formula::Product(factors.into_iter().collect::<Option<_>>()?);
            work.metric(Metric::Dissatisfied, share)
        }
    }?;
    let own = match work.given(Given::VoiceRate) {
        Some(rate) => Formula::Product(vec![dissatisfied.clone(), rate]),
        None => Formula::Number(0.0),
    };
    let complaints = if asks {
        let others = dissatisfied.clone().less(own.clone());
        Formula::Sum(vec![own, admitting(work, others)?])
    } else {
        own
    };
    people.complaints = work.metric(Metric::Complaints, complaints);
    the_rest(work, people, Some(dissatisfied))
}

/// Those of `others` who complain because they are asked.
fn admitting(work: &Work<'_>, others: Formula) -> Option<Formula> {
    Some(Formula::Product(vec![others, work.given(Given::Asked)?, work.given(Given::Admits)?]))
}

/// Those who were let down and do not complain.
fn the_rest(work: &mut Work<'_>, people: &mut People, dissatisfied: Option<Formula>) -> Option<Formula> {
    let all = dissatisfied?;
    if let Some(complaints) = people.complaints.clone() {
        people.silent = work.metric(Metric::Silent, all.clone().less(complaints));
    }
    Some(all)
}

/// The silent customers behind complaints seen.
fn behind_complaints(work: &Work<'_>, seen: &Formula, behind: Behind) -> Option<Formula> {
    Some(match behind {
        Behind::SilentPerComplaint(_) => Formula::Product(vec![seen.clone(), work.given(Given::SilentPerComplaint)?]),
        Behind::VoiceRate(_) => seen.clone().over(work.given(Given::ObservedRate)?).less(seen.clone()),
        Behind::Silent(_) => work.given(Given::Silent)?,
    })
}

/// Whose complaint is recovered, by the horizon, and whose is not.
fn recovery(work: &mut Work<'_>, people: &mut People) {
    let Some(complaints) = people.complaints.clone() else { return };
    if complaints.value() == 0.0 {
        (people.recovered, people.unresolved) = (Some(complaints.clone()), Some(complaints));
        return;
    }
    let recovered = resolved(work, &complaints).and_then(|mut factors| {
        if work.parameters().time.is_some() {
            factors.push(work.given(Given::AnsweredInTime)?);
        }
        work.metric(Metric::Recovered, Formula::Product(factors))
    });
    people.unresolved =
        recovered.clone().and_then(|recovered| work.metric(Metric::Unresolved, complaints.less(recovered)));
    people.recovered = recovered;
}

/// Complaints that are recovered, sooner or later.
fn resolved(work: &Work<'_>, complaints: &Formula) -> Option<Vec<Formula>> {
    Some(vec![complaints.clone(), work.given(Given::RecoveryRate)?])
}

fn satisfied(work: &mut Work<'_>, dissatisfied: Formula) -> Option<Formula> {
    let served = work.given(Given::Served)?;
    let mut factors = match work.given(Given::Met) {
        Some(met) => vec![served, met],
        None => vec![served.less(dissatisfied)],
    };
    if work.parameters().customers.product_found.get() < 1.0 {
        factors.push(work.given(Given::ProductFound)?);
    }
    let formula = if factors.len() == 1 { factors.remove(0) } else { Formula::Product(factors) };
    work.metric(Metric::Satisfied, formula)
}

/// A part of an outcome's people: those in a group.
fn share_of(work: &Work<'_>, people: Formula, outcome: Outcome, name: &str) -> Option<Formula> {
    let weight = work.given(Given::Weight(outcome, name.to_owned()))?;
    Some(Formula::Product(vec![people, weight]).over(work.given(Given::Weights(outcome))?))
}

/// The people of every group of an outcome, each asked for where there are several; those who tell nobody are given as such.
fn in_groups(work: &mut Work<'_>, people: &Formula, outcome: Outcome) -> Option<Vec<(String, Formula)>> {
    let names = groups(work.model, outcome);
    if let [only] = &names[..] {
        return Some(vec![(only.clone(), people.clone())]);
    }
    let mut parts = Vec::with_capacity(names.len());
    for name in names {
        let share = share_of(work, people.clone(), outcome, &name)?;
        let audience = work.given(Given::Audience(outcome, name.clone()))?;
        if audience.value() == 0.0 {
            work.state(Given::Weights(outcome));
            work.state(Given::Weight(outcome, name.clone()));
            work.state(Given::Audience(outcome, name));
            continue;
        }
        let exact = share.value();
        let part = work.step(Asked::InGroup(outcome, name.clone()), Some(exact), share)?;
        parts.push((name, part));
    }
    Some(parts)
}

/// What one group tells: the question, and the product.
type Tells = (Outcome, String, Formula);

/// Who tells how many, group by group: the answers, and the products for their sum; `None` where not all of it is computed.
fn told(work: &mut Work<'_>, people: &People, valence: Valence) -> Option<Vec<(Formula, Formula)>> {
    let mut products: Vec<Tells> = Vec::new();
    for outcome in Outcome::ALL.into_iter().filter(|outcome| outcome.valence() == valence) {
        let exact_people = work.model.groups().iter().zip(work.model.expected().groups());
        let exact: f64 = exact_people
            .filter(|((own, _), _)| *own == outcome)
            .map(|(_, group)| group.customers * group.audience)
            .sum();
        if !exact.is_finite() {
            return None;
        }
        let Some(count) = people.of(outcome).filter(|count| count.value() > 0.0) else {
            // Nobody of the outcome, or nobody who tells.
            if exact > 0.0 {
                return None;
            }
            continue;
        };
        if work.parameters().time.is_some() && matches!(outcome, Outcome::Unresolved | Outcome::Recovered) {
            products.extend(told_in_time(work, people.complaints.as_ref()?, outcome)?);
            continue;
        }
        for (name, part) in in_groups(work, &count, outcome)? {
            let mut factors = vec![part, work.given(Given::Audience(outcome, name.clone()))?];
            if work.parameters().time.is_some() && factors[1].value() > 0.0 {
                factors.push(work.given(Given::ToldInTime)?);
            }
            products.push((outcome, name, Formula::Product(factors)));
        }
    }
    let mut terms = Vec::new();
    for (outcome, name, product) in products {
        let place = work.model.groups().iter().position(|(own, group)| *own == outcome && *group == name)?;
        let exact = work.model.expected().groups().get(place).map(|group| group.customers * group.audience);
        terms.push((work.step(Asked::Told(outcome, name), exact, product.clone())?, product));
    }
    Some(terms)
}

/// What those who complain tell with a clock: ill by all who are never answered well, and by the others before the answer;
/// good by these after it.
fn told_in_time(work: &mut Work<'_>, complaints: &Formula, outcome: Outcome) -> Option<Vec<Tells>> {
    let won = Formula::Product(resolved(work, complaints)?);
    let rate = work.given(Given::RecoveryRate)?;
    let lost = Formula::Product(vec![complaints.clone(), Formula::Number(1.0).less(rate)]);
    let parts = match outcome {
        Outcome::Recovered => vec![(won, Given::ToldAfterAnswer)],
        _ => vec![(lost, Given::ToldInTime), (won, Given::ToldBeforeAnswer)],
    };
    let names = groups(work.model, outcome);
    let has_several = names.len() > 1;
    let mut told = Vec::new();
    for name in &names {
        let audience = work.given(Given::Audience(outcome, name.clone()))?;
        if audience.value() == 0.0 {
            continue;
        }
        let mut terms = Vec::new();
        for (people, in_time) in &parts {
            let people = if has_several { share_of(work, people.clone(), outcome, name)? } else { people.clone() };
            terms.push(Formula::Product(vec![people, audience.clone(), work.given(in_time.clone())?]));
        }
        told.push((outcome, name.clone(), Formula::Sum(terms)));
    }
    for name in names {
        if has_several {
            work.state(Given::Weights(outcome));
            work.state(Given::Weight(outcome, name.clone()));
        }
        work.state(Given::Audience(outcome, name));
    }
    Some(told)
}

/// Who hears ill, and who knows.
fn heard(work: &mut Work<'_>, people: &mut People) -> Option<()> {
    let told = told(work, people, Valence::Negative)?;
    let reach = reach(work, &told, Valence::Negative)?;
    people.reach[Valence::Negative.index()] = Some(reach.clone());
    let (complaints, silent) = (people.complaints.clone()?, people.silent.clone()?);
    let mut all = vec![complaints.clone(), silent];
    let is_first_hand =
        work.parameters().time.is_none() && (told_value(&told) - reach.value()).abs() <= 1e-9 * reach.value();
    if is_first_hand {
        // As it is told of the 317: `1 + 26 + 23 × 10 + 3 × 20`.
        all.extend(told.into_iter().map(|(_, product)| product));
    } else {
        all.push(reach);
    }
    let aware = work.metric(Metric::Aware, Formula::Sum(all))?;
    if complaints.value() > 0.0 && complaints.value() != 1.0 {
        work.metric(Metric::AwarePerComplaint, aware.over(complaints));
    }
    Some(())
}

fn told_value(told: &[(Formula, Formula)]) -> f64 {
    told.iter().map(|(answer, _)| answer.value()).sum()
}

/// How many people hear in all, of what is told first-hand and passed on.
fn reach(work: &mut Work<'_>, told: &[(Formula, Formula)], valence: Valence) -> Option<Formula> {
    let metric = match valence {
        Valence::Negative => Metric::Reach,
        Valence::Positive => Metric::PositiveReach,
    };
    let all = work.mean(metric)?;
    let first: Vec<Formula> = told.iter().map(|(answer, _)| answer.clone()).collect();
    let exact = work.model.expected().generations(valence).get(1).map_or(all, |generation| generation.reach);
    if all - exact <= 1e-9 * all {
        return work.metric(metric, Formula::Sum(first));
    }
    let first = work.step(Asked::FirstHand(valence), Some(exact), Formula::Sum(first))?;
    let retold = retold(work, &first, valence, all - exact)?;
    work.metric(metric, Formula::Sum(vec![first, retold]))
}

/// On a network how often ill is told: who hears it twice is not known by hand.
fn impressions(work: &mut Work<'_>, people: &People) -> Option<()> {
    work.mean(Metric::Impressions).filter(|&impressions| impressions > 0.0)?;
    let mut terms = Vec::new();
    for outcome in [Outcome::Silent, Outcome::Unresolved] {
        let Some(count) = people.of(outcome).filter(|count| count.value() > 0.0) else { continue };
        for (name, part) in in_groups(work, &count, outcome)? {
            terms.push(Formula::Product(vec![part, work.given(Given::Audience(outcome, name))?]));
        }
    }
    work.metric(Metric::Impressions, Formula::Sum(terms))?;
    Some(())
}
