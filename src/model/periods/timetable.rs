//! What the parameters are in each period.

use crate::model::error::{ModelError, PeriodsError};
use crate::model::parameters::{Change, MOST_PERIODS, Parameters, Periods};

/// The share of a change that holds in a period, from 1: 1 all of it, `None` where it does not apply.
fn weight(change: &Change, period: u64) -> Option<f64> {
    if period < change.from || change.until.is_some_and(|until| period > until) {
        return None;
    }
    let passed = (period - change.from) as f64;
    Some(change.fades.map_or(1.0, |half_life| libm::exp2(-passed / half_life)))
}

/// Writes what the changes set in a period, from 1, one after the other.
pub(super) fn change(parameters: &mut Parameters, changes: &[Change], period: u64) -> Result<(), PeriodsError> {
    for change in changes {
        let Some(weight) = weight(change, period) else { continue };
        for setting in &change.set {
            if !setting.write(parameters, weight) {
                return Err(PeriodsError::Setting { setting: setting.text(), period });
            }
        }
    }
    Ok(())
}

impl Parameters {
    /// The parameters of a period, from 1, with the changes that hold then. What else they say of periods stays.
    ///
    /// # Errors
    /// Where a change sets what the parameters have no place for.
    pub fn in_period(&self, period: u64) -> Result<Self, ModelError> {
        let mut point = self.clone();
        let changes = self.periods.as_ref().map_or(&[][..], |periods| &periods.changes);
        change(&mut point, changes, period).map_err(ModelError::Periods)?;
        Ok(point)
    }
}

/// Whether the periods can be counted.
pub(super) fn check(periods: &Periods) -> Result<(), PeriodsError> {
    if !(1..=MOST_PERIODS).contains(&periods.count) {
        return Err(PeriodsError::Count(periods.count));
    }
    if !(periods.discount >= 0.0 && periods.discount.is_finite()) {
        return Err(PeriodsError::Discount(periods.discount));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fades_halves_exactly() {
        let change = Change { from: 4, until: Some(13), fades: Some(3.0), set: Vec::new() };
        let weights: Vec<_> = [3, 4, 7, 10, 13, 14].map(|period| weight(&change, period)).into();
        assert_eq!(weights, [None, Some(1.0), Some(0.5), Some(0.25), Some(0.125), None]);
        let lasting = Change { fades: None, until: None, ..change };
        assert_eq!(weight(&lasting, 520), Some(1.0));
    }
}
