use serde::{Deserialize, Serialize};

use crate::scenario::{Expectation, Statistic};
use crate::vocabulary::{Say, Text};

/// What became of a promise of a scenario (`[[expect]]`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// The metric's name.
    pub metric: String,
    /// What of it.
    pub statistic: String,
    /// With `probability`: at least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The lowest that was promised.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// The variant; `None`: the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether it is about variant - baseline.
    pub difference: bool,
    /// What the results have; `None` where it is undefined.
    pub value: Option<f64>,
}

impl Promise {
    /// What became of `promise`, given the value in the results.
    pub fn new(promise: &Expectation, value: Option<f64>) -> Self {
        let at_least = match promise.statistic {
            Statistic::AtLeast(least) => Some(least),
            _ => None,
        };
        Self {
            metric: promise.metric.name().to_owned(),
            statistic: promise.statistic.name().to_owned(),
            at_least,
            low: promise.low,
            high: promise.high,
            variant: promise.variant.clone(),
            difference: promise.difference,
            value,
        }
    }

    /// Whether it is kept; what is undefined keeps none.
    pub fn is_kept(&self) -> bool {
        self.value.is_some_and(|value| (self.low..=self.high).contains(&value))
    }
}

/// The promise, and what the results have.
impl Say for Promise {
    fn text(&self) -> Text {
        let Self { metric, statistic, low, high, .. } = self;
        let whose = match (&self.variant, self.difference) {
            (Some(variant), true) => {
                Text::new(format!(" of {variant} - baseline"), format!(" de {variant} - baseline"))
            }
            (Some(variant), false) => Text::new(format!(" of {variant}"), format!(" de {variant}")),
            (None, _) => Text::default(),
        };
        let what = match self.at_least {
            Some(least) => Text::new(
                format!("the probability of {metric} >= {least}"),
                format!("la probabilité que {metric} >= {least}"),
            ),
            None => Text::new(format!("{statistic} of {metric}"), format!("{statistic} de {metric}")),
        };
        let value = self.value.map(|value| value.to_string());
        let (got, reçu) = match (&value, self.is_kept()) {
            (Some(value), true) => (format!("kept: {value}"), format!("tenue : {value}")),
            (Some(value), false) => (format!("not kept: {value}"), format!("non tenue : {value}")),
            (None, _) => ("not kept: undefined".to_owned(), "non tenue : indéfini".to_owned()),
        };
        Text::new(
            format!("expected {}{} between {low} and {high}, {got}", what.en, whose.en),
            format!("attendu : {}{} entre {low} et {high}, {reçu}", what.fr, whose.fr),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Language;

    #[test]
    fn a_promise_is_told_with_its_outcome() {
        let promise = |value| Promise {
            metric: "aware".to_owned(),
            statistic: "mean".to_owned(),
            at_least: None,
            low: 300.0,
            high: 335.0,
            variant: Some("ask".to_owned()),
            difference: false,
            value,
        };
        let said = promise(Some(290.0)).say(Language::En);
        assert_eq!(said, "expected mean of aware of ask between 300 and 335, not kept: 290");
        assert!(promise(Some(335.0)).is_kept() && !promise(None).is_kept());
    }
}
