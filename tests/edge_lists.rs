//! Small edge lists of every kind that people have, each with the network that it means or the word of its refusal.

use std::collections::BTreeMap;
use std::io::Cursor;

use rumeur::network::{EdgeFormat, EdgeList, EdgeListError, EdgeListReport, Network, Repeats, Separator};
use serde_json::Value;

fn cases() -> Vec<Value> {
    let files = [
        include_str!("edge_lists/met.json"),
        include_str!("edge_lists/ids_and_times.json"),
        include_str!("edge_lists/kinds.json"),
        include_str!("edge_lists/people_in_a_line.json"),
        include_str!("edge_lists/other_things.json"),
    ];
    files.iter().flat_map(|text| serde_json::from_str::<Vec<Value>>(text).expect("a list of cases")).collect()
}

fn bytes(case: &Value) -> Vec<u8> {
    if let Some(text) = case["text"].as_str() {
        return text.as_bytes().to_vec();
    }
    let hex = case["hex"].as_str().expect("text or bytes");
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits")).collect()
}

fn format(case: &Value) -> EdgeFormat {
    let said = &case["format"];
    let text = |key: &str| said[key].as_str().map(str::to_owned);
    EdgeFormat {
        separator: said["separator"].as_str().map(|name| Separator::named(name).expect("a separator")),
        header: said["header"].as_bool(),
        source: text("source"),
        target: text("target"),
        weight: text("weight"),
        weight_scale: said["weight_scale"].as_f64().unwrap_or(1.0),
        repeats: said["repeats"].as_str().map_or(Repeats::First, |name| Repeats::named(name).expect("a rule")),
    }
}

fn read(case: &Value) -> Result<(Network, EdgeListReport), EdgeListError> {
    EdgeList { directed: false }.read_as(Cursor::new(bytes(case)), &format(case), 1 << 30)
}

/// Contacts by the two people in order, with the weight.
fn contacts(network: &Network) -> BTreeMap<[String; 2], Option<f32>> {
    let mut found = BTreeMap::new();
    for person in 0..network.people() {
        for (index, &contact) in network.contacts_of(person).iter().enumerate() {
            let mut pair = [person, contact].map(|person| network.labels().get(person).into_owned());
            pair.sort();
            found.insert(pair, network.weights_of(person).map(|weights| weights[index]));
        }
    }
    found
}

fn meant(case: &Value) -> BTreeMap<[String; 2], Option<f32>> {
    let contact = |contact: &Value| {
        let mut pair = [0, 1].map(|at| contact[at].as_str().expect("an id").to_owned());
        pair.sort();
        (pair, contact[2].as_f64().map(|weight| weight as f32))
    };
    case["contacts"].as_array().expect("contacts").iter().map(contact).collect()
}

#[test]
fn every_list_is_read_as_the_network_that_it_means_or_refused_by_name() {
    let cases = cases();
    assert!(cases.len() >= 200, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case["name"].as_str().expect("a name");
        match (read(case), case["refused"].as_str()) {
            (Ok((network, report)), None) => {
                let (found, meant) = (contacts(&network), meant(case));
                if found != meant {
                    wrong.push(format!("{name}: {found:?}\n  instead of {meant:?}\n  {report:?}"));
                }
            }
            (Ok((network, _)), Some(word)) => {
                wrong.push(format!("{name}: read as {:?}, not refused ({word})", contacts(&network)));
            }
            (Err(error), Some(word)) => {
                let hint = error.hint().unwrap_or_default().en;
                let said = format!("{error}\n{hint}").to_lowercase();
                if !said.contains(&word.to_lowercase()) {
                    wrong.push(format!("{name}: refused, but without the word {word}: {said}"));
                }
            }
            (Err(error), None) => wrong.push(format!("{name}: refused: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_is_read_is_written_and_read_again() {
    for case in cases() {
        let Ok((network, _)) = read(&case) else { continue };
        let mut written = Vec::new();
        network.write_edges(&mut written).expect("room");
        let name = &case["name"];
        let (again, _) = EdgeList::default().read(&written).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(contacts(&again), contacts(&network), "{name}: {}", String::from_utf8_lossy(&written));
        assert_eq!(again.people(), network.people(), "{name}");
    }
}

#[test]
fn a_list_of_ours_that_is_cut_anywhere_is_refused() {
    let text = "\"0\",\"00\"\n00,b b\n\"x, y\",\"\"\"q\"\"\"\nalone,alone\n\"line\nend\",0\n";
    let network = EdgeList::default().read(text.as_bytes()).expect("an edge list").0;
    let mut written = Vec::new();
    network.write_edges(&mut written).expect("room");
    let (again, _) = EdgeList::default().read(&written).expect("an edge list");
    assert_eq!((again.people(), contacts(&again)), (network.people(), contacts(&network)));
    for cut in 0..written.len() {
        let read = EdgeList::default().read(&written[..cut]);
        assert!(read.is_err(), "cut at {cut}: {}", String::from_utf8_lossy(&written[..cut]));
    }
    // So it is with numbers, which are read in another way.
    let mut written = Vec::new();
    let network = EdgeList::default().read(b"1 2\n2 13\n13 1\n").expect("an edge list").0;
    network.write_edges(&mut written).expect("room");
    assert_eq!(contacts(&EdgeList::default().read(&written).expect("an edge list").0), contacts(&network));
    for cut in 0..written.len() {
        assert!(EdgeList::default().read(&written[..cut]).is_err(), "cut at {cut}");
    }
    written.extend(b"7,8\n");
    assert!(matches!(EdgeList::default().read(&written), Err(EdgeListError::Torn { promised: 3, found: 4 })));
}

#[test]
fn a_third_person_far_below_is_not_lost() {
    for (separator, numbers) in [(";", false), (";", true), (" ", true), (",", false)] {
        let id = |at: usize| if numbers { at.to_string() } else { format!("P{at}") };
        let lines: Vec<String> = (1..=300).map(|at| format!("{}{separator}{}\n", id(at), id(at + 1))).collect();
        let mut text = lines.concat();
        assert!(EdgeList::default().read(text.as_bytes()).is_ok());
        text.push_str(&[id(1), id(5), id(900)].join(separator));
        let error = EdgeList::default().read(text.as_bytes()).expect_err("three people");
        assert!(matches!(&error, EdgeListError::FurtherField { line: 301, text } if *text == id(900)), "{error}");
        let said = EdgeFormat { source: Some("1".to_owned()), target: Some("2".to_owned()), ..EdgeFormat::default() };
        assert!(EdgeList::default().read_as(Cursor::new(text.as_bytes()), &said, 1 << 30).is_ok());
    }
}
