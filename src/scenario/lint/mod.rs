//! Doubts: what is allowed, but may not mean what its author thinks.
//!
//! To add one, write a function that takes a [`Linter`] in the file of its stage and name it in [`ALL`]; each has a
//! stable code.

mod customers;
mod damage;
mod linter;
mod money;
mod preset;
mod retelling;
mod telling;
mod unknowns;
mod variants;
mod voice;

use linter::Linter;
pub(super) use linter::lint;

/// Every lint, in the order of the stages.
const ALL: [fn(&mut Linter); 16] = [
    customers::hidden_satisfied,
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
    damage::without_effect,
    preset::contradicted,
    unknowns::cut,
    unknowns::heavy_tail,
    variants::change_nothing,
];
