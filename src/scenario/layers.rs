//! Layers of settings, laid over each other: default < preset < parent < file < variant < flag.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::catalogue::{Slot, known, root};
use super::datum::Datum;
use super::diagnostic::Diagnostic;
use super::key_path::KeyPath;
use super::source_text::Place;
use super::title::Title;
use crate::text;
use crate::vocabulary::Text;

/// Where a value comes from; the later of two wins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The catalogue.
    Default,
    /// A preset, by name.
    Preset(&'static str),
    /// A parent, as messages call it.
    Parent(PathBuf),
    /// The scenario file itself.
    File,
    /// A variant, by name.
    Variant(String),
    /// The command line.
    Flag,
}

/// One value that a layer sets.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) path: KeyPath,
    pub(super) datum: Datum,
    /// Its key in the text.
    pub(super) key: Place,
    /// Its value in the text.
    pub(super) value: Place,
}

/// What one text says.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) origin: Origin,
    /// In the order of the text.
    pub(super) settings: Vec<Setting>,
    pub(super) variants: Vec<Draft>,
    /// Path of the table, its `source`.
    pub(super) sources: Vec<(String, Title)>,
    /// Mistakes that are not told one by one: after so many the text is something else altogether.
    pub(super) untold: usize,
}

/// A variant as one text has it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    /// Its name in the text.
    pub(super) key: Place,
    pub(super) title: Option<Title>,
    pub(super) settings: Vec<Setting>,
}

/// A value in force.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) datum: Datum,
    pub(super) origin: Origin,
    /// Key and value in their text; `None` for a default.
    pub(super) place: Option<(Place, Place)>,
}

/// Every value in force, with its origin.
#[derive(Clone, Debug, Default)]
pub(super) struct Effective(pub(super) BTreeMap<KeyPath, Entry>);

/// The members of slots that one layer sets: by slot and place the first setting of each.
type Claims<'a> = BTreeMap<(usize, KeyPath), Claim<'a>>;

/// One member of one slot, set by one setting.
#[derive(Clone, Copy)]
struct Claim<'a> {
    slot: &'static Slot,
    member: usize,
    setting: &'a Setting,
}

impl Effective {
    /// Lays `settings` over what is there.
    ///
    /// A slot of which they set a member loses its other members; two members in `settings` go to `faults`.
    pub(super) fn lay(&mut self, settings: &[Setting], origin: &Origin, faults: &mut Vec<Diagnostic>) {
        let claims = claims(settings, faults);
        if !claims.is_empty() {
            let mut drops: Vec<&str> =
                claims.values().flat_map(|claim| claim.slot.members[claim.member].drops).copied().collect();
            drops.sort_unstable();
            drops.dedup();
            self.0.retain(|path, entry| {
                !drops.iter().any(|prefix| path.is_within(prefix))
                    && !is_replaced(path, entry.datum == Datum::Table, &claims)
            });
        }
        for setting in settings {
            let place = Some((setting.key.clone(), setting.value.clone()));
            let entry = Entry { datum: setting.datum.clone(), origin: origin.clone(), place };
            self.0.insert(setting.path.clone(), entry);
        }
        self.forget_known(settings);
    }

    /// A list at the top of the file.
    pub(super) fn get_list(&self, name: &str) -> Option<&Entry> {
        self.0.get(&KeyPath::plain(name))
    }

    /// The entry at a path of the catalogue.
    pub(super) fn get(&self, dotted: &str) -> Option<&Entry> {
        self.0.get(&known(dotted))
    }

    /// Whether anything is said at or below `prefix`.
    pub(super) fn mentions(&self, prefix: &KeyPath) -> bool {
        self.under(prefix).next().is_some()
    }

    /// Everything at or below `prefix`, in the order of paths.
    pub(super) fn under<'a>(&'a self, prefix: &'a KeyPath) -> impl Iterator<Item = (&'a KeyPath, &'a Entry)> {
        self.0.range(prefix..).take_while(move |(path, _)| path.below(prefix).is_some())
    }

    /// The names in a table of named things, in the order of the alphabet: the order of a TOML table means nothing.
    pub(super) fn names(&self, table: &KeyPath) -> Vec<String> {
        let first = |path: &KeyPath| path.below(table)?.segments().next().map(str::to_owned);
        let mut names: Vec<String> = self.under(table).filter_map(|(path, _)| first(path)).collect();
        names.dedup();
        names
    }

    /// The first place of anything said at or below `prefix`, by the position in its text.
    pub(super) fn place_of(&self, prefix: &KeyPath) -> Option<Place> {
        let places = self.under(prefix).filter_map(|(_, entry)| entry.place.as_ref());
        places.map(|(key, _)| key).min_by_key(|key| key.span.start).cloned()
    }
}

/// The slots along `path`, each with its place and the member that `path` belongs to; `table`: a table stands there.
fn members_along(path: &KeyPath, table: bool, mut each: impl FnMut(KeyPath, &'static Slot, usize)) {
    let (mut node, mut at) = (root(), KeyPath::default());
    let mut segments = path.segments();
    loop {
        for &slot in &node.slots {
            if let Some(member) = path.below(&at).and_then(|below| slot.member_of(below, table)) {
                each(at.clone(), slot, member);
            }
        }
        let Some(segment) = segments.next() else { break };
        let Some(child) = node.child(segment) else { break };
        node = child;
        at = at.with(segment);
    }
}

/// Whether a claim is of another member of a slot that the entry at `path` is of.
fn is_replaced(path: &KeyPath, table: bool, claims: &Claims<'_>) -> bool {
    let mut replaced = false;
    members_along(path, table, |at, slot, member| {
        replaced |= claims.get(&(address(slot), at)).is_some_and(|claim| claim.member != member);
    });
    replaced
}

/// Slots are told apart by where they stand in the catalogue.
fn address(slot: &'static Slot) -> usize {
    std::ptr::from_ref(slot).addr()
}

/// The members of slots that `settings` set; a second member of the same slot goes to `faults`.
fn claims<'a>(settings: &'a [Setting], faults: &mut Vec<Diagnostic>) -> Claims<'a> {
    let mut claims = Claims::new();
    let mut rivals: BTreeSet<(usize, KeyPath, usize)> = BTreeSet::new();
    for setting in settings {
        members_along(&setting.path, setting.datum == Datum::Table, |at, slot, member| {
            let claim = Claim { slot, member, setting };
            let first = *claims.entry((address(slot), at.clone())).or_insert(claim);
            // A table and each of its keys claim the same member; one message is enough.
            if first.member != member && rivals.insert((address(slot), at.clone(), member)) {
                faults.push(exclusive(&at, &first, &claim));
            }
        });
    }
    claims
}

/// What to do about two that exclude each other.
pub(super) const KEEP_ONE: (&str, &str) = ("keep one of them", "gardez-en une seule");

fn exclusive(at: &KeyPath, first: &Claim, second: &Claim) -> Diagnostic {
    let name = |claim: &Claim| match claim.slot.members[claim.member].path {
        "" => text!("a plain {at}", "{at} seul"),
        path => Text::same(at.join(path).to_string()),
    };
    let (first_name, second_name, [en, fr]) = (name(first), name(second), first.slot.what);
    let message = Text::new(
        format!("{} and {} exclude each other: both {en}", first_name.en, second_name.en),
        format!("{} et {} s'excluent : les deux {fr}", first_name.fr, second_name.fr),
    );
    let location = Some(first.setting.key.location());
    Diagnostic::error("exclusive-keys", message, location, KEEP_ONE).and(second.setting.key.location())
}
