//! What the path of an unknown leads to.

use super::catalogue::{Key, Kind, Node, Scope, root};
use super::key_path::KeyPath;
use super::spot::{bounds, has_parts, part_bounds};
use super::unknown::unknown_key;
use super::unknown_tables::UNCERTAINTY;
use crate::stats::Range;
use crate::text;
use crate::vocabulary::Text;

/// The path of an unknown among the settings.
pub(super) fn unknown_path(target: &KeyPath) -> KeyPath {
    KeyPath::plain(UNCERTAINTY).with(&target.to_string())
}

/// What a path of the catalogue leads to.
pub(super) enum Target {
    /// A number, with the path whose value it is or is part of, and what it may be.
    Number { home: KeyPath, range: Range, kind: Kind },
    /// Something else.
    Other(&'static Node),
}

/// How many periods there are, which is known.
const PERIODS_COUNT: &str = "periods.count";

/// The two spellings of one number.
const SPELLINGS: [&str; 2] = ["customers.observed_voice_rate", "customers.silent_per_complaint"];

/// The other path under which the number at `path` may be said, if there is one.
pub(super) fn other_spelling(path: &KeyPath) -> Option<KeyPath> {
    let place = SPELLINGS.iter().position(|known| *path == KeyPath::plain(known))?;
    Some(KeyPath::plain(SPELLINGS[1 - place]))
}

/// Where a path leads; message and hint where it leads nowhere.
pub(super) fn target_of(path: &KeyPath) -> Result<Target, (Text, Text)> {
    let (mut node, mut at) = (root(), KeyPath::default());
    let mut segments = path.segments();
    while let Some(segment) = segments.next() {
        if let Some(key) = node.value().filter(|key| has_parts(key)) {
            let part = if segments.next().is_none() { part_bounds(key.kind, segment) } else { None };
            let Some((bounds, whole)) = part else {
                return Err((text!("{path} is no number", "{path} n'est pas un nombre"), parts_hint(key, &at)));
            };
            let range = Range { low: bounds.low, high: bounds.high, whole };
            return Ok(Target::Number { home: at, range, kind: key.kind });
        }
        node = node.child(segment).ok_or_else(|| unknown_key(segment, node, &at))?;
        at = at.with(segment);
    }
    let is_count = *path == KeyPath::plain(PERIODS_COUNT);
    let is_parameter =
        |key: &&Key| key.scope == Scope::Parameter && !["network", "run"].contains(&path.first()) && !is_count;
    match node.value().filter(is_parameter).and_then(|key| Some((key.kind, bounds(key.kind)?))) {
        Some((kind, (bounds, whole))) => {
            // The lowest itself may be excluded.
            let low = if bounds.above { bounds.low.next_up() } else { bounds.low };
            let range = Range { low, high: bounds.high, whole };
            Ok(Target::Number { home: at, range, kind })
        }
        None => Ok(Target::Other(node)),
    }
}

fn parts_hint(key: &Key, at: &KeyPath) -> Text {
    match key.kind {
        Kind::Range { .. } => text!("its numbers are {at}.low and {at}.high", "ses nombres sont {at}.low et {at}.high"),
        _ => text!("its numbers are the weights: {at}.NUMBER", "ses nombres sont les poids : {at}.NOMBRE"),
    }
}

pub(super) fn why_not(node: &Node, path: &KeyPath) -> Text {
    if *path == KeyPath::plain(PERIODS_COUNT) {
        return text!(
            "every replicate has as many periods: sweep it, PATH periods.count=1,6,12",
            "chaque réplication a autant de périodes : faites-les varier par sweep, CHEMIN periods.count=1,6,12"
        );
    }
    if *path == KeyPath::plain("time.horizon") {
        return text!(
            "it is no number of the world but how long is counted: sweep it, PATH time.horizon=30,60,90",
            "ce n'est pas un nombre du monde mais jusqu'où l'on compte : faites-la varier par sweep, CHEMIN time.horizon=30,60,90"
        );
    }
    if ["network", "run"].contains(&path.first()) {
        return text!(
            "what a network is made from and how the scenario is run stay the same",
            "ce dont un réseau est fait et la façon de simuler restent les mêmes"
        );
    }
    match node.value() {
        Some(key) if has_parts(key) => parts_hint(key, path),
        Some(_) => text!("only numbers can be unknown", "seuls des nombres peuvent être inconnus"),
        None => {
            let names: Vec<String> = node.children.iter().take(6).map(|(name, _)| format!("{path}.{name}")).collect();
            if names.is_empty() {
                text!("name a number below it: {path}.NAME...", "nommez un nombre en dessous : {path}.NOM...")
            } else {
                text!("name a number, such as {}", "nommez un nombre, comme {}", names.join(", "))
            }
        }
    }
}
