use std::fmt::Display;

use super::catalogue::{Node, root};
use super::key_path::KeyPath;
use super::suggest::{did_you_mean, nearest};
use crate::text;
use crate::vocabulary::Text;

/// Message and hint for a key that the table at `path` does not have.
pub(super) fn unknown_key(name: &str, table: &Node, path: &KeyPath) -> (Text, Text) {
    let message = if path.is_empty() && !name.contains('.') {
        text!("unknown key or table `{name}`", "clé ou table inconnue : `{name}`")
    } else {
        not_known(path.with(name))
    };
    (message, hint(name, table, path))
}

/// A key that does not exist.
pub(super) fn not_known(path: impl Display) -> Text {
    text!("unknown key {path}", "clé inconnue : {path}")
}

fn hint(name: &str, table: &Node, path: &KeyPath) -> Text {
    if name.contains('.') {
        return text!(
            "a path is written without quotes here: {name} = ...",
            "un chemin s'écrit ici sans guillemets : {name} = ..."
        );
    }
    let keys = || table.children.iter().map(|(key, _)| *key);
    if let Some(known) = nearest(name, keys()) {
        return did_you_mean(format!("`{known}`"));
    }
    // What an audience can be is more use than where else a key of this name stands.
    let audience = table.children.iter().any(|(key, _)| *key == "per_contact");
    if audience && name == "file" {
        return Text::new(
            "an audience is no file: give the numbers as empirical = { \"0\" = 69, \"1\" = 8 }",
            "un auditoire n'est pas un fichier : donnez les nombres par empirical = { \"0\" = 69, \"1\" = 8 }",
        );
    }
    if audience {
        return text!(
            "an audience is a whole number or one of {}",
            "un auditoire est un nombre entier ou l'un de {}",
            Text::list(keys())
        );
    }
    if let Some(home) = home_of(name, path) {
        return if home.is_empty() {
            text!(
                "`{name}` belongs at the top of the file, above the first [table]",
                "`{name}` se place en haut du fichier, avant la première [table]"
            )
        } else {
            text!("`{name}` belongs to [{home}]", "`{name}` se place dans [{home}]")
        };
    }
    match keys().collect::<Vec<_>>() {
        keys if keys.is_empty() => text!("no key is known here", "aucune clé n'est connue ici"),
        keys => known_here(&keys),
    }
}

/// The keys that a table has.
pub(super) fn known_here(keys: &[&str]) -> Text {
    text!("known here: {}", "clés connues ici : {}", keys.join(", "))
}

/// The table that has a key of this name, the nearest to `path` first.
fn home_of(name: &str, path: &KeyPath) -> Option<KeyPath> {
    fn search(node: &Node, at: &KeyPath, name: &str, found: &mut Vec<KeyPath>) {
        for (key, child) in &node.children {
            if *key == name {
                found.push(at.clone());
            }
            search(child, &at.with(key), name, found);
        }
    }
    let mut found = Vec::new();
    search(root(), &KeyPath::default(), name, &mut found);
    let common =
        |home: &KeyPath| home.segments().zip(path.segments()).take_while(|(left, right)| left == right).count();
    found.into_iter().min_by_key(|home| (usize::MAX - common(home), home.segments().count()))
}
