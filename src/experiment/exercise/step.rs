use super::formula::Formula;
use crate::vocabulary::{Metric, Outcome};

/// What a step of the arithmetic asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The mean of a metric.
    Metric(Metric),
    /// How many customers of an outcome are in a group.
    InGroup(Outcome, String),
    /// How many people the customers of a group tell.
    Told(Outcome, String),
    /// How many people hear ill from listeners who pass it on.
    Retold,
}

impl Asked {
    /// A name that tables and imports know it by.
    pub fn name(&self) -> String {
        match self {
            Self::Metric(metric) => metric.name().to_owned(),
            Self::InGroup(outcome, group) => format!("{}.{group}.customers", outcome.name()),
            Self::Told(outcome, group) => format!("{}.{group}.told", outcome.name()),
            Self::Retold => "retold".to_owned(),
        }
    }
}

/// One step: how it is computed and what comes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is asked.
    pub asked: Asked,
    /// How one computes it by hand; `None` where only the model's own formula says it.
    pub formula: Option<Formula>,
    /// The closed form.
    pub answer: f64,
    /// How far an answer may be away: half a unit where all is whole, else half of the last decimal asked for or one part in
    /// two hundred, whichever is more.
    pub tolerance: f64,
    /// How many decimals are asked for.
    pub decimals: usize,
}

/// The share of an answer by which rounding on the way may move it.
const ROUNDED: f64 = 0.005;

impl Step {
    pub(super) fn new(asked: Asked, formula: Option<Formula>, answer: f64) -> Self {
        let is_whole = (answer - answer.round()).abs() <= 1e-9 * answer.abs().max(1.0);
        let answer = if is_whole { answer.round() } else { answer };
        let decimals = match answer.abs() {
            _ if is_whole => 0,
            size if size < 10.0 => 2,
            size if size < 1_000.0 => 1,
            _ => 0,
        };
        let rounding = 0.5 * libm::pow(10.0, -(decimals as f64));
        let tolerance = if is_whole { rounding } else { rounding.max(ROUNDED * answer.abs()) };
        // Where customers are cut at the number served, the mean is a little below what one computes by hand.
        let apart = formula.as_ref().map_or(0.0, |formula| (formula.value() - answer).abs());
        let is_near = apart <= ROUNDED * answer.abs().max(1.0);
        let formula = formula.filter(|formula| is_near && formula.computes());
        let tolerance = if is_near && apart > 1e-9 { tolerance + apart } else { tolerance };
        // Four digits say how exact an answer is to be.
        let scale = libm::pow(10.0, 3.0 - libm::log10(tolerance).floor());
        let tolerance = (tolerance * scale).ceil() / scale;
        Self { asked, formula, answer, tolerance, decimals }
    }

    /// The metric it asks for, where it asks for one.
    pub fn metric(&self) -> Option<Metric> {
        match self.asked {
            Asked::Metric(metric) => Some(metric),
            _ => None,
        }
    }
}
