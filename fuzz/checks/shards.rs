// What holds for any bytes; used by the fuzz targets and by `cargo test`, which replays the corpus.

use std::fs;

use rumeur::batch::{Claim, Mode};
use rumeur::ensemble::Shard;

/// Any bytes are the sums of some replicates, which can be summed up and written again, or an error; also where somebody made
/// their check sum agree.
pub(crate) fn shard(bytes: &[u8]) {
    sums(bytes);
    let mut checked = bytes.to_vec();
    checked.truncate(bytes.len().saturating_sub(8));
    checked.extend(check(&checked).to_le_bytes());
    sums(&checked);
}

fn sums(bytes: &[u8]) {
    let Ok(shard) = Shard::from_bytes(bytes) else { return };
    let again = Shard::from_bytes(&shard.to_bytes()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.replicates(), shard.replicates());
    let drawn: u64 = shard.replicates().iter().map(|range| range.end - range.start).sum();
    assert_eq!(shard.finish().replicates, drawn);
    // Both have the same replicates.
    let mut twice = again;
    if let Ok(other) = Shard::from_bytes(bytes)
        && drawn > 0
    {
        assert!(twice.merge(other).is_err());
    }
}

/// As the sums end.
fn check(bytes: &[u8]) -> u64 {
    let word = |chunk: &[u8]| chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    let mix = |hash: u64, chunk: &[u8]| (hash ^ word(chunk)).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    bytes.chunks(8).fold(0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64, mix)
}

/// Any bytes are the journal of an interrupted run that is gone on from, or are refused; nothing outside is touched.
pub(crate) fn journal(bytes: &[u8]) {
    left_behind("journal.jsonl", bytes);
}

/// The same for the manifest of results.
pub(crate) fn manifest(bytes: &[u8]) {
    left_behind("run.json", bytes);
}

fn left_behind(file: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let outside = folder.path().join("outside.csv");
    fs::write(&outside, "a,b\n").expect("a file");
    let partial = folder.path().join("results.partial");
    fs::create_dir_all(partial.join("a")).expect("a folder");
    fs::write(partial.join("a/summary.csv"), "scenario\na\n").expect("a file");
    fs::write(partial.join("comparison.csv"), "scenario\na\n").expect("a file");
    fs::write(partial.join(file), bytes).expect("a file");
    // Taken over or refused.
    drop(Claim::new(&folder.path().join("results"), Mode::Resume, &[]));
    assert_eq!(fs::read(&outside).expect("the file"), b"a,b\n");
}
