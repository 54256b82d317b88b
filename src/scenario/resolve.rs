//! Layers to a scenario: what is in force for the baseline and for each variant.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::build::{build, run_settings, text};
use super::build_periods::read_changes;
use super::catalogue::known;
use super::complete::complete;
use super::datum::Datum;
use super::diagnostic::{Diagnostic, Diagnostics, Location};
use super::files::{self, NamedFile};
use super::fingerprint::fingerprint;
use super::layers::{Draft, Effective, Entry, Layer, Origin};
use super::lint::{CODES, lint};
use super::names::fold;
use super::reader::MOST_TOLD;
use super::resolved::{Facts, Overrides, Scenario, Variant};
use super::suggest::{did_you_mean, nearest, of_variant, unknown_variant};
use super::title::Title;
use super::unknowns::{copula, expectations, still_unknown, unknowns};
use crate::model::Parameters;
use crate::text;
use crate::vocabulary::all_periods;

/// The layers of one scenario, lowest first.
pub(super) struct Layers {
    pub(super) path: Option<PathBuf>,
    /// What messages call the scenario as a whole.
    pub(super) shown: PathBuf,
    /// Preset, parents, file.
    pub(super) files: Vec<Layer>,
    pub(super) flags: Vec<Layer>,
}

/// About the file itself: not inherited.
const OWN_KEYS: [&str; 4] = ["schema_version", "extends", "preset", "abstract"];

/// Lays the layers over each other and checks the whole.
///
/// # Errors
/// `faults` and whatever is found in addition.
pub(super) fn resolve(
    name: &str,
    layers: &Layers,
    overrides: &Overrides,
    mut faults: Vec<Diagnostic>,
) -> Result<Scenario, Diagnostics> {
    let mut files = Effective::default();
    let last = layers.files.len().saturating_sub(1);
    for (index, layer) in layers.files.iter().enumerate() {
        if index == last {
            files.lay(&layer.settings, &layer.origin, &mut faults);
        } else {
            let inherited: Vec<_> =
                layer.settings.iter().filter(|setting| !OWN_KEYS.contains(&setting.path.first())).cloned().collect();
            files.lay(&inherited, &layer.origin, &mut faults);
        }
    }
    for key in ["extends", "preset"] {
        files.0.remove(&known(key));
    }
    let is_abstract = matches!(files.get("abstract"), Some(Entry { datum: Datum::Flag(true), .. }));
    let mut baseline = files.clone();
    layers.lay_flags(&mut baseline, &mut faults);
    complete(&mut baseline, &mut faults);
    let mut found = Vec::new();
    let mut parameters = build(&baseline, &mut found);
    read_changes(&baseline, &mut parameters, &mut found);
    let run = run_settings(&baseline, &parameters, &mut found);
    let sources: Vec<_> = layers.files.iter().flat_map(|layer| layer.sources.iter().cloned()).collect();
    let unknown = if found.is_empty() { unknowns(&baseline, &parameters, &sources, &mut found) } else { Vec::new() };
    let all: Vec<&Layer> = layers.files.iter().chain(&layers.flags).collect();
    let copula = if found.is_empty() { copula(&baseline, &unknown, &all, &mut found) } else { None };
    keep_real(found, is_abstract, &mut faults);

    let allowed = allowed(&baseline, overrides, &mut faults);
    // What is far from a scenario is not tried with each of its variants.
    let drafts = if faults.len() > MOST_TOLD { Vec::new() } else { chosen(layers.drafts(), overrides, &mut faults) };
    let resolved: Vec<_> =
        drafts.iter().map(|draft| variant(draft, &files, layers, is_abstract, &mut faults)).collect();
    let names: Vec<&str> = resolved.iter().map(|(variant, _)| variant.name.as_str()).collect();
    let promises = expectations(&baseline, &names, overrides.variant.is_none(), &mut faults);
    if !faults.is_empty() {
        for fault in &mut faults {
            fault.location.get_or_insert_with(|| Location::whole(&layers.shown));
        }
        let untold = layers.files.iter().chain(&layers.flags).map(|layer| layer.untold).sum();
        return Err(Diagnostics(in_order(faults, untold)));
    }
    let (mut variants, effectives): (Vec<Variant>, Vec<Effective>) = resolved.into_iter().unzip();
    for (variant, settings) in variants.iter_mut().zip(&effectives) {
        variant.unknown = still_unknown(&unknown, settings, &variant.parameters);
    }
    let facts = Facts {
        name: name.to_owned(),
        path: layers.path.clone(),
        title: title(&baseline),
        period: span(text(&baseline, "period"), &parameters, &variants),
        currency: text(&baseline, "damage.currency"),
        tick: text(&baseline, "time.unit"),
        is_abstract,
        baseline: parameters,
        run,
        variants,
        unknowns: unknown,
        copula,
        expectations: promises,
        sources,
        fingerprint: String::new(),
        warnings: Vec::new(),
        files: files_of(layers, std::iter::once(&baseline).chain(&effectives)),
    };
    let mut scenario = Scenario { facts, settings: baseline, variant_settings: effectives, text: None };
    scenario.facts.fingerprint = fingerprint(&scenario);
    scenario.facts.warnings = lint(&scenario, &layers.files, &allowed);
    Ok(scenario)
}

/// The parents, and the files that values name.
fn files_of<'a>(layers: &'a Layers, settings: impl Iterator<Item = &'a Effective>) -> Vec<NamedFile> {
    let parents = layers.files.iter().filter_map(|layer| match &layer.origin {
        Origin::Parent(path) => Some(path),
        _ => None,
    });
    let edge_list = known("network.file.path");
    let named = settings.flat_map(|settings| &settings.0).filter_map(|(path, entry)| match &entry.datum {
        Datum::File { resolved, .. } => Some((resolved, *path == edge_list)),
        _ => None,
    });
    files::named(parents.map(|path| (path, false)).chain(named))
}

/// Each once, those of one text in the order of its lines; after [`MOST_TOLD`] the rest is a number, `untold` more of them.
fn in_order(mut faults: Vec<Diagnostic>, untold: usize) -> Vec<Diagnostic> {
    let mut texts: Vec<PathBuf> = Vec::new();
    for place in faults.iter().filter_map(|fault| fault.location.as_ref()) {
        if !texts.contains(&place.path) {
            texts.push(place.path.clone());
        }
    }
    faults.sort_by_key(|fault| {
        let place = fault.location.as_ref();
        let text = place.and_then(|place| texts.iter().position(|path| *path == place.path));
        (text.unwrap_or(usize::MAX), place.map(|place| (place.line, place.column)))
    });
    let mut unique: Vec<Diagnostic> = Vec::with_capacity(faults.len().min(MOST_TOLD));
    let mut rest = untold;
    for fault in faults {
        // What is said twice stands in one place.
        let same_place = unique.iter().rev().take_while(|known| known.location == fault.location);
        if same_place.into_iter().any(|known| *known == fault) {
            continue;
        }
        if unique.len() < MOST_TOLD {
            unique.push(fault);
        } else {
            rest += 1;
        }
    }
    if rest > 0 {
        let message = if rest == 1 {
            text!("and 1 more mistake", "et 1 autre erreur")
        } else {
            text!("and {rest} more mistakes", "et {rest} autres erreurs")
        };
        let location =
            unique.first().and_then(|fault| fault.location.as_ref()).map(|place| Location::whole(&place.path));
        let hint = (
            "mend these first; where most lines are wrong, this may be no scenario file",
            "corrigez d'abord celles-ci ; si presque toutes les lignes sont fausses, ce n'est peut-être pas un scénario",
        );
        let untold = Diagnostic::error("too-many", message, location, hint);
        unique.push(Diagnostic { also: rest - 1, ..untold });
    }
    unique
}

/// Codes of mistakes in a value whose key is there.
const ABOUT_VALUES: [&str; 9] = [
    "control-character",
    "duplicate-key",
    "empty-list",
    "empty-text",
    "missing-key",
    "out-of-range",
    "swapped-bounds",
    "unknown-word",
    "wrong-type",
];

/// Adds what is missing only where nothing else explains it: a misspelled key is one mistake, not two.
fn keep_real(found: Vec<Diagnostic>, is_abstract: bool, faults: &mut Vec<Diagnostic>) {
    let explained = faults.iter().any(|fault| !ABOUT_VALUES.contains(&fault.code));
    faults.extend(found.into_iter().filter(|fault| fault.code != "missing-key" || !(explained || is_abstract)));
}

impl Layers {
    fn lay_flags(&self, effective: &mut Effective, faults: &mut Vec<Diagnostic>) {
        for layer in &self.flags {
            effective.lay(&layer.settings, &layer.origin, faults);
        }
    }

    /// The variants of all layers, by name, so that their order in a file changes nothing; those of the same name make one.
    fn drafts(&self) -> Vec<Draft> {
        let mut drafts: BTreeMap<&str, Draft> = BTreeMap::new();
        for draft in self.files.iter().chain(&self.flags).flat_map(|layer| &layer.variants) {
            match drafts.get_mut(draft.name.as_str()) {
                Some(known) => {
                    known.title = draft.title.clone().or(known.title.take());
                    known.settings.extend(draft.settings.iter().cloned());
                }
                None => drop(drafts.insert(&draft.name, draft.clone())),
            }
        }
        drafts.into_values().collect()
    }
}

/// Only the variant asked for, where one is.
fn chosen(mut drafts: Vec<Draft>, overrides: &Overrides, faults: &mut Vec<Diagnostic>) -> Vec<Draft> {
    let mut folded: BTreeMap<String, &Draft> = BTreeMap::new();
    for draft in &drafts {
        if let Some(other) = folded.insert(fold(&draft.name), draft) {
            let message = text!(
                "the variants `{}` and `{}` differ in case only",
                "les variantes `{}` et `{}` ne diffèrent que par leurs majuscules",
                other.name,
                draft.name
            );
            let hint = ("rename one of them", "renommez l'une des deux");
            let fault = Diagnostic::error("name-clash", message, Some(other.key.location()), hint);
            faults.push(fault.and(draft.key.location()));
        }
    }
    let Some(wanted) = &overrides.variant else { return drafts };
    if wanted == "baseline" {
        drafts.clear();
    } else if drafts.iter().any(|draft| draft.name == *wanted) {
        drafts.retain(|draft| draft.name == *wanted);
    } else {
        faults.push(unknown_variant(wanted, drafts.iter().map(|draft| draft.name.as_str())));
    }
    drafts
}

fn variant(
    draft: &Draft,
    files: &Effective,
    layers: &Layers,
    is_abstract: bool,
    faults: &mut Vec<Diagnostic>,
) -> (Variant, Effective) {
    let mut effective = files.clone();
    let origin = Origin::Variant(draft.name.clone());
    effective.lay(&draft.settings, &origin, faults);
    layers.lay_flags(&mut effective, faults);
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    complete(&mut effective, &mut missing);
    found.append(&mut missing);
    let mut parameters = build(&effective, &mut found);
    read_changes(&effective, &mut parameters, &mut found);
    // What is wrong without the variant has been said; the rest comes from what the variant sets.
    let location = Some(draft.key.location());
    let found = found
        .into_iter()
        .filter(|fault| !faults.contains(fault))
        .map(|fault| {
            let message = of_variant(&draft.name, &fault.message);
            let own = fault
                .location
                .as_ref()
                .is_some_and(|place| draft.settings.iter().any(|setting| setting.key.location() == *place));
            let location = if own { fault.location.clone() } else { location.clone() };
            Diagnostic { message, location, ..fault }
        })
        .collect();
    keep_real(found, is_abstract, faults);
    let changes = effective.0.iter().filter(|(_, entry)| entry.origin == origin && entry.datum != Datum::Table);
    let changes = changes.map(|(path, entry)| (path.to_string(), entry.datum.to_toml())).collect();
    let title = draft.title.clone().unwrap_or_default();
    (Variant { name: draft.name.clone(), title, parameters, changes, unknown: Vec::new() }, effective)
}

/// What all counts belong to: a period, or several; 0 of them where each variant has a number of its own.
fn span(period: String, baseline: &Parameters, variants: &[Variant]) -> String {
    let count = baseline.period_count();
    if variants.iter().any(|variant| variant.parameters.period_count() != count) {
        return all_periods(&period);
    }
    if count > 1 { format!("{count} {period}") } else { period }
}

/// The codes of the lints that are known; one that does not exist is a mistake.
fn allowed(effective: &Effective, overrides: &Overrides, faults: &mut Vec<Diagnostic>) -> Vec<String> {
    let entry = effective.get("allow.lints");
    let in_file = match entry.map(|entry| &entry.datum) {
        Some(Datum::Texts(codes)) => codes.as_slice(),
        _ => &[],
    };
    let place = entry.and_then(|entry| entry.place.as_ref()).map(|(_, value)| value.location());
    let flags = overrides.allow.iter().map(|code| (code, Some(Location::whole(Path::new("--allow")))));
    let mut allowed = Vec::new();
    for (code, place) in in_file.iter().map(|code| (code, place.clone())).chain(flags) {
        if CODES.contains(&code.as_str()) {
            allowed.push(code.clone());
            continue;
        }
        let hint = match nearest(code, CODES) {
            Some(known) => did_you_mean(format!("\"{known}\"")),
            None => text!("the lints are {}", "les contrôles sont {}", CODES.join(", ")),
        };
        let message = text!("there is no lint `{code}`", "il n'y a pas de contrôle `{code}`");
        faults.push(Diagnostic::error("unknown-lint", message, place, hint));
    }
    allowed
}

fn title(effective: &Effective) -> Title {
    match effective.get("title") {
        Some(Entry { datum: Datum::Title(title), .. }) => title.clone(),
        _ => Title::default(),
    }
}
