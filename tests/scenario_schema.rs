//! The JSON Schema for editors is that of the catalogue. tests/validate_scenarios.py tries it with a public validator.

use std::path::Path;

/// Writes the page when the tests are run with `RUMEUR_WRITE=1`, else compares it.
fn held(file: &str, current: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("RUMEUR_WRITE").is_some() {
        std::fs::write(&path, current).expect("the page can be written");
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == current, "{file} is not current: RUMEUR_WRITE=1 cargo test --test scenario_schema writes it");
}

#[test]
fn the_schema_in_the_repository_is_current() {
    held("rumeur.schema.json", &rumeur::scenario::schema());
}
