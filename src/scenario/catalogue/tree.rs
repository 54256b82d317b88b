use std::sync::LazyLock;

use super::key::{Key, Kind, Section};
use super::slots::{AUDIENCE_SLOT, SLOTS, Slot};
use super::unknowns::{Form, form};
use super::{AUDIENCE, SECTIONS};
use crate::scenario::key_path::KeyPath;

/// One place of the scenario file: a value, a table or either.
#[derive(Debug, Default)]
pub(in crate::scenario) struct Node {
    /// The value that may stand here, or what is to be said of the table.
    pub(in crate::scenario) key: Option<&'static Key>,
    /// The section that begins here.
    pub(in crate::scenario) section: Option<&'static Section>,
    /// The keys of the table, in the order of the catalogue.
    pub(in crate::scenario) children: Vec<(&'static str, Node)>,
    /// What stands under any name, in a table of named things.
    pub(in crate::scenario) named: Option<Box<Node>>,
    /// The slots of the table.
    pub(in crate::scenario) slots: Vec<&'static Slot>,
}

impl Node {
    /// The node of the key `name` in this table.
    pub(in crate::scenario) fn child(&self, name: &str) -> Option<&Node> {
        let own = self.children.iter().find(|(key, _)| *key == name).map(|(_, node)| node);
        own.or(self.named.as_deref())
    }

    /// The key whose plain value may stand here.
    pub(in crate::scenario) fn value(&self) -> Option<&'static Key> {
        self.key.filter(|key| key.kind != Kind::Table)
    }

    fn at(&mut self, path: &'static str) -> &mut Node {
        path.split('.').filter(|segment| !segment.is_empty()).fold(self, |node, segment| {
            if segment == "*" {
                return node.named.get_or_insert_default();
            }
            let position = node.children.iter().position(|(key, _)| *key == segment).unwrap_or_else(|| {
                node.children.push((segment, Node::default()));
                node.children.len() - 1
            });
            &mut node.children[position].1
        })
    }

    fn add(&mut self, keys: &'static [Key]) {
        for key in keys {
            let node = self.at(key.path);
            node.key = Some(key);
            if key.kind == Kind::Audience {
                node.add(AUDIENCE.keys);
                node.slots.push(AUDIENCE_SLOT);
            }
        }
    }
}

/// The whole catalogue as a tree.
pub(in crate::scenario) fn root() -> &'static Node {
    static ROOT: LazyLock<Node> = LazyLock::new(|| {
        let mut root = Node::default();
        for section in SECTIONS {
            let node = root.at(section.path);
            node.section = Some(section);
            // Others have readers of their own.
            if form(section.path) == Form::Table {
                node.add(section.keys);
            }
        }
        for slot in SLOTS {
            root.at(slot.at).slots.push(slot);
        }
        root
    });
    &ROOT
}

/// The path of a key or table of the catalogue, without names of groups or touchpoints in it.
///
/// Where checks are on, as in all tests, a path that the catalogue does not have panics: what is misspelt here would
/// otherwise be a key that nobody ever sets.
pub(in crate::scenario) fn known(dotted: &str) -> KeyPath {
    debug_assert!(
        dotted
            .split('.')
            .try_fold(root(), |node, segment| {
                node.children.iter().find(|(key, _)| *key == segment).map(|(_, child)| child)
            })
            .is_some(),
        "the catalogue has no key {dotted}"
    );
    KeyPath::plain(dotted)
}
