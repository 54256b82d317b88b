use std::cell::RefCell;

use super::Material;
use super::numbers::GroupNumbers;
use crate::experiment::{OverUnknowns, over_unknowns};
use crate::model::{Damage, Expected, Model, Origin};
use crate::vocabulary::{Metric, Outcome, Valence};

/// Mean numbers of people, from the customers let down to the last who heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Means {
    /// Customers served in all periods, where that is what it starts from.
    pub(super) served: Option<f64>,
    /// Complaints.
    pub(super) complaints: f64,
    /// Silent customers.
    pub(super) silent: f64,
    /// Groups of customers.
    pub(super) groups: Vec<GroupNumbers>,
    /// What those of each group who leave would have spent, in the order of the groups.
    pub(super) worth: Vec<f64>,
    /// People who heard ill, by generation from 1.
    pub(super) heard: Vec<f64>,
    /// Whether they are exact: closed forms, not averages of replicates.
    pub(super) by_formula: bool,
}

/// The numbers of a model before those of its groups: complaints, silent, revenue lost, whether served is known, served.
const FIRST: usize = 5;
/// The numbers of a group: customers, impressions, customers lost, what they are worth.
const OF_A_GROUP: usize = 4;

impl Means {
    /// By the formula where there is one, over the laws of what is unknown, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Self {
        let names = RefCell::new(Vec::new());
        let over = over_unknowns(material.scenario, material.variant, &|model| {
            *names.borrow_mut() = model.groups().to_vec();
            numbers(model)
        });
        let over = over.and_then(|over| Some((Self::unpack(&over, &names.borrow())?, over)));
        match over {
            Some((means, over)) if over.draws.is_none() => Self { by_formula: true, ..means },
            other => Self::from_tables(material, other),
        }
    }

    fn unpack(over: &OverUnknowns, names: &[(Outcome, String)]) -> Option<Self> {
        let (first, rest) = over.means.split_at_checked(FIRST)?;
        let (groups, heard) = rest.split_at_checked(OF_A_GROUP * names.len())?;
        let group = |((outcome, group), own): (&(Outcome, String), &[f64])| GroupNumbers {
            outcome: *outcome,
            group: group.clone(),
            customers: own[0],
            impressions: own[1],
            customers_lost: own[2],
        };
        Some(Self {
            served: (first[3] > 0.5).then_some(first[4]),
            complaints: first[0],
            silent: first[1],
            groups: names.iter().zip(groups.chunks(OF_A_GROUP)).map(group).collect(),
            worth: groups.chunks(OF_A_GROUP).map(|own| own[3]).collect(),
            heard: heard.to_vec(),
            by_formula: false,
        })
    }

    /// Totals have their formula in the summary where there is one; generations share theirs in their own proportions, and the
    /// groups share what leavers are worth as they do at values of the unknowns, else by how many leave.
    fn from_tables(material: &Material<'_>, drawn: Option<(Self, OverUnknowns)>) -> Self {
        let numbers = material.numbers;
        let parameters = material.parameters();
        let rows = numbers.generations(Valence::Negative, Metric::Reach).filter(|row| row.generation > 0);
        let mut heard: Vec<f64> = rows.map(|row| row.mean).collect();
        scale(&mut heard, numbers.mean(Metric::Reach));
        let mean = |metric: Metric| numbers.metric(metric).map(super::numbers::MetricNumbers::best_mean);
        let damage = &parameters.damage;
        let mut worth: Vec<f64> = numbers.groups.iter().map(|group| group.customers_lost).collect();
        scale(&mut worth, worth_of_leavers(&mean, damage));
        let is_alike = |drawn: &Self| {
            let pairs = drawn.groups.iter().zip(&numbers.groups);
            drawn.groups.len() == numbers.groups.len()
                && pairs.into_iter().all(|(own, other)| (own.outcome, &own.group) == (other.outcome, &other.group))
        };
        let served = match &drawn {
            _ if parameters.periods.is_none() => served(&parameters.customers.origin),
            Some((drawn, _)) => drawn.served,
            None => None,
        };
        if let Some((drawn, over)) = drawn.filter(|(drawn, _)| is_alike(drawn)) {
            // As the run drew it, not as these values did.
            let (drawn_revenue, revenue) = (over.means[2], mean(Metric::RevenueLost).unwrap_or(0.0));
            let ratio = revenue / drawn_revenue;
            let ratio = if ratio.is_finite() && ratio > 0.0 { ratio } else { 1.0 };
            worth = drawn.worth.iter().map(|worth| worth * ratio).collect();
        }
        let known = [Metric::Complaints, Metric::Silent, Metric::Reach];
        Self {
            served,
            complaints: numbers.mean(Metric::Complaints),
            silent: numbers.mean(Metric::Silent),
            groups: numbers.groups.clone(),
            worth,
            heard,
            by_formula: known.into_iter().all(|metric| numbers.is_by_formula(metric)),
        }
    }

    /// Complaints, silent customers, people who heard of it.
    pub(super) fn levels(&self) -> [f64; 3] {
        [self.complaints, self.silent, self.heard.iter().sum()]
    }

    /// Silent customers by group; those of no group have an empty name.
    pub(super) fn silent_groups(&self, material: &Material<'_>) -> Vec<(String, f64)> {
        let own = self.groups.iter().filter(|group| group.outcome == Outcome::Silent);
        let name = |group: &GroupNumbers| if group.group == ALL { String::new() } else { title(group, material) };
        let mut groups: Vec<(String, f64)> = own.map(|group| (name(group), group.customers)).collect();
        let named: f64 = groups.iter().map(|group| group.1).sum();
        if groups.len() == 1 && groups[0].0.is_empty() {
            groups[0].1 = self.silent;
        } else if self.silent - named > 1e-9 * self.silent {
            groups.push((String::new(), self.silent - named));
        } else if named > 0.0 {
            for group in &mut groups {
                group.1 *= self.silent / named;
            }
        }
        groups
    }

    /// People who heard ill first-hand, by the group that told them: its share of the impressions.
    pub(super) fn told(&self) -> Vec<(&GroupNumbers, f64)> {
        let tells = |group: &&GroupNumbers| group.outcome.valence() == Valence::Negative && group.impressions > 0.0;
        let impressions: f64 = self.groups.iter().filter(tells).map(|group| group.impressions).sum();
        let first = self.heard.first().copied().unwrap_or(0.0);
        self.groups.iter().filter(tells).map(|group| (group, first * group.impressions / impressions)).collect()
    }

    /// People who heard ill in generation 2 and later.
    pub(super) fn retold(&self) -> f64 {
        self.heard.iter().skip(1).sum()
    }

    /// What a group is called: its own name, with the outcome where another has it too, or the outcome's alone.
    pub(super) fn group_name(&self, group: &GroupNumbers, material: &Material<'_>) -> String {
        let outcome = group.outcome.label(material.language);
        let same = self.groups.iter().filter(|other| other.group == group.group).count();
        match (group.group.as_str(), same) {
            (ALL, _) => outcome.to_owned(),
            (_, 1) => title(group, material),
            _ => format!("{outcome}, {}", title(group, material)),
        }
    }
}

/// The numbers of a model that [`Means::unpack`] reads; `None` where one has no formula.
fn numbers(model: &Model) -> Option<Vec<f64>> {
    let (expected, damage): (&Expected, &Damage) = (model.expected(), &model.parameters().damage);
    let generations = expected.generations(Valence::Negative);
    if expected.groups().len() != model.groups().len() || generations.is_empty() {
        return None;
    }
    let mean = |metric: Metric| expected.mean(metric);
    let served = match model.periods() {
        0 => served(&model.parameters().customers.origin),
        many => (0..many).map(|period| model.period_forms(period)?.served).sum(),
    };
    let served = served.filter(|_| matches!(model.parameters().customers.origin, Origin::Served { .. }));
    let revenue = mean(Metric::RevenueLost).unwrap_or(0.0);
    let known = f64::from(u8::from(served.is_some()));
    let mut numbers = vec![mean(Metric::Complaints)?, mean(Metric::Silent)?, revenue, known, served.unwrap_or(0.0)];
    let lost: f64 = expected.groups().iter().map(|group| group.customers_lost).sum();
    let each = if lost > 0.0 { worth_of_leavers(&mean, damage) / lost } else { 0.0 };
    for group in expected.groups() {
        let lost = group.customers_lost;
        numbers.extend([group.customers, group.customers * group.audience, lost, lost * each]);
    }
    numbers.extend(generations.iter().skip(1).map(|generation| generation.reach));
    Some(numbers)
}

/// Customers served in a single period, where that is what it starts from.
fn served(origin: &Origin) -> Option<f64> {
    match origin {
        Origin::Served { served, .. } => Some(*served as f64),
        _ => None,
    }
}

/// What those who leave would have spent: what of the revenue lost is theirs, not that of prospects. Over several periods it is
/// discounted, and with unknowns it is a mean of products, so it is not the number of them times the value of one.
fn worth_of_leavers(mean: &dyn Fn(Metric) -> Option<f64>, damage: &Damage) -> f64 {
    let of = |metric: Metric| mean(metric).unwrap_or(0.0);
    let own = of(Metric::CustomersLost) * damage.customer_value;
    let all = own + (of(Metric::ProspectsLost) - of(Metric::ProspectsWon)) * damage.prospect_value;
    let ratio = mean(Metric::RevenueLost).map_or(1.0, |revenue| revenue / all);
    if ratio.is_finite() && ratio > 0.0 { own * ratio } else { own }
}

/// Makes them add up to `sum`, in their own proportions.
fn scale(parts: &mut [f64], sum: f64) {
    let now: f64 = parts.iter().sum();
    if now > 0.0 && sum > 0.0 {
        for part in parts.iter_mut() {
            *part *= sum / now;
        }
    }
}

fn title(group: &GroupNumbers, material: &Material<'_>) -> String {
    material.scenario.group_title(group.outcome, &group.group, material.language)
}

/// The name of the only group of an outcome that names none.
const ALL: &str = "all";
