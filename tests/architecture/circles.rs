//! Circles of files: strongly connected components (Tarjan 1972) of who uses whom.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

type Key = Vec<String>;

/// The circles, each by name, in order.
pub(crate) fn circles(sources: &[Source]) -> Vec<Vec<String>> {
    let arrows = arrows(sources);
    let mut walk =
        Walk { arrows: &arrows, index: BTreeMap::new(), low: BTreeMap::new(), stack: Vec::new(), found: Vec::new() };
    for key in arrows.keys() {
        if !walk.index.contains_key(key) {
            walk.visit(key);
        }
    }
    walk.found.sort();
    walk.found
}

/// Which files each file uses.
fn arrows(sources: &[Source]) -> BTreeMap<Key, BTreeSet<Key>> {
    let sources: Vec<&Source> = sources.iter().filter(|source| !source.is_test()).collect();
    let files: BTreeMap<Key, &Source> = sources.iter().map(|source| (source.key(), *source)).collect();
    let mut faces: BTreeMap<Key, BTreeMap<String, Key>> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.is_face()) {
        for path in source.uses() {
            if let Some(last) = path.last().cloned() {
                faces.entry(source.key()).or_default().insert(last, path);
            }
        }
    }
    let mut arrows: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.is_face()) {
        let key = source.key();
        let homes = source.uses().into_iter().filter_map(|path| home(&files, &faces, &path, 0));
        let used = homes.filter(|home| *home != key && !files[home].is_face()).collect();
        arrows.insert(key, used);
    }
    arrows
}

/// The file that a path leads to, handed on by any number of `mod.rs`.
fn home(
    files: &BTreeMap<Key, &Source>,
    faces: &BTreeMap<Key, BTreeMap<String, Key>>,
    path: &[String],
    steps: usize,
) -> Option<Key> {
    let length = (0..=path.len()).rev().find(|&length| files.contains_key(&path[..length]))?;
    let (key, rest) = (path[..length].to_vec(), &path[length..]);
    if let Some(handed) = rest.first().and_then(|name| faces.get(&key)?.get(name)) {
        let target = [&handed[..], &rest[1..]].concat();
        // Names that a mod.rs hands on under themselves lead nowhere.
        if target != path && steps < 8 {
            return home(files, faces, &target, steps + 1);
        }
    }
    Some(key)
}

struct Walk<'a> {
    arrows: &'a BTreeMap<Key, BTreeSet<Key>>,
    index: BTreeMap<Key, usize>,
    low: BTreeMap<Key, usize>,
    stack: Vec<Key>,
    found: Vec<Vec<String>>,
}

impl Walk<'_> {
    fn visit(&mut self, key: &Key) {
        let place = self.index.len();
        self.index.insert(key.clone(), place);
        self.low.insert(key.clone(), place);
        self.stack.push(key.clone());
        for next in self.arrows.get(key).into_iter().flatten() {
            let lowest = if !self.index.contains_key(next) {
                self.visit(next);
                self.low[next]
            } else if self.stack.contains(next) {
                self.index[next]
            } else {
                continue;
            };
            let low = self.low[key].min(lowest);
            self.low.insert(key.clone(), low);
        }
        if self.low[key] == place {
            let start = self.stack.iter().rposition(|other| other == key).unwrap_or(0);
            let circle = self.stack.split_off(start);
            if circle.len() > 1 {
                let mut names: Vec<String> = circle.iter().map(|key| key.join("/")).collect();
                names.sort();
                self.found.push(names);
            }
        }
    }
}
