//! A path to the one number of the parameters that it names.

use super::catalogue::{
    DELAYS, Field, Key, Kind, LARGEST_AUDIENCE, LARGEST_WEIGHT, LAST_GENERATION, Node, Spot, Teller, delay_of, root,
};
use super::key_path::KeyPath;
use crate::model::{Audience, Origin, Parameters, Problem};
use crate::vocabulary::Outcome;

/// The numbers that a parameter may be.
#[doc = include_str!("examples/mistakes.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Whether the lowest itself is too low.
    pub above: bool,
}

impl Bounds {
    /// Whether `value` is one of them; not a number is none.
    pub fn contains(&self, value: f64) -> bool {
        let low = if self.above { value > self.low } else { value >= self.low };
        low && value <= self.high
    }

    const fn closed(low: f64, high: f64) -> Self {
        Self { low, high, above: false }
    }
}

/// One number of the parameters: how to reach it, and what it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) key: &'static Key,
    pub(super) field: Field,
    pub(super) spot: Spot,
    pub(super) bounds: Bounds,
    pub(super) whole: bool,
}

/// The number at `path`, its names of groups, touchpoints and values resolved in `parameters`.
pub(super) fn find(path: &KeyPath, parameters: &Parameters) -> Option<Found> {
    let (mut node, mut spot) = (root(), Spot::NONE);
    let mut segments = path.segments();
    while let Some(segment) = segments.next() {
        if let Some(part) = node.value().filter(|key| has_parts(key)) {
            return segments.next().is_none().then(|| part_of(part, segment, spot, parameters))?;
        }
        (node, spot) = enter(node, spot, segment, parameters)?;
    }
    let key = node.value()?;
    let (bounds, whole) = bounds(key.kind)?;
    let field = key.field.filter(|_| key.kind != Kind::Weights)?;
    Some(Found { key, field, spot, bounds, whole })
}

/// Whether the value of the key is several numbers.
pub(super) fn has_parts(key: &Key) -> bool {
    matches!(key.kind, Kind::Range { .. } | Kind::Weights)
}

/// The node below `node`, and what the name on the way to it stands for.
pub(super) fn enter<'n>(
    node: &'n Node,
    mut spot: Spot,
    segment: &str,
    parameters: &Parameters,
) -> Option<(&'n Node, Spot)> {
    if let Some((_, child)) = node.children.iter().find(|(key, _)| *key == segment) {
        if child.section.is_some() {
            spot.teller = match segment {
                "retelling" => Teller::Listeners,
                "time" => Teller::Clock(None),
                name => {
                    Outcome::ALL.into_iter().find(|outcome| outcome.name() == name).map_or(Teller::Nobody, Teller::All)
                }
            };
        } else if spot.teller == Teller::Clock(None) {
            spot.teller = Teller::Clock(DELAYS.iter().position(|delay| *delay == segment));
        }
        return Some((child, spot));
    }
    let named = node.named.as_deref()?;
    match spot.teller {
        Teller::All(outcome) => {
            let groups = &parameters.telling(outcome).groups;
            spot.teller = Teller::Group(outcome, position(groups, segment, |group| &group.name)?);
        }
        _ => match &parameters.customers.origin {
            Origin::Served { problem: Problem::Service(service), .. } => {
                spot.item = position(&service.touchpoints, segment, |touchpoint| &touchpoint.name)?;
            }
            _ => return None,
        },
    }
    Some((named, spot))
}

/// Where the thing called `name` is; a scenario has them in the order of their names, parameters in memory perhaps not.
fn position<T>(things: &[T], name: &str, name_of: impl Fn(&T) -> &str) -> Option<usize> {
    match things.binary_search_by(|thing| name_of(thing).cmp(name)) {
        Ok(index) => Some(index),
        Err(_) => things.iter().position(|thing| name_of(thing) == name),
    }
}

/// One of the several numbers of a key.
fn part_of(key: &'static Key, segment: &str, mut spot: Spot, parameters: &Parameters) -> Option<Found> {
    if let (Some([low, high]), Kind::Range { max }) = (key.ends, key.kind) {
        let field = match segment {
            "low" => low,
            "high" => high,
            _ => return None,
        };
        return Some(Found { key, field, spot, bounds: Bounds::closed(0.0, max as f64), whole: true });
    }
    let people: u64 = segment.parse().ok()?;
    let audience = match spot.teller {
        Teller::All(outcome) => &parameters.telling(outcome).groups.first()?.audience,
        Teller::Group(outcome, index) => &parameters.telling(outcome).groups.get(index)?.audience,
        Teller::Listeners => &parameters.retelling.audience,
        Teller::Clock(place) => delay_of(parameters.time.as_ref()?, place?),
        Teller::Nobody => return None,
    };
    let Audience::Empirical(values) = audience else { return None };
    spot.item = values.binary_search_by_key(&people, |&(value, _)| value).ok()?;
    Some(Found { key, field: key.field?, spot, bounds: Bounds::closed(0.0, LARGEST_WEIGHT), whole: false })
}

/// What one of the several numbers of a key of this kind may be, and whether it is whole.
pub(super) fn part_bounds(kind: Kind, segment: &str) -> Option<(Bounds, bool)> {
    match kind {
        Kind::Range { max } if ["low", "high"].contains(&segment) => Some((Bounds::closed(0.0, max as f64), true)),
        Kind::Weights => segment.parse::<u64>().ok().map(|_| (Bounds::closed(0.0, LARGEST_WEIGHT), false)),
        _ => None,
    }
}

/// What a number of this kind may be, and whether it is whole.
pub(super) fn bounds(kind: Kind) -> Option<(Bounds, bool)> {
    Some(match kind {
        Kind::Probability | Kind::PerContact => (Bounds::closed(0.0, 1.0), false),
        Kind::Number { min, max, above } => (Bounds { low: min, high: max, above }, false),
        Kind::Count { min, max } => (Bounds::closed(min as f64, max as f64), true),
        Kind::Audience => (Bounds::closed(0.0, LARGEST_AUDIENCE as f64), true),
        Kind::Generations => (Bounds::closed(1.0, LAST_GENERATION as f64), true),
        _ => return None,
    })
}
