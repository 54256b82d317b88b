// What holds for any bytes; used by the fuzz targets and by `cargo test`, which replays the corpus.

use std::io::Cursor;

use rumeur::network::{EdgeFormat, EdgeList, Network, People, Repeats};

/// Any bytes are an edge list or an error; a network is written and read again as it is.
pub(crate) fn edge_list(bytes: &[u8]) {
    // The people of lists are not compared with those of edge lists: only that they are read.
    let _ = People::read(bytes);
    for directed in [false, true] {
        let list = EdgeList { directed };
        let format = EdgeFormat { repeats: Repeats::Mean, ..EdgeFormat::default() };
        let _ = list.read_as(Cursor::new(bytes), &format, 1 << 24);
        let Ok((network, report)) = list.read_as(Cursor::new(bytes), &EdgeFormat::default(), 1 << 24) else { continue };
        assert!(network.people() > 0 && report.lines > 0);
        assert_eq!(network.contacts() + report.loops + report.duplicates, report.lines);
        let mut written = Vec::new();
        network.write_edges(&mut written).expect("room");
        let (again, _) = list.read(&written).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((again.people(), again.contacts()), (network.people(), network.contacts()));
        let mut saved = Vec::new();
        network.save(&mut saved).expect("room");
        assert_eq!(Network::load(&saved[..]).expect("a network"), network);
    }
}

/// Any bytes are a network that everything can be asked of, or an error.
pub(crate) fn saved_network(bytes: &[u8]) {
    let Ok(network) = Network::load(bytes) else { return };
    let people = network.people();
    let asked = (0..people.min(1_000)).chain((people > 0).then(|| people - 1));
    for person in asked {
        let _ = (network.degree(person), network.in_degree(person), network.labels().get(person));
        assert!(network.contacts_of(person).iter().all(|&contact| contact < people));
    }
    if !network.is_well_mixed() {
        let _ = (network.by_inverse_degree(), network.by_weight(), network.describe());
    }
    let mut saved = Vec::new();
    network.save(&mut saved).expect("room");
    assert_eq!(saved, bytes);
}
