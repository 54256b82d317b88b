//! Several periods, and what changes from one to the next.

use std::sync::Arc;

use super::build::{Builder, build};
use super::catalogue::{AudienceAt, Kind, known, root};
use super::complete::complete;
use super::datum::{ChangeDatum, Datum, SetDatum};
use super::diagnostic::{Diagnostic, Location};
use super::key_path::KeyPath;
use super::layers::{Effective, Entry, Origin as Layer, Setting as Written};
use super::lens::{Lens, lens};
use super::spot::find;
use super::unknown_tables::{CHANGE, OWN_CHANGE};
use crate::model::{Audience, Change, Origin, Parameters, Periods, Setting};
use crate::text;
use crate::vocabulary::Text;

impl Builder<'_> {
    /// The periods, where there are several; their numbers are written later.
    pub(super) fn periods(&mut self) -> Option<Periods> {
        let path = known("periods");
        if !self.effective.mentions(&path) {
            return None;
        }
        if self.effective.mentions(&known("time")) {
            let message = text!(
                "[periods] and [time] do not go together: a clock runs inside a single period",
                "[periods] et [time] ne vont pas ensemble : une horloge court à l'intérieur d'une seule période"
            );
            self.fault("no-meaning", &path, message, text!("leave one of them out", "retirez l'une des deux"));
        }
        Some(Periods::default())
    }
}

/// A number, and what a change sets it to.
#[derive(Debug)]
struct NumberSetting {
    lens: Lens,
    value: f64,
    text: String,
}

impl Setting for NumberSetting {
    fn path(&self) -> &str {
        self.lens.path()
    }

    fn text(&self) -> String {
        self.text.clone()
    }

    fn write(&self, parameters: &mut Parameters, weight: f64) -> bool {
        if weight >= 1.0 {
            return self.lens.set(parameters, self.value).is_ok();
        }
        let before = self.lens.get(parameters);
        before.is_some_and(|before| self.lens.set(parameters, before + (self.value - before) * weight).is_ok())
    }
}

/// An audience, and the other one that a change puts in its place.
#[derive(Debug)]
struct AudienceSetting {
    at: AudienceAt,
    audience: Audience,
    path: String,
    text: String,
}

impl Setting for AudienceSetting {
    fn path(&self) -> &str {
        &self.path
    }

    fn text(&self) -> String {
        self.text.clone()
    }

    fn write(&self, parameters: &mut Parameters, _weight: f64) -> bool {
        self.at.put(parameters, &self.audience)
    }
}

/// Reads the changes in force into the periods of `parameters`; what cannot be changed goes to `faults`.
///
/// Who tells nobody before a change gets the group that it needs to tell after it.
pub(super) fn read_changes(effective: &Effective, parameters: &mut Parameters, faults: &mut Vec<Diagnostic>) {
    let mut changes = Vec::new();
    for path in [CHANGE, OWN_CHANGE] {
        let Some(Entry { datum: Datum::Changes(list), place, .. }) = effective.get_list(path) else { continue };
        let source = place.as_ref().map(|(key, _)| key.source.clone());
        let locate = |span: &std::ops::Range<usize>| source.as_ref().map(|source| source.locate(span.clone()));
        if parameters.periods.is_none() && !list.is_empty() {
            let message = text!(
                "[[change]] needs [periods]: with a single one there is nothing to change from",
                "[[change]] demande [periods] : avec une seule période, rien ne change"
            );
            let place = place.as_ref().map(|(key, _)| key.location());
            let hint = text!("add [periods] with count = 12", "ajoutez [periods] avec count = 12");
            faults.push(Diagnostic::error("missing-key", message, place, hint));
            return;
        }
        for change in list {
            let mut set: Vec<Arc<dyn Setting>> = Vec::new();
            for one in &change.set {
                match setting(change, one, effective, parameters) {
                    Ok(setting) => set.extend(setting),
                    Err(refused) => faults.push(refused.at(locate(&one.span))),
                }
            }
            let ChangeDatum { from, until, fades, .. } = *change;
            changes.push(Change { from: from.unwrap_or(1), until, fades, set });
        }
    }
    if let Some(periods) = &mut parameters.periods {
        periods.changes = changes;
    }
}

/// Why a change cannot set something: code, message, hint.
struct Refused(&'static str, Text, Text);

impl Refused {
    fn at(self, place: Option<Location>) -> Diagnostic {
        Diagnostic::error(self.0, self.1, place, self.2)
    }
}

/// What one line of a change sets; `None` where that has been read with another line.
fn setting(
    change: &ChangeDatum,
    one: &SetDatum,
    effective: &Effective,
    parameters: &mut Parameters,
) -> Result<Option<Arc<dyn Setting>>, Refused> {
    let SetDatum { path, datum, .. } = one;
    let text = format!("{path} = {}", datum.to_toml());
    let number = match datum {
        Datum::Number(number) => Some(*number),
        Datum::Count(count) => Some(*count as f64),
        // The keys of a table follow; what is invalid has been said.
        Datum::Table | Datum::Invalid => return Ok(None),
        _ => None,
    };
    check_path(path, parameters)?;
    let audience = audience_above(path);
    if let Some(home) = &audience
        && let Some(at) = find(home, parameters).map(|found| AudienceAt(found.spot))
    {
        at.make_room(parameters);
        let stays =
            number.is_some() && lens(&path.to_string(), parameters).is_ok_and(|lens| lens.get(parameters).is_some());
        if !stays {
            if change.fades.is_some() {
                let message = text!(
                    "{home} cannot fade: another kind of audience comes in place of what was there",
                    "{home} ne peut pas s'estomper : un auditoire d'un autre genre prend la place de celui qui était là"
                );
                let hint = text!(
                    "leave fades out, or set a number of the same kind of audience",
                    "retirez fades, ou fixez un nombre d'un auditoire du même genre"
                );
                return Err(Refused("no-meaning", message, hint));
            }
            let is_said = |other: &&SetDatum| other.path.below(home).is_some() && other.datum != Datum::Table;
            let first = change.set.iter().find(is_said);
            if first.is_none_or(|first| first.path != *path) {
                return Ok(None);
            }
            let audience = other_audience(change, effective, at);
            let text = change
                .set
                .iter()
                .filter(is_said)
                .map(|line| format!("{} = {}", line.path, line.datum.to_toml()))
                .collect::<Vec<_>>()
                .join(", ");
            return Ok(Some(Arc::new(AudienceSetting { at, audience, path: path.to_string(), text })));
        }
    }
    let Some(value) = number else {
        let message = text!(
            "{path} cannot be set by a change: it is neither a number nor an audience",
            "{path} ne se fixe pas par un changement : ce n'est ni un nombre ni un auditoire"
        );
        let hint = text!(
            "set it in the scenario itself, or in a variant",
            "écrivez cette clé dans le scénario lui-même, ou dans une variante"
        );
        return Err(Refused("not-here", message, hint));
    };
    let lens = lens(&path.to_string(), parameters).map_err(|error| Refused("no-number", error.message, error.hint))?;
    if change.fades.is_some() && lens.get(parameters).is_none() {
        let message = text!(
            "{path} cannot fade: it has no value without the change",
            "{path} ne peut pas s'estomper : cette clé n'a pas de valeur sans le changement"
        );
        let hint = text!(
            "set {path} in the scenario too, or leave fades out",
            "fixez aussi {path} dans le scénario, ou retirez fades"
        );
        return Err(Refused("no-meaning", message, hint));
    }
    Ok(Some(Arc::new(NumberSetting { lens, value, text })))
}

/// What is the same in all periods, or follows from the period before.
fn check_path(path: &KeyPath, parameters: &Parameters) -> Result<(), Refused> {
    let is = |dotted: &str| *path == known(dotted);
    let hint = if is("periods.count") || is("periods.discount") {
        text!(
            "it is the same in all periods: set it under [periods]",
            "toutes les périodes l'ont en commun : écrivez cette clé sous [periods]"
        )
    } else if is("customers.served") && matches!(parameters.customers.origin, Origin::Served { .. }) {
        text!(
            "how many are served follows from the period before: set periods.arrivals",
            "le nombre de clients servis suit de la période précédente : fixez periods.arrivals"
        )
    } else if ["network", "run"].contains(&path.first()) {
        text!("it is the same in all periods", "toutes les périodes l'ont en commun")
    } else {
        return Ok(());
    };
    let message = text!("{path} cannot be set by a change", "{path} ne se fixe pas par un changement");
    Err(Refused("not-here", message, hint))
}

/// The audience that a path names, or a part of it.
fn audience_above(path: &KeyPath) -> Option<KeyPath> {
    let (mut node, mut at) = (root(), KeyPath::default());
    for segment in path.segments() {
        (node, at) = (node.child(segment)?, at.with(segment));
        if node.value().is_some_and(|key| key.kind == Kind::Audience) {
            return Some(at);
        }
    }
    None
}

/// The audience that comes to be where a change is laid over the scenario.
fn other_audience(change: &ChangeDatum, effective: &Effective, at: AudienceAt) -> Audience {
    let mut changed = effective.clone();
    let place = effective.0.values().find_map(|entry| entry.place.clone());
    let settings: Vec<Written> = place.map_or_else(Vec::new, |(key, value)| {
        let written = |one: &SetDatum| Written {
            path: one.path.clone(),
            datum: one.datum.clone(),
            key: key.clone(),
            value: value.clone(),
        };
        change.set.iter().map(written).collect()
    });
    // What is wrong with it is said of the scenario itself, or by the model of the period.
    let mut ignored = Vec::new();
    changed.lay(&settings, &Layer::File, &mut ignored);
    complete(&mut changed, &mut ignored);
    let parameters = build(&changed, &mut ignored);
    at.get(&parameters).cloned().unwrap_or(Audience::Fixed(0))
}
