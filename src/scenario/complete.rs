use std::fmt::Display;

use toml::de::DeValue;

use super::catalogue::{Fallback, Key, Node, known, root};
use super::datum::Datum;
use super::diagnostic::Diagnostic;
use super::key_path::KeyPath;
use super::layers::{Effective, Entry, Origin};
use super::value::Written;
use crate::text;
use crate::vocabulary::Text;

/// Fills in the default of every key that has a meaning in this scenario and that no layer sets.
///
/// A required key that is missing goes to `faults`.
pub(super) fn complete(effective: &mut Effective, faults: &mut Vec<Diagnostic>) {
    let has_market = effective.mentions(&known("market"));
    fill(root(), &KeyPath::default(), has_market, effective, faults);
}

fn fill(table: &Node, path: &KeyPath, has_market: bool, effective: &mut Effective, faults: &mut Vec<Diagnostic>) {
    for (name, node) in &table.children {
        if displaced(table, name, path, effective) {
            continue;
        }
        let path = path.with(name);
        if has_market && is_chosen(&path, effective) {
            continue;
        }
        let mentioned = effective.mentions(&path);
        if let Some(key) = node.value().filter(|_| !mentioned) {
            match key.fallback {
                Fallback::Toml(text) => {
                    if let Some(datum) = default_of(key, text) {
                        effective.0.insert(path.clone(), Entry { datum, origin: Origin::Default, place: None });
                    }
                }
                Fallback::Required => faults.push(missing(&path, effective)),
                Fallback::Derived(..) | Fallback::Nothing => {}
            }
        }
        if let Some(named) = &node.named {
            for name in effective.names(&path) {
                fill(named, &path.with(&name), has_market, effective, faults);
            }
        }
        // A section that may be left out, such as [network], has no defaults where it is.
        if mentioned || node.section.is_some_and(|section| section.always) {
            fill(node, &path, has_market, effective, faults);
        }
    }
}

/// Whether another member of a slot stands in place of the key `name`.
fn displaced(table: &Node, name: &str, path: &KeyPath, effective: &Effective) -> bool {
    table.slots.iter().any(|slot| {
        let is_member = slot.members.iter().any(|member| member.path == name);
        let others = slot.members.iter().filter(|member| member.path != name && !member.path.is_empty());
        is_member && others.into_iter().any(|member| effective.mentions(&path.with(member.path)))
    })
}

/// What a market decides has no default beside it.
fn is_chosen(path: &KeyPath, effective: &Effective) -> bool {
    let stays = ["silent.stays", "unresolved.stays", "recovered.stays"];
    stays.into_iter().any(|dotted| path.is_within(dotted)) && !effective.mentions(path)
}

/// A default of the catalogue; a test reads them all.
pub(super) fn default_of(key: &Key, text: &str) -> Option<Datum> {
    let value = DeValue::parse(text).ok()?;
    Written { value: &value, text }.read(key.kind).ok()
}

/// A key that has to be there.
pub(super) fn missing_key(path: impl Display) -> Text {
    text!("{path} is missing", "il manque {path}")
}

fn missing(path: &KeyPath, effective: &Effective) -> Diagnostic {
    let location = effective.place_of(&path.parent()).map(|place| place.location());
    let hint = text!("add {path} = VALUE", "ajoutez {path} = VALEUR");
    Diagnostic::error("missing-key", missing_key(path), location, hint)
}
