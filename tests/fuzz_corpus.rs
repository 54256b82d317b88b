//! The small corpus of the fuzz targets, replayed; and bytes near it.

use std::fs;
use std::path::Path;

#[path = "../fuzz/checks/networks.rs"]
mod networks;

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).expect("a corpus").map(|file| file.expect("a file").path()).collect();
    files.sort();
    assert!(files.len() >= 8, "{target} has {} files", files.len());
    for file in files {
        let bytes = fs::read(&file).expect("a file");
        check(&bytes);
        // Cut anywhere, and one byte changed.
        for at in 0..bytes.len().min(400) {
            check(&bytes[..at]);
            for change in [b'"', b'\n', b'\r', b',', b';', b'0', 0xff] {
                let mut changed = bytes.clone();
                changed[at] = change;
                check(&changed);
            }
        }
    }
}

#[test]
fn edge_lists_of_the_corpus_are_read_or_refused() {
    replay("edge_list", networks::edge_list);
}

#[test]
fn saved_networks_of_the_corpus_are_loaded_or_refused() {
    replay("saved_network", networks::saved_network);
}
