use super::Linter;
use crate::scenario::catalogue::known;
use crate::scenario::datum::Datum;
use crate::scenario::key_path::KeyPath;
use crate::scenario::layers::{Entry, Layer, Origin, Setting};
use crate::text;

/// What makes a preset: who complains and what they tell. How many complain in the period is the user's own.
const ESSENCE: [&str; 9] = [
    "customers.silent_per_complaint",
    "customers.observed_voice_rate",
    "customers.silent",
    "silent.audience",
    "silent.groups",
    "unresolved.audience",
    "unresolved.groups",
    "recovered.audience",
    "recovered.groups",
];

/// The file sets something else than the preset it builds on.
pub(super) fn contradicted(linter: &mut Linter) {
    let Some(preset) = linter.layers.iter().find(|layer| matches!(layer.origin, Origin::Preset(_))) else { return };
    let Origin::Preset(name) = preset.origin else { return };
    for key in ESSENCE {
        if !changed(preset, linter, key) {
            continue;
        }
        let slot = key.rsplit_once('.').map_or(key, |(table, _)| table);
        let path = replacement(linter, key, slot);
        let message = text!(
            "{key} of preset {name} is replaced by {path}: the results are no longer those of the preset",
            "{key} du préréglage {name} est remplacée par {path} : les résultats ne sont plus ceux du préréglage"
        );
        let hint = text!(
            "leave {path} out, put it into a variant, or do not start from {name}",
            "omettez {path}, mettez-la dans une variante, ou ne partez pas de {name}"
        );
        linter.doubt("preset-contradicted", &path, message, hint);
    }
}

/// Whether the preset says something at `key` that does not hold any more; a variant or flag means to change it.
fn changed(preset: &Layer, linter: &Linter, key: &str) -> bool {
    let below = |setting: &&Setting| setting.datum != Datum::Table && setting.path.is_within(key);
    preset.settings.iter().filter(below).any(|setting| match linter.settings.0.get(&setting.path) {
        Some(entry) => entry.datum != setting.datum && entry.origin != Origin::Flag,
        None => true,
    })
}

/// What stands in its place: the first setting of the table that a file made.
fn replacement(linter: &Linter, key: &str, table: &str) -> KeyPath {
    let own = known(key);
    let table = known(table);
    let by_file = |(path, entry): &(&KeyPath, &Entry)| {
        let relevant = ESSENCE.iter().any(|key| path.is_within(key));
        relevant && entry.datum != Datum::Table && matches!(entry.origin, Origin::File | Origin::Parent(_))
    };
    let place = |prefix: &KeyPath| linter.settings.under(prefix).find(by_file).map(|(path, _)| path.clone());
    place(&own).or_else(|| place(&table)).unwrap_or(table)
}
