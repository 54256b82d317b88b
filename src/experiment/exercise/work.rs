use super::asked::Asked;
use super::formula::Formula;
use super::given::Given;
use super::numbers_given::Numbers;
use super::step::Step;
use crate::model::{Model, Parameters};
use crate::vocabulary::Metric;

/// The arithmetic as it is being written.
pub(super) struct Work<'a> {
    pub(super) model: &'a Model,
    numbers: Numbers<'a>,
    steps: Vec<Step>,
    stated: Vec<Given>,
}

impl<'a> Work<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        Self { model, numbers: Numbers::new(model), steps: Vec::new(), stated: Vec::new() }
    }

    pub(super) fn parameters(&self) -> &'a Parameters {
        self.model.parameters()
    }

    pub(super) fn mean(&self, metric: Metric) -> Option<f64> {
        self.model.expected().mean(metric)
    }

    /// A number that is given; `None` where there is none.
    pub(super) fn given(&self, given: Given) -> Option<Formula> {
        let value = self.numbers.value(&given)?;
        Some(Formula::Given(given, value))
    }

    /// Gives a number that no formula has, because it is 0, or says what others mean.
    pub(super) fn state(&mut self, given: Given) {
        self.stated.push(given);
    }

    /// Asks for `asked`, which is `formula`, and is the number for later steps: itself where there is nothing to compute, `None`
    /// where the formula is not that of the model.
    pub(super) fn step(&mut self, asked: Asked, exact: Option<f64>, formula: Formula) -> Option<Formula> {
        let step = Step::new(asked, formula, exact?)?;
        if step.answer == 0.0 || !step.formula.computes() {
            return Some(step.formula);
        }
        let leaf = step.leaf();
        self.steps.push(step);
        Some(leaf)
    }

    /// Asks for a metric.
    pub(super) fn metric(&mut self, metric: Metric, formula: Formula) -> Option<Formula> {
        self.step(Asked::Metric(metric), self.mean(metric), formula)
    }

    /// The steps, and the numbers that they start from in the order of a sheet.
    pub(super) fn done(self) -> (Vec<Step>, Vec<(Given, f64)>) {
        let mut givens: Vec<(Given, f64)> = Vec::new();
        let used = self.steps.iter().flat_map(|step| step.formula.givens());
        let stated = self.stated.iter().filter_map(|given| Some((given.clone(), self.numbers.value(given)?)));
        for (given, value) in used.chain(stated) {
            if !givens.iter().any(|(known, _)| *known == given) {
                givens.push((given, value));
            }
        }
        givens.sort_by_cached_key(|(given, _)| given.place());
        (self.steps, givens)
    }
}
