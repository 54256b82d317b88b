//! A scenario file to start from.

use std::fmt::Write as _;

use super::catalogue::{Fallback, Form, Key, Node, SECTIONS, Section, form, known, root};
use super::datum::Datum;
use super::key_path::{Below, KeyPath, toml_string};
use super::layers::{Effective, Origin};
use super::load::load_preset;
use super::presets::Preset;
use super::resolved::Overrides;
use super::source_at::source_at;
use super::title::Title;
use crate::vocabulary::Language;

/// Comments are broken at this width.
const WIDTH: usize = 100;

/// A commented scenario file to start from, with the numbers of a preset.
///
/// What the preset does not say stands as a comment with its default.
pub fn new_file(preset: &Preset, language: Language) -> String {
    // A test loads every preset; should one fail, its text is still a scenario.
    let Ok(scenario) = load_preset(preset.name, &Overrides::default()) else { return preset.text.to_owned() };
    let mut file = Template { out: String::new(), settings: &scenario.settings, sources: &scenario.sources, language };
    let greeting = language.pick(
        "A scenario of rumeur. Replace the numbers by yours, then: rumeur check FILE, rumeur run FILE. What stands behind a # \
         is a default or an example: remove the # to set it.",
        "Un scénario de rumeur. Remplacez les nombres par les vôtres, puis : rumeur check FICHIER, rumeur run FICHIER. Ce qui \
         suit un # est une valeur par défaut ou un exemple : ôtez le # pour la fixer.",
    );
    file.comment(greeting);
    file.comment(&format!(
        "{} {}{}{}",
        language.pick("Preset", "Préréglage"),
        preset.name,
        language.pick(": ", " : "),
        preset.caveat(language)
    ));
    for section in SECTIONS {
        file.section(section);
    }
    file.variant();
    file.out
}

struct Template<'a> {
    out: String,
    settings: &'a Effective,
    sources: &'a [(String, Title)],
    language: Language,
}

impl Template<'_> {
    fn comment(&mut self, text: &str) {
        let mut line = String::from("#");
        for word in text.split(' ') {
            if line.chars().count() + word.chars().count() >= WIDTH {
                self.out.push_str(&line);
                self.out.push_str("\n#");
                line.clear();
            }
            line.push(' ');
            line.push_str(word);
        }
        self.out.push_str(&line);
        self.out.push('\n');
    }

    fn section(&mut self, section: &Section) {
        if form(section.path) != Form::Table {
            return self.example_of(section);
        }
        let path = KeyPath::plain(section.path);
        self.out.push('\n');
        self.comment(section.meaning[self.language as usize]);
        let used = section.always || self.settings.mentions(&path);
        if !section.path.is_empty() {
            // Writing to a String cannot fail.
            let _ = writeln!(self.out, "{}[{}]", if used { "" } else { "# " }, section.path);
        }
        if let Some(source) = source_at(self.sources, &path) {
            let _ = writeln!(self.out, "source = {}", toml_string(source.pick(self.language, "")));
        }
        let Some(node) = path.segments().try_fold(root(), |node, segment| node.child(segment)) else { return };
        for (name, child) in &node.children {
            if child.section.is_none() && !["variants", "extends", "preset"].contains(name) {
                self.key(child, &path.with(name), &KeyPath::plain(name));
            }
        }
    }

    /// A section that no preset has, behind #.
    fn example_of(&mut self, section: &Section) {
        self.out.push('\n');
        self.comment(section.meaning[self.language as usize]);
        let (open, close) = if form(section.path) == Form::List { ("[[", "]]") } else { ("[", "]") };
        let _ = writeln!(self.out, "# {open}{}{close}", section.path);
        for line in section.keys.iter().filter_map(|key| key.example) {
            let _ = writeln!(self.out, "# {line}");
        }
    }

    /// A key with its meaning above it; `below` is its path under the section.
    fn key(&mut self, node: &Node, path: &KeyPath, below: &KeyPath) {
        let Some(key) = node.key else { return };
        let set = self.settings.under(path).any(|(_, entry)| entry.origin != Origin::Default);
        if !set && key.fallback == Fallback::Required {
            return;
        }
        self.comment(&describe(key, self.language));
        if set {
            self.values(path, below);
        } else {
            self.example(key, below);
        }
    }

    /// A line to take the # away from.
    fn example(&mut self, key: &Key, below: &KeyPath) {
        // Writing to a String cannot fail.
        let _ = match (key.fallback, key.example) {
            (Fallback::Toml(text), _) => writeln!(self.out, "# {below} = {text}"),
            (Fallback::Derived(en, fr), Some(line)) => {
                let default = self.language.pick("default:", "par défaut :");
                writeln!(self.out, "# {line}    # {default} {}", self.language.pick(en, fr))
            }
            (_, Some(line)) => writeln!(self.out, "# {line}"),
            (_, None) => Ok(()),
        };
    }

    /// Every value at or below `path`.
    fn values(&mut self, path: &KeyPath, below: &KeyPath) {
        for (own, entry) in self.settings.under(path).filter(|(_, entry)| entry.datum != Datum::Table) {
            let rest = own.below(path).into_iter().flat_map(Below::segments);
            let line = rest.fold(below.clone(), |line, segment| line.with(segment));
            // How many are satisfied is known with the number served only.
            let hidden = own.is_within("satisfied") && !self.settings.mentions(&known("customers.served"));
            let quiet = if hidden || entry.origin == Origin::Default { "# " } else { "" };
            let _ = writeln!(self.out, "{quiet}{line} = {}", entry.datum.to_toml());
        }
    }

    fn variant(&mut self) {
        self.out.push('\n');
        self.comment(self.language.pick(
            "Variants: what if? Each is compared with the scenario above.",
            "Variantes : et si ? Chacune est comparée au scénario ci-dessus.",
        ));
        self.out.push_str(
            "[variants.ask-everyone]\ntitle = { en = \"Ask every customer\", fr = \"Interroger chaque client\" }\n\
             set = { \"voice.asked\" = 1.0, \"voice.admits\" = 0.4 }\n",
        );
    }
}

fn describe(key: &Key, language: Language) -> String {
    match key.unit.label(language) {
        "" => key.meaning(language).to_owned(),
        unit => format!("{} ({unit})", key.meaning(language)),
    }
}
