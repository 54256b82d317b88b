use std::collections::BTreeSet;

use super::money::loyalty_and_money;
use super::{ALL, CODES};
use crate::model::Parameters;
use crate::scenario::catalogue::known;
use crate::scenario::datum::Datum;
use crate::scenario::diagnostic::{Diagnostic, Location, Severity};
use crate::scenario::key_path::KeyPath;
use crate::scenario::layers::{Effective, Layer, Origin};
use crate::scenario::resolved::Scenario;
use crate::scenario::unknown_tables::{CHANGE, OWN_CHANGE};
use crate::vocabulary::Text;

/// Every doubt about a scenario and its variants; `layers` are the texts it was read from, lowest first.
///
/// Those whose code is `allowed` are known and left out.
pub(in crate::scenario) fn lint(scenario: &Scenario, layers: &[Layer], allowed: &[String]) -> Vec<Diagnostic> {
    if scenario.is_abstract {
        return Vec::new();
    }
    let mut linter = Linter {
        scenario,
        layers,
        parameters: &scenario.baseline,
        settings: &scenario.settings,
        changed: changed(scenario),
        doubts: Vec::new(),
    };
    for lint in ALL {
        lint(&mut linter);
    }
    let mut doubts = linter.doubts;
    doubts.extend(loyalty_and_money(scenario));
    debug_assert!(doubts.iter().all(|doubt| CODES.contains(&doubt.code)), "every lint can be allowed by its code");
    doubts.retain(|doubt| !allowed.iter().any(|code| code == doubt.code));
    doubts
}

/// Those of the periods in which changes begin.
fn changed(scenario: &Scenario) -> Vec<Parameters> {
    let mut changed = Vec::new();
    for parameters in scenario.models() {
        let Some(periods) = &parameters.periods else { continue };
        let begin: BTreeSet<u64> = periods.changes.iter().map(|change| change.from).collect();
        let begin = begin.into_iter().filter(|&from| from <= periods.count);
        changed.extend(begin.filter_map(|from| parameters.in_period(from).ok()));
    }
    changed
}

/// English percentages as in tables: `44%`.
fn with_percents(text: Text) -> Text {
    let mut en = String::with_capacity(text.en.len());
    let mut rest = text.en.as_str();
    while let Some((before, after)) = rest.split_once(" %") {
        en.push_str(before);
        en.push_str(if before.ends_with(|last: char| last.is_ascii_digit()) { "%" } else { " %" });
        rest = after;
    }
    en.push_str(rest);
    Text { en, ..text }
}

/// A scenario to doubt, and the doubts so far.
pub(super) struct Linter<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) layers: &'a [Layer],
    pub(super) parameters: &'a Parameters,
    pub(super) settings: &'a Effective,
    changed: Vec<Parameters>,
    doubts: Vec<Diagnostic>,
}

impl Linter<'_> {
    /// A doubt, pointing at what is said at or below `path`.
    pub(super) fn doubt(
        &mut self,
        code: &'static str,
        path: &KeyPath,
        message: impl Into<Text>,
        hint: impl Into<Text>,
    ) {
        let place = self.settings.place_of(path).map(|place| place.location());
        self.doubt_at(code, place, message, hint);
    }

    /// A doubt about a place, or about the scenario as a whole.
    pub(super) fn doubt_at(
        &mut self,
        code: &'static str,
        place: Option<Location>,
        message: impl Into<Text>,
        hint: impl Into<Text>,
    ) {
        let whole = || Location::whole(self.scenario.path.as_deref().unwrap_or(self.scenario.name.as_ref()));
        let location = Some(place.unwrap_or_else(whole));
        let [message, hint] = [message.into(), hint.into()].map(with_percents);
        self.doubts.push(Diagnostic::new(Severity::Warning, code, message, location, Some(hint)));
    }

    /// The parameters of the baseline and of every variant, and with the changes of their periods.
    pub(super) fn models(&self) -> impl Iterator<Item = &Parameters> {
        self.scenario.models().chain(&self.changed)
    }

    /// Where a variant is named, in the last text that names it.
    pub(super) fn place_of_variant(&self, name: &str) -> Option<Location> {
        let mut drafts = self.layers.iter().rev().flat_map(|layer| &layer.variants);
        drafts.find(|draft| draft.name == name).map(|draft| draft.key.location())
    }

    /// Whether a variant, or a change in some period, sets anything at or below `dotted`.
    pub(super) fn varies(&self, dotted: &str) -> bool {
        let prefix = known(dotted);
        let by_variant = |settings: &Effective| {
            let mut below = settings.under(&prefix);
            below.any(|(_, entry)| matches!(entry.origin, Origin::Variant(_)) && entry.datum != Datum::Table)
        };
        let by_change = |settings: &Effective| {
            let lists = [CHANGE, OWN_CHANGE].into_iter().filter_map(|path| settings.0.get(&KeyPath::plain(path)));
            let mut changes = lists.flat_map(|entry| match &entry.datum {
                Datum::Changes(changes) => changes.as_slice(),
                _ => &[],
            });
            changes.any(|change| change.set.iter().any(|set| set.path.below(&prefix).is_some()))
        };
        self.scenario.variant_settings.iter().any(|settings| by_variant(settings) || by_change(settings))
            || by_change(self.settings)
    }
}
