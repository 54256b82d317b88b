use super::key_path::KeyPath;
use super::title::Title;

/// The sources that the layers name for one table, in one text.
pub(super) fn source_at(sources: &[(String, Title)], path: &KeyPath) -> Option<Title> {
    let table = path.to_string();
    let named: Vec<&Title> = sources.iter().filter(|(named, _)| *named == table).map(|(_, source)| source).collect();
    Title::joined(&named)
}
