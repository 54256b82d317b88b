//! Reading a scenario: its file, parents, preset and flags, into layers.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::de::DeTable;

use super::datum::Datum;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::key_path::{KeyPath, toml_string};
use super::layers::{Layer, Origin, Setting};
use super::presets::{PRESETS, Preset};
use super::reader::{Folder, read_layer};
use super::resolve::{Layers, resolve};
use super::resolved::{Overrides, Scenario};
use super::source_text::{LARGEST_FILE, SourceText};
use super::suggest::{did_you_mean, nearest};
use crate::input::{self, Input};
use crate::text;
use crate::vocabulary::{Text, system_reason};

/// The most files in a chain of `extends`.
const DEEPEST: usize = 16;

/// Reads a scenario file, its parents and its preset.
///
/// `name` is what the scenario is called in tables.
///
/// # Errors
/// All that is wrong with the file, its parents and the overrides, at once.
pub fn load(path: &Path, name: &str, overrides: &Overrides) -> Result<Scenario, Diagnostics> {
    let source = open(path).map_err(|fault| Diagnostics(vec![*fault]))?;
    let folder = Folder { resolved: parent_of(path), written: PathBuf::new() };
    let own = Opened { canonical: std::fs::canonicalize(path).ok(), source, folder };
    load_opened(own, Some(path.to_owned()), name, overrides)
}

/// Reads a scenario from bytes that are no file, such as standard input; relative paths in it start at the current
/// directory.
///
/// # Errors
/// As [`load`]; `shown_as` stands for the path in messages.
pub fn load_text(bytes: &[u8], shown_as: &str, name: &str, overrides: &Overrides) -> Result<Scenario, Diagnostics> {
    let source = SourceText::decode(Path::new(shown_as), bytes.to_vec());
    let source = Arc::new(source.map_err(|fault| Diagnostics(vec![*fault]))?);
    load_opened(Opened { canonical: None, source, folder: Folder::default() }, None, name, overrides)
}

/// A built-in preset as a scenario of its own.
///
/// # Errors
/// As [`load`], and when there is no preset of this name.
pub fn load_preset(name: &str, overrides: &Overrides) -> Result<Scenario, Diagnostics> {
    let Some(preset) = Preset::find(name) else {
        let fault = Diagnostic::error("unknown-preset", no_preset(name), None, preset_hint(name));
        return Err(Diagnostics(vec![fault]));
    };
    let mut faults = Vec::new();
    let mut layers = Layers {
        path: None,
        shown: PathBuf::from(format!("preset {name}")),
        files: vec![preset_layer(preset, &mut faults)],
        flags: Vec::new(),
    };
    layers.flags = flag_layers(overrides, &Folder::default(), &mut faults);
    resolve(name, &layers, overrides, faults)
}

/// A text and where it came from.
struct Opened {
    /// To notice that a file extends itself.
    canonical: Option<PathBuf>,
    source: Arc<SourceText>,
    folder: Folder,
}

fn load_opened(own: Opened, path: Option<PathBuf>, name: &str, overrides: &Overrides) -> Result<Scenario, Diagnostics> {
    let shown = own.source.path.clone();
    let mut faults = Vec::new();
    let layer = read_layer(&own.source, Origin::File, &own.folder, &mut faults);
    if layer.is_empty() && faults.is_empty() {
        let message = text!("{} is empty: it says nothing", "{} est vide : il ne dit rien", own.source.path.display());
        let hint = (
            "`rumeur new FILE` writes a scenario to start from",
            "`rumeur new FICHIER` écrit un scénario pour commencer",
        );
        return Err(Diagnostics(vec![Diagnostic::error("empty", message, None, hint)]));
    }
    let mut files = vec![layer];
    let flags_folder = own.folder.clone();
    let mut chain = Chain { visited: own.canonical.into_iter().collect(), folder: own.folder };
    while let Some(parent) = chain.below(&files[files.len() - 1], &mut faults) {
        files.push(parent);
        if files.len() > DEEPEST {
            let message =
                text!("extends goes through more than {DEEPEST} files", "extends passe par plus de {DEEPEST} fichiers");
            let hint = ("extend fewer files in a row", "étendez moins de fichiers à la suite");
            let extends = files[0].find("extends").map(|setting| setting.value.location());
            faults.push(Diagnostic::error("extends-too-deep", message, extends, hint));
            break;
        }
    }
    files.reverse();
    let flags = flag_layers(overrides, &flags_folder, &mut faults);
    resolve(name, &Layers { path, shown, files, flags }, overrides, faults)
}

/// The files that a scenario builds on, one after the other.
struct Chain {
    visited: Vec<PathBuf>,
    /// The folder of the last file.
    folder: Folder,
}

impl Chain {
    /// What `layer` builds on directly: its parent or its preset.
    fn below(&mut self, layer: &Layer, faults: &mut Vec<Diagnostic>) -> Option<Layer> {
        if let Origin::Preset(_) = layer.origin {
            return None;
        }
        let (extends, preset) = (layer.find("extends"), layer.find("preset"));
        if let (Some(extends), Some(preset)) = (extends, preset) {
            let message = text!(
                "extends and preset exclude each other: both say what the file builds on",
                "extends et preset s'excluent : les deux disent sur quoi le fichier s'appuie"
            );
            let hint = (
                "keep one of them; a parent may name a preset of its own",
                "gardez-en une seule ; un parent peut nommer son propre préréglage",
            );
            let fault = Diagnostic::error("exclusive-keys", message, Some(extends.key.location()), hint);
            faults.push(fault.and(preset.key.location()));
            return None;
        }
        if let Some(setting) = extends {
            return self.parent(setting, faults);
        }
        let setting = preset?;
        let Datum::Text(name) = &setting.datum else { return None };
        let preset = Preset::find(name);
        if preset.is_none() {
            faults.push(at_value(setting, "unknown-preset", no_preset(name), preset_hint(name)));
        }
        preset.map(|preset| preset_layer(preset, faults))
    }

    fn parent(&mut self, setting: &Setting, faults: &mut Vec<Diagnostic>) -> Option<Layer> {
        let Datum::Text(written) = &setting.datum else { return None };
        let path = self.folder.resolved.join(written);
        let Ok(canonical) = std::fs::canonicalize(&path) else {
            let message = text!(
                "extends names a file that does not exist: {written}",
                "extends nomme un fichier qui n'existe pas : {written}"
            );
            let hint = text!("it is looked for at {}", "il est cherché à {}", path.display());
            faults.push(at_value(setting, "missing-parent", message, hint));
            return None;
        };
        if self.visited.contains(&canonical) {
            let message = text!(
                "extends goes round in a circle: {written} builds on this file",
                "extends tourne en rond : {written} s'appuie sur ce fichier"
            );
            let hint = text!("remove one extends of the circle", "enlevez un extends du cercle");
            faults.push(at_value(setting, "extends-cycle", message, hint));
            return None;
        }
        self.visited.push(canonical);
        match open(&path) {
            Ok(source) => {
                let below = Path::new(written).parent().map(Path::to_owned).unwrap_or_default();
                self.folder = Folder { resolved: parent_of(&path), written: self.folder.written.join(below) };
                Some(read_layer(&source, Origin::Parent(path), &self.folder, faults))
            }
            Err(fault) => {
                faults.push(Diagnostic { location: Some(setting.value.location()), ..*fault });
                None
            }
        }
    }
}

impl Layer {
    /// What it sets at a key at the top of the file.
    pub(super) fn find(&self, key: &str) -> Option<&Setting> {
        let top = KeyPath::plain(key);
        self.settings.iter().find(|setting| setting.path == top)
    }

    fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.variants.is_empty() && self.sources.is_empty()
    }
}

fn preset_layer(preset: &'static Preset, faults: &mut Vec<Diagnostic>) -> Layer {
    let path = PathBuf::from(format!("preset {}", preset.name));
    let source = Arc::new(SourceText::new(&path, preset.text.to_owned()));
    read_layer(&source, Origin::Preset(preset.name), &Folder::default(), faults)
}

fn no_preset(name: &str) -> Text {
    text!("there is no preset `{name}`", "il n'y a pas de préréglage `{name}`")
}

fn preset_hint(name: &str) -> Text {
    let names = || PRESETS.iter().map(|preset| preset.name);
    match nearest(name, names()) {
        Some(known) => did_you_mean(format!("\"{known}\"")),
        None => text!("the presets are {}", "les préréglages sont {}", Text::list(names())),
    }
}

fn at_value(setting: &Setting, code: &'static str, message: Text, hint: Text) -> Diagnostic {
    Diagnostic::error(code, message, Some(setting.value.location()), hint)
}

/// Every flag as a layer of its own, in the order typed: the later one wins.
fn flag_layers(overrides: &Overrides, folder: &Folder, faults: &mut Vec<Diagnostic>) -> Vec<Layer> {
    let mut texts: Vec<(&str, String)> =
        overrides.set.iter().map(|(path, value)| ("--set", assignment(path, value))).collect();
    texts.extend(overrides.replicates.map(|count| ("--replicates", format!("run.replicates={count}"))));
    texts.extend(overrides.seed.map(|seed| ("--seed", format!("run.seed={seed}"))));
    texts
        .into_iter()
        .map(|(flag, text)| {
            let source = Arc::new(SourceText::new(Path::new(flag), text));
            read_layer(&source, Origin::Flag, folder, faults)
        })
        .collect()
}

/// `--set PATH=VALUE` as TOML. A shell eats quotes, so a plain word stands for a text.
fn assignment(path: &str, value: &str) -> String {
    let text = format!("{path}={value}").replace(['\n', '\r'], " ");
    let word = value.starts_with(char::is_alphabetic)
        && value.chars().all(|character| character.is_alphanumeric() || " _-./".contains(character));
    if word && DeTable::parse(&text).is_err() { format!("{path}={}", toml_string(value)) } else { text }
}

/// Reads a file that a person named.
fn open(path: &Path) -> Result<Arc<SourceText>, Box<Diagnostic>> {
    let refuse = |code, message: Text, hint: Text| Err(Box::new(Diagnostic::error(code, message, None, hint)));
    let shown = path.display();
    if path.is_dir() {
        let hint = text!("name a file that ends in .toml", "nommez un fichier qui finit par .toml");
        let message =
            text!("{shown} is a folder, not a scenario file", "{shown} est un dossier, pas un fichier de scénario");
        return refuse("unreadable", message, hint);
    }
    let read = input::open(path, LARGEST_FILE + 1).and_then(|input| match input {
        Input::Bytes(bytes) => Ok(bytes),
        Input::File(file) => {
            let mut bytes = Vec::new();
            file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    });
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => {
            let (code, message) = match error.kind() {
                std::io::ErrorKind::NotFound => {
                    ("missing-file", text!("{shown} does not exist", "{shown} n'existe pas"))
                }
                std::io::ErrorKind::PermissionDenied => (
                    "unreadable",
                    text!("{shown} cannot be read: permission denied", "{shown} est illisible : accès refusé"),
                ),
                _ => {
                    let Text { en, fr } = system_reason(&error);
                    ("unreadable", text!("{shown} cannot be read: {en}", "{shown} est illisible : {fr}"))
                }
            };
            let hint =
                text!("check the path and the rights of the file", "vérifiez le chemin et les droits du fichier");
            return refuse(code, message, hint);
        }
    };
    SourceText::decode(path, bytes).map(Arc::new)
}

fn parent_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}
