//! A TOML text to a layer of settings, by the catalogue.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::catalogue::{Form, Kind, Node, Scope, form, root};
use super::datum::Datum;
use super::diagnostic::{Diagnostic, Severity};
use super::key_path::{KeyPath, toml_string};
use super::law_value::is_law;
use super::layers::{Draft, Layer, Origin, Setting};
use super::named_file::{Unusable, unusable};
use super::names::name_fault;
use super::source_text::{Place, SourceText};
use super::syntax::{line, syntax_faults};
use super::title::Title;
use super::toml_keys::{Key, Value, in_order, no_path, split_path};
use super::unknown::{not_known, unknown_key};
use super::unknown_tables::{CHANGE, CORRELATION, OWN_CHANGE, UNCERTAINTY};
use super::value::{A_TABLE, Fault, Written};
use crate::text;
use crate::vocabulary::Text;

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
    let mut reader =
        Reader { source, folder, layer, faults: Vec::new(), draft: None, in_change: false, medians: Vec::new() };
    reader.table(document.get_ref(), root(), &KeyPath::default());
    reader.keep_medians();
    // What the parser could not read, it may have read as something else: one message a line is enough.
    let mut all = syntax_faults(source, &errors, reader.layer.origin == Origin::Flag);
    let broken: Vec<_> = all.iter().map(line).collect();
    let Reader { layer, faults: found, .. } = reader;
    let unsaid =
        |fault: &Diagnostic| broken.contains(&line(fault)) || is_below_broken_header(source, &broken, line(fault));
    all.extend(found.into_iter().filter(|fault| !unsaid(fault)));
    all.sort_by_key(line);
    faults.extend(all);
    layer
}

/// Whether the header above a line is one that the parser could not read: its keys were read as those of another table.
fn is_below_broken_header(source: &SourceText, broken: &[Option<usize>], line: Option<usize>) -> bool {
    let Some(line) = line else { return false };
    let above = source.text.lines().take(line).enumerate();
    let header = above.filter(|(_, text)| text.trim_start().starts_with('[')).last();
    header.is_some_and(|(index, _)| broken.contains(&Some(index + 1)))
}

pub(super) struct Reader<'a> {
    pub(super) source: &'a Arc<SourceText>,
    folder: &'a Folder,
    pub(super) layer: Layer,
    faults: Vec<Diagnostic>,
    /// The variant, or the change, being read.
    pub(super) draft: Option<Draft>,
    /// Whether what is being read is a change.
    pub(super) in_change: bool,
    /// The unknowns so far: path, median, key and value in the text.
    pub(super) medians: Vec<(KeyPath, Datum, Range<usize>, Range<usize>)>,
}

/// So many mistakes of one scenario are told one by one; the rest is counted.
pub(super) const MOST_TOLD: usize = 100;

impl Reader<'_> {
    pub(super) fn table(&mut self, table: &DeTable, node: &Node, path: &KeyPath) {
        for (key, value) in in_order(table) {
            let name = key.get_ref().as_ref();
            let own = node.children.iter().any(|(child, _)| *child == name);
            if name == "source" && !own && (node.named.is_none() || Title::is_one(value.get_ref())) {
                self.source(value, path);
            } else if path.is_empty() && self.draft.is_none() && name == "variants" {
                self.variants(value);
            } else if path.is_empty() && self.draft.is_none() && form(name) != Form::Table {
                match name {
                    UNCERTAINTY => self.uncertainty(value),
                    CORRELATION => self.correlations(key, value),
                    CHANGE => self.changes(key, value, CHANGE),
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
            let hint = if path.first() == CHANGE { BESIDE_SET } else { SAME_FOR_ALL };
            self.fault("not-here", not_by_variant(&path), span, Some(hint.into()));
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
                    let own = || spec.hint.filter(|_| fault.code == "out-of-range").map(|[en, fr]| Text::new(en, fr));
                    let law = written.table().filter(|table| !table.is_empty() && is_law(table));
                    let unknown = law.filter(|_| takes_law(spec.kind)).map(|_| {
                        let (name, typed) = (toml_string(&path.to_string()), written.typed());
                        text!(
                            "a law stands below a line [{UNCERTAINTY}], as {name} = {typed}",
                            "une loi se met sous une ligne [{UNCERTAINTY}], comme {name} = {typed}"
                        )
                    });
                    let hint = unknown.or_else(|| fault.hint.clone()).or_else(own);
                    self.value_fault(&path, Fault { hint, ..fault });
                    self.keep(path, Datum::Invalid, key.span(), value.span());
                }
            },
            (_, None) => {
                let hint = match value.get_ref() {
                    DeValue::Array(_) if node.named.is_some() => text!(
                        "each has a name: write [{path}.NAME] with its keys below, once for each",
                        "chacun a un nom : écrivez [{path}.NOM] avec ses clés dessous, une fois pour chacun"
                    ),
                    DeValue::Array(_) => text!(
                        "write [{path}] in single brackets, once",
                        "écrivez [{path}] entre crochets simples, une seule fois"
                    ),
                    _ => text!(
                        "write its keys below a line [{path}], or as {path}.KEY = VALUE",
                        "écrivez ses clés sous une ligne [{path}], ou comme {path}.CLÉ = VALEUR"
                    ),
                };
                let fault = written.wrong(A_TABLE, Some(hint));
                self.value_fault(&path, fault);
            }
        }
    }

    /// A quoted path such as `"voice.rate"` in a variant.
    fn dotted(&mut self, key: &Key, value: &Value, node: &Node, path: &KeyPath) {
        let Some(segments) = split_path(key.get_ref()) else {
            let hint = text!(
                "write a path as \"voice.rate\" or \"silent.groups.vocal.audience\"",
                "écrivez un chemin comme \"voice.rate\" ou \"silent.groups.vocal.audience\""
            );
            self.fault("unknown-key", no_path(key.get_ref()), key.span(), Some(hint));
            return;
        };
        let Some((last, parents)) = segments.split_last() else { return };
        let (mut node, mut path) = (node, path.clone());
        for segment in parents {
            let Some(child) = node.child(segment) else {
                if form(path.first()) != Form::Table {
                    self.fault("not-here", not_by_variant(&path), key.span(), Some(SAME_FOR_ALL.into()));
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
                if let Some(Unusable { what: (en, fr), hint }) = unusable(&resolved) {
                    let message = text!("{path} {en}: {written}", "{path} {fr} : {written}");
                    self.fault("missing-file", message, value.span(), Some(hint.into()));
                    self.keep(path, Datum::Invalid, key.span(), value.span());
                    return;
                }
                let written = self.folder.written.join(&written).to_string_lossy().replace('\\', "/");
                Datum::File { written, resolved }
            }
            Datum::Text(written) if kind == Kind::Text && written.starts_with(['=', '+', '-', '@']) => {
                let message = text!(
                    "{path} must not start with one of = + - @, got \"{written}\"",
                    "{path} ne doit pas commencer par = + - @, reçu \"{written}\""
                );
                let hint = text!(
                    "a spreadsheet takes it for a formula; write a name, such as \"EUR\" or \"month\"",
                    "un tableur la prend pour une formule ; écrivez un nom, comme \"EUR\" ou \"mois\""
                );
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
            (Some(_), _) if self.in_change => (("by a change", "par un changement"), key.scope == Scope::Parameter),
            (Some(_), _) => (("by a variant", "par une variante"), key.scope == Scope::Parameter),
            (None, Origin::Flag) => (("on the command line", "sur la ligne de commande"), key.scope != Scope::File),
            (None, _) => return true,
        };
        if !allowed {
            let hint = match (&self.draft, path.first()) {
                (Some(_), "run") => (
                    "all variants share the replicates and the seed: set it under [run]",
                    "toutes les variantes partagent les réplications et la graine : écrivez-la sous [run]",
                ),
                (Some(_), _) => SAME_FOR_ALL,
                (None, _) => ("write it into the file", "écrivez-la dans le fichier"),
            };
            self.fault("not-here", not_here(path, here), span.clone(), Some(hint.into()));
        }
        allowed
    }

    pub(super) fn source(&mut self, value: &Value, path: &KeyPath) {
        match (Written { value, text: &self.source.text }).title() {
            Ok(source) => {
                let path = match &self.draft {
                    Some(draft) => KeyPath::plain("variants").with(&draft.name),
                    None => path.clone(),
                };
                self.layer.sources.push((path.to_string(), source));
            }
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
                        text!("a variant cannot be called `baseline`", "une variante ne peut pas s'appeler `baseline`"),
                        text!("the scenario without variants has this name", "c'est le nom du scénario sans variante"),
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
                "change" => self.changes(key, value, OWN_CHANGE),
                "source" => self.source(value, path),
                other => {
                    let hint = if root().child(other).is_some() || other.contains('.') {
                        text!(
                            "what a variant changes goes into set = {{ \"PATH\" = VALUE }}; {other} is part of a path",
                            "ce qu'une variante change se met dans set = {{ \"CHEMIN\" = VALEUR }} ; {other} fait partie d'un chemin"
                        )
                    } else {
                        text!(
                            "a variant has title, set, change and source",
                            "une variante a title, set, change et source"
                        )
                    };
                    self.fault("unknown-key", not_known(path.with(other)), key.span(), Some(hint));
                }
            }
        }
    }

    pub(super) fn expect_table<'v>(&mut self, value: &'v Value, path: &KeyPath) -> Option<&'v DeTable<'v>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        let written = Written { value, text: &self.source.text };
        let fault = written.wrong(A_TABLE, None);
        self.value_fault(path, fault);
        None
    }

    pub(super) fn place(&self, span: Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span }
    }

    pub(super) fn value_fault(&mut self, path: &KeyPath, fault: Fault) {
        self.fault(fault.code, fault.message.after(&format!("{path} ")), fault.span, fault.hint);
    }

    pub(super) fn fault(&mut self, code: &'static str, message: Text, span: Range<usize>, hint: Option<Text>) {
        if self.faults.len() >= MOST_TOLD {
            self.layer.untold += 1;
            return;
        }
        let location = Some(self.source.locate(span));
        self.faults.push(Diagnostic::new(Severity::Error, code, message, location, hint));
    }
}

/// Whether a law may stand for what is of this kind.
fn takes_law(kind: Kind) -> bool {
    matches!(kind, Kind::Probability | Kind::Number { .. } | Kind::Count { .. } | Kind::PerContact)
}

const BESIDE_SET: (&str, &str) = (
    "write [[variants.NAME.change]] beside the variant's set",
    "écrivez [[variants.NOM.change]] à côté du set de la variante",
);

const SAME_FOR_ALL: (&str, &str) = (
    "it is the same for all variants: set it in the scenario itself",
    "toutes les variantes l'ont en commun : écrivez-la dans le scénario lui-même",
);

fn not_here(path: &KeyPath, (en, fr): (&str, &str)) -> Text {
    text!("{path} cannot be set {en}", "{path} ne se fixe pas {fr}")
}

fn not_by_variant(path: &KeyPath) -> Text {
    not_here(path, ("by a variant", "par une variante"))
}
