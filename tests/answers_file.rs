//! `audience = { file, column }`: raw answers as an audience.
#![cfg(feature = "cli")]

mod command;

use command::Folder;

const SHOP: &str = "[customers]\ncomplaints = 3\nsilent_per_complaint = 9\n[recovery]\nrate = 0.0\n[unresolved]\naudience = 0\n\
    [run]\nreplicates = 400\n[silent]\n";

fn summary(folder: &Folder, audience: &str) -> String {
    folder.write("shop.toml", &format!("{SHOP}audience = {audience}\n"));
    folder.run(&["run", "shop.toml", "--quiet", "--force"]).ends_with(0);
    folder.read("results/shop/summary.csv")
}

#[test]
fn answers_are_the_empirical_audience_of_their_counts() {
    let folder = Folder::with(&[
        ("told.csv", "who;told;in a word\na;3;\nb;0;x\nc;;\nd; 3 ;\n\ne;aucune;\nf;12,0;\n"),
        ("one.csv", "told\n3\n3\n0\n0\n12\n"),
    ]);
    let counted = summary(&folder, "{ empirical = { \"0\" = 2, \"3\" = 2, \"12\" = 1 } }");
    assert_eq!(counted, summary(&folder, "{ file = \"told.csv\", column = \"Told\" }"));
    assert_eq!(counted, summary(&folder, "{ file = \"told.csv\", column = 2 }"));
    assert_eq!(counted, summary(&folder, "{ file = \"one.csv\" }"));
    // What is shown runs to the same, from anywhere; another file is another scenario.
    folder.write("shown.toml", &folder.run(&["show", "shop.toml"]).ends_with(0).stdout);
    folder.run(&["check", "shown.toml"]).ends_with(0);
    let shown = folder.read("shown.toml");
    assert!(shown.contains("one.csv"), "{shown}");
    folder.write("one.csv", "told\n4\n3\n");
    assert_ne!(counted, summary(&folder, "{ file = \"one.csv\" }"));
}

#[test]
fn a_later_layer_replaces_file_and_column_together() {
    let folder = Folder::with(&[("told.csv", "told,more\n3,4\n")]);
    folder.write("base.toml", &format!("{SHOP}audience = {{ file = \"told.csv\", column = \"told\" }}\n"));
    folder.write("other.toml", "extends = \"base.toml\"\n[silent]\naudience.poisson = 4\n");
    folder.write("column.toml", "extends = \"base.toml\"\n[silent]\naudience.column = \"more\"\n");
    folder.run(&["check", "other.toml", "column.toml"]).ends_with(0);
    let shown = folder.run(&["show", "other.toml"]).ends_with(0).stdout;
    assert!(!shown.contains("told.csv") && shown.contains("poisson = 4"), "{shown}");
}

#[test]
fn what_is_no_audience_is_named() {
    let folder = Folder::with(&[
        ("told.csv", "who,told\na,3\nb,many\n"),
        ("ranges.csv", "told\n3\n5-10\n"),
        ("empty.csv", "told\n\"\"\n\"\"\n"),
        ("nothing.csv", ""),
    ]);
    for (audience, message) in [
        ("{ file = \"none.csv\", column = \"told\" }", "names a file that does not exist"),
        ("{ file = \"told.csv\" }", "say which column: who, told"),
        ("{ file = \"told.csv\", column = \"age\" }", "no column is called `age`"),
        (
            "{ file = \"told.csv\", column = \"told\" }",
            "line 3: `many` is not a number of people from 0 to 10,000, such as 0, 3 or 12\n",
        ),
        ("{ file = \"ranges.csv\" }", "line 3: a range is no number"),
        ("{ file = \"empty.csv\" }", "nobody answered"),
        ("{ file = \"nothing.csv\" }", "the file is empty"),
        ("{ column = \"told\" }", "needs a file that has it"),
        ("{ file = \"told.csv\", poisson = 3 }", "exclude each other"),
    ] {
        folder.write("shop.toml", &format!("{SHOP}audience = {audience}\n"));
        let ended = folder.run(&["check", "shop.toml"]).ends_with(2);
        assert!(ended.stderr.contains(message), "{audience}: {}", ended.stderr);
    }
}
