use std::path::Path;
use std::sync::Arc;

use super::{AUDIENCE, Fallback, Form, Kind, Node, SECTIONS, form, root};
use crate::scenario::complete::default_of;
use crate::scenario::layers::Origin;
use crate::scenario::reader::{Folder, read_layer};
use crate::scenario::source_text::SourceText;
use crate::vocabulary::Language;

#[test]
fn every_default_is_a_value_of_its_key() {
    for key in SECTIONS.iter().chain([&AUDIENCE]).flat_map(|section| section.keys) {
        if let Fallback::Toml(text) = key.fallback {
            assert!(default_of(key, text).is_some(), "{} = {text}", key.path);
        }
    }
}

#[test]
fn every_example_can_be_read() {
    for section in SECTIONS {
        let lines: Vec<&str> = section.keys.iter().filter_map(|key| key.example).collect();
        // Those of a list make one entry together.
        let lines = if form(section.path) == Form::List {
            vec![lines.join("\n")]
        } else {
            lines.iter().map(|line| (*line).to_owned()).collect()
        };
        for line in lines {
            let header = match form(section.path) {
                _ if section.path.is_empty() => String::new(),
                Form::List => format!("[[{}]]\n", section.path),
                Form::Table | Form::Laws => format!("[{}]\n", section.path),
            };
            let source = SourceText::new(Path::new("example"), format!("{header}{line}\n"));
            let mut faults = Vec::new();
            let layer = read_layer(&Arc::new(source), Origin::File, &Folder::default(), &mut faults);
            faults.retain(|fault| fault.code != "missing-file");
            assert!(faults.is_empty() && !layer.settings.is_empty(), "{line}: {faults:?}");
        }
    }
}

#[test]
fn every_key_is_explained_in_both_languages() {
    fn visit(node: &Node, at: &str) {
        for (name, child) in &node.children {
            let path = format!("{at}.{name}");
            assert!(child.key.is_some() || child.section.is_some(), "{path} has no meaning");
            if let Some(key) = child.key {
                assert!(Language::ALL.iter().all(|language| !key.meaning(*language).is_empty()), "{path}");
                let plain = key.kind == Kind::Table || child.children.is_empty() || key.kind == Kind::Audience;
                assert!(plain || path == ".network.placement", "{path} is a value and a table");
            }
            visit(child, &path);
            if let Some(named) = &child.named {
                visit(named, &format!("{path}.*"));
            }
        }
    }
    visit(root(), "");
}
