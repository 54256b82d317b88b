//! `[uncertainty]`, `[[correlation]]` and `[[expect]]`: tables that are no tables of keys.

use std::ops::Range as Span;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::catalogue::Kind;
use super::complete::missing_key;
use super::datum::{CorrelationDatum, Datum, LawDatum};
use super::expectation::{Expectation, STATISTICS, Statistic};
use super::key_path::KeyPath;
use super::law_value::{LOW_HIGH, is_law};
use super::layers::KEEP_ONE;
use super::reader::Reader;
use super::suggest::{did_you_mean, nearest};
use super::title::Title;
use super::toml_keys::{Key as TomlKey, Value, in_order, no_path, split_path};
use super::typed_number::percent;
use super::unknown::{known_here, not_known};
use super::unknown_tables::{CORRELATION, EXPECT, UNCERTAINTY};
use super::unknown_target::{Target, other_spelling, target_of, unknown_path, why_not};
use super::value::{A_TABLE, Read, Written};
use crate::stats::{CutLaw, Law, LawError, Range, Score};
use crate::text;
use crate::vocabulary::{Metric, Text};

impl Reader<'_> {
    /// `[uncertainty]`.
    pub(super) fn uncertainty(&mut self, value: &Value) {
        let path = KeyPath::plain(UNCERTAINTY);
        let Some(table) = self.expect_table(value, &path) else { return };
        for (key, value) in in_order(table) {
            if key.get_ref() == "source" && Title::is_one(value.get_ref()) {
                self.source(value, &path);
            } else {
                self.unknown(key, value, &KeyPath::default());
            }
        }
    }

    /// An unknown whose path goes on from `at`; a path may be written without quotes, as tables in tables.
    fn unknown(&mut self, key: &TomlKey, value: &Value, at: &KeyPath) {
        let Some(segments) = split_path(key.get_ref()) else {
            let hint = text!(
                "write the path of a number in quotes: \"customers.observed_voice_rate\"",
                "écrivez le chemin d'un nombre entre guillemets : \"customers.observed_voice_rate\""
            );
            self.fault("unknown-key", no_path(key.get_ref()), key.span(), Some(hint));
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
                let message = text!(
                    "{target} is no number that can be unknown",
                    "{target} n'est pas un nombre qui peut être inconnu"
                );
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
            let message = text!("{target} has two laws", "{target} a deux lois");
            return self.fault("duplicate-key", message, key.span(), Some(KEEP_ONE.into()));
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
                let message =
                    text!("{left} and {right} have two correlations", "{left} et {right} ont deux corrélations");
                self.fault("duplicate-key", message, span, Some(KEEP_ONE.into()));
                continue;
            }
            pairs.push(pair);
        }
        pairs.sort_by(|left, right| left.between.cmp(&right.between));
        self.keep(KeyPath::plain(CORRELATION), Datum::Correlations(pairs), key.span(), value.span());
    }

    fn correlation(&mut self, table: &DeTable, span: Span<usize>) -> Option<CorrelationDatum> {
        let (mut between, mut rank, mut place) = (None, None, span.clone());
        let (mut is_sound, mut is_known) = (true, true);
        for (key, value) in in_order(table) {
            let written = Written { value, text: &self.source.text };
            let read = match key.get_ref().as_ref() {
                "between" => {
                    place = value.span();
                    pair_of(written).map(|pair| between = Some(pair))
                }
                "rank" => written.number(-1.0, 1.0, false).map(|number| rank = Some(number)),
                "source" => written.title().map(drop),
                other => {
                    // Whatever is missing may be what this was meant to be.
                    self.foreign(CORRELATION, other, &["between", "rank"], key);
                    (is_sound, is_known) = (false, false);
                    continue;
                }
            };
            if let Err(fault) = read {
                self.value_fault(&KeyPath::plain(CORRELATION).with(key.get_ref()), fault);
                is_sound = false;
            }
        }
        match (between, rank) {
            (Some(between), Some(rank)) if is_sound => Some(CorrelationDatum { between, rank, span: place }),
            _ => {
                // What is there and wrong has been said.
                let missing = ["between", "rank"].into_iter().find(|key| is_known && !table.contains_key(*key))?;
                let hint = Text::new(
                    "write between = [\"PATH\", \"PATH\"] and rank = 0.5",
                    "écrivez between = [\"CHEMIN\", \"CHEMIN\"] et rank = 0.5",
                );
                self.fault("missing-key", missing_key(format!("{CORRELATION}.{missing}")), span, Some(hint));
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
        let (mut is_sound, mut is_known) = (true, true);
        for (key, value) in in_order(table) {
            let written = Written { value, text: &self.source.text };
            let read = match key.get_ref().as_ref() {
                "metric" => written.read(Kind::Metric).map(|datum| metric = word_of(datum)),
                "statistic" => written
                    .word_of(("a statistic", "une statistique"), &STATISTICS)
                    .map(|datum| statistic = word_of(datum).unwrap_or_default()),
                "at_least" => written.number(-1e15, 1e15, false).map(|number| least = Some(number)),
                "between" => written.ends(LOW_HIGH).map(|ends: [f64; 2]| between = Some((ends, value.span()))),
                "variant" => {
                    written.string(("the name of a variant", "le nom d'une variante")).map(|name| variant = Some(name))
                }
                "difference" => written.read(Kind::Flag).map(|datum| difference = datum == Datum::Flag(true)),
                "source" => written.title().map(drop),
                other => {
                    // Whatever is missing may be what this was meant to be.
                    self.foreign(EXPECT, other, &KEYS, key);
                    (is_sound, is_known) = (false, false);
                    continue;
                }
            };
            if let Err(fault) = read {
                self.value_fault(&KeyPath::plain(EXPECT).with(key.get_ref()), fault);
                is_sound = false;
            }
        }
        let metric: Option<Metric> = metric.and_then(|name: String| name.parse().ok());
        let (Some(metric), Some(([low, high], place)), true) = (metric, between, is_sound) else {
            // What is there and wrong has been said.
            let missing = ["metric", "between"].into_iter().find(|key| is_known && !table.contains_key(*key))?;
            let hint = text!(
                "write metric = \"aware\" and between = [300, 335]",
                "écrivez metric = \"aware\" et between = [300, 335]"
            );
            self.fault("missing-key", missing_key(format!("{EXPECT}.{missing}")), span, Some(hint));
            return None;
        };
        let statistic = Statistic::of(&statistic, least.unwrap_or(f64::NAN))?;
        let odd = oddity(statistic, least.is_some(), difference, variant.is_some(), low, high);
        if let Some((code, message, hint)) = odd {
            self.fault(code, message.after(&format!("{EXPECT} ")), place, Some(hint));
            return None;
        }
        let variant = variant.filter(|name| name != "baseline");
        let location = self.source.locate(place);
        Some(Expectation { metric, statistic, low, high, variant, difference, location })
    }

    /// The tables of a list in double brackets.
    pub(super) fn tables<'v>(
        &mut self,
        key: &TomlKey,
        value: &'v Value,
        name: &str,
    ) -> Option<Vec<(&'v DeTable<'v>, Span<usize>)>> {
        let DeValue::Array(items) = value.get_ref() else {
            let message = text!("{name} must be a list of tables", "{name} doit être une liste de tables");
            let hint = text!("write [[{name}]] in double brackets", "écrivez [[{name}]] entre doubles crochets");
            self.fault("wrong-type", message, key.span(), Some(hint));
            return None;
        };
        let mut tables = Vec::new();
        for item in items {
            if let DeValue::Table(table) = item.get_ref() {
                tables.push((table, item.span()));
            } else {
                let fault = Written { value: item, text: &self.source.text }.wrong(A_TABLE, None);
                self.value_fault(&KeyPath::plain(name), fault);
            }
        }
        Some(tables)
    }

    pub(super) fn foreign(&mut self, table: &str, name: &str, keys: &[&str], key: &TomlKey) {
        let near = nearest(name, keys.iter().copied());
        let hint = near.map_or_else(|| known_here(keys), |near| did_you_mean(format!("`{near}`")));
        self.fault("unknown-key", not_known(format!("{table}.{name}")), key.span(), Some(hint));
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
) -> Option<(&'static str, Text, Text)> {
    let is_probability = matches!(statistic, Statistic::AtLeast(_));
    if low > high {
        let message = text!(
            "must go from the lowest to the highest, got {low} and {high}",
            "doit aller du plus petit au plus grand, reçu {low} et {high}"
        );
        return Some(("swapped-bounds", message, text!("swap them", "échangez-les")));
    }
    if is_probability != has_least {
        let message = text!(
            "must have at_least with statistic = \"probability\", and only there",
            "doit avoir at_least avec statistic = \"probability\", et seulement là"
        );
        let hint = text!(
            "write statistic = \"probability\" and at_least = 500",
            "écrivez statistic = \"probability\" et at_least = 500"
        );
        return Some(("needs-another-key", message, hint));
    }
    if is_probability && (low > 1.0 || high < 0.0) {
        let message = text!("is about a share, from 0 to 1", "porte sur une part, de 0 à 1");
        return Some(("out-of-range", message, percent(30.0)));
    }
    if difference && !has_variant {
        let message = text!("with difference = true needs a variant", "avec difference = true demande une variante");
        return Some(("needs-another-key", message, text!("add variant = \"NAME\"", "ajoutez variant = \"NOM\"")));
    }
    // The 10 % and the 90 % quantile of the differences are what a run keeps.
    let is_kept = matches!(statistic, Statistic::Mean | Statistic::Quantile(1 | 5));
    if difference && !is_kept {
        let message = text!("has no {} of a difference", "ne connaît pas {} pour une différence", statistic.name());
        let hint = text!("of a difference there are mean, p10 and p90", "d'une différence, il y a mean, p10 et p90");
        return Some(("unknown-word", message, hint));
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
    let wanted = ("two paths of unknowns", "deux chemins d'inconnues");
    let example =
        || Some(Text::new("write between = [\"PATH\", \"PATH\"]", "écrivez between = [\"CHEMIN\", \"CHEMIN\"]"));
    let items = written.array(wanted)?;
    let paths = written.each(items, |item| {
        let text = item.string(("a path in quotes", "un chemin entre guillemets"))?;
        let segments = split_path(&text).ok_or_else(|| item.fault("unknown-key", no_path(&text), example()))?;
        Ok(segments.iter().fold(KeyPath::default(), |path, segment| path.with(segment)).to_string())
    })?;
    let mut pair: [String; 2] = paths.try_into().map_err(|paths: Vec<String>| {
        let ((en, fr), got) = (wanted, paths.len());
        written.fault("wrong-type", text!("must be {en}, got {got}", "doit être {fr}, reçu {got}"), example())
    })?;
    if pair[0] == pair[1] {
        let message = text!(
            "must be two different unknowns, got {} twice",
            "doit être deux inconnues différentes, reçu deux fois {}",
            pair[0]
        );
        return Err(written.fault("duplicate-key", message, example()));
    }
    pair.sort();
    Ok(pair)
}

/// The law of a number that may be what `range` says.
fn law(written: Written, target: &KeyPath, home: KeyPath, range: Range) -> Read<LawDatum> {
    let (law, source) = written.law()?;
    let cut = CutLaw::new(&law, range).map_err(|error| {
        let hint = rising(&law, &error).unwrap_or_else(|| error.hint());
        written.fault("bad-law", error.message(), Some(hint))
    })?;
    Ok(LawDatum { target: target.clone(), home, law, cut, source })
}

/// The three numbers of a law in their order, where its ends are swapped.
fn rising(law: &Law, error: &LawError) -> Option<Text> {
    let (Law::Triangular { low, mode, high } | Law::Pert { low, mode, high }) = *law else { return None };
    let swapped = matches!(error, LawError::Empty { low, high } if low != high);
    let mut numbers = [low, mode, high];
    numbers.sort_by(f64::total_cmp);
    let [low, mode, high] = numbers;
    swapped.then(|| {
        text!(
            "write them from the lowest to the highest: [{low}, {mode}, {high}]",
            "écrivez-les du plus petit au plus grand : [{low}, {mode}, {high}]"
        )
    })
}
