//! Who asks to stop is heard by generators and readers, and what nobody can hold is refused.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Communities, EdgeFormat, EdgeList, EdgeListError, NetworkError, Source};
use crate::random::ReplicateKey;

const KEY: ReplicateKey = ReplicateKey { seed: 1, replicate: 0 };

#[test]
fn every_generator_stops_where_it_is_asked_to() {
    let villages = Communities { sizes: vec![300, 200], inside: 8.0, neighbours: 1.0, anywhere: 0.5 };
    let sources = [
        Source::Random { population: 500, contacts: 8.0 },
        Source::SmallWorld { population: 500, contacts: 8, rewiring: 0.1 },
        Source::SmallWorld { population: 500, contacts: 8, rewiring: 0.0 },
        Source::Preferential { population: 500, links: 4 },
        Source::Communities(villages),
    ];
    for source in sources {
        let stopped = source.generate_until(KEY, u64::MAX, &AtomicBool::new(true));
        assert_eq!(stopped.expect_err("it was stopped"), NetworkError::Cancelled, "{source:?}");
        let free = source.generate_until(KEY, u64::MAX, &AtomicBool::new(false)).expect("a network");
        assert_eq!(Ok(free), source.generate(KEY, u64::MAX));
    }
}

#[test]
fn a_network_that_no_machine_holds_is_an_error_and_not_an_end() {
    let source = Source::Random { population: 4_000_000_000, contacts: 3_000_000_000.0 };
    let error = source.generate(KEY, u64::MAX).expect_err("too much");
    assert!(matches!(error, NetworkError::Memory { estimate: u64::MAX, .. }), "{error:?}");
}

/// Asks to stop once so many bytes were read.
struct AsksAt<'a> {
    list: Cursor<&'a [u8]>,
    left: usize,
    stop: &'a AtomicBool,
}

impl Read for AsksAt<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(1 << 12);
        let read = self.list.read(&mut buffer[..most])?;
        self.left = self.left.saturating_sub(read);
        if self.left == 0 {
            self.stop.store(true, Ordering::Relaxed);
        }
        Ok(read)
    }
}

impl Seek for AsksAt<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.list.seek(to)
    }
}

#[test]
fn an_edge_list_is_left_where_one_is_asked_to_stop() {
    let lines = |line: fn(u32) -> String| (0..60_000).map(line).collect::<Vec<_>>().concat();
    let numbers = lines(|line| format!("{line} {}\n", line + 1));
    let sparse = lines(|line| format!("{} {}\n", line * 60_000, line * 60_000 + 1));
    let words = lines(|line| format!("p{line};p{}\n", line + 1));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(numbers.as_bytes()).expect("memory");
    let packed = packed.finish().expect("memory");
    for list in [numbers.as_bytes(), sparse.as_bytes(), words.as_bytes(), &packed] {
        // In the middle of the reading, and where all is read and nothing is sorted.
        for left in [list.len() / 2, list.len()] {
            let stop = AtomicBool::new(false);
            let input = AsksAt { list: Cursor::new(list), left, stop: &stop };
            let found = EdgeList::default().read_until(input, &EdgeFormat::default(), u64::MAX, &stop);
            assert_eq!(found.expect_err("it was stopped"), EdgeListError::Cancelled);
        }
        let free = AtomicBool::new(false);
        let whole = EdgeList::default().read_until(Cursor::new(list), &EdgeFormat::default(), u64::MAX, &free);
        assert_eq!(whole.expect("an edge list").1.lines, 60_000);
    }
}
