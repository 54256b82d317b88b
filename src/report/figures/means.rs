use super::Material;
use super::numbers::GroupNumbers;
use crate::model::{Expected, Model};
use crate::vocabulary::{Metric, Outcome, Valence};

/// Mean numbers of people, from the customers let down to the last who heard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Means {
    /// Complaints.
    pub(super) complaints: f64,
    /// Silent customers.
    pub(super) silent: f64,
    /// Groups of customers.
    pub(super) groups: Vec<GroupNumbers>,
    /// People who heard ill, by generation from 1.
    pub(super) heard: Vec<f64>,
    /// Whether they are exact: closed forms, not averages of replicates.
    pub(super) by_formula: bool,
}

impl Means {
    /// By the formula where there is one, else from the tables.
    pub(super) fn of(material: &Material<'_>) -> Self {
        Self::by_formula(material).unwrap_or_else(|| Self::from_tables(material))
    }

    fn by_formula(material: &Material<'_>) -> Option<Self> {
        let parameters = material.parameters();
        // A network would have to be built for its formula.
        let is_known = material.scenario.unknowns.is_empty();
        if parameters.network.is_some() || !is_known {
            return None;
        }
        let model = Model::new(parameters, &[]).ok()?;
        let expected: &Expected = model.expected();
        let generations = expected.generations(Valence::Negative);
        if expected.groups().len() != model.groups().len() || generations.is_empty() {
            return None;
        }
        let groups = model.groups().iter().zip(expected.groups()).map(|((outcome, group), means)| GroupNumbers {
            outcome: *outcome,
            group: group.clone(),
            customers: means.customers,
            impressions: means.customers * means.audience,
            customers_lost: means.customers_lost,
        });
        Some(Self {
            complaints: expected.mean(Metric::Complaints)?,
            silent: expected.mean(Metric::Silent)?,
            groups: groups.collect(),
            heard: generations.iter().skip(1).map(|generation| generation.reach).collect(),
            by_formula: true,
        })
    }

    /// Totals have their formula in the summary where there is one; generations share theirs in their own proportions.
    fn from_tables(material: &Material<'_>) -> Self {
        let numbers = material.numbers;
        let rows = numbers.generations(Valence::Negative, Metric::Reach).filter(|row| row.generation > 0);
        let mut heard: Vec<f64> = rows.map(|row| row.mean).collect();
        let (sum, reach) = (heard.iter().sum::<f64>(), numbers.mean(Metric::Reach));
        if sum > 0.0 && reach > 0.0 {
            for people in &mut heard {
                *people *= reach / sum;
            }
        }
        let known = [Metric::Complaints, Metric::Silent, Metric::Reach];
        Self {
            complaints: numbers.mean(Metric::Complaints),
            silent: numbers.mean(Metric::Silent),
            groups: numbers.groups.clone(),
            heard,
            by_formula: known.into_iter().all(|metric| numbers.is_by_formula(metric)),
        }
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

fn title(group: &GroupNumbers, material: &Material<'_>) -> String {
    material.scenario.group_title(group.outcome, &group.group, material.language)
}

/// The name of the only group of an outcome that names none.
const ALL: &str = "all";
