//! Draws docs/gallery: every kind as SVG in both languages and as PNG in English.
//!
//! `cargo run --example gallery [DIRECTORY]`

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use rumeur::figure::{Page, to_png, to_svg};
use rumeur::report::figures::compose;
use rumeur::vocabulary::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "docs/gallery".to_owned()));
    fs::create_dir_all(&directory)?;
    for language in Language::ALL {
        for figure in samples::gallery(language) {
            let name = figure.kind().name();
            let canvas = compose(figure.as_ref(), &samples::about(language), Page::Wide, language);
            for fault in canvas.faults() {
                eprintln!("{name}: {fault:?}");
            }
            let svg = to_svg(&canvas);
            fs::write(directory.join(format!("{name}-{language}.svg")), &svg)?;
            if language == Language::En {
                fs::write(directory.join(format!("{name}.png")), to_png(&svg, 1.0)?)?;
                fs::write(directory.join(format!("{name}.csv")), figure.table().to_csv()?)?;
            }
        }
    }
    Ok(())
}
