//! Parameters by path: each dotted path is compiled once, and then reads and writes one number.

use std::fmt;

use super::catalogue::{ALL, Key, Kind, Node, Reading, Spot, Teller, delay_of, known, root};
use super::key_path::KeyPath;
use super::spot::{Bounds, Found, enter, find, has_parts};
use super::suggest::{did_you_mean, nearest};
use super::toml_keys::{no_path, split_path};
use super::unknown::unknown_key;
use crate::model::{Audience, Behind, Origin, Parameters, Problem};
use crate::text;
use crate::vocabulary::{Say, Text};

/// Reads and writes the number at one dotted path of [`Parameters`].
///
/// It holds positions, no names: it fits the parameters it was compiled for, and any others with the same groups,
/// touchpoints and kinds of audience.
///
/// ```
/// use rumeur::scenario::{Lens, Overrides, lens, load_preset};
///
/// let mut parameters = load_preset("classic-317", &Overrides::default()).expect("a preset").baseline.clone();
/// let vocal: Lens = lens("silent.groups.vocal.audience", &parameters).expect("a number of the classic");
/// assert_eq!(vocal.get(&parameters), Some(20.0));
/// vocal.set(&mut parameters, 24.5).expect("in range");
/// assert_eq!(vocal.get(&parameters), Some(25.0), "people are whole");
///
/// let error = lens("silent.groups.vocl.audience", &parameters).expect_err("no such group");
/// assert_eq!(error.hint.to_string(), "did you mean silent.groups.vocal.audience?");
/// ```
#[derive(Clone, Debug)]
pub struct Lens {
    path: String,
    found: Found,
}

/// A path that names no number of these parameters.
#[doc = include_str!("examples/mistakes.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LensError {
    /// The path as it was asked for.
    pub path: String,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Text,
}

impl fmt::Display for LensError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

impl std::error::Error for LensError {}

/// A number that a lens does not write; the parameters are as they were.
#[doc = include_str!("examples/mistakes.md")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum SetError {
    /// It is not in the range of the parameter, or not a number.
    OutOfRange {
        /// The number.
        value: f64,
        /// What the parameter may be.
        bounds: Bounds,
    },
    /// The parameters are of another shape than those the lens was compiled for, or another of their numbers forbids this
    /// one: a lower end above the upper one, the last weight that is not 0.
    NoPlace {
        /// The number.
        value: f64,
    },
}

impl Say for SetError {
    fn text(&self) -> Text {
        match self {
            Self::OutOfRange { value, bounds: Bounds { low, high, above: true } } => text!(
                "must be greater than {low} and at most {high}, got {value}",
                "doit être supérieur à {low} et au plus {high}, reçu {value}"
            ),
            Self::OutOfRange { value, bounds: Bounds { low, high, .. } } => {
                text!("must be between {low} and {high}, got {value}", "doit être entre {low} et {high}, reçu {value}")
            }
            Self::NoPlace { value } => text!(
                "{value} does not go with the other numbers of these parameters",
                "{value} ne va pas avec les autres nombres de ces paramètres"
            ),
        }
    }
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for SetError {}

impl Lens {
    /// The path, in quotes where TOML wants them.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The number; `None` where it follows from others (a voice rate that is not set), where a word stands in its place
    /// (`"unlimited"`), or where the parameters are of another shape.
    pub fn get(&self, parameters: &Parameters) -> Option<f64> {
        match (self.found.field.get)(parameters, self.found.spot) {
            Reading::Value(number) => Some(number),
            Reading::Absent | Reading::Unset => None,
        }
    }

    /// Writes the number; whole numbers are rounded half up first.
    ///
    /// # Edge cases
    /// An audience of 0 and a share of 0 keep their group, where a scenario file with the same number has none: the
    /// results are the same but for a row of zeros.
    ///
    /// # Errors
    /// When the number is out of range or does not go with the others; the parameters are then as they were.
    pub fn set(&self, parameters: &mut Parameters, value: f64) -> Result<(), SetError> {
        let number = if self.found.whole { (value + 0.5).floor() } else { value };
        // There is one zero.
        let number = if number == 0.0 { 0.0 } else { number };
        if !self.found.bounds.contains(number) {
            return Err(SetError::OutOfRange { value, bounds: self.found.bounds });
        }
        let written = (self.found.field.set)(parameters, self.found.spot, number);
        if written { Ok(()) } else { Err(SetError::NoPlace { value }) }
    }

    /// What the number may be.
    pub fn range(&self) -> Bounds {
        self.found.bounds
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        self.found.whole
    }
}

/// Compiles a dotted path such as `silent.groups.vocal.audience.poisson` for `parameters`.
///
/// Every number that the file of a scenario can say of the model has one, as the file writes it; the ends of a range are
/// `.low` and `.high`, the weight of a value is `empirical.NUMBER`. What a network is generated from and `[run]` have none.
///
/// # Errors
/// When the catalogue has no such path, it is no number, or these parameters have none there.
pub fn lens(path: &str, parameters: &Parameters) -> Result<Lens, LensError> {
    let refuse = |message: Text, hint: Text| LensError { path: path.to_owned(), message, hint };
    let Some(segments) = split_path(path) else {
        return Err(refuse(
            no_path(path),
            Text::new("write a path as voice.rate", "écrivez un chemin comme voice.rate"),
        ));
    };
    let own = segments.iter().fold(KeyPath::default(), |path, segment| path.with(segment));
    if let Some(found) = find(&own, parameters).filter(|found| is_parameter(found.key, &own))
        && (found.field.get)(parameters, found.spot) != Reading::Absent
    {
        return Ok(Lens { path: own.to_string(), found });
    }
    let (message, hint) = explain(&own, parameters);
    Err(refuse(message, hint))
}

/// Whether the key is a number of the model, and not of how its network comes to be or how it is run.
fn is_parameter(key: &Key, path: &KeyPath) -> bool {
    key.scope.is_of_model() && !["network", "run"].contains(&path.first())
}

/// Why there is no number at `path`, and where there is one.
fn explain(path: &KeyPath, parameters: &Parameters) -> (Text, Text) {
    let absent = || {
        Text::new(format!("{path} is no number of this scenario"), format!("{path} n'est pas un nombre de ce scénario"))
    };
    let mut node = root();
    let mut at = KeyPath::default();
    for segment in path.segments() {
        if node.value().is_some_and(has_parts) {
            break;
        }
        let Some(child) = node.child(segment) else {
            let (message, hint) = unknown_key(segment, node, &at);
            let near = near(path, parameters);
            return (message, near.unwrap_or(hint));
        };
        at = at.with(segment);
        node = child;
    }
    if let Some(key) = node.value()
        && !is_parameter(key, path)
    {
        let hint = Text::new(
            "change what the model computes: how a network is generated and how the scenario is run stay the same",
            "changez ce que le modèle calcule : la façon de tirer le réseau et de simuler reste la même",
        );
        return (absent(), hint);
    }
    let hint = near(path, parameters).unwrap_or_else(|| {
        Text::new(format!("set {path} in the scenario first"), format!("fixez d'abord {path} dans le scénario"))
    });
    (absent(), hint)
}

/// So many paths are named in a hint.
const MOST_NAMED: usize = 8;

/// The path that was most likely meant: a number around it, else the nearest spelling, else those beside it.
fn near(path: &KeyPath, parameters: &Parameters) -> Option<Text> {
    let known = paths(parameters);
    let asked = path.to_string();
    let home = |path: &str| path.rsplit_once('.').map_or(String::new(), |(table, _)| table.to_owned());
    let own = home(&asked);
    let around =
        known.iter().filter(|name| asked.starts_with(&format!("{name}.")) || name.starts_with(&format!("{asked}.")));
    let beside = known.iter().filter(|name| !own.is_empty() && home(name) == own);
    let mut meant: Vec<&str> = around.map(String::as_str).take(MOST_NAMED).collect();
    if meant.is_empty() {
        meant.extend(nearest(&asked, known.iter().map(String::as_str)));
    }
    if meant.is_empty() {
        meant.extend(beside.map(String::as_str).take(MOST_NAMED));
    }
    match meant.as_slice() {
        [] => None,
        [only] => Some(did_you_mean(only)),
        several => {
            let list = several.join(", ");
            Some(Text::new(format!("did you mean one of {list}?"), format!("vouliez-vous dire l'un de {list} ?")))
        }
    }
}

/// Every path that [`lens`] compiles for `parameters`, in the order of the catalogue; of two spellings of one number
/// (`silent.audience` where all are alike, `customers.observed_voice_rate` for silent customers per complaint) the one
/// that the parameters have.
pub fn paths(parameters: &Parameters) -> Vec<String> {
    let mut found = Vec::new();
    visit(root(), Spot::NONE, &KeyPath::default(), parameters, &mut found);
    found
}

fn visit(node: &Node, spot: Spot, path: &KeyPath, parameters: &Parameters, found: &mut Vec<String>) {
    let mut add = |path: &KeyPath| {
        let number = find(path, parameters).filter(|number| is_parameter(number.key, path));
        let is_there = number.is_some_and(|number| (number.field.get)(parameters, number.spot) != Reading::Absent);
        if is_there && !is_other_spelling(path, parameters) {
            found.push(path.to_string());
        }
    };
    match node.value().map(|key| key.kind) {
        Some(Kind::Range { .. }) => {
            add(&path.with("low"));
            add(&path.with("high"));
        }
        Some(Kind::Weights) => {
            for people in values(spot, parameters) {
                add(&path.with(&people.to_string()));
            }
        }
        Some(_) => add(path),
        None => {}
    }
    for (name, child) in &node.children {
        if let Some((_, spot)) = enter(node, spot, name, parameters) {
            visit(child, spot, &path.with(name), parameters, found);
        }
    }
    for name in names(node, spot, parameters) {
        if let Some((child, spot)) = enter(node, spot, name, parameters) {
            visit(child, spot, &path.with(name), parameters, found);
        }
    }
}

/// Whether the parameters say the number at `path` by its other key.
fn is_other_spelling(path: &KeyPath, parameters: &Parameters) -> bool {
    let by_silent =
        matches!(parameters.customers.origin, Origin::Complaints { behind: Behind::SilentPerComplaint(_), .. });
    *path == known(if by_silent { "customers.observed_voice_rate" } else { "customers.silent_per_complaint" })
}

/// The values of an empirical audience.
fn values(spot: Spot, parameters: &Parameters) -> Vec<u64> {
    let audience = match spot.teller {
        Teller::All(outcome) => parameters.telling(outcome).groups.first().map(|group| &group.audience),
        Teller::Group(outcome, index) => parameters.telling(outcome).groups.get(index).map(|group| &group.audience),
        Teller::Listeners => Some(&parameters.retelling.audience),
        Teller::Clock(place) => parameters.time.as_ref().zip(place).map(|(time, place)| delay_of(time, place)),
        Teller::Nobody => None,
    };
    match audience {
        Some(Audience::Empirical(values)) => values.iter().map(|&(people, _)| people).collect(),
        _ => Vec::new(),
    }
}

/// The names that these parameters have in a table of named things; those who are all alike have a shorter path.
fn names<'p>(node: &Node, spot: Spot, parameters: &'p Parameters) -> Vec<&'p str> {
    if node.named.is_none() {
        return Vec::new();
    }
    match (spot.teller, &parameters.customers.origin) {
        (Teller::All(outcome), _) => match parameters.telling(outcome).groups.as_slice() {
            [only] if only.name == ALL && only.share == 1.0 && only.stays.is_none() => Vec::new(),
            groups => groups.iter().map(|group| group.name.as_str()).collect(),
        },
        (_, Origin::Served { problem: Problem::Service(service), .. }) => {
            service.touchpoints.iter().map(|touchpoint| touchpoint.name.as_str()).collect()
        }
        _ => Vec::new(),
    }
}
