use super::key_path::KeyPath;

/// The sources that the layers name for one table, in one text.
pub(super) fn source_at(sources: &[(String, String)], path: &KeyPath) -> Option<String> {
    let table = path.to_string();
    let mut texts: Vec<&str> = Vec::new();
    for (_, text) in sources.iter().filter(|(named, _)| *named == table) {
        if !texts.contains(&text.as_str()) {
            texts.push(text);
        }
    }
    (!texts.is_empty()).then(|| texts.join("; "))
}
