use std::io::{self, ErrorKind, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::lanes::read_lanes;
use super::lines::{Plain, read_whole_numbers};
use super::sorted_piece::SortedPiece;
use super::{Above, Piece};
use crate::sync::{lock, unlocked};

/// A list of contacts between whole numbers, sorted piece by piece, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) pieces: Vec<SortedPiece>,
    /// Lines that name a contact.
    pub(super) lines: u64,
    /// Comments and blank lines.
    pub(super) skipped: u64,
    /// The first weight above the bound, with the lines before it.
    pub(super) above: Option<Above>,
    /// The largest weight.
    pub(super) largest: f64,
}

/// The least and the most bytes that one thread reads at a time.
const PIECE: (u64, u64) = (1 << 16, 1 << 22);

/// Reads and sorts the lines of `input`, some `length` bytes, as they come: no more of the text is held than a piece a
/// thread. `None` if a line is not as it should be or an id is not below `bound`.
/// Once `stop` is set the rest is left: what was found is then worth nothing.
pub(super) fn read_sorted(
    input: impl Read + Send,
    length: u64,
    plain: Plain,
    directed: bool,
    bound: u64,
    stop: &AtomicBool,
) -> io::Result<Option<Sorted>> {
    // All threads are to end at about the same time.
    let size = (length / (16 * rayon::current_num_threads() as u64)).clamp(PIECE.0, PIECE.1) as usize;
    let source = Mutex::new(Source { input, size, rest: Vec::new(), pieces: 0, ended: false });
    let found = Mutex::new(Found::default());
    rayon::broadcast(|_| {
        let mut text = Vec::new();
        let (mut piece, mut other) = (Piece::default(), Piece::default());
        while !stop.load(Ordering::Relaxed) {
            let next = lock(&source).next(&mut text);
            let index = match next {
                Ok(Some(index)) => index,
                Ok(None) => break,
                Err(error) => {
                    lock(&found).error = Some(error);
                    break;
                }
            };
            piece.clear();
            let read = if plain.weighted {
                read_whole_numbers(&text, plain, &mut piece)
            } else {
                read_lanes(&text, plain, &mut piece, &mut other)
            };
            let sorted = SortedPiece::new(&piece.pairs, &piece.weights, directed);
            let mut found = lock(&found);
            if read.is_err() || sorted.largest().is_some_and(|largest| u64::from(largest) >= bound) {
                found.otherwise = true;
                lock(&source).ended = true;
                break;
            }
            found.lines += piece.pairs.len() as u64;
            found.skipped += piece.skipped;
            found.pieces.push((index, sorted));
            found.counts.push((index, piece.pairs.len() as u64 + piece.skipped, piece.above.take()));
            found.largest = found.largest.max(piece.largest);
        }
    });
    let Found { error, otherwise, mut pieces, mut counts, lines, skipped, largest } = unlocked(found);
    match error {
        Some(error) => return Err(error),
        None if otherwise => return Ok(None),
        None => {}
    }
    pieces.sort_unstable_by_key(|&(index, _)| index);
    counts.sort_unstable_by_key(|&(index, ..)| index);
    let mut before = 0;
    let above = counts.into_iter().find_map(|(_, lines, above)| {
        before += lines;
        above.map(|above| Above { line: before - lines + above.line, ..above })
    });
    Ok(Some(Sorted { pieces: pieces.into_iter().map(|(_, piece)| piece).collect(), lines, skipped, above, largest }))
}

/// The index of a piece, its lines, and its first weight above the bound with the lines before it.
type Counts = (u64, u64, Option<Above>);

/// What the threads have found together.
#[derive(Default)]
struct Found {
    error: Option<io::Error>,
    /// Whether something is not as it should be.
    otherwise: bool,
    pieces: Vec<(u64, SortedPiece)>,
    /// For each piece its lines, and its first weight above the bound with the lines before it.
    counts: Vec<Counts>,
    lines: u64,
    skipped: u64,
    largest: f64,
}

/// Hands out pieces of whole lines.
struct Source<R> {
    input: R,
    /// The bytes of a piece.
    size: usize,
    /// The beginning of a line, behind the last piece.
    rest: Vec<u8>,
    pieces: u64,
    ended: bool,
}

impl<R: Read> Source<R> {
    /// Replaces the text by the next piece and gives its index; `None` at the end.
    fn next(&mut self, text: &mut Vec<u8>) -> io::Result<Option<u64>> {
        text.resize(self.size.max(2 * self.rest.len()), 0);
        text[..self.rest.len()].copy_from_slice(&self.rest);
        let mut end = self.rest.len();
        self.rest.clear();
        while !self.ended {
            if end == text.len() {
                if let Some(last) = text.iter().rposition(|&byte| byte == b'\n') {
                    self.rest.extend_from_slice(&text[last + 1..]);
                    end = last + 1;
                    break;
                }
                text.resize(2 * end, 0);
            }
            match self.input.read(&mut text[end..]) {
                Ok(0) => self.ended = true,
                Ok(read) => end += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        text.truncate(end);
        if end == 0 {
            return Ok(None);
        }
        self.pieces += 1;
        Ok(Some(self.pieces))
    }
}
