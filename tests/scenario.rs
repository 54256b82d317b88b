//! Scenario files, from text to parameters.

use std::path::Path;

use rumeur::scenario::{Overrides, load};

#[test]
fn tmp() {
    for path in std::env::var("FILES").unwrap_or_default().split(' ').filter(|p| !p.is_empty()) {
        match load(Path::new(path), "x", &Overrides::default()) {
            Ok(scenario) => println!("{scenario:#?}\n{}", scenario.effective_toml()),
            Err(errors) => println!("{errors}"),
        }
    }
}
