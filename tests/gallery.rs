//! docs/gallery is what the program draws today.
#![cfg(feature = "png")]

#[path = "../examples/gallery/draw.rs"]
mod draw;

use std::fs;
use std::path::{Path, PathBuf};

use rumeur::figure::Lettering;
use rumeur::report::figures::FigureKind;
use rumeur::vocabulary::Language;

fn gallery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/gallery")
}

#[test]
fn the_gallery_is_up_to_date() {
    let runs = draw::Runs::new().unwrap();
    for language in Language::ALL {
        for (own, picture) in draw::pictures(&runs, language).unwrap() {
            let name = format!("{own}-{language}.svg");
            let kept = fs::read_to_string(gallery().join(&name)).unwrap_or_default();
            assert!(
                kept == picture.svg(Lettering::Text),
                "{name} is not what is drawn today: `cargo run --example gallery` draws it anew"
            );
            let csv = fs::read(gallery().join(format!("{own}.csv"))).unwrap_or_default();
            assert!(language == Language::Fr || csv == picture.csv, "{own}.csv is old");
        }
    }
}

#[test]
fn every_kind_has_its_line_and_its_picture() {
    let page = fs::read_to_string(gallery().join("README.md")).unwrap();
    for kind in FigureKind::ALL {
        for wanted in [format!("## {kind}"), format!("]({kind}.png)"), format!("({kind}-fr.svg)")] {
            assert!(page.contains(&wanted), "docs/gallery/README.md lacks {wanted}");
        }
        assert!(
            page.contains(&format!("Shows {}.", kind.meaning(Language::En))),
            "{kind}: {}",
            kind.meaning(Language::En)
        );
        assert!(gallery().join(format!("{kind}.png")).is_file());
    }
}
