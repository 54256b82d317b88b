//! The small corpus of the fuzz targets, replayed; and bytes near it.

use std::fs;
use std::path::Path;

use rumeur::ensemble::Control;
use rumeur::experiment::Experiment;
use rumeur::scenario::{Overrides, load_text};

#[path = "../fuzz/checks/answers.rs"]
mod answers;
#[path = "../fuzz/checks/networks.rs"]
mod networks;
#[path = "../fuzz/checks/shards.rs"]
mod shards;

fn corpus(target: &str, at_least: usize) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).expect("a corpus").map(|file| file.expect("a file").path()).collect();
    files.sort();
    assert!(files.len() >= at_least, "{target} has {} files", files.len());
    files.iter().map(|file| fs::read(file).expect("a file")).collect()
}

fn replay(target: &str, check: fn(&[u8])) {
    for bytes in corpus(target, 8) {
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

#[test]
fn surveys_of_the_corpus_are_read_or_refused() {
    replay("survey", answers::survey);
}

#[test]
fn complaint_logs_of_the_corpus_are_read_or_refused() {
    replay("log", answers::log);
}

/// Sums as this version writes them: those of the corpus are of the version that they were found with.
fn written_now() -> Vec<Vec<u8>> {
    let base = "customers.dissatisfied = 9\nvoice.rate = 0.3\nsilent.audience = { poisson = 4 }\n";
    let deep = "retelling = { rate = 0.4, audience = 1, generations = \"unlimited\" }\n";
    let network = "network = { graphs = 3, random = { population = 60, contacts = 6 } }\n";
    let heavy = "customers.dissatisfied = 9\nsilent.audience = { lognormal = { median = 3000, sigma = 2.5 } }\n";
    let variant = "damage.customer_value = 119.99\nvariants.v.set = { \"recovery.rate\" = 0.5 }\n";
    let texts = [
        base.to_owned(),
        format!("{base}{deep}"),
        format!("{base}{network}"),
        heavy.to_owned(),
        format!("{base}{deep}{variant}"),
    ];
    let parts = texts.iter().flat_map(|text| [3..4_u64, 2..30].map(|replicates| (text, replicates)));
    let written = parts.map(|(text, replicates)| {
        let scenario = load_text(text.as_bytes(), "shard", "shard", &Overrides::default());
        let scenario = scenario.unwrap_or_else(|errors| panic!("{errors}"));
        let mut experiment = Experiment::new(&scenario).expect("a model");
        experiment.plan_mut().replicates = replicates;
        experiment.run_shard(&mut [], &Control::default()).expect("a part").to_bytes()
    });
    written.collect()
}

#[test]
fn sums_near_those_of_a_shard_are_read_or_refused() {
    let mut luck = 7_u64;
    for bytes in corpus("shard", 6).into_iter().chain(written_now()) {
        shards::shard(&bytes);
        // Each is summed up: some places only.
        for at in (0..bytes.len()).step_by(1 + bytes.len() / 40) {
            shards::shard(&bytes[..at]);
            luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (luck >> 61);
            shards::shard(&changed);
            changed[at] = [0, 0x7f, 0x80, 0xff][(luck >> 40) as usize % 4];
            shards::shard(&changed);
        }
    }
}

#[test]
fn what_an_interrupted_run_left_is_gone_on_from_or_refused() {
    for (target, check) in [("journal", shards::journal as fn(&[u8])), ("manifest", shards::manifest)] {
        for bytes in corpus(target, 8) {
            check(&bytes);
            // Each is a folder of its own: some places only.
            for at in (0..bytes.len()).step_by(1 + bytes.len() / 20) {
                check(&bytes[..at]);
                for change in [b'"', b'/', b'9', 0xff] {
                    let mut changed = bytes.clone();
                    changed[at] = change;
                    check(&changed);
                }
            }
        }
    }
}
