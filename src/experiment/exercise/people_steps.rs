use super::formula::Formula;
use super::step::{Asked, Step};
use crate::model::{Audience, Behind, Generations, Model, Origin, Parameters, Problem, Retelling};
use crate::quantity::Probability;
use crate::vocabulary::{Metric, Outcome, Valence};

/// The steps from who was let down to who knows.
pub(super) fn people_steps(model: &Model) -> Vec<Step> {
    let people = People { model, parameters: model.parameters() };
    let mut steps = people.customers();
    steps.extend(people.recovery());
    let (told, terms) = people.told(Valence::Negative);
    steps.extend(told);
    steps.extend(people.heard(&terms));
    let (told, terms) = people.told(Valence::Positive);
    let satisfied_tell = told.iter().any(|step| matches!(step.asked, Asked::Told(Outcome::Satisfied, _)));
    steps.extend(people.satisfied().filter(|_| satisfied_tell));
    let single = told.len() == 1;
    steps.extend(told);
    let good = people.mean(Metric::PositiveReach).filter(|&good| good > 0.0);
    if let Some(good) = good.filter(|_| !single || people.parameters.retelling.rate.get() > 0.0) {
        let formula = people.parameters.retelling.rate.get() == 0.0;
        steps.push(metric(Metric::PositiveReach, formula.then(|| Formula::sum(terms)), good));
    }
    steps
}

fn metric(metric: Metric, formula: Option<Formula>, answer: f64) -> Step {
    Step::new(Asked::Metric(metric), formula, answer)
}

struct People<'a> {
    model: &'a Model,
    parameters: &'a Parameters,
}

impl People<'_> {
    fn mean(&self, metric: Metric) -> Option<f64> {
        self.model.expected().mean(metric)
    }

    /// A metric by its own closed form, where it has one and there is something to compute.
    fn step(&self, asked: Metric, formula: Formula) -> Option<Step> {
        let answer = self.mean(asked)?;
        formula.computes().then(|| metric(asked, Some(formula), answer))
    }

    /// Who was let down, who complains, who does not.
    fn customers(&self) -> Vec<Step> {
        let voice = &self.parameters.voice;
        let asked = voice.asked.get() * voice.admits.get();
        let mut steps = Vec::new();
        let dissatisfied = match &self.parameters.customers.origin {
            Origin::Complaints { complaints, behind } => {
                let seen = *complaints as f64;
                let silent = behind_complaints(seen, *behind);
                if voice.rate.is_none() && asked == 0.0 {
                    steps.extend(self.step(Metric::Silent, silent.clone()));
                    let people = [seen, silent.value()].map(Formula::Number);
                    steps.extend(self.step(Metric::Dissatisfied, Formula::sum(people)));
                    return steps;
                }
                let dissatisfied = Formula::sum([Formula::Number(seen), silent.clone()]);
                steps.extend(self.step(Metric::Dissatisfied, dissatisfied.clone()));
                if voice.rate.is_none() {
                    let joining = Formula::product([silent.value(), voice.asked.get(), voice.admits.get()]);
                    let complaints = Formula::sum([Formula::Number(seen), joining]);
                    steps.extend(self.step(Metric::Complaints, complaints));
                    return self.the_rest(steps);
                }
                dissatisfied.value()
            }
            Origin::Dissatisfied(count) => *count as f64,
            Origin::Served { served, problem } => {
                let share = match problem {
                    Problem::Rate(rate) => rate.get(),
                    Problem::Service(_) => self.model.service_gap().map_or(f64::NAN, |gap| gap.let_down().get()),
                };
                let dissatisfied = Formula::product([*served as f64, share]);
                let value = dissatisfied.value();
                steps.extend(self.step(Metric::Dissatisfied, dissatisfied));
                value
            }
        };
        let rate = voice.rate.or(voice.observed).map_or(0.0, Probability::get);
        let complaints = if asked == 0.0 {
            Formula::product([dissatisfied, rate])
        } else {
            let own = Formula::product([dissatisfied, rate]);
            let others = Formula::product([dissatisfied - own.value(), voice.asked.get(), voice.admits.get()]);
            Formula::sum([own, others])
        };
        steps.extend(self.step(Metric::Complaints, complaints));
        self.the_rest(steps)
    }

    /// Those who were let down and do not complain.
    fn the_rest(&self, mut steps: Vec<Step>) -> Vec<Step> {
        if let (Some(dissatisfied), Some(complaints)) = (self.mean(Metric::Dissatisfied), self.mean(Metric::Complaints))
        {
            steps.extend(self.step(Metric::Silent, Formula::less(dissatisfied, complaints)));
        }
        steps
    }

    fn recovery(&self) -> Vec<Step> {
        let rate = self.parameters.recovery.rate.get();
        let (Some(complaints), Some(recovered)) = (self.mean(Metric::Complaints), self.mean(Metric::Recovered)) else {
            return Vec::new();
        };
        if rate == 0.0 || complaints == 0.0 {
            return Vec::new();
        }
        let recovered = (Metric::Recovered, Formula::product([complaints, rate]), Formula::less(complaints, recovered));
        let steps = [self.step(recovered.0, recovered.1), self.step(Metric::Unresolved, recovered.2)];
        steps.into_iter().flatten().collect()
    }

    fn satisfied(&self) -> Option<Step> {
        let satisfied = self.mean(Metric::Satisfied)?;
        let served = self.parameters.served()? as f64;
        let formula = match self.model.service_gap() {
            Some(gap) => Formula::product([served, gap.satisfied().get()]),
            None => Formula::less(served, self.mean(Metric::Dissatisfied)?),
        };
        Some(metric(Metric::Satisfied, Some(formula), satisfied))
    }

    /// Who tells how many, group by group; beside the steps the products, for their sum.
    fn told(&self, valence: Valence) -> (Vec<Step>, Vec<Formula>) {
        let expected = self.model.expected();
        if expected.groups().len() != self.model.groups().len() {
            return (Vec::new(), Vec::new());
        }
        let (mut split, mut told, mut terms) = (Vec::new(), Vec::new(), Vec::new());
        for ((outcome, name), group) in self.model.groups().iter().zip(expected.groups()) {
            if outcome.valence() != valence || group.customers * group.audience <= 0.0 {
                continue;
            }
            let groups = &self.parameters.telling(*outcome).groups;
            let weight = groups.iter().find(|known| known.name == *name).map_or(1.0, |known| known.share);
            let all: f64 = groups.iter().map(|known| known.share).sum();
            if weight < all
                && let Some(count) = self.of(*outcome)
            {
                let share = Formula::product([count, weight]).over(Formula::Number(all));
                split.push(Step::new(Asked::InGroup(*outcome, name.clone()), Some(share), group.customers));
            }
            let product = Formula::product([group.customers, group.audience]);
            let asked = Asked::Told(*outcome, name.clone());
            told.push(Step::new(asked, Some(product.clone()), group.customers * group.audience));
            terms.push(product);
        }
        split.extend(told);
        (split, terms)
    }

    fn of(&self, outcome: Outcome) -> Option<f64> {
        self.mean(match outcome {
            Outcome::Silent => Metric::Silent,
            Outcome::Unresolved => Metric::Unresolved,
            Outcome::Recovered => Metric::Recovered,
            Outcome::Satisfied => Metric::Satisfied,
        })
    }

    /// Who hears from listeners, who heard in all, who knows.
    fn heard(&self, terms: &[Formula]) -> Vec<Step> {
        let mut steps = Vec::new();
        let generations = self.model.expected().generations(Valence::Negative);
        let Some(reach) = self.mean(Metric::Reach) else { return steps };
        let first = generations.get(1).map_or(reach, |generation| generation.reach);
        let retold = (reach - first).max(0.0);
        let mut terms = terms.to_vec();
        if retold > 1e-9 * reach {
            steps.push(Step::new(Asked::Retold, retelling(first, &self.parameters.retelling), retold));
            terms.push(Formula::Number(retold));
        }
        if terms.len() > 1 {
            let sum = Formula::sum(terms.iter().map(|term| Formula::Number(term.value())));
            steps.extend(self.step(Metric::Reach, sum));
        }
        let people = [Metric::Complaints, Metric::Silent].map(|metric| self.mean(metric).unwrap_or(f64::NAN));
        let all = Formula::sum(people.map(Formula::Number).into_iter().chain(terms));
        steps.extend(self.step(Metric::Aware, all));
        if let (Some(aware), Some(complaints)) = (self.mean(Metric::Aware), self.mean(Metric::Complaints))
            && complaints > 0.0
            && complaints != 1.0
        {
            let each = Formula::Number(aware).over(Formula::Number(complaints));
            steps.extend(self.step(Metric::AwarePerComplaint, each));
        }
        steps
    }
}

/// The silent customers behind complaints seen.
fn behind_complaints(complaints: f64, behind: Behind) -> Formula {
    match behind {
        Behind::SilentPerComplaint(silent) if complaints == 1.0 => {
            Formula::Product(vec![Formula::Number(1.0), Formula::Number(silent)])
        }
        Behind::SilentPerComplaint(silent) => Formula::product([complaints, silent]),
        Behind::VoiceRate(rate) => {
            let dissatisfied = Formula::Number(complaints).over(Formula::Number(rate.get()));
            Formula::Difference(Box::new([dissatisfied, Formula::Number(complaints)]))
        }
        Behind::Silent(silent) => Formula::Number(silent as f64),
    }
}

/// The most generations whose sum one writes down.
const MOST: u32 = 5;

/// Those who hear from listeners, of whom `first` heard first-hand; `None` where one does not write it down.
fn retelling(first: f64, retelling: &Retelling) -> Option<Formula> {
    let (rate, decay) = (retelling.rate.get(), retelling.decay.get());
    let Audience::Fixed(told) = retelling.audience else { return None };
    let each = rate * told as f64;
    match retelling.generations {
        Generations::Unlimited if decay == 1.0 => {
            // first x pm / (1 - pm)
            Some(Formula::product([first, each]).over(Formula::less(1.0, each)))
        }
        Generations::UpTo(last) if (2..=MOST).contains(&last) => {
            let mut before = first;
            let mut chance = rate;
            let generations = (2..=last).map(|_| {
                let next = Formula::product([before, chance, told as f64]);
                before = next.value();
                chance *= decay;
                next
            });
            Some(Formula::sum(generations.collect::<Vec<_>>()))
        }
        _ => None,
    }
}
