//! The effective scenario as a file.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use super::catalogue::{Fallback, Form, Node, SECTIONS, Section, form, root};
use super::datum::{Datum, title_toml};
use super::key_path::{KeyPath, toml_key, toml_string};
use super::layers::{Effective, Entry, Origin};
use super::resolved::Scenario;
use super::source_at::source_at;
use super::title::Title;
use super::typed_number::has_three_decimals;
use crate::vocabulary::Language;

/// Comments stand in one column where the lines allow it.
const COMMENT_COLUMN: usize = 44;

impl Scenario {
    /// The effective scenario as a file: every key, no parent, no preset. It runs to the same bytes.
    ///
    /// Paths in it are relative to the folder of the scenario file.
    pub fn effective_toml(&self) -> String {
        self.text.as_deref().map_or_else(|| Page::of(self, None, Start::Own), str::to_owned)
    }

    /// The same for a file in `folder`: files that it reads are named as seen from there, those that were named by their whole
    /// path as they were.
    pub fn effective_toml_in(&self, folder: &Path) -> String {
        self.text.as_deref().map_or_else(|| Page::of(self, None, Start::At(folder)), str::to_owned)
    }

    /// All that it says, titles and sources too, wherever the files that it reads are.
    pub(crate) fn said_anywhere(&self) -> String {
        // The text is kept where no file is named.
        self.text.as_deref().map_or_else(|| Page::of(self, None, Start::Anywhere), str::to_owned)
    }

    /// Keeps the effective scenario as a text, and no more where each value comes from: a scenario that only runs is then a
    /// fraction of its size. One that names files, which are told as seen from each folder, stays as it is.
    pub(crate) fn slim(&mut self) {
        let names_files =
            |settings: &Effective| settings.0.values().any(|entry| matches!(entry.datum, Datum::File { .. }));
        if std::iter::once(&self.settings).chain(&self.variant_settings).any(names_files) {
            return;
        }
        self.text = Some(self.effective_toml().into());
        let settings = std::mem::take(&mut self.settings).0;
        // What groups and touchpoints are called in figures.
        let titles = settings.into_iter().filter(|(_, entry)| matches!(entry.datum, Datum::Title(_)));
        self.settings = Effective(titles.map(|(path, entry)| (path, Entry { place: None, ..entry })).collect());
        self.variant_settings = Vec::new();
        self.facts.variants.shrink_to_fit();
    }

    /// Forgets what is doubtful, once it is told.
    pub(crate) fn forget_doubts(&mut self) {
        self.facts.warnings = Vec::new();
    }

    /// The same with the origin of each value as a comment, and files by their whole path: it runs from any folder.
    pub fn show(&self, language: Language) -> String {
        Page::of(self, Some(language), Start::Own)
    }
}

struct Page<'a> {
    out: String,
    sources: &'a [(String, Title)],
    /// The language of the comments; `None`: no comments.
    comments: Option<Language>,
    settings: &'a Effective,
    start: Start<'a>,
}

/// Where the paths of a page start.
#[derive(Clone, Copy)]
enum Start<'a> {
    /// At the folder of the scenario file.
    Own,
    /// At this one.
    At(&'a Path),
    /// They are left out.
    Anywhere,
}

impl<'a> Page<'a> {
    fn of(scenario: &'a Scenario, comments: Option<Language>, start: Start<'a>) -> String {
        let mut page =
            Self { out: String::new(), sources: &scenario.sources, comments, settings: &scenario.settings, start };
        for section in SECTIONS {
            page.section(section);
        }
        for (variant, settings) in scenario.variants.iter().zip(&scenario.variant_settings) {
            page.variant(&variant.name, &variant.title, settings);
        }
        page.out
    }

    fn section(&mut self, section: &Section) {
        let path = KeyPath::plain(section.path);
        if !section.path.is_empty() {
            if !self.settings.mentions(&path) {
                return;
            }
            if form(section.path) == Form::List {
                return self.list(&path);
            }
            // Writing to a String cannot fail.
            let _ = writeln!(self.out, "\n[{}]", section.path);
        }
        self.source_of(&path, "");
        if form(section.path) == Form::Laws {
            return self.laws();
        }
        let Some(node) = path.segments().try_fold(root(), |node, segment| node.child(segment)) else { return };
        self.table(node, &path, &KeyPath::default());
    }

    /// The keys of a table; `below` is its path under the section.
    fn table(&mut self, node: &Node, path: &KeyPath, below: &KeyPath) {
        for (name, child) in &node.children {
            // Sections have headers of their own.
            if child.section.is_none() {
                self.key(child, &path.with(name), &below.with(name));
            }
        }
        if let Some(named) = &node.named {
            for name in self.settings.names(path) {
                self.key(named, &path.with(&name), &below.with(&name));
            }
        }
    }

    fn key(&mut self, node: &Node, path: &KeyPath, below: &KeyPath) {
        match self.settings.0.get(path) {
            Some(entry) if entry.datum != Datum::Table => {
                let line = format!("{below} = {}", self.value(&entry.datum));
                self.line(&line, entry);
            }
            Some(_) => {
                self.source_of(path, &format!("{below}."));
                self.table(node, path, below);
            }
            None if self.settings.mentions(path) => self.table(node, path, below),
            None => self.unset(node, below),
        }
    }

    /// The laws of the unknowns, each with the source it names.
    fn laws(&mut self) {
        let settings = self.settings;
        for (_, entry, law) in settings.laws() {
            let mut text = law.law.to_string();
            if let Some(source) = &law.source {
                let end = text.len() - " }".len();
                text.insert_str(end, &format!(", source = {}", title_toml(source)));
            }
            self.line(&format!("{} = {text}", toml_string(&law.target.to_string())), entry);
        }
    }

    /// Tables in double brackets.
    fn list(&mut self, path: &KeyPath) {
        let texts: Vec<String> = match self.settings.0.get(path).map(|entry| &entry.datum) {
            Some(Datum::Correlations(pairs)) => pairs.iter().map(|pair| pair.to_toml("\n")).collect(),
            Some(Datum::Expectations(promises)) => promises.iter().map(|promise| promise.to_toml("\n")).collect(),
            Some(Datum::Changes(changes)) => changes.iter().map(|change| change.to_toml("\n")).collect(),
            _ => Vec::new(),
        };
        for text in texts {
            let _ = writeln!(self.out, "\n[[{path}]]\n{text}");
        }
    }

    /// A key that nobody set and whose value follows from others.
    fn unset(&mut self, node: &Node, below: &KeyPath) {
        let fallback = node.value().filter(|_| below.segments().count() == 1).map(|key| key.fallback);
        if let (Some(language), Some(Fallback::Derived(en, fr))) = (self.comments, fallback) {
            let _ = writeln!(self.out, "# {below}: {}", language.pick(en, fr));
        }
    }

    fn source_of(&mut self, path: &KeyPath, below: &str) {
        if let Some(source) = source_at(self.sources, path) {
            let _ = writeln!(self.out, "{below}source = {}", title_toml(&source));
        }
    }

    fn line(&mut self, line: &str, entry: &Entry) {
        self.out.push_str(line);
        if let Some(language) = self.comments {
            let space = COMMENT_COLUMN.saturating_sub(line.chars().count()).max(2);
            let _ =
                write!(self.out, "{}# {}{}", " ".repeat(space), origin(entry, language), decimal_note(entry, language));
        }
        self.out.push('\n');
    }

    /// A value; with comments, which are for a reader who may copy the text elsewhere, files by their whole path.
    fn value(&self, datum: &Datum) -> String {
        match datum {
            Datum::File { resolved, .. } if self.comments.is_some() => {
                let whole = std::path::absolute(resolved).unwrap_or_else(|_| resolved.clone());
                toml_string(&whole.to_string_lossy())
            }
            Datum::File { resolved, written } => {
                let seen = match self.start {
                    Start::At(folder) if !Path::new(written).is_absolute() => seen_from(folder, resolved),
                    Start::Anywhere => Some(String::new()),
                    Start::At(_) | Start::Own => None,
                };
                toml_string(&seen.unwrap_or_else(|| written.clone()))
            }
            datum => datum.to_toml(),
        }
    }

    fn variant(&mut self, name: &str, title: &Title, settings: &Effective) {
        let header = toml_key(name);
        let _ = writeln!(self.out, "\n[variants.{header}]");
        self.source_of(&KeyPath::plain("variants").with(name), "");
        if *title != Title::default() {
            let _ = writeln!(self.out, "title = {}", title_toml(title));
        }
        let origin = Origin::Variant(name.to_owned());
        let is_list = |entry: &Entry| matches!(entry.datum, Datum::Changes(_));
        let own = settings.0.iter().filter(|(_, entry)| entry.origin == origin && entry.datum != Datum::Table);
        let (lists, own): (Vec<_>, Vec<_>) = own.partition(|(_, entry)| is_list(entry));
        if !own.is_empty() {
            let _ = writeln!(self.out, "[variants.{header}.set]");
        }
        for (path, entry) in own {
            self.line(&format!("{} = {}", toml_string(&path.to_string()), self.value(&entry.datum)), entry);
        }
        for (_, entry) in lists {
            if let Datum::Changes(changes) = &entry.datum {
                for change in changes {
                    let _ = writeln!(self.out, "\n[[variants.{header}.change]]\n{}", change.to_toml("\n"));
                }
            }
        }
    }
}

/// What a number written with exactly three decimals is: to half of Europe its point separates thousands.
fn decimal_note(entry: &Entry, language: Language) -> String {
    let (Datum::Number(number), Some((_, value))) = (&entry.datum, &entry.place) else { return String::new() };
    let typed = value.source.text.get(value.span.clone()).unwrap_or_default();
    if !has_three_decimals(typed) {
        return String::new();
    }
    let thousands = typed.replace('.', "");
    match language {
        Language::En => format!("; {typed} is {number}, not {thousands}"),
        Language::Fr => format!(" ; {typed} vaut {number}, pas {thousands}"),
    }
}

/// Where a value comes from, for a person.
fn origin(entry: &Entry, language: Language) -> String {
    let place = || match &entry.place {
        Some((key, _)) => format!("{}:{}", key.source.path.display(), key.line()),
        None => String::new(),
    };
    match &entry.origin {
        Origin::Default => language.pick("default", "par défaut").to_owned(),
        Origin::Preset(name) => format!("preset {name}"),
        Origin::Parent(_) => format!("{} {}", language.pick("parent", "parent"), place()),
        Origin::File | Origin::Variant(_) => place(),
        Origin::Flag => match &entry.place {
            Some((key, _)) => key.source.path.display().to_string(),
            None => String::new(),
        },
    }
}

/// The path of `file` as seen from `folder`, with `/`; `None` where one of them is not there or they share no root.
fn seen_from(folder: &Path, file: &Path) -> Option<String> {
    let (folder, file) = (std::fs::canonicalize(folder).ok()?, std::fs::canonicalize(file).ok()?);
    let shared = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return None;
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    let seen: PathBuf = up.chain(file.components().skip(shared)).collect();
    Some(seen.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
}
