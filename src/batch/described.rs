use std::fs;
use std::path::Path;

use super::standing::below;
use super::stored::StoredError;
use crate::report::PACKAGE_FILE;
use crate::report::workbook::{DescribedTable, described_tables};

/// Tables that are left out of a workbook: one has a row for each replicate, the other is in another table already.
const LEFT_OUT: [&str; 2] = ["replicates", "scenario-summary"];

/// Every table of a results directory that `datapackage.json` describes, with the files of the scenarios of `names`.
///
/// Only files in the directory itself and in the folders of these scenarios are read, and of those only plain files.
///
/// # Errors
/// When a file cannot be read.
pub fn described(folder: &Path, names: &[String]) -> Result<Vec<DescribedTable>, StoredError> {
    let read =
        |path: &Path| fs::read(path).map_err(|source| StoredError::Unreadable { path: path.to_path_buf(), source });
    let mut tables = described_tables(&read(&folder.join(PACKAGE_FILE))?);
    tables.retain(|table| !LEFT_OUT.iter().any(|name| table.name.starts_with(name)));
    for table in &mut tables {
        for path in &table.paths {
            let own =
                names.iter().find(|name| path.strip_prefix(name.as_str()).is_some_and(|rest| is_name(rest, true)));
            let place = match own {
                Some(_) => below(folder, path),
                None if is_name(path, false) => folder.join(path),
                None => continue,
            };
            // A file that is not there has no rows; a link may lead anywhere.
            if fs::symlink_metadata(&place).is_ok_and(|meta| meta.is_file()) {
                table.files.push(read(&place)?);
            }
        }
    }
    tables.retain(|table| !table.files.is_empty());
    Ok(tables)
}

/// Whether a text is `/name` or, without the slash, `name`, of a file in a folder.
fn is_name(text: &str, after_slash: bool) -> bool {
    let name = if after_slash { text.strip_prefix('/') } else { Some(text) };
    name.is_some_and(|name| !name.is_empty() && !name.contains(['/', '\\']) && name != ".." && name != ".")
}
