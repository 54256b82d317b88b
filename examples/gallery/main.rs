//! Draws docs/gallery: every kind of figure as SVG in both languages and as PNG in English, with its numbers as CSV.
//!
//! `cargo run --example gallery [DIRECTORY]`

mod draw;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use rumeur::figure::to_png;
use rumeur::vocabulary::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "docs/gallery".to_owned()));
    fs::create_dir_all(&directory)?;
    for language in Language::ALL {
        for picture in draw::pictures(language)? {
            let kind = picture.kind;
            fs::write(directory.join(format!("{kind}-{language}.svg")), &picture.svg)?;
            if language == Language::En {
                fs::write(directory.join(format!("{kind}.png")), to_png(&picture.svg, 1.0)?)?;
                fs::write(directory.join(format!("{kind}.csv")), &picture.csv)?;
            }
        }
    }
    Ok(())
}
