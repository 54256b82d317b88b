//! `[uncertainty]`, `[[correlation]]` and `[[expect]]`: tables that are no tables of keys.

use std::ops::Range as Span;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::catalogue::{Key, Kind, Node, Scope, root};
use super::datum::{CorrelationDatum, Datum, LawDatum};
use super::expectation::{Expectation, STATISTICS, Statistic};
use super::key_path::KeyPath;
use super::law_value::is_law;
use super::reader::{Key as TomlKey, Reader, Value, in_order, split_path};
use super::spot::{bounds, has_parts, part_bounds};
use super::suggest::nearest;
use super::unknown::unknown_key;
use super::unknown_tables::{CORRELATION, EXPECT, UNCERTAINTY};
use super::value::{Read, Written};
use crate::stats::{CutLaw, Range, Score};
use crate::vocabulary::Metric;

/// The path of an unknown among the settings.
pub(super) fn unknown_path(target: &KeyPath) -> KeyPath {
    KeyPath::plain(UNCERTAINTY).with(&target.to_string())
}

/// What a path of the catalogue leads to.
enum Target {
    /// A number, with the path whose value it is or is part of, and what it may be.
    Number { home: KeyPath, range: Range, kind: Kind },
    /// Something else.
    Other(&'static Node),
}

/// The two spellings of one number.
const SPELLINGS: [&str; 2] = ["customers.observed_voice_rate", "customers.silent_per_complaint"];

/// The other path under which the number at `path` may be said, if there is one.
pub(super) fn other_spelling(path: &KeyPath) -> Option<KeyPath> {
    let place = SPELLINGS.iter().position(|known| *path == KeyPath::plain(known))?;
    Some(KeyPath::plain(SPELLINGS[1 - place]))
}

impl Reader<'_> {
    /// `[uncertainty]`.
    pub(super) fn uncertainty(&mut self, value: &Value) {
        let path = KeyPath::plain(UNCERTAINTY);
        let Some(table) = self.expect_table(value, &path) else { return };
        for (key, value) in in_order(table) {
            if key.get_ref() == "source" && matches!(value.get_ref(), DeValue::String(_)) {
                self.source(value, &path);
            } else {
                self.unknown(key, value, &KeyPath::default());
            }
        }
    }

    /// An unknown whose path goes on from `at`; a path may be written without quotes, as tables in tables.
    fn unknown(&mut self, key: &TomlKey, value: &Value, at: &KeyPath) {
        let Some(segments) = split_path(key.get_ref()) else {
            let message = format!("`{}` is not a path", key.get_ref());
            let hint = "write the path of a number in quotes: \"customers.observed_voice_rate\"".to_owned();
            self.fault("unknown-key", message, key.span(), Some(hint));
            return;
        };
        let target = segments.iter().fold(at.clone(), |path, segment| path.with(segment));
        let written = Written { value, text: &self.source.text };
        let found = match target_of(&target) {
            Ok(found) => found,
            Err((message, hint)) => return self.fault("unknown-key", message, key.span(), Some(hint)),
        };
        let is_table = |table: &DeTable| !table.is_empty() && !is_law(table);
        match (found, written.table()) {
            (Target::Other(_) | Target::Number { kind: Kind::Audience, .. }, Some(table)) if is_table(table) => {
                for (key, value) in in_order(table) {
                    self.unknown(key, value, &target);
                }
            }
            (Target::Other(node), _) => {
                let message = format!("{target} is no number that can be unknown");
                self.fault("not-a-number", message, key.span(), Some(why_not(node, &target)));
            }
            (Target::Number { home, range, kind }, _) => match law(written, &target, home, range) {
                Ok(datum) => self.keep_unknown(&target, datum, kind, key, value),
                Err(fault) => {
                    let path = unknown_path(&target);
                    self.value_fault(&path, fault);
                    self.keep(path, Datum::Invalid, key.span(), value.span());
                }
            },
        }
    }

    fn keep_unknown(&mut self, target: &KeyPath, datum: LawDatum, kind: Kind, key: &TomlKey, value: &Value) {
        let path = unknown_path(target);
        let known = |other: &KeyPath| self.layer.settings.iter().any(|setting| setting.path == *other);
        if known(&path) {
            let hint = Some("keep one of them".to_owned());
            return self.fault("duplicate-key", format!("{target} has two laws"), key.span(), hint);
        }
        if let Some(source) = &datum.source {
            self.layer.sources.push((path.to_string(), source.clone()));
        }
        let median = datum.cut.at(Score::Share(0.5));
        // The number itself stands where a single one is wanted; the ends of a range have no place of their own.
        if datum.home == *target {
            let median = match kind {
                Kind::Count { .. } | Kind::Audience | Kind::Generations => Datum::Count(median as u64),
                _ => Datum::Number(median),
            };
            self.medians.push((target.clone(), median, key.span(), value.span()));
        }
        self.keep(path, Datum::Law(Arc::new(datum)), key.span(), value.span());
    }

    /// Gives every unknown that the text says no number for its median.
    pub(super) fn keep_medians(&mut self) {
        for (target, median, key, value) in std::mem::take(&mut self.medians) {
            let other = other_spelling(&target);
            let says = |path: &KeyPath| *path == target || Some(path) == other.as_ref();
            if !self.layer.settings.iter().any(|setting| says(&setting.path)) {
                self.keep(target, median, key, value);
            }
        }
    }

    /// `[[correlation]]`.
    pub(super) fn correlations(&mut self, key: &TomlKey, value: &Value) {
        let Some(tables) = self.tables(key, value, CORRELATION) else { return };
        let mut pairs: Vec<CorrelationDatum> = Vec::new();
        for (table, span) in tables {
            let Some(pair) = self.correlation(table, span.clone()) else { continue };
            if pairs.iter().any(|known| known.between == pair.between) {
                let [left, right] = &pair.between;
                let hint = Some("keep one of them".to_owned());
                self.fault("duplicate-key", format!("{left} and {right} have two correlations"), span, hint);
                continue;
            }
            pairs.push(pair);
        }
        pairs.sort_by(|left, right| left.between.cmp(&right.between));
        self.keep(KeyPath::plain(CORRELATION), Datum::Correlations(pairs), key.span(), value.span());
    }

    fn correlation(&mut self, table: &DeTable, span: Span<usize>) -> Option<CorrelationDatum> {
        let (mut between, mut rank, mut place) = (None, None, span.clone());
        for (key, value) in in_order(table) {
            let written = Written { value, text: &self.source.text };
            let read = match key.get_ref().as_ref() {
                "between" => {
                    place = value.span();
                    pair_of(written).map(|pair| between = Some(pair))
                }
                "rank" => written.number(-1.0, 1.0, false).map(|number| rank = Some(number)),
                "source" => written.string("a text in quotes").map(drop),
                other => {
                    self.foreign(CORRELATION, other, &["between", "rank"], key);
                    return None;
                }
            };
            if let Err(fault) = read {
                self.value_fault(&KeyPath::plain(CORRELATION).with(key.get_ref()), fault);
                return None;
            }
        }
        match (between, rank) {
            (Some(between), Some(rank)) => Some(CorrelationDatum { between, rank, span: place }),
            (between, _) => {
                let missing = if between.is_none() { "between" } else { "rank" };
                let hint = "write between = [\"PATH\", \"PATH\"] and rank = 0.5".to_owned();
                self.fault("missing-key", format!("{CORRELATION}.{missing} is missing"), span, Some(hint));
                None
            }
        }
    }

    /// `[[expect]]`.
    pub(super) fn expectations(&mut self, key: &TomlKey, value: &Value) {
        let Some(tables) = self.tables(key, value, EXPECT) else { return };
        let promises = tables.into_iter().filter_map(|(table, span)| self.expectation(table, span)).collect();
        self.keep(KeyPath::plain(EXPECT), Datum::Expectations(promises), key.span(), value.span());
    }

    fn expectation(&mut self, table: &DeTable, span: Span<usize>) -> Option<Expectation> {
        const KEYS: [&str; 6] = ["metric", "statistic", "at_least", "between", "variant", "difference"];
        let (mut metric, mut statistic, mut least) = (None, "mean".to_owned(), None);
        let (mut between, mut variant, mut difference) = (None, None, false);
        for (key, value) in in_order(table) {
            let written = Written { value, text: &self.source.text };
            let read = match key.get_ref().as_ref() {
                "metric" => written.read(Kind::Metric).map(|datum| metric = word_of(datum)),
                "statistic" => written
                    .word_of("a statistic", &STATISTICS)
                    .map(|datum| statistic = word_of(datum).unwrap_or_default()),
                "at_least" => written.number(-1e15, 1e15, false).map(|number| least = Some(number)),
                "between" => {
                    written.ends("[lowest, highest]").map(|ends: [f64; 2]| between = Some((ends, value.span())))
                }
                "variant" => written.string("the name of a variant").map(|name| variant = Some(name)),
                "difference" => written.read(Kind::Flag).map(|datum| difference = datum == Datum::Flag(true)),
                "source" => written.string("a text in quotes").map(drop),
                other => {
                    self.foreign(EXPECT, other, &KEYS, key);
                    return None;
                }
            };
            if let Err(fault) = read {
                self.value_fault(&KeyPath::plain(EXPECT).with(key.get_ref()), fault);
                return None;
            }
        }
        let metric: Option<Metric> = metric.and_then(|name: String| name.parse().ok());
        let (Some(metric), Some(([low, high], place))) = (metric, between.clone()) else {
            let missing = if metric.is_none() { "metric" } else { "between" };
            let hint = "write metric = \"aware\" and between = [300, 335]".to_owned();
            self.fault("missing-key", format!("{EXPECT}.{missing} is missing"), span, Some(hint));
            return None;
        };
        let statistic = Statistic::of(&statistic, least.unwrap_or(f64::NAN))?;
        let odd = oddity(statistic, least.is_some(), difference, variant.is_some(), low, high);
        if let Some((code, message, hint)) = odd {
            self.fault(code, format!("{EXPECT} {message}"), place, Some(hint.to_owned()));
            return None;
        }
        let variant = variant.filter(|name| name != "baseline");
        let location = self.source.locate(place);
        Some(Expectation { metric, statistic, low, high, variant, difference, location })
    }

    /// The tables of a list in double brackets.
    fn tables<'v>(
        &mut self,
        key: &TomlKey,
        value: &'v Value,
        name: &str,
    ) -> Option<Vec<(&'v DeTable<'v>, Span<usize>)>> {
        let DeValue::Array(items) = value.get_ref() else {
            let message = format!("{name} must be a list of tables");
            self.fault("wrong-type", message, key.span(), Some(format!("write [[{name}]] in double brackets")));
            return None;
        };
        let mut tables = Vec::new();
        for item in items {
            if let DeValue::Table(table) = item.get_ref() {
                tables.push((table, item.span()));
            } else {
                let fault = Written { value: item, text: &self.source.text }.wrong("a table", None);
                self.value_fault(&KeyPath::plain(name), fault);
            }
        }
        Some(tables)
    }

    fn foreign(&mut self, table: &str, name: &str, keys: &[&str], key: &TomlKey) {
        let near = nearest(name, keys.iter().copied());
        let hint =
            near.map_or_else(|| format!("known here: {}", keys.join(", ")), |near| format!("did you mean `{near}`?"));
        self.fault("unknown-key", format!("unknown key {table}.{name}"), key.span(), Some(hint));
    }
}

/// What a promise cannot be: code, message, hint.
fn oddity(
    statistic: Statistic,
    has_least: bool,
    difference: bool,
    has_variant: bool,
    low: f64,
    high: f64,
) -> Option<(&'static str, String, &'static str)> {
    let is_probability = matches!(statistic, Statistic::AtLeast(_));
    if low > high {
        let message = format!("must go from the lowest to the highest, got {low} and {high}");
        return Some(("swapped-bounds", message, "swap them"));
    }
    if is_probability != has_least {
        let message = "must have at_least with statistic = \"probability\", and only there".to_owned();
        return Some(("needs-another-key", message, "write statistic = \"probability\" and at_least = 500"));
    }
    if is_probability && (low > 1.0 || high < 0.0) {
        return Some(("out-of-range", "is about a share, from 0 to 1".to_owned(), "write 30 % as 0.30"));
    }
    if difference && !has_variant {
        let message = "with difference = true needs a variant".to_owned();
        return Some(("needs-another-key", message, "add variant = \"NAME\""));
    }
    // The 10 % and the 90 % quantile of the differences are what a run keeps.
    let is_kept = matches!(statistic, Statistic::Mean | Statistic::Quantile(1 | 5));
    if difference && !is_kept {
        let message = format!("has no {} of a difference", statistic.name());
        return Some(("unknown-word", message, "of a difference there are mean, p10 and p90"));
    }
    None
}

fn word_of(datum: Datum) -> Option<String> {
    match datum {
        Datum::Text(word) => Some(word),
        _ => None,
    }
}

/// Two different paths, as the scenario spells them, in the order of the alphabet.
fn pair_of(written: Written) -> Read<[String; 2]> {
    let wanted = "two paths of unknowns";
    let example = || Some("write between = [\"PATH\", \"PATH\"]".to_owned());
    let items = written.array(wanted)?;
    let paths = written.each(items, |item| {
        let text = item.string("a path in quotes")?;
        let segments =
            split_path(&text).ok_or_else(|| item.fault("unknown-key", format!("`{text}` is not a path"), example()))?;
        Ok(segments.iter().fold(KeyPath::default(), |path, segment| path.with(segment)).to_string())
    })?;
    let mut pair: [String; 2] = paths.try_into().map_err(|paths: Vec<String>| {
        written.fault("wrong-type", format!("must be {wanted}, got {}", paths.len()), example())
    })?;
    if pair[0] == pair[1] {
        let message = format!("must be two different unknowns, got {} twice", pair[0]);
        return Err(written.fault("duplicate-key", message, example()));
    }
    pair.sort();
    Ok(pair)
}

/// The law of a number that may be what `range` says.
fn law(written: Written, target: &KeyPath, home: KeyPath, range: Range) -> Read<LawDatum> {
    let (law, source) = written.law()?;
    let cut = CutLaw::new(&law, range)
        .map_err(|error| written.fault("bad-law", error.message().to_string(), Some(error.hint().to_string())))?;
    Ok(LawDatum { target: target.clone(), home, law, cut, source })
}

/// Where a path leads; message and hint where it leads nowhere.
fn target_of(path: &KeyPath) -> Result<Target, (String, String)> {
    let (mut node, mut at) = (root(), KeyPath::default());
    let mut segments = path.segments();
    while let Some(segment) = segments.next() {
        if let Some(key) = node.value().filter(|key| has_parts(key)) {
            let part = if segments.next().is_none() { part_bounds(key.kind, segment) } else { None };
            let Some((bounds, whole)) = part else {
                return Err((format!("{path} is no number"), parts_hint(key, &at)));
            };
            let range = Range { low: bounds.low, high: bounds.high, whole };
            return Ok(Target::Number { home: at, range, kind: key.kind });
        }
        node = node.child(segment).ok_or_else(|| unknown_key(segment, node, &at))?;
        at = at.with(segment);
    }
    let is_parameter = |key: &&Key| key.scope == Scope::Parameter && !["network", "run"].contains(&path.first());
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

fn parts_hint(key: &Key, at: &KeyPath) -> String {
    match key.kind {
        Kind::Range { .. } => format!("its numbers are {at}.low and {at}.high"),
        _ => format!("its numbers are the weights: {at}.NUMBER"),
    }
}

fn why_not(node: &Node, path: &KeyPath) -> String {
    if ["network", "run"].contains(&path.first()) {
        return "what a network is made from and how the scenario is run stay the same".to_owned();
    }
    match node.value() {
        Some(key) if has_parts(key) => parts_hint(key, path),
        Some(_) => "only numbers can be unknown".to_owned(),
        None => {
            let names: Vec<String> = node.children.iter().take(6).map(|(name, _)| format!("{path}.{name}")).collect();
            if names.is_empty() {
                format!("name a number below it: {path}.NAME...")
            } else {
                format!("name a number, such as {}", names.join(", "))
            }
        }
    }
}
