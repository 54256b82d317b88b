//! Shards of a run, merged in any order and grouping, are the run; and what does not belong together is refused.
#![cfg(feature = "cli")]

mod command;

use std::fs;

use command::{CLASSIC, EXPLODING, Ended, Folder, WITH_VARIANT};

/// Unknowns, a variant, a promise about a probability.
const UNKNOWN: &str = "[customers]
dissatisfied = 20

[voice]
rate = 0.3

[silent]
audience = { poisson = 4 }

[uncertainty]
\"silent.audience.poisson\" = { uniform = [2, 6] }
\"recovery.rate\" = { uniform = [0.1, 0.9] }

[[expect]]
metric = \"aware\"
statistic = \"probability\"
at_least = 80
between = [0.2, 0.9]

[run]
replicates = 901

[variants.ask]
set = { \"voice.asked\" = 1.0 }
";

/// Several networks, unlimited retelling, a variant.
const NETWORK: &str = "[customers]
dissatisfied = 5

[silent]
audience = 3

[retelling]
rate = 0.2
audience = 2
generations = \"unlimited\"

[network]
graphs = 5
small_world = { population = 150, contacts = 6, rewiring = 0.2 }

[run]
replicates = 333

[variants.quiet]
set = { \"retelling.rate\" = 0.1 }
";

/// Several periods, an unknown, a variant that is otherwise from the third on.
const PERIODS: &str = "[customers]
served = 400
problem_rate = 0.1

[voice]
rate = 0.3

[silent]
stays = 0.5
audience = { poisson = 4 }

[damage]
customer_value = 10.25

[periods]
count = 5
arrivals = 7
learning = 0.4
discount = 0.01

[uncertainty]
\"silent.audience.poisson\" = { uniform = [2, 6] }

[run]
replicates = 701

[variants.ask]
[[variants.ask.change]]
from = 3
set = { \"voice.rate\" = 0.8 }
";

/// More replicates than the quantiles of a period are exact for.
const MANY: &str = "[customers]
dissatisfied = 4_000

[voice]
rate = 0.3

[periods]
count = 2

[run]
replicates = 17_001
";

/// A clock; on a network, too.
const CLOCK: &str = "[customers]
dissatisfied = 30

[voice]
rate = 0.3

[recovery]
rate = 0.5

[silent]
audience = 4

[unresolved]
audience = 6

[retelling]
rate = 0.1
audience = 2
generations = \"unlimited\"

[time]
unit = \"day\"
horizon = 20
arrival = { uniform = [0, 4] }
complaint = { geometric = 2 }
answer = { poisson = 3 }
telling = { geometric = 4 }

[run]
replicates = 701

[variants.fast]
set = { \"time.answer\" = 0 }
";

/// Fewer replicates than there are shards.
const FEW: &str = "[customers]
dissatisfied = 5

[silent]
audience = 3

[run]
replicates = 3
";

fn batch() -> Folder {
    Folder::with(&[
        ("s/classic.toml", CLASSIC),
        ("s/deep/er/variant.toml", WITH_VARIANT),
        ("s/deep/unknown.toml", UNKNOWN),
        ("s/network.toml", NETWORK),
        ("s/few.toml", FEW),
        ("s/bad.toml", EXPLODING),
    ])
}

/// A number below `below`, from `luck`.
fn pick(luck: &mut u64, below: usize) -> usize {
    *luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*luck >> 33) as usize % below
}

/// Merges two by two at random until one is left, which is all of it.
fn grouped(folder: &Folder, mut shards: Vec<String>, luck: &mut u64, out: &str, code: i32) {
    let mut group = 0;
    while shards.len() > 2 {
        let one = shards.swap_remove(pick(luck, shards.len()));
        let place = pick(luck, shards.len());
        let name = format!("{out}-{group}");
        folder.run(&["merge", &one, &shards[place], "--partial", "--out", &name, "-q"]);
        shards[place] = name;
        group += 1;
    }
    let mut arguments = vec!["merge", "-q", "--out", out];
    arguments.extend(shards.iter().map(String::as_str));
    folder.run(&arguments).ends_with(code);
}

#[test]
fn shards_of_replicates_in_five_random_groupings_are_the_whole() {
    let folder = batch();
    let flags = ["--raw", "-q", "--csv-dialect", "fr"];
    let run = |more: &[&str]| -> Ended { folder.run(&[&["run", "s"][..], &flags, more].concat()) };
    for total in 1..=7 {
        // Drawings take most of the time.
        let figures: &[&str] = if total == 7 { &["--figures"] } else { &[] };
        if total == 1 || total == 7 {
            run(&[&["--out", "whole"][..], figures].concat()).ends_with(1);
        }
        let shards: Vec<String> = (1..=total).map(|number| format!("{total}/{number}")).collect();
        for (place, out) in shards.iter().enumerate() {
            let shard = format!("{}/{total}", place + 1);
            let threads = if place % 2 == 0 { "1" } else { "3" };
            run(&[&["--out", out, "--shard", &shard, "--threads", threads][..], figures].concat());
            assert!(folder.read(&format!("{out}/run.json")).contains("\"sums\": \"shard.sums\""));
        }
        let out = format!("merged-{total}");
        let mut arguments = vec!["merge", "-q", "--out", &out];
        arguments.extend(shards.iter().rev().map(String::as_str));
        folder.run(&arguments).ends_with(1);
        folder.holds_the_same("whole", &out);
        if total == 7 {
            for luck in 1..=5_u64 {
                let out = format!("grouped-{luck}");
                grouped(&folder, shards.clone(), &mut { luck }, &out, 1);
                folder.holds_the_same("whole", &out);
            }
        }
    }
}

#[test]
fn shards_of_periods_and_of_clocks_are_the_whole() {
    let folder = Folder::with(&[("s/periods.toml", PERIODS), ("s/many.toml", MANY), ("s/clock.toml", CLOCK)]);
    let people = "\n[network]\ngraphs = 3\nrandom = { population = 600, contacts = 6 }\n";
    let remembered = PERIODS.replace("count = 5", "forgetting = 0.3\ncount = 4").replace("701", "151");
    folder.write("s/town.toml", &(remembered + people));
    folder.write("s/town-clock.toml", &(CLOCK.replace("701", "151") + people));
    let flags = ["--raw", "--figures", "-q"];
    let run = |more: &[&str]| folder.run(&[&["run", "s"][..], &flags, more].concat()).ends_with(0);
    run(&["--out", "whole"]);
    let shards = ["1", "2", "3"].map(str::to_owned);
    for shard in &shards {
        run(&["--out", shard, "--shard", &format!("{shard}/3"), "--threads", shard]);
    }
    for luck in 1..=2_u64 {
        let out = format!("merged-{luck}");
        grouped(&folder, shards.to_vec(), &mut { luck }, &out, 0);
        folder.holds_the_same("whole", &out);
    }
    let whole = folder.files("whole");
    for table in ["periods/periods.csv", "many/periods.csv", "clock/timeline.csv", "town/periods.csv"] {
        assert!(whole.iter().any(|(name, bytes)| name == table && bytes.len() > 1_000), "{table}");
    }
}

#[test]
fn shards_of_whole_scenarios_are_the_whole_too() {
    let folder = batch();
    let precise =
        CLASSIC.replace("replicates = 1_500", "replicates = 500\nprecision = { metric = \"aware\", relative = 0.02 }");
    folder.write("s/precise.toml", &precise);
    folder.run(&["run", "s", "--raw", "--figures", "-q", "--out", "whole"]).ends_with(1);
    for total in [2, 9] {
        let shards: Vec<String> = (1..=total).map(|number| format!("{total}/{number}")).collect();
        for (place, out) in shards.iter().enumerate() {
            let shard = format!("{}/{total}", place + 1);
            let by = ["--shard", &shard, "--shard-by", "scenarios"];
            folder.run(&[&["run", "s", "--raw", "--figures", "-q", "--out", out][..], &by].concat());
        }
        let mut luck = total;
        let out = format!("merged-{total}");
        grouped(&folder, shards, &mut luck, &out, 1);
        folder.holds_the_same("whole", &out);
    }
}

#[test]
fn a_promise_is_judged_by_the_whole_alone() {
    let never = UNKNOWN.replace("between = [0.2, 0.9]", "between = [0.99, 1.0]");
    let folder = Folder::with(&[("a.toml", &never)]);
    for number in ["1", "2"] {
        let shard = format!("{number}/2");
        let ended = folder.run(&["run", "a.toml", "--shard", &shard, "--out", number]).ends_with(0);
        assert_eq!(ended.stdout, "", "a part decides nothing");
    }
    folder.run(&["run", "a.toml", "--out", "whole"]).ends_with(3);
    let merged = folder.run(&["merge", "1", "2", "--out", "merged"]).ends_with(3).says("not kept");
    assert!(!merged.stdout.is_empty());
    folder.holds_the_same("whole", "merged");
}

#[test]
fn files_that_cannot_be_run_stand_in_the_merged_index() {
    let folder = Folder::with(&[("s/a.toml", CLASSIC), ("s/b.toml", "nothing = 1\n")]);
    let run = |more: &[&str]| folder.run(&[&["run", "s", "--keep-going"][..], more].concat()).ends_with(1);
    run(&["--out", "whole"]);
    run(&["--shard", "1/2", "--out", "1"]);
    run(&["--shard", "2/2", "--out", "2"]);
    folder.run(&["merge", "1", "2", "--out", "merged"]).ends_with(1).says("b: ");
    folder.holds_the_same("whole", "merged");
}

#[test]
fn what_does_not_belong_together_is_refused_with_its_name() {
    let folder = Folder::with(&[("a.toml", WITH_VARIANT), ("b.toml", CLASSIC)]);
    let run = |arguments: &[&str]| folder.run(&[&["run"][..], arguments].concat()).ends_with(0);
    for number in ["1", "2", "3", "4", "5"] {
        run(&["a.toml", "--shard", &format!("{number}/5"), "--out", number]);
    }
    run(&["a.toml", "--shard", "2/5", "--out", "again"]);
    run(&["a.toml", "--shard", "2/4", "--out", "of-four"]);
    run(&["a.toml", "--shard", "2/5", "--seed", "7", "--out", "seed"]);
    run(&["a.toml", "--shard", "2/5", "--replicates", "1000", "--out", "fewer"]);
    run(&["a.toml", "--shard", "2/5", "--raw", "--out", "raw"]);
    run(&["b.toml", "--shard", "2/5", "--out", "other"]);
    run(&["a.toml", "--out", "results"]);
    fs::create_dir(folder.at("empty")).expect("a folder");
    fs::create_dir(folder.at("old")).expect("a folder");
    for (name, bytes) in folder.files("2") {
        let text = String::from_utf8(bytes.clone());
        let bytes = match text {
            Ok(text) if name == "run.json" => {
                let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
                assert!(text.contains(&version));
                text.replace(&version, "\"version\": \"0.0.1\"").into_bytes()
            }
            _ => bytes,
        };
        let path = folder.at("old").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let merge = |shards: &[&str]| {
        let ended = folder.run(&[&["merge", "--out", "merged"][..], shards].concat()).ends_with(2);
        assert!(!folder.at("merged").exists());
        ended
    };
    merge(&["1", "3"]).says("3 shards of 5 missing: 2, 4-5").says("--partial");
    merge(&["1", "2", "3", "again", "4", "5"]).says("shard 2 is there twice: 2 and again");
    merge(&["1", "of-four"]).says("of-four does not belong to 1").says("one of 4 shards, not of 5");
    for other in ["seed", "fewer"] {
        merge(&["1", other, "3", "4", "5"])
            .says(&format!("{other} does not belong to 1"))
            .says("the scenario a is not the same");
    }
    merge(&["1", "raw"]).says("--raw");
    merge(&["1", "other"]).says("is in one alone");
    merge(&["1", "results"]).says("results is no shard: the results of a whole batch");
    merge(&["1", "empty"]).says("no results of rumeur");
    merge(&["1", "nowhere"]).says("there is no such directory");
    merge(&["1", "old"]).says("old is of version 0.0.1");
    // Sums that were changed.
    let mut sums = fs::read(folder.at("2/a/shard.sums")).expect("the sums");
    sums[40] ^= 1;
    fs::write(folder.at("2/a/shard.sums"), sums).expect("a file");
    merge(&["1", "2", "3", "4", "5"]).says("a/shard.sums in 2 is gone or was changed");
    // And nothing is written into a shard.
    folder.run(&["merge", "1", "3", "4", "5", "again", "--out", "1", "--force"]).ends_with(2);
    folder.run(&["merge", "1", "3", "4", "5", "again", "--out", "merged"]).ends_with(0);
}

#[test]
fn a_shard_is_asked_for_or_found_in_the_environment() {
    let folder = Folder::with(&[("a.toml", CLASSIC)]);
    for shard in ["0/2", "3/2", "1", "a/b", "auto/0", "auto/", "1/0"] {
        folder.run(&["run", "a.toml", "--shard", shard]).ends_with(2);
    }
    folder
        .run(&["run", "a.toml", "--shard", "1/2", "--out", "-"])
        .ends_with(2)
        .says("--shard needs a results directory");
    folder.run(&["run", "a.toml", "--shard", "auto/2"]).ends_with(2).says("--shard I/N");
    let mut command = folder.command(&["run", "a.toml", "--shard", "auto", "--out", "2"]);
    let ended = command.env("JOB_COMPLETION_INDEX", "1").env("RUMEUR_SHARDS", "3").output();
    Ended::from(ended.expect("the command runs"))
        .ends_with(0)
        .says("shard 2 of 3, by Kubernetes: JOB_COMPLETION_INDEX=1, RUMEUR_SHARDS=3");
    assert!(folder.read("2/index.csv").contains(",500,fixed,"), "{}", folder.read("2/index.csv"));
    let dry = folder.run(&["run", "a.toml", "--shard", "1/4", "--dry-run"]).ends_with(0);
    assert!(dry.stdout.contains("375 replicates"), "{}", dry.stdout);
    let precise = CLASSIC.replace("[run]", "[run]\nprecision = { metric = \"aware\", relative = 0.02 }");
    folder.write("p.toml", &precise);
    let refused = folder.run(&["run", "p.toml", "--shard", "1/2"]).ends_with(2);
    refused.says("p: run.precision looks at all replicates").says("--shard-by scenarios");
}

#[test]
fn a_shard_is_resumed_and_its_sums_with_it() {
    let folder = Folder::with(&[("s/a.toml", WITH_VARIANT), ("s/b.toml", CLASSIC)]);
    folder.run(&["run", "s", "--out", "whole"]).ends_with(0);
    for number in ["1", "2"] {
        folder.run(&["run", "s", "--shard", &format!("{number}/2"), "--out", number]).ends_with(0);
    }
    folder.run(&["run", "s", "--shard", "1/2", "--out", "1", "--resume"]).ends_with(0).says("2 taken over");
    // Another shard takes nothing over.
    let other = folder.run(&["run", "s", "--shard", "2/2", "--out", "1", "--resume"]).ends_with(0);
    assert!(!other.stderr.contains("taken over"), "{}", other.stderr);
    folder.run(&["run", "s", "--shard", "1/2", "--out", "1", "--force"]).ends_with(0);
    folder.run(&["merge", "2", "1", "--out", "merged"]).ends_with(0);
    folder.holds_the_same("whole", "merged");
    // Merged again over the merged.
    folder.run(&["merge", "2", "1", "--out", "merged"]).ends_with(0);
    folder.run(&["merge", "2", "1", "--out", "merged", "--resume"]).ends_with(0).says("2 taken over");
    folder.holds_the_same("whole", "merged");
}
