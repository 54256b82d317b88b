use super::catalogue::{Node, root};
use super::key_path::KeyPath;
use super::suggest::nearest;

/// Message and hint for a key that the table at `path` does not have.
pub(super) fn unknown_key(name: &str, table: &Node, path: &KeyPath) -> (String, String) {
    let message = if path.is_empty() && !name.contains('.') {
        format!("unknown key or table `{name}`")
    } else {
        format!("unknown key {}", path.with(name))
    };
    (message, hint(name, table, path))
}

fn hint(name: &str, table: &Node, path: &KeyPath) -> String {
    if name.contains('.') {
        return format!("a path is written without quotes here: {name} = ...");
    }
    let keys = || table.children.iter().map(|(key, _)| *key);
    if let Some(known) = nearest(name, keys()) {
        return format!("did you mean `{known}`?");
    }
    // What an audience can be is more use than where else a key of this name stands.
    let audience = table.children.iter().any(|(key, _)| *key == "per_contact");
    if audience && name == "file" {
        return "an audience is no file: give the numbers as empirical = { \"0\" = 69, \"1\" = 8 }".to_owned();
    }
    if audience {
        return format!("an audience is a whole number or one of {}", keys().collect::<Vec<_>>().join(", "));
    }
    if let Some(home) = home_of(name, path) {
        return if home.is_empty() {
            format!("`{name}` belongs at the top of the file, above the first [table]")
        } else {
            format!("`{name}` belongs to [{home}]")
        };
    }
    match keys().collect::<Vec<_>>() {
        keys if keys.is_empty() => "no key is known here".to_owned(),
        keys => format!("known here: {}", keys.join(", ")),
    }
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
