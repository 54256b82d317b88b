//! Doubts: what is allowed, but may not mean what its author thinks.

use super::diagnostic::Diagnostic;
use super::lint_damage::lint_damage;
use super::resolved::Scenario;

/// Every doubt about a scenario and its variants.
pub(super) fn lint(scenario: &Scenario) -> Vec<Diagnostic> {
    lint_damage(scenario)
}
