//! Makes the synthetic data in examples/data: a survey in English and the same in French, and a complaint log.
//!
//! `cargo run --example synthetic [DIRECTORY]`. Nobody was asked: every answer is drawn, with the seed below, from the laws below.

mod draw;

use std::path::PathBuf;
use std::{env, fs};

fn main() -> std::io::Result<()> {
    let directory = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "examples/data".to_owned()));
    fs::create_dir_all(&directory)?;
    for (name, text) in draw::files() {
        fs::write(directory.join(name), text)?;
    }
    Ok(())
}
