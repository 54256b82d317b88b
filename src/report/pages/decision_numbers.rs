//! How options are named and how finely their numbers are written, in the table and in the sentence alike.

use super::decision::{Against, Decision, DecisionOption};
use super::page::known_decimals;
use crate::vocabulary::Language;

/// The baseline is called so in either language.
pub(super) fn name(option: &DecisionOption, language: Language) -> String {
    match option.against {
        None => language.pick("baseline", "référence").to_owned(),
        Some(_) => option.title.clone(),
    }
}

/// One precision for what is gained, in the table and in the sentence: that of the variant known worst, and no finer than is
/// good to read.
pub(super) fn shared_decimals(decision: &Decision) -> i32 {
    if decision.is_exact { known_decimals(largest_gain(decision), None) } else { interval_decimals(decision) }
}

/// One precision for the intervals, which are simulated.
pub(super) fn interval_decimals(decision: &Decision) -> i32 {
    let errors = decision.variants().filter_map(|(_, against)| against.std_error);
    known_decimals(largest_gain(decision), errors.reduce(f64::max))
}

/// The decimals of what one variant gains and of its interval: those of all, or its own where they would make nothing of it.
pub(super) fn decimals_of(decision: &Decision, against: Against) -> [i32; 2] {
    let own_error = if decision.is_exact { None } else { against.std_error };
    let shared = [shared_decimals(decision), interval_decimals(decision)];
    let is_nothing = (against.gain * 10_f64.powi(shared[0])).round() == 0.0 && against.gain != 0.0;
    if is_nothing { [own_error, against.std_error].map(|error| known_decimals(against.gain, error)) } else { shared }
}

pub(super) fn largest_gain(decision: &Decision) -> f64 {
    decision.variants().map(|(_, against)| against.gain.abs()).fold(0.0, f64::max)
}
