use std::collections::BTreeSet;

use super::Linter;
use crate::scenario::catalogue::known;
use crate::scenario::key_path::KeyPath;
use crate::scenario::layers::{Effective, Origin};
use crate::scenario::suggest::{did_you_mean, nearest};
use crate::text;
use crate::vocabulary::Outcome;

/// Below so many letters every name resembles every other.
const FEWEST_LETTERS: usize = 3;

/// A group or touchpoint that only a variant or `--set` names, and that resembles one of the file: a name mistyped makes a
/// new one where it was to change one that is there.
pub(super) fn look_alikes(linter: &mut Linter) {
    let (scenario, baseline) = (linter.scenario, linter.settings);
    let groups = Outcome::ALL.map(|outcome| known(outcome.name()).with("groups"));
    let tables: Vec<KeyPath> = groups.into_iter().chain([known("service.touchpoints")]).collect();
    let mut told = BTreeSet::new();
    for settings in std::iter::once(baseline).chain(&scenario.variant_settings) {
        for table in &tables {
            for (name, other) in resembling(settings, table) {
                let (path, other) = (table.with(&name), table.with(&other));
                if !told.insert(path.clone()) {
                    continue;
                }
                let place = settings.place_of(&path).map(|place| place.location());
                let message = text!(
                    "{path} is new beside {other} of the file, whose name is nearly the same",
                    "{path} est nouveau à côté de {other} du fichier, dont le nom est presque le même"
                );
                linter.doubt_at("look-alike", place, message, did_you_mean(format!("`{other}`")));
            }
        }
    }
}

/// The names that only a variant or a flag sets something of, each with that of the file which it resembles.
fn resembling(settings: &Effective, table: &KeyPath) -> Vec<(String, String)> {
    let names = settings.names(table);
    let has = |name: &String, of_file: bool| {
        settings.under(&table.with(name)).any(|(_, entry)| match entry.origin {
            Origin::Default => false,
            Origin::Preset(_) | Origin::Parent(_) | Origin::File => of_file,
            Origin::Variant(_) | Origin::Flag => !of_file,
        })
    };
    let (of_file, others): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| has(name, true));
    let long = |name: &&String| name.chars().count() >= FEWEST_LETTERS;
    let there = || of_file.iter().copied().filter(long).map(String::as_str);
    let new = others.into_iter().filter(long).filter(|name| has(name, false));
    new.filter_map(|name| Some((name.clone(), nearest(name, there())?.to_owned()))).collect()
}
