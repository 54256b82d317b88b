//! The catalogue of keys: path, type, unit, range, default and meaning of everything a scenario file can say, each
//! spelled once.
//!
//! To add a key, add its line to the section it belongs to; parser, `--set`, show, schema and docs follow.

mod audience;
mod customers;
mod damage;
mod document;
mod field;
mod field_parts;
mod fields;
mod key;
mod market;
mod network;
mod periods;
mod run;
mod service;
mod slots;
mod telling;
#[cfg(test)]
mod tests;
mod time;
mod tree;
mod unknowns;

pub(super) use field::{Field, Reading, Spot, Teller};
pub(super) use field_parts::{ALL, AudienceAt, DELAYS, all_alike, delay_of};
pub(super) use key::{
    Fallback, Key, Kind, LARGEST_AUDIENCE, LARGEST_WEIGHT, LAST_GENERATION, Scope, Section, Unit, Words,
};
pub(super) use slots::{Slot, all_slots};
pub(super) use tree::{Node, known, root};
pub(super) use unknowns::{Form, form};

/// Every table of a scenario file, in the order of show, docs and schema.
pub(super) const SECTIONS: [&Section; 21] = [
    &document::SECTION,
    &customers::SECTION,
    &customers::VOICE,
    &customers::RECOVERY,
    &telling::SILENT,
    &telling::UNRESOLVED,
    &telling::RECOVERED,
    &telling::SATISFIED,
    &telling::RETELLING,
    &service::SECTION,
    &market::SECTION,
    &network::SECTION,
    &time::SECTION,
    &damage::SECTION,
    &periods::SECTION,
    &periods::CHANGE,
    &unknowns::UNCERTAINTY,
    &unknowns::CORRELATION,
    &unknowns::EXPECT,
    &run::SECTION,
    &run::ALLOW,
];

/// What may stand in an audience, wherever one stands.
pub(super) const AUDIENCE: &Section = &audience::SECTION;
