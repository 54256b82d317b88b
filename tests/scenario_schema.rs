//! The JSON Schema for editors is that of the catalogue. `tests/validate_scenarios.py` tries it with a public validator.

use std::path::Path;

use rumeur::scenario::{Overrides, PRESETS, load_preset, load_text, new_file};
use rumeur::vocabulary::{Language, Outcome};

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
fn the_schema_in_french_is_the_same_but_for_what_is_said() {
    fn bare(value: &mut serde_json::Value, said: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(map) => {
                for name in ["description", "title"] {
                    // A key may be called so, too: what is said is a text.
                    if let Some(serde_json::Value::String(text)) = map.get(name) {
                        said.push(text.clone());
                        map.remove(name);
                    }
                }
                map.values_mut().for_each(|value| bare(value, said));
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(|value| bare(value, said)),
            _ => {}
        }
    }
    let [(en, said_en), (fr, said_fr)] = Language::ALL.map(|language| {
        let mut schema = serde_json::from_str(&rumeur::scenario::schema(language)).expect("JSON");
        let mut said = Vec::new();
        bare(&mut schema, &mut said);
        (schema, said)
    });
    assert_eq!(en, fr);
    assert_eq!(said_en.len(), said_fr.len());
    let same: Vec<&String> = said_en.iter().filter(|text| said_fr.contains(text)).collect();
    assert!(said_en.len() > 150 && same.is_empty(), "{same:?}");
    assert!(said_fr.iter().any(|text| text == "part des clients servis qui sont déçus (part, de 0 à 1)"));
}

#[test]
fn the_schema_in_the_repository_is_current() {
    held("rumeur.schema.json", &rumeur::scenario::schema(Language::En));
}

#[test]
fn the_pages_about_scenario_files_are_current() {
    held("docs/scenario.md", &rumeur::scenario::reference(Language::En));
    held("docs/scenario.fr.md", &rumeur::scenario::reference(Language::Fr));
}

#[test]
fn a_new_file_is_its_preset_commented() {
    for preset in PRESETS {
        let original = load_preset(preset.name, &Overrides::default()).expect("a good preset");
        for language in Language::ALL {
            let text = new_file(preset, language);
            let own = load_text(text.as_bytes(), "new.toml", "new", &Overrides::default());
            let own = own.unwrap_or_else(|errors| panic!("{errors}\n{text}"));
            let mut expected = original.baseline.clone();
            // Where nobody knows how many are satisfied, what they tell stands behind a #.
            let satisfied = Outcome::Satisfied.index();
            assert!(own.baseline.served().is_none() && own.baseline.telling[satisfied].groups.is_empty(), "{text}");
            expected.telling[satisfied] = own.baseline.telling[satisfied].clone();
            assert_eq!(own.baseline, expected, "{text}");
            assert_eq!(own.warnings, [], "{text}");
            assert!(
                text.contains("\n# random = { population = 10_000, contacts = 10 }\n") && !text.contains("#:schema")
            );
            assert_eq!(own.variants.len(), 1);
        }
    }
}
