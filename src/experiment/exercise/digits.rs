//! The digits of a number within a step.

/// The most decimals of a number of at least 1.
const DECIMALS: usize = 4;

/// With how many decimals a number stands within a formula.
pub fn step_decimals(value: f64) -> usize {
    match value.abs() {
        0.0 => 0,
        size if size >= 1_000.0 => 2,
        size if size >= 1.0 => DECIMALS,
        // A small share keeps digits that matter.
        size => (DECIMALS as f64 - libm::log10(size).floor()).min(17.0) as usize,
    }
}

/// A number as it stands within a formula, halves up.
pub fn shown(value: f64) -> f64 {
    round(value, step_decimals(value))
}

/// With so many decimals, halves up: 8.125 is 8.13, what a float has a little below a half is one.
pub(super) fn round(value: f64, decimals: usize) -> f64 {
    let scale = libm::pow(10.0, decimals as f64);
    (value * scale * (1.0 + 1e-12)).round() / scale
}
