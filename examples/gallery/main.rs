//! Draws docs/gallery: every kind of figure as SVG in both languages and as PNG in English, with its numbers as CSV.
//!
//! `cargo run --example gallery [DIRECTORY]`

mod draw;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use rumeur::figure::{Lettering, to_png};
use rumeur::vocabulary::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "docs/gallery".to_owned()));
    fs::create_dir_all(&directory)?;
    let runs = draw::Runs::new()?;
    for language in Language::ALL {
        for (name, picture) in draw::pictures(&runs, language)? {
            fs::write(directory.join(format!("{name}-{language}.svg")), picture.svg(Lettering::Text))?;
            if language == Language::En {
                fs::write(directory.join(format!("{name}.png")), to_png(&picture.canvas, 1.0)?)?;
                fs::write(directory.join(format!("{name}.csv")), &picture.csv)?;
            }
        }
    }
    Ok(())
}
