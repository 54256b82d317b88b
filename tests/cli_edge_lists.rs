//! What the command says of edge lists: what it understood, where it is wrong, and what to do.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

const SCENARIO: &str =
    "[customers]\ndissatisfied = 1\n[silent]\naudience = { per_contact = 0.5 }\n[run]\nreplicates = 10\n";

/// Exit code, standard output and standard error in a folder with these files.
fn rumeur(files: &[(&str, &str)], args: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("room");
    }
    run_in(folder.path(), args)
}

fn run_in(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rumeur"))
        .args(args)
        .args(["--color", "never"])
        .current_dir(folder)
        .env("LC_ALL", "C")
        .env_remove("LANG")
        .output()
        .expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn with(network: &str) -> String {
    format!("{SCENARIO}[network]\n{network}\n")
}

#[test]
fn a_french_list_of_members_is_understood_and_told() {
    let scenario = with("file.path = \"amis.csv\"");
    let files =
        [("a.toml", scenario.as_str()), ("amis.csv", "N°;Membre;Ami;Poids\r\n1;Zoé;Bob;0,5\r\n2;Bob;Cid;0,25\r\n")];
    for command in ["check", "network"] {
        let (code, _, told) = rumeur(&files, &[command, "a.toml", "--lang", "fr"]);
        assert_eq!(code, 0, "{told}");
        for fact in [
            "séparateur\u{202f}: point-virgule",
            "colonnes\u{202f}: 2 (Membre) et 3 (Ami)",
            "colonne 4 (Poids)",
            "Zoé - Bob",
        ] {
            assert!(told.contains(fact), "{command}: no {fact} in {told}");
        }
    }
}

#[test]
fn a_weight_above_one_is_named_with_its_line_and_the_hint_leads_to_a_right_file() {
    let list = "# calls\n1 2 0.5\n2 3 3\n3 4 2\n";
    let scenario = with("file.path = \"l.txt\"").replace("per_contact = 0.5", "per_contact = \"weight\"");
    let (code, _, told) = rumeur(&[("a.toml", &scenario), ("l.txt", list)], &["check", "a.toml"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("line 3") && told.contains("got 3"), "{told}");
    let hint = told.split("write network.file.").nth(1).and_then(|rest| rest.split(',').next()).expect("a hint");
    let scenario = scenario.replace("file.path = \"l.txt\"", &format!("file.path = \"l.txt\"\nfile.{hint}"));
    let (code, _, told) = rumeur(&[("a.toml", &scenario), ("l.txt", list)], &["check", "a.toml"]);
    assert_eq!(code, 0, "{scenario}: {told}");
}

#[test]
fn a_placed_person_who_is_not_there_is_named_with_who_was_meant() {
    let list = ("l.txt", "Ann;Bob\nBob;Cid\n");
    let scenario = with("file.path = \"l.txt\"\nplacement.file = \"p.txt\"");
    let (code, _, told) = rumeur(&[("a.toml", &scenario), list, ("p.txt", "\"Bobb\"\r\n")], &["check", "a.toml"]);
    assert_eq!(code, 2);
    assert!(told.contains("`Bobb`") && told.contains("did you mean `Bob`?"), "{told}");
    let (code, _, told) = rumeur(&[("a.toml", &scenario), list, ("p.txt", "Nom\rBob\r")], &["check", "a.toml"]);
    assert_eq!(code, 0, "{told}");
}

#[test]
fn a_warning_of_a_list_is_said_once() {
    let scenario = with("file.path = \"l.txt\"");
    let files = [("a.toml", scenario.as_str()), ("l.txt", "a b 0.5\nb a 0.25\nc c 1\nb c 1\n")];
    let (code, _, told) = rumeur(&files, &["run", "a.toml", "-o", "out"]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(told.matches("left out").count(), 1, "{told}");
    assert_eq!(told.matches("directed = true").count(), 1, "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_are_refused_without_waiting() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    for (key, path) in [("file.path", "pipe"), ("file.path", "/dev/zero"), ("placement.file", "pipe")] {
        let well_mixed = if key == "file.path" { "" } else { "well_mixed.population = 10\n" };
        fs::write(folder.path().join("a.toml"), with(&format!("{well_mixed}{key} = \"{path}\""))).expect("room");
        let (code, _, told) = run_in(folder.path(), &["check", "a.toml"]);
        assert_eq!(code, 2, "{told}");
        assert!(told.contains("a pipe or a device"), "{told}");
    }
    // A parent that nobody writes.
    fs::write(folder.path().join("a.toml"), format!("extends = \"pipe\"\n{SCENARIO}")).expect("room");
    assert_eq!(run_in(folder.path(), &["check", "a.toml"]).0, 2);
}

#[test]
fn edges_are_written_and_read_again_and_a_torn_list_is_refused() {
    let scenario = with("small_world = { population = 40, contacts = 4, rewiring = 0.1 }");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.toml"), scenario).expect("room");
    let (code, _, told) = run_in(folder.path(), &["network", "a.toml", "--edges", "l.csv"]);
    assert_eq!(code, 0, "{told}");
    fs::write(folder.path().join("b.toml"), with("file.path = \"l.csv\"")).expect("room");
    assert_eq!(run_in(folder.path(), &["check", "b.toml"]).0, 0);
    let list = fs::read(folder.path().join("l.csv")).expect("a list");
    let (code, piped, _) = run_in(folder.path(), &["network", "a.toml", "--edges", "-"]);
    assert!(code == 0 && piped.as_bytes() == list, "standard output is the list alone");
    assert!(!folder.path().join("-").exists());
    fs::write(folder.path().join("l.csv"), &list[..list.len() - 1]).expect("room");
    let (code, _, told) = run_in(folder.path(), &["check", "b.toml"]);
    assert!(code == 2 && told.contains("torn"), "{told}");
}

/// What `check` says of a list in each language, with the exit code.
fn checked(network: &str, list: &str, per_contact: &str) -> [(i32, String); 2] {
    let scenario = with(&format!("file.path = \"l.txt\"\n{network}"))
        .replace("per_contact = 0.5", &format!("per_contact = {per_contact}"));
    ["en", "fr"].map(|language| {
        let files = [("a.toml", scenario.as_str()), ("l.txt", list)];
        let (code, _, told) = rumeur(&files, &["check", "a.toml", "--lang", language]);
        // As printers set it: with typographic signs and blanks.
        (code, told.replace('\u{2019}', "'").replace(['\u{a0}', '\u{202f}'], " "))
    })
}

#[test]
fn weights_are_told_as_the_file_has_them_and_no_scale_makes_telephones_chances() {
    let [(code, told), (_, fr)] =
        checked("file.weight = \"tel\"", "source;target;tel\nAnn;Bob;612345678\nBob;Cid;1\n", "\"weight\"");
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("line 2") && told.contains("got 612345678"), "{told}");
    assert!(!told.contains("weight_scale") && !fr.contains("weight_scale"), "{told}\n{fr}");
    assert!(fr.contains("reçu 612345678") && fr.contains("nommez la colonne des poids"), "{fr}");
    // What no header calls a weight is none, and how it becomes one is said.
    let list = "source;target;Ancienneté;Téléphone\nAnn;Bob;3;0612345678\nBob;Cid;4;0712345678\n";
    let [(code, told), (_, fr)] = checked("", list, "0.5");
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("not used: columns 3 (Ancienneté) and 4 (Téléphone)"), "{told}");
    assert!(fr.contains("non utilisées : colonnes 3 (Ancienneté) et 4 (Téléphone)"), "{fr}");
    let [(_, told), (_, fr)] = checked("", "source;target;Points\nAnn;Bob;3\nBob;Cid;4\n", "0.5");
    assert!(told.contains("network.file.weight = \"Points\" takes it for weights"), "{told}");
    assert!(fr.contains("network.file.weight = \"Points\" en fait des poids"), "{fr}");
    let [(code, told), (_, fr)] = checked("", "source;target;Points\nAnn;Bob;0.3\nBob;Cid;0.4\n", "\"weight\"");
    assert!(code == 2 && told.contains("the list has none") && fr.contains("la liste n'en a pas"), "{told}\n{fr}");
    assert!(told.contains("write network.file.weight = \"Points\" if"), "{told}");
    let [(code, told), _] = checked("", "source;target\nAnn;Bob\nBob;Cid\n", "\"weight\"");
    assert!(code == 2 && told.contains("add a column of weights"), "{told}");
    for weight in ["peso", "Gewicht", "Stärke", "força", "weging", "Ponderación", "Häufigkeit"] {
        let [(code, told), _] = checked("", &format!("von;nach;{weight}\nAnn;Bob;0,3\nBob;Cid;0,4\n"), "\"weight\"");
        assert!(code == 0 && told.contains(&format!("weights: column 3 ({weight})")), "{told}");
    }
    let [(code, told), _] = checked("file.weight = \"Points\"", "source;target;Points\nAnn;Bob;3\nBob;Cid;4\n", "0.5");
    assert!(code == 0 && told.contains("weights: column 3 (Points)"), "{told}");
}

#[test]
fn a_guess_that_hangs_on_nothing_else_is_told_with_the_way_out() {
    let [(code, told), (_, fr)] = checked("", "Zoe;Yan\nAnn;Bob\nBob;Cid\n", "0.5");
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("was taken for a header") && told.contains("network.file.header = false"), "{told}");
    assert!(fr.contains("prise pour un en-tête") && fr.contains("network.file.header = false"), "{fr}");
    let [(_, told), _] = checked("", "source;target\nAnn;Bob\nBob;Cid\n", "0.5");
    assert!(!told.contains("taken for a header"), "{told}");
    let gephi = "Source,Target,Type,Id,Label\nAnn,Bob,Directed,0,\nBob,Cid,Directed,1,\n";
    let [(code, told), (_, fr)] = checked("", gephi, "0.5");
    assert!(code == 0 && told.contains("network.file.directed = true if"), "{told}");
    assert!(fr.contains("network.file.directed = true si"), "{fr}");
    for (said, list) in [("file.directed = true", gephi.to_owned()), ("", gephi.replace("Directed", "Undirected"))] {
        let [(_, told), _] = checked(said, &list, "0.5");
        assert!(!told.contains("says Directed"), "{told}");
    }
}

#[test]
fn an_id_with_a_line_end_leaves_messages_whole() {
    let [(code, told), (_, fr)] = checked("", "Bob,Bob\n\"Ann\nLee\",Bob\nBob,Cid\n", "0.5");
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("the first: Ann\\nLee - Bob"), "{told}");
    assert!(fr.contains("la première : Ann\\nLee - Bob"), "{fr}");
}

#[test]
fn what_is_no_list_of_contacts_is_refused_in_both_languages() {
    for (network, list, en, fr) in [
        ("", "A;B;C\n0;1;0\n1;0;1\n0;1;0\n", "a matrix of contacts", "une matrice de contacts"),
        ("", "- [1, 2]\n- [2, 3]\n", "no edge list: YAML", "liste de liens : YAML"),
        ("file.source = 1\nfile.target = 1", "1 2\n2 3\n", "both column 1", "toutes deux la colonne 1"),
        ("", "1 1\n2 2\n", "with themselves", "avec elle-même"),
        ("", "de;vers;poids\nA;B;1\nTotal;;1\n", "line 3: the second id is empty", "le second identifiant est vide"),
        ("", "Amis\nde;vers\nA;B\nB;C\n", "the header is line 2", "l'en-tête est la ligne 2"),
        ("", "1 2\n2 3\n3 4 5\n", "line 3 has 3 fields", "la ligne 3 a 3 champs"),
        ("", "1 2 3\n2 3\n3 4 5\n", "line 2 has 2 fields", "la ligne 2 a 2 champs"),
    ] {
        let [(code, told), (code_fr, told_fr)] = checked(network, list, "0.5");
        assert_eq!((code, code_fr), (2, 2), "{told}");
        assert!(told.contains(en) && told.contains("hint:"), "no {en} in {told}");
        assert!(told_fr.contains(fr), "no {fr} in {told_fr}");
    }
}
