//! Doubts: what is allowed, but may not mean what its author thinks.
//!
//! To add one, write a function that takes a [`Linter`] in the file of its stage and name it in [`ALL`]; each has a
//! stable code.

mod customers;
mod damage;
mod defaults;
mod linter;
mod look_alikes;
mod money;
mod names;
mod periods;
mod precision;
mod preset;
mod retelling;
mod telling;
mod time;
mod unknowns;
mod variants;
mod voice;

use linter::Linter;
pub(super) use linter::lint;

/// The code of every lint, as `[allow]` and `--allow` name them.
pub(super) const CODES: [&str; 30] = [
    "admits-without-asked",
    "answer-too-late",
    "asked-without-admits",
    "change-never-applies",
    "currency-without-values",
    "cut-law",
    "fades-without-from",
    "heavy-tail",
    "hidden-satisfied",
    "learning-without-problem-rate",
    "look-alike",
    "loyalty-order",
    "money-without-period",
    "no-effect",
    "nobody-complains",
    "nobody-left-to-ask",
    "nobody-tells",
    "one-group-with-a-share",
    "preset-contradicted",
    "recovery-bonus",
    "retelling-does-nothing",
    "retelling-explodes",
    "shares-all-zero",
    "shares-below-one",
    "short-horizon",
    "spreadsheet-name",
    "unlike-spans",
    "unresolved-by-default",
    "variant-changes-nothing",
    "voice-costs-more",
];

/// Every lint, in the order of the stages.
const ALL: [fn(&mut Linter); 27] = [
    customers::hidden_satisfied,
    customers::product_of_nobody,
    voice::nobody_complains,
    voice::nobody_left_to_ask,
    voice::asked_without_admits,
    voice::admits_without_asked,
    telling::nobody_tells,
    telling::shares_all_zero,
    telling::one_group_with_a_share,
    telling::shares_below_one,
    retelling::explodes,
    retelling::does_nothing,
    time::short_horizon,
    time::answer_too_late,
    defaults::unresolved_by_default,
    damage::without_effect,
    defaults::value_of_nobody,
    names::spreadsheet,
    look_alikes::look_alikes,
    periods::without_effect,
    periods::changes,
    precision::heavy_tail,
    preset::contradicted,
    unknowns::cut,
    unknowns::heavy_tail,
    variants::change_nothing,
    variants::unlike_spans,
];
