use std::sync::atomic::AtomicBool;

use super::Numbers;
use crate::ensemble::Control;
use crate::experiment::BASELINE;
use crate::model::Parameters;
use crate::scenario::Scenario;
use crate::vocabulary::{Language, Metric};

/// What figures are drawn from: a variant of a scenario and what its tables say.
#[doc = include_str!("examples/from_tables.md")]
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The variant's name, or that of the baseline.
    pub variant: &'a str,
    /// What the tables say of it.
    pub numbers: &'a Numbers,
    /// Another variant and what the tables say of it, for the figures that can show two side by side.
    pub beside: Option<(&'a str, &'a Numbers)>,
    /// The metric of the figures that show one; `None`: what suits the scenario.
    pub metric: Option<Metric>,
    /// What the figure of a sweep varies, where no table says it: up to two of `PATH=FROM..TO`; none: `voice.asked` from 0
    /// to 1.
    pub along: &'a [String],
    /// The language of names within the figure.
    pub language: Language,
    /// Set to true by the caller to give up what has to be simulated for the figure.
    pub cancel: &'a AtomicBool,
}

impl<'a> Material<'a> {
    /// The baseline alone, with all else as by default.
    pub fn new(scenario: &'a Scenario, numbers: &'a Numbers, language: Language, cancel: &'a AtomicBool) -> Self {
        Self { scenario, variant: BASELINE, numbers, beside: None, metric: None, along: &[], language, cancel }
    }

    /// The parameters of the variant.
    pub(super) fn parameters(&self) -> &Parameters {
        let variant = self.scenario.variants.iter().find(|variant| variant.name == self.variant);
        variant.map_or(&self.scenario.baseline, |variant| &variant.parameters)
    }

    /// What the variant is called in figures.
    pub(super) fn variant_title(&self) -> String {
        let variant = self.scenario.variants.iter().find(|variant| variant.name == self.variant);
        let baseline = self.language.pick("Baseline", "Référence");
        variant.map_or(baseline, |variant| variant.title.pick(self.language, &variant.name)).to_owned()
    }

    /// The paths of the numbers that are unknown in the variant.
    pub(super) fn unknowns(&self) -> Vec<String> {
        let variant = self.scenario.variants.iter().find(|variant| variant.name == self.variant);
        let is_open = |place: usize| variant.is_none_or(|variant| variant.unknown.get(place) == Some(&true));
        let unknowns = self.scenario.unknowns.iter().enumerate();
        unknowns.filter(|(place, _)| is_open(*place)).map(|(_, unknown)| unknown.path.clone()).collect()
    }

    /// How what has to be simulated is followed.
    pub(super) fn control(&self) -> Control<'_> {
        Control { cancel: self.cancel, progress: &|_| {} }
    }
}
