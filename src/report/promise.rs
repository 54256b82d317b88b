use serde::{Deserialize, Serialize};

use crate::scenario::{Expectation, Statistic};
use crate::vocabulary::{Language, Metric, Say, Text, quoted};

/// What became of a promise of a scenario (`[[expect]]`).
#[doc = include_str!("examples/manifest.md")]
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
        Text::both(|language| match language {
            Language::En => self.english(),
            Language::Fr => self.french(),
        })
    }
}

impl Promise {
    fn english(&self) -> String {
        let Self { metric, statistic, low, high, .. } = self;
        let whose = match (&self.variant, self.difference) {
            (Some(variant), true) => format!(" of {variant} - baseline"),
            (Some(variant), false) => format!(" of {variant}"),
            (None, _) => String::new(),
        };
        let what = match self.at_least {
            Some(least) => format!("the probability of {metric} >= {least}"),
            None => format!("{statistic} of {metric}"),
        };
        let found = match self.value {
            Some(value) if self.is_kept() => format!("kept: {value}"),
            Some(value) => format!("not kept: {value}"),
            None => "not kept: undefined".to_owned(),
        };
        format!("expected {what}{whose} between {low} and {high}, {found}")
    }

    fn french(&self) -> String {
        let french = |value: f64| value.to_string().replace('.', ",").replace('-', "\u{2212}");
        let metric = self.metric.parse().map_or(self.metric.as_str(), |metric: Metric| metric.label(Language::Fr));
        let metric = quoted(metric, Language::Fr);
        let whose = match (&self.variant, self.difference) {
            (Some(variant), true) => format!(" ({variant} moins la référence)"),
            (Some(variant), false) => format!(" ({variant})"),
            (None, _) => String::new(),
        };
        let what = match (self.at_least, self.statistic.as_str()) {
            (Some(least), _) => format!("probabilité d'au moins {} pour {metric}", french(least)),
            (None, "mean") => format!("moyenne de {metric}"),
            (None, "std_dev") => format!("écart type de {metric}"),
            (None, "min") => format!("minimum de {metric}"),
            (None, "max") => format!("maximum de {metric}"),
            (None, quantile) => format!("{quantile} de {metric}"),
        };
        let kept = if self.is_kept() { "tenue" } else { "non tenue" };
        let found = self.value.map_or_else(|| "indéfini".to_owned(), french);
        let (low, high) = (french(self.low), french(self.high));
        format!("promesse {kept}\u{202f}: {what}{whose} entre {low} et {high}\u{202f}; résultat\u{202f}: {found}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let french = promise(Some(290.25)).say(Language::Fr);
        let label = quoted(Metric::Aware.label(Language::Fr), Language::Fr);
        let whole = format!(
            "promesse non tenue\u{202f}: moyenne de {label} (ask) entre 300 et 335\u{202f}; résultat\u{202f}: 290,25"
        );
        assert_eq!(french, whole);
        assert!(promise(Some(335.0)).is_kept() && !promise(None).is_kept());
    }
}
