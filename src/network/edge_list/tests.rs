use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write as _};

use super::{EdgeList, EdgeListError, EdgeListReport, Whose};
use crate::network::{Labels, Network};

fn read(text: &str) -> (Network, EdgeListReport) {
    EdgeList::default().read(text.as_bytes()).expect("an edge list")
}

fn labels(network: &Network) -> Vec<String> {
    (0..network.people()).map(|person| network.labels().get(person).into_owned()).collect()
}

#[test]
fn separators_headers_comments_and_line_ends_make_no_difference() {
    let texts = [
        "1 2\n2 3\n",
        "1\t2\n2\t3",
        "1,2\n2,3\n",
        "1;2\r\n2;3\r\n",
        "# Nodes: 3 Edges: 2\n# FromNodeId\tToNodeId\n1\t2\n2\t3\n",
        "% a comment\n\n  1   2\n  2   3  \n",
        "source,target\n1,2\n2,3\n",
        "Person,Friend\n1,2\n2,3\n",
        "\u{feff}1,2\n\n# between\n2,3",
        "1 , 2\n2 , 3\n",
    ];
    let (first, _) = read(texts[0]);
    assert_eq!(labels(&first), ["1", "2", "3"]);
    assert_eq!(first.contacts_of(1), [0, 2]);
    for text in texts {
        let (network, report) = read(text);
        assert_eq!(network, first, "{text:?}");
        assert_eq!(report.lines, 2, "{text:?}");
        assert_eq!(report.header, text.contains("target") || text.contains("Friend"), "{text:?}");
    }
}

#[test]
fn whole_numbers_are_numbered_in_their_order_and_words_as_they_appear() {
    let (network, _) = read("30 10\n10 20\n4000000000 30\n");
    assert_eq!(labels(&network), ["10", "20", "30", "4000000000"]);
    assert_eq!(network.contacts_of(2), [0, 3]);
    let (network, _) = read("30 10\n10 20\n");
    assert_eq!(labels(&network), ["10", "20", "30"]);
    let (network, _) = read("12 11\n10 11\n");
    assert_eq!(network.labels(), &Labels::Numbers { first: 10 });
    let (network, _) = read("Zoé,Ann\n\"Smith, John\",Ann\n");
    assert_eq!(labels(&network), ["Zoé", "Ann", "Smith, John"]);
    assert_eq!(network.labels().find(&["Smith, John", "Ann", "Bob"], 3), [Some(2), Some(1), None]);
    let (network, _) = read("5000000000 1\n1 x\n");
    assert_eq!(labels(&network), ["5000000000", "1", "x"]);
}

#[test]
fn loops_and_repeated_contacts_are_left_out_and_counted() {
    let text = "a a\na b\nb a\na b\nb c\nd d\n";
    let (network, report) = read(text);
    assert_eq!((report.lines, report.loops, report.duplicates), (6, 2, 2));
    assert_eq!((network.people(), network.contacts()), (4, 2));
    let (network, report) = EdgeList { directed: true }.read(text.as_bytes()).expect("an edge list");
    assert_eq!((report.loops, report.duplicates), (2, 1));
    assert_eq!(network.contacts(), 3);
    assert_eq!((network.degree(0), network.in_degree(0), network.in_degree(2)), (1, 1, 1));
}

#[test]
fn the_weight_of_the_first_line_holds() {
    let (network, report) = read("from,to,weight\na,b,0.5\nb,a,0.9\nc,b,0.25\nb,c,1\n");
    assert!(report.weighted && report.header);
    assert_eq!(network.contacts_of(1), [0, 2]);
    assert_eq!(network.weights_of(1), Some(&[0.5, 0.25][..]));
    let (network, _) = read("1 2 3 ignored\n2 3 0.5 ignored\n");
    assert_eq!(network.weights_of(0), Some(&[3.0][..]));
    let (network, report) = read("1 2 friend\n2 3 colleague\n");
    assert!(!report.weighted && !network.has_weights());
}

#[test]
fn a_wrong_line_is_named() {
    let error = |text: &[u8]| EdgeList::default().read(text).expect_err("an error");
    assert_eq!(error(b"# c\n1 2\n\n3\n4 5\n"), EdgeListError::MissingId { line: 4 });
    assert_eq!(error(b"a,b\nc,\n"), EdgeListError::EmptyId { line: 2, whose: Whose::Second });
    assert_eq!(error(b"1 2 .5\n2 3 -1\n"), EdgeListError::Weight { line: 2, text: "-1".to_owned() });
    assert_eq!(error(b"1 2 .5\n2 3\n"), EdgeListError::NoWeight { line: 2, fields: 2, column: 3 });

    assert_eq!(error(b"a b\nc \xff\n"), EdgeListError::NotText { line: 2 });
    for empty in [&b""[..], b"# nothing\n", b"source,target\n"] {
        assert_eq!(error(empty), EdgeListError::Empty);
    }
    assert_eq!(error(b"1 2\n3").to_string(), "line 2: a contact needs two ids");
}

#[test]
fn the_first_of_several_wrong_lines_is_named_however_the_file_is_cut() {
    let mut text = String::new();
    for line in 1..=900_000 {
        text.push_str(if line == 700_001 || line == 850_000 { "7\n" } else { "1234 5678\n" });
    }
    let error = EdgeList::default().read(text.as_bytes()).expect_err("an error");
    assert_eq!(error, EdgeListError::MissingId { line: 700_001 });
}

#[test]
fn large_lists_are_the_same_at_any_number_of_threads() {
    let weight = |line: u64| format!(" 0.{}", line * 7 % 16);
    let texts = [
        format!("a b weight\n{}", many_lines(600_000, 1 << 16, 1, weight).0),
        many_lines(600_000, 1 << 16, 1, |_| String::new()).0,
    ];
    for text in texts {
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| EdgeList::default().read(text.as_bytes()).expect("an edge list"))
        };
        let (network, report) = with(1);
        assert_eq!(report.lines, 600_000);
        assert_eq!(network.contacts() + report.loops + report.duplicates, 600_000);
        assert_eq!((network, report), with(3));
    }
}

/// A list of many pieces, with lines of all kinds: `weight` says what stands behind the ids of a line.
fn many_lines(lines: u64, people: u64, factor: u64, weight: impl Fn(u64) -> String) -> (String, Vec<(u64, u64)>) {
    let mut text = String::new();
    let mut pairs = Vec::new();
    let mut state = 9_u64;
    for line in 0..lines {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (from, to) = ((state >> 40) % people * factor, (state >> 16) % people * factor);
        let (before, end) = match line % 1_000 {
            7 => ("  ", "\n"),
            77 => ("# a comment\n", "\n"),
            777 => ("\n", "  \r\n"),
            _ => ("", "\n"),
        };
        write!(text, "{before}{from} {to}{}{end}", weight(line)).expect("room");
        pairs.push((from, to));
    }
    (text, pairs)
}

/// The lists by id, by a slow and obvious program: the first line that names a contact holds.
fn slow_lists(pairs: &[(u64, u64)], directed: bool) -> BTreeMap<u64, Vec<(u64, u64)>> {
    let mut lists: BTreeMap<u64, Vec<(u64, u64)>> = BTreeMap::new();
    for (&(from, to), line) in pairs.iter().zip(0..) {
        for (own, contact, tells) in [(from, to, true), (to, from, !directed)] {
            let list = lists.entry(own).or_default();
            if tells && own != contact && list.iter().all(|&(other, _)| other != contact) {
                list.push((contact, line));
            }
        }
    }
    lists
}

#[test]
fn large_lists_are_what_a_slow_program_finds() {
    // Dense, with holes, sparse; ids of up to seven digits and longer ones.
    for (people, factor) in [(40_000, 1), (40_000, 7), (3_000, 1_400_001), (200, 1)] {
        for directed in [false, true] {
            for weighted in [false, true] {
                let weight = |line: u64| if weighted { format!(" {line}") } else { String::new() };
                let (text, pairs) = many_lines(120_000, people, factor, weight);
                let list = EdgeList { directed };
                let (network, report) = list.read(text.as_bytes()).expect("an edge list");
                let lists = slow_lists(&pairs, directed);
                let case = format!("{people} {factor} {directed} {weighted}");
                assert_eq!(u64::from(network.people()), lists.len() as u64, "{case}");
                let ids: Vec<u64> = lists.keys().copied().collect();
                for (person, (id, list)) in (0..).zip(&lists) {
                    assert_eq!(network.labels().get(person), id.to_string(), "{case}");
                    let found: Vec<u64> = network.contacts_of(person).iter().map(|&p| ids[p as usize]).collect();
                    assert_eq!(found, list.iter().map(|&(contact, _)| contact).collect::<Vec<_>>(), "{case}");
                    if weighted {
                        let lines: Vec<f32> = list.iter().map(|&(_, line)| line as f32).collect();
                        assert_eq!(network.weights_of(person), Some(&lines[..]), "{case}");
                    }
                }
                let loops = pairs.iter().filter(|(from, to)| from == to).count() as u64;
                let (lines, skipped) = (pairs.len() as u64, 120 + 120);
                assert_eq!((report.lines, report.skipped, report.loops), (lines, skipped, loops), "{case}");
                assert_eq!(network.contacts() + report.loops + report.duplicates, lines, "{case}");
            }
        }
    }
}

/// Gives a few bytes at a time and fails at the end of them, if it is to.
struct Trickle<'a> {
    bytes: Cursor<&'a [u8]>,
    fails: bool,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(1_013);
        match self.bytes.read(&mut buffer[..most])? {
            0 if self.fails && most > 0 => Err(io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

impl Seek for Trickle<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(position)
    }
}

#[test]
fn what_is_read_in_parts_is_the_same_and_failing_reads_are_told() {
    let long = format!("{}\n1 2\n2 3 {}\n3 4", "#".repeat(200_000), "x".repeat(300_000));
    let (text, _) = many_lines(60_000, 9_000, 1, |_| String::new());
    for text in [long.as_str(), text.as_str(), "a b\nb c\n", ""] {
        let trickle = |fails| Trickle { bytes: Cursor::new(text.as_bytes()), fails };
        let list = EdgeList::default();
        assert_eq!(list.read_from(trickle(false)), list.read(text.as_bytes()));
        assert_eq!(
            list.read_from(trickle(true)),
            Err(EdgeListError::Io(Box::new(crate::vocabulary::Text::same("the disk is gone"))))
        );
    }
}

#[test]
fn gzipped_lists_are_read_and_damaged_ones_refused() {
    let text = "1 2\n2 3\n".repeat(1_000);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).expect("room");
    let packed = encoder.finish().expect("room");
    assert_eq!(EdgeList::default().read(&packed).expect("an edge list"), read(&text));
    let damaged = EdgeList::default().read(&packed[..packed.len() / 2]).expect_err("an error");
    assert!(matches!(damaged, EdgeListError::Compression(_)));
}

#[test]
fn what_is_written_is_read_again() {
    for (text, directed) in [("a b\nb c\nd d\n", false), ("a b .5\nc a 1\nd d 0\n", true), ("\"x, y\",b\nb,c\n", false)]
    {
        let list = EdgeList { directed };
        let (network, _) = list.read(text.as_bytes()).expect("an edge list");
        let mut bytes = Vec::new();
        network.write_edges(&mut bytes).expect("room");
        let (again, _) = list.read(&bytes).expect("an edge list");
        let people = |network: &Network| {
            let mut people: Vec<(String, Vec<String>)> = (0..network.people())
                .map(|person| {
                    let named = network.contacts_of(person).iter().map(|&p| network.labels().get(p).into_owned());
                    let mut contacts: Vec<String> = named.collect();
                    contacts.sort();
                    (network.labels().get(person).into_owned(), contacts)
                })
                .collect();
            people.sort();
            people
        };
        assert_eq!(people(&again), people(&network), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_a_message_says_of_a_weight_stands_in_the_file() {
    // By whole numbers as they come, by words, and by numbers that are far apart.
    for (ids, start) in [(["1", "2", "3"], ""), (["Ann", "Bob", "Cid"], ""), (["1", "4000000000", "3"], "# x\n")] {
        for (text, largest) in [("612345678", 612_345_678.0), ("16777217", 16_777_217.0), ("1.50", 1.5)] {
            let [a, b, c] = ids;
            let report = read(&format!("{start}{a} {b} 0.5\n{b} {c} {text}\n{c} {a} 1\n")).1;
            let above = report.above_one.expect("a weight above 1");
            assert_eq!((above.text.as_str(), above.largest), (text, largest), "{ids:?}");
            assert_eq!(above.line, Some(if start.is_empty() { 2 } else { 3 }), "{ids:?}");
        }
    }
}

#[test]
fn the_first_contact_is_one_that_is_kept() {
    let first = |text: &str| read(text).1.first;
    assert_eq!(first("a a\nb c\n"), ["b", "c"]);
    assert_eq!(first("source,target\n7,7\n7,8\n"), ["7", "8"]);
    let loops = (1..200).map(|id| format!("{id} {id}")).collect::<Vec<_>>().join("\n");
    assert_eq!(first(&format!("{loops}\n3 5\n")), ["3", "5"]);
}

#[test]
fn columns_that_are_not_used_are_told() {
    let told = |text: &str| {
        let report = read(text).1;
        let unused: Vec<usize> = report.unused.iter().map(|column| column.number).collect();
        (report.weight.map(|column| column.number), unused, report.possible_weight.map(|column| column.number))
    };
    assert_eq!(told("source;target;calls from;city\na;b;1;x\nb;c;2;y\n"), (None, vec![3, 4], Some(3)));
    assert_eq!(told("source;target;phone\na;b;612345678\nb;c;612345679\n"), (None, vec![3], None));
    assert_eq!(told("N;source;target;code;poids\n1;a;b;01;1\n2;b;c;02;2\n"), (Some(5), vec![4], None));
    assert_eq!(told("a b 1\nb c 2\n"), (Some(3), vec![], None));
}
