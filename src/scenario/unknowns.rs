//! The unknowns of a scenario: which numbers have a law, and how they go together.

use std::sync::Arc;

use super::catalogue::known;
use super::datum::{Datum, LawDatum};
use super::diagnostic::{Diagnostic, Location};
use super::expectation::Expectation;
use super::key_path::KeyPath;
use super::layers::{Effective, Entry, Layer, Setting};
use super::lens::lens;
use super::source_at::source_at;
use super::suggest::{did_you_mean, known_variants, nearest};
use super::title::Title;
use super::unknown_tables::{CORRELATION, EXPECT, UNCERTAINTY};
use super::unknown_target::other_spelling;
use crate::model::{Behind, Origin, Parameters};
use crate::stats::{Copula, CutLaw, Law, NearZero};
use crate::text;

/// A number that nobody knows.
#[doc = include_str!("examples/contents.md")]
#[derive(Clone, Debug)]
pub struct Unknown {
    /// Its dotted path, which [`super::lens`] compiles.
    pub path: String,
    /// What was said of it.
    pub law: Law,
    /// The law cut to the range of the number: what is drawn.
    pub cut: Arc<CutLaw>,
    /// Where the law comes from; no text where nobody says.
    pub source: Title,
}

impl Effective {
    /// The laws in force, by path.
    pub(super) fn laws(&self) -> impl Iterator<Item = (&KeyPath, &Entry, &Arc<LawDatum>)> {
        let table = KeyPath::plain(UNCERTAINTY);
        self.0.range(table.clone()..).take_while(move |(path, _)| path.below(&table).is_some()).filter_map(
            |(path, entry)| match &entry.datum {
                Datum::Law(law) => Some((path, entry, law)),
                _ => None,
            },
        )
    }

    /// Whoever sets a number makes it known: `settings` have been laid, and laws of theirs stay.
    pub(super) fn forget_known(&mut self, settings: &[Setting]) {
        let is_set = |law: &LawDatum| {
            let other = other_spelling(&law.target);
            let sets = |setting: &Setting| {
                let is_value = setting.datum != Datum::Table;
                is_value && law.target.below(&setting.path).is_some() || Some(&setting.path) == other.as_ref()
            };
            let stands = self.mentions(&law.home) || other.as_ref().is_some_and(|other| self.mentions(other));
            settings.iter().any(sets) || !stands
        };
        let own = |path: &KeyPath| settings.iter().any(|setting| setting.path == *path);
        let known: Vec<KeyPath> =
            self.laws().filter(|(path, _, law)| !own(path) && is_set(law)).map(|(path, ..)| path.clone()).collect();
        for path in known {
            self.0.remove(&path);
        }
    }
}

/// The unknowns of `parameters`, in the order of their paths; one whose path leads nowhere goes to `faults`.
pub(super) fn unknowns(
    effective: &Effective,
    parameters: &Parameters,
    sources: &[(String, Title)],
    faults: &mut Vec<Diagnostic>,
) -> Vec<Unknown> {
    let common = source_at(sources, &KeyPath::plain(UNCERTAINTY));
    let mut found = Vec::new();
    for (path, entry, law) in effective.laws() {
        let place = entry.place.as_ref().map(|(key, _)| key.location());
        let target = law.target.to_string();
        if let Err(error) = lens(&target, parameters) {
            faults.push(Diagnostic::error("no-number", error.message, place, error.hint));
            continue;
        }
        if let Some(fault) = infinite_mean(law, parameters, place) {
            faults.push(fault);
        }
        let source = source_at(sources, path).or_else(|| common.clone()).unwrap_or_default();
        found.push(Unknown { path: target, law: law.law.clone(), cut: Arc::new(law.cut.clone()), source });
    }
    found
}

/// Which of `unknowns` are unknown in a variant too.
pub(super) fn still_unknown(unknowns: &[Unknown], variant: &Effective, parameters: &Parameters) -> Vec<bool> {
    let is_open = |unknown: &Unknown| variant.laws().any(|(.., law)| law.target.to_string() == unknown.path);
    unknowns.iter().map(|unknown| is_open(unknown) && lens(&unknown.path, parameters).is_ok()).collect()
}

/// Whether the mean number of silent customers behind complaints hangs on the law as on 1 / rate.
pub(super) fn divides(law: &LawDatum, parameters: &Parameters) -> bool {
    let behind = match parameters.customers.origin {
        Origin::Complaints { ref behind, .. } => !matches!(behind, Behind::Silent(_)),
        _ => false,
    };
    behind && law.target == known("customers.observed_voice_rate")
}

fn infinite_mean(law: &LawDatum, parameters: &Parameters, place: Option<Location>) -> Option<Diagnostic> {
    let NearZero::Power(power) = law.law.near_zero() else { return None };
    if power > 1.0 || !divides(law, parameters) {
        return None;
    }
    let message = text!(
        "{} under {} lets the expected number of silent customers be infinite: too much of the law lies near 0",
        "{} selon {} donne un nombre moyen de silencieux infini : une trop grande part de la loi est près de 0",
        law.target,
        law.law
    );
    let hint = (
        "raise the lower end, for example { pert = [0.01, 0.04, 0.1] }, or a beta law with a above 2",
        "relevez la borne inférieure, par exemple { pert = [0.01, 0.04, 0.1] }, ou prenez une loi bêta avec a supérieur à 2",
    );
    Some(Diagnostic::error("infinite-mean", message, place, hint))
}

/// How the unknowns go together; `None` where they do not. What a later layer made known takes part no more.
pub(super) fn copula(
    effective: &Effective,
    unknowns: &[Unknown],
    layers: &[&Layer],
    faults: &mut Vec<Diagnostic>,
) -> Option<Copula> {
    let entry = effective.get_list(CORRELATION)?;
    let Datum::Correlations(pairs) = &entry.datum else { return None };
    let source = entry.place.as_ref().map(|(key, _)| &key.source);
    let place = |span: &std::ops::Range<usize>| source.map(|source| source.locate(span.clone()));
    let settings = || layers.iter().flat_map(|layer| &layer.settings);
    let ever = |path: &str| {
        settings().any(|setting| matches!(&setting.datum, Datum::Law(law) if law.target.to_string() == path))
    };
    let mut ranks = Vec::new();
    for pair in pairs {
        let mut places = [None; 2];
        for (slot, path) in places.iter_mut().zip(&pair.between) {
            *slot = unknowns.iter().position(|unknown| unknown.path == *path);
            if slot.is_none() && !ever(path) {
                let near = nearest(path, unknowns.iter().map(|unknown| unknown.path.as_str()));
                let hint = near.map_or_else(
                    || {
                        text!(
                            "give \"{path}\" a law in [uncertainty], or leave the correlation out",
                            "donnez une loi à \"{path}\" dans [uncertainty], ou omettez la corrélation"
                        )
                    },
                    |near| did_you_mean(format!("\"{near}\"")),
                );
                let message = text!(
                    "correlation between what is known: {path} is no unknown",
                    "corrélation entre des nombres connus : {path} n'est pas une inconnue"
                );
                faults.push(Diagnostic::error("not-unknown", message, place(&pair.span), hint));
            }
        }
        if let [Some(left), Some(right)] = places {
            ranks.push((left, right, pair.rank));
        }
    }
    if ranks.is_empty() {
        return None;
    }
    match Copula::new(unknowns.len(), &ranks) {
        Ok(copula) => Some(copula),
        Err(error) => {
            let path = &unknowns[error.number].path;
            let last = pairs.iter().rev().find(|pair| pair.between.contains(path));
            let message = text!(
                "no numbers can have these correlations together: those of {path} contradict the others (the matrix is not \
                 positive definite)",
                "ces corrélations ne sont pas possibles ensemble : celles de {path} contredisent les autres (la \
                 matrice n'est pas définie positive)"
            );
            let hint = (
                "bring them nearer to 0, or leave one out; 1 and -1 would be one number twice",
                "rapprochez-les de 0, ou omettez-en une ; 1 et -1 seraient deux fois le même nombre",
            );
            faults.push(Diagnostic::error(
                "impossible-correlations",
                message,
                last.and_then(|pair| place(&pair.span)),
                hint,
            ));
            None
        }
    }
}

/// The promises in force; one about a variant that there is not goes to `faults`.
pub(super) fn expectations(
    effective: &Effective,
    variants: &[&str],
    has_all: bool,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Expectation> {
    let Some(Datum::Expectations(promises)) = effective.get_list(EXPECT).map(|entry| &entry.datum) else {
        return Vec::new();
    };
    let is_there = |promise: &&Expectation| promise.variant.as_deref().is_none_or(|name| variants.contains(&name));
    for promise in promises.iter().filter(|promise| has_all && !is_there(promise)) {
        let name = promise.variant.as_deref().unwrap_or_default();
        let hint = match nearest(name, variants.iter().copied()) {
            Some(near) => did_you_mean(format!("\"{near}\"")),
            None => known_variants(variants.iter().copied()),
        };
        let message =
            text!("expect.variant: there is no variant `{name}`", "expect.variant : il n'y a pas de variante `{name}`");
        faults.push(Diagnostic::error("unknown-variant", message, Some(promise.location.clone()), hint));
    }
    promises.iter().filter(is_there).cloned().collect()
}
