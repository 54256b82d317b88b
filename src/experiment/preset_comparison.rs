use std::fmt;

use super::compile::{BASELINE, ExperimentError};
use crate::model::{Behind, Model, Origin, Parameters};
use crate::quantity::Probability;
use crate::scenario::{Diagnostics, Overrides, PRESETS, Preset, load_preset};
use crate::text;
use crate::vocabulary::{Metric, Say, Text};

/// What all presets are asked about.
#[doc = include_str!("examples/presets.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Business {
    /// So many complaints seen; each preset has its own idea of what hides behind them.
    Complaints(u64),
    /// So many customers let down; each preset has its own idea of how many complain.
    Dissatisfied(u64),
}

/// The same business under every preset, in closed form.
#[doc = include_str!("examples/presets.md")]
#[derive(Clone, Debug)]
pub struct PresetComparison {
    /// What they were asked about.
    pub business: Business,
    /// In the order of [`PRESETS`].
    pub rows: Vec<PresetRow>,
}

/// The business under one preset.
#[doc = include_str!("examples/presets.md")]
#[derive(Clone, Copy, Debug)]
pub struct PresetRow {
    /// The preset.
    pub preset: &'static Preset,
    /// Mean complaints.
    pub complaints: f64,
    /// Mean silent customers.
    pub silent: f64,
    /// Mean reach.
    pub reach: f64,
    /// The standard deviation of reach over replicates.
    pub reach_std_dev: Option<f64>,
    /// Mean reach over mean complaints.
    pub reach_per_complaint: f64,
}

/// A preset that cannot be compared.
#[doc = include_str!("examples/presets.md")]
#[derive(Debug)]
#[non_exhaustive]
pub enum PresetError {
    /// Its text.
    Scenario(Diagnostics),
    /// Its model, for this business.
    Experiment(ExperimentError),
    /// It has no closed form.
    NoClosedForm(&'static str),
}

impl Say for PresetError {
    fn text(&self) -> Text {
        match self {
            Self::Scenario(diagnostics) => diagnostics.text(),
            Self::Experiment(error) => error.text(),
            Self::NoClosedForm(name) => {
                text!("preset {name} has no closed form", "le préréglage {name} n'a pas de formule")
            }
        }
    }
}

impl fmt::Display for PresetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for PresetError {}

impl PresetComparison {
    /// Compares all presets.
    ///
    /// # Errors
    /// When a preset makes no model for this business, such as one with 0 complaints.
    pub fn new(business: Business) -> Result<Self, PresetError> {
        let rows = PRESETS.iter().map(|preset| PresetRow::new(preset, business)).collect::<Result<_, _>>()?;
        Ok(Self { business, rows })
    }

    /// The rows with the smallest and the largest reach per complaint.
    pub fn extremes(&self) -> Option<(&PresetRow, &PresetRow)> {
        let by_reach = |a: &&PresetRow, b: &&PresetRow| a.reach_per_complaint.total_cmp(&b.reach_per_complaint);
        Some((self.rows.iter().min_by(by_reach)?, self.rows.iter().max_by(by_reach)?))
    }

    /// How many times the reach per complaint of preset `low` that of preset `high` is.
    pub fn fold(&self, high: &str, low: &str) -> Option<f64> {
        let of = |name: &str| self.rows.iter().find(|row| row.preset.name == name).map(|row| row.reach_per_complaint);
        Some(of(high)? / of(low)?)
    }
}

impl PresetRow {
    fn new(preset: &'static Preset, business: Business) -> Result<Self, PresetError> {
        let scenario = load_preset(preset.name, &Overrides::default()).map_err(PresetError::Scenario)?;
        let mut parameters = scenario.baseline.clone();
        ask(&mut parameters, business);
        let model = Model::new(&parameters, &[]);
        let variant = BASELINE.to_owned();
        let model = model.map_err(|error| PresetError::Experiment(ExperimentError::Model { variant, error }))?;
        let expected = model.expected();
        let row = (|| {
            let (complaints, reach) = (expected.mean(Metric::Complaints)?, expected.mean(Metric::Reach)?);
            Some(Self {
                preset,
                complaints,
                silent: expected.mean(Metric::Silent)?,
                reach,
                reach_std_dev: expected.std_dev(Metric::Reach),
                reach_per_complaint: reach / complaints,
            })
        })();
        row.ok_or(PresetError::NoClosedForm(preset.name))
    }
}

/// Puts the business in place of the one complaint of the preset, whose voice rate stays.
fn ask(parameters: &mut Parameters, business: Business) {
    let Origin::Complaints { complaints, behind } = &mut parameters.customers.origin else { return };
    match business {
        Business::Complaints(count) => *complaints = count,
        Business::Dissatisfied(count) => {
            let observed = match *behind {
                Behind::VoiceRate(rate) => rate.get(),
                Behind::SilentPerComplaint(silent) => 1.0 / (1.0 + silent),
                Behind::Silent(silent) => *complaints as f64 / (*complaints + silent) as f64,
            };
            parameters.voice.rate.get_or_insert(Probability::clamped(observed));
            parameters.customers.origin = Origin::Dissatisfied(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach_per_complaint(business: Business) -> Vec<f64> {
        PresetComparison::new(business)
            .expect("presets are sound")
            .rows
            .iter()
            .map(|row| row.reach_per_complaint)
            .collect()
    }

    #[test]
    fn every_preset_by_hand() {
        let verde = 1.24;
        // The recovered speak well of the firm.
        let british = verde * 0.415 / 0.585 + 0.48 * verde;
        let by_hand = [290.0, 27.0 * 14.5, 15.0, 124.0 / 6.0, 9.0 / 0.41, 434.0, british, 0.475 * 4.0 / 0.29];
        for business in [Business::Complaints(1), Business::Complaints(12), Business::Dissatisfied(100)] {
            for (found, by_hand) in reach_per_complaint(business).into_iter().zip(by_hand) {
                assert!((found - by_hand).abs() < 1e-9, "{business:?}: {found} against {by_hand}");
            }
        }
    }

    #[test]
    fn a_hundred_dissatisfied_under_verde_make_124_impressions() {
        let comparison = PresetComparison::new(Business::Dissatisfied(100)).expect("presets are sound");
        let verde = comparison.rows.iter().find(|row| row.preset.name == "verde-2006").expect("a preset");
        assert!((verde.reach - 124.0).abs() < 1e-9 && (verde.complaints - 6.0).abs() < 1e-12);
    }

    #[test]
    fn newer_surveys_see_few_silent_customers() {
        let comparison = PresetComparison::new(Business::Complaints(1)).expect("presets are sound");
        let silent = |name: &str| comparison.rows.iter().find(|row| row.preset.name == name).map(|row| row.silent);
        for (name, by_hand) in [("uk-detriment-2024", 0.71), ("qualtrics-2026", 2.45), ("amex-fr-2012", 1.44)] {
            let found = silent(name).expect("a preset");
            assert!((found - by_hand).abs() < 0.005, "{name}: {found}");
        }
    }

    #[test]
    fn no_complaint_is_no_business() {
        assert!(matches!(PresetComparison::new(Business::Complaints(0)), Err(PresetError::Experiment(_))));
    }
}
