//! A TOML text to a layer of settings, by the catalogue.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::catalogue::{Form, Kind, Node, Scope, form, root};
use super::datum::Datum;
use super::diagnostic::{Diagnostic, Severity};
use super::key_path::KeyPath;
use super::layers::{Draft, Layer, Origin, Setting};
use super::names::name_fault;
use super::source_text::{Place, SourceText};
use super::syntax::{line, syntax_faults};
use super::unknown::unknown_key;
use super::unknown_tables::{CORRELATION, UNCERTAINTY};
use super::value::{Fault, Written};

/// Where the paths in a text start.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    /// To open them.
    pub(super) resolved: PathBuf,
    /// To write them: relative to the scenario's own folder.
    pub(super) written: PathBuf,
}

/// Reads all that `source` says; every mistake goes to `faults`.
pub(super) fn read_layer(
    source: &Arc<SourceText>,
    origin: Origin,
    folder: &Folder,
    faults: &mut Vec<Diagnostic>,
) -> Layer {
    let (document, errors) = DeTable::parse_recoverable(&source.text);
    let layer = Layer { origin, settings: Vec::new(), variants: Vec::new(), sources: Vec::new(), untold: 0 };
    let mut reader = Reader { source, folder, layer, faults: Vec::new(), draft: None, medians: Vec::new() };
    reader.table(document.get_ref(), root(), &KeyPath::default());
    reader.keep_medians();
    // What the parser could not read, it may have read as something else: one message a line is enough.
    let mut all = syntax_faults(source, &errors, reader.layer.origin == Origin::Flag);
    let broken: Vec<_> = all.iter().map(line).collect();
    let Reader { layer, faults: found, .. } = reader;
    all.extend(found.into_iter().filter(|fault| !broken.contains(&line(fault))));
    all.sort_by_key(line);
    faults.extend(all);
    layer
}

pub(super) struct Reader<'a> {
    pub(super) source: &'a Arc<SourceText>,
    folder: &'a Folder,
    pub(super) layer: Layer,
    faults: Vec<Diagnostic>,
    /// The variant being read.
    draft: Option<Draft>,
    /// The unknowns so far: path, median, key and value in the text.
    pub(super) medians: Vec<(KeyPath, Datum, Range<usize>, Range<usize>)>,
}

/// So many mistakes of one scenario are told one by one; the rest is counted.
pub(super) const MOST_TOLD: usize = 100;

pub(super) type Key<'a> = Spanned<DeString<'a>>;
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn table(&mut self, table: &DeTable, node: &Node, path: &KeyPath) {
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let own = node.children.iter().any(|(child, _)| *child == name);
            if name == "source" && !own && (node.named.is_none() || matches!(value.get_ref(), DeValue::String(_))) {
                self.source(value, path);
            } else if path.is_empty() && self.draft.is_none() && name == "variants" {
                self.variants(value);
            } else if path.is_empty() && self.draft.is_none() && form(name) != Form::Table {
                match name {
                    UNCERTAINTY => self.uncertainty(value),
                    CORRELATION => self.correlations(key, value),
                    _ => self.expectations(key, value),
                }
            } else if self.draft.is_some() && name.contains('.') {
                self.dotted(key, value, node, path);
            } else {
                self.entry(key, key.span(), name, value, node, path);
            }
        }
    }

    /// One key and its value below `path`; `span` is where messages about the key point.
    fn entry(&mut self, key: &Key, span: Range<usize>, name: &str, value: &Value, parent: &Node, path: &KeyPath) {
        let Some(node) = parent.child(name) else {
            let (message, hint) = unknown_key(name, parent, path);
            self.fault("unknown-key", message, span, Some(hint));
            return;
        };
        let path = path.with(name);
        if form(path.first()) != Form::Table {
            let hint = "it is the same for all variants: set it in the scenario itself".to_owned();
            self.fault("not-here", format!("{path} cannot be set by a variant"), span, Some(hint));
            return;
        }
        let named = !parent.children.iter().any(|(child, _)| *child == name);
        if let Some((message, hint)) = named.then(|| name_fault(name)).flatten() {
            self.fault("bad-name", message, span, Some(hint));
            return;
        }
        if !self.in_scope(node, &path, &span) {
            return;
        }
        let written = Written { value, text: &self.source.text };
        let below = !node.children.is_empty() || node.named.is_some();
        match (written.table(), node.value()) {
            (Some(table), _) if below => {
                // A table of named things without any is the same as none.
                if node.named.is_none() || !table.is_empty() {
                    self.keep(path.clone(), Datum::Table, key.span(), value.span());
                }
                self.table(table, node, &path);
            }
            (_, Some(spec)) => match written.read(spec.kind) {
                Ok(datum) => self.value(path, spec.kind, datum, key, value),
                Err(fault) => {
                    let own = || spec.hint.filter(|_| fault.code == "out-of-range").map(str::to_owned);
                    let hint = fault.hint.clone().or_else(own);
                    self.value_fault(&path, Fault { hint, ..fault });
                    self.keep(path, Datum::Invalid, key.span(), value.span());
                }
            },
            (_, None) => {
                let hint = match value.get_ref() {
                    DeValue::Array(_) => format!("write [{path}] in single brackets, once"),
                    _ => format!("write its keys below a line [{path}], or as {path}.KEY = VALUE"),
                };
                let fault = written.wrong("a table", Some(hint));
                self.value_fault(&path, fault);
            }
        }
    }

    /// A quoted path such as `"voice.rate"` in a variant.
    fn dotted(&mut self, key: &Key, value: &Value, node: &Node, path: &KeyPath) {
        let Some(segments) = split_path(key.get_ref()) else {
            let message = format!("`{}` is not a path", key.get_ref());
            let hint = "write a path as \"voice.rate\" or \"silent.groups.vocal.audience\"".to_owned();
            self.fault("unknown-key", message, key.span(), Some(hint));
            return;
        };
        let Some((last, parents)) = segments.split_last() else { return };
        let (mut node, mut path) = (node, path.clone());
        for segment in parents {
            let Some(child) = node.child(segment) else {
                if form(path.first()) != Form::Table {
                    let hint = "it is the same for all variants: set it in the scenario itself".to_owned();
                    self.fault("not-here", format!("{path} cannot be set by a variant"), key.span(), Some(hint));
                    return;
                }
                let (message, hint) = unknown_key(segment, node, &path);
                self.fault("unknown-key", message, key.span(), Some(hint));
                return;
            };
            path = path.with(segment);
            node = child;
        }
        self.entry(key, key.span(), last, value, node, &path);
    }

    fn value(&mut self, path: KeyPath, kind: Kind, datum: Datum, key: &Key, value: &Value) {
        let datum = match datum {
            Datum::Text(written) if kind == Kind::File && path.first() != "extends" => {
                let resolved = self.folder.resolved.join(&written);
                if let Some(message) = unusable(&resolved) {
                    let message = format!("{path} {message}: {written}");
                    let hint = if message.contains("pipe") {
                        "write what it says into a file first".to_owned()
                    } else {
                        "paths start at the folder of the file that names them".to_owned()
                    };
                    self.fault("missing-file", message, value.span(), Some(hint));
                    self.keep(path, Datum::Invalid, key.span(), value.span());
                    return;
                }
                let written = self.folder.written.join(&written).to_string_lossy().replace('\\', "/");
                Datum::File { written, resolved }
            }
            Datum::Text(written) if kind == Kind::Text && written.starts_with(['=', '+', '-', '@']) => {
                let message = format!("{path} must not start with one of = + - @, got \"{written}\"");
                let hint =
                    "a spreadsheet takes it for a formula; write a name, such as \"EUR\" or \"month\"".to_owned();
                self.fault("bad-name", message, value.span(), Some(hint));
                Datum::Invalid
            }
            datum => datum,
        };
        self.keep(path, datum, key.span(), value.span());
    }

    pub(super) fn keep(&mut self, path: KeyPath, datum: Datum, key: Range<usize>, value: Range<usize>) {
        let setting = Setting { path, datum, key: self.place(key), value: self.place(value) };
        match &mut self.draft {
            Some(draft) => draft.settings.push(setting),
            None => self.layer.settings.push(setting),
        }
    }

    /// Whether the key may be set here; if not, says so.
    fn in_scope(&mut self, node: &Node, path: &KeyPath, span: &Range<usize>) -> bool {
        let Some(key) = node.key else { return true };
        let (here, allowed) = match (&self.draft, &self.layer.origin) {
            (Some(_), _) => ("by a variant", key.scope == Scope::Parameter),
            (None, Origin::Flag) => ("on the command line", key.scope != Scope::File),
            (None, _) => return true,
        };
        if !allowed {
            let hint = match (&self.draft, path.first()) {
                (Some(_), "run") => "all variants share the replicates and the seed: set it under [run]",
                (Some(_), _) => "it is the same for all variants: set it in the scenario itself",
                (None, _) => "write it into the file",
            };
            self.fault("not-here", format!("{path} cannot be set {here}"), span.clone(), Some(hint.to_owned()));
        }
        allowed
    }

    pub(super) fn source(&mut self, value: &Value, path: &KeyPath) {
        match (Written { value, text: &self.source.text }).read(Kind::Text) {
            Ok(Datum::Text(text)) => {
                let path = match &self.draft {
                    Some(draft) => KeyPath::plain("variants").with(&draft.name),
                    None => path.clone(),
                };
                self.layer.sources.push((path.to_string(), text));
            }
            Ok(_) => {}
            Err(fault) => self.value_fault(&path.with("source"), fault),
        }
    }

    fn variants(&mut self, value: &Value) {
        let path = KeyPath::plain("variants");
        let Some(table) = self.expect_table(value, &path) else { return };
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let bad = name_fault(name).or_else(|| {
                let reserved = name.eq_ignore_ascii_case("baseline");
                reserved.then(|| {
                    (
                        "a variant cannot be called `baseline`".to_owned(),
                        "the scenario without variants has this name".to_owned(),
                    )
                })
            });
            if let Some((message, hint)) = bad {
                self.fault("bad-name", message, key.span(), Some(hint));
                continue;
            }
            let path = path.with(name);
            let Some(table) = self.expect_table(value, &path) else { continue };
            let key = self.place(key.span());
            self.draft = Some(Draft { name: name.to_owned(), key, title: None, settings: Vec::new() });
            self.variant(table, &path);
            self.layer.variants.extend(self.draft.take());
        }
    }

    fn variant(&mut self, table: &DeTable, path: &KeyPath) {
        for (key, value) in in_order(table) {
            match key.get_ref().as_ref() {
                "title" => match (Written { value, text: &self.source.text }).read(Kind::Title) {
                    Ok(Datum::Title(title)) => {
                        if let Some(draft) = &mut self.draft {
                            draft.title = Some(title);
                        }
                    }
                    Ok(_) => {}
                    Err(fault) => self.value_fault(&path.with("title"), fault),
                },
                "set" => {
                    if let Some(table) = self.expect_table(value, &path.with("set")) {
                        self.table(table, root(), &KeyPath::default());
                    }
                }
                "source" => self.source(value, path),
                other => {
                    let hint = if root().child(other).is_some() || other.contains('.') {
                        format!(
                            "what a variant changes goes into set = {{ \"PATH\" = VALUE }}; {other} is part of a path"
                        )
                    } else {
                        "a variant has title, set and source".to_owned()
                    };
                    self.fault("unknown-key", format!("unknown key {}", path.with(other)), key.span(), Some(hint));
                }
            }
        }
    }

    pub(super) fn expect_table<'v>(&mut self, value: &'v Value, path: &KeyPath) -> Option<&'v DeTable<'v>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        let written = Written { value, text: &self.source.text };
        let fault = written.wrong("a table", None);
        self.value_fault(path, fault);
        None
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span }
    }

    pub(super) fn value_fault(&mut self, path: &KeyPath, fault: Fault) {
        self.fault(fault.code, format!("{path} {}", fault.message), fault.span, fault.hint);
    }

    pub(super) fn fault(&mut self, code: &'static str, message: String, span: Range<usize>, hint: Option<String>) {
        if self.faults.len() >= MOST_TOLD {
            self.layer.untold += 1;
            return;
        }
        let location = Some(self.source.locate(span));
        self.faults.push(Diagnostic { severity: Severity::Error, code, message, location, related: Vec::new(), hint });
    }
}

/// The keys of a table as the text has them.
pub(super) fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The segments of a path as `--set` and variants write it.
pub(super) fn split_path(path: &str) -> Option<Vec<String>> {
    if !path.contains('"') && !path.contains('\'') {
        let segments: Vec<String> = path.split('.').map(|segment| segment.trim().to_owned()).collect();
        return segments.iter().all(|segment| !segment.is_empty()).then_some(segments);
    }
    let line = format!("{path} = 0");
    let document = DeTable::parse(&line).ok()?;
    let mut segments = Vec::new();
    let mut table = document.get_ref();
    loop {
        let (key, value) = table.iter().next()?;
        segments.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(below) => table = below,
            _ => return Some(segments),
        }
    }
}

/// Why a file cannot be used; nothing is read from it here.
fn unusable(path: &Path) -> Option<&'static str> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some("names a file that does not exist"),
        Err(_) => Some("names a file that cannot be read"),
        Ok(metadata) if metadata.is_dir() => Some("names a folder, not a file"),
        // It is read more than once: for its hash, too.
        Ok(metadata) if !metadata.is_file() => Some("names a pipe or a device, not a file"),
        Ok(_) => None,
    }
}
