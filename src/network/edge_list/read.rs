use std::io::{self, Cursor, Read, Seek, SeekFrom};

use rayon::prelude::*;

use super::ids::{Contacts, number_integers, number_words};
use super::layout::Layout;
use super::lines::{Stop, whole_numbers, words};
use super::lists::{Lists, lists};
use super::sorted_piece::SortedPiece;
use super::stream::{Sorted, read_sorted};
use super::{EdgeListError, Piece};
use crate::network::{Labels, Network};

/// How to read an edge list: CSV, TSV or text with blanks (SNAP), plain or gzipped.
///
/// A line is a contact: two ids and perhaps a weight; further fields are ignored. Lines that begin with `#` or `%` are
/// comments, and the first line may be a header. Ids are whole numbers below 2^32 - 1, and people
/// are numbered in their order; or else words, and people are numbered as the list names them first. There is
/// a weight column if the third field of the first contact is a number.
///
/// A contact of a person with themselves is left out (its person stays). A contact named again is left out: the first
/// line, with its weight, holds. Where contacts go both ways, `b a` names `a b` again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EdgeList {
    /// Whether a line `a b` lets only a tell b.
    pub directed: bool,
}

/// What was found in an edge list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EdgeListReport {
    /// Lines that name a contact.
    pub lines: u64,
    /// Comments and blank lines between and after them.
    pub skipped: u64,
    /// Whether the first line was taken for a header.
    pub header: bool,
    /// Whether there is a weight column.
    pub weighted: bool,
    /// Lines that name one person twice, left out.
    pub loops: u64,
    /// Lines that name a contact again, left out.
    pub duplicates: u64,
}

/// How many ids that do not occur are looked at in any case, in tables of ids.
const SPARSE: u64 = 1 << 20;

impl EdgeList {
    /// The network of an edge list that is in memory.
    ///
    /// # Errors
    /// When a line is wrong, with its number; when the list names nobody or the compressed data is damaged.
    pub fn read(self, bytes: &[u8]) -> Result<(Network, EdgeListReport), EdgeListError> {
        self.read_from(Cursor::new(bytes))
    }

    /// The network of an edge list that is read as it is needed, from its beginning: of a plain list of whole numbers
    /// that have few holes no more text than 4 MiB a thread is ever held, of others all.
    ///
    /// # Errors
    /// As for [`EdgeList::read`], and when reading fails.
    pub fn read_from(self, mut input: impl Read + Seek + Send) -> Result<(Network, EdgeListReport), EdgeListError> {
        let length = input.seek(SeekFrom::End(0))?;
        input.rewind()?;
        let mut head = Vec::new();
        input.by_ref().take(2).read_to_end(&mut head)?;
        input.rewind()?;
        if head == [0x1f, 0x8b] {
            let mut plain = Vec::with_capacity(4 * length as usize);
            flate2::read::MultiGzDecoder::new(io::BufReader::new(input))
                .read_to_end(&mut plain)
                .map_err(|error| EdgeListError::Compression(error.to_string()))?;
            let length = plain.len() as u64;
            return self.read_plain(Cursor::new(plain), length);
        }
        self.read_plain(input, length)
    }

    fn read_plain(
        self,
        mut input: impl Read + Seek + Send,
        length: u64,
    ) -> Result<(Network, EdgeListReport), EdgeListError> {
        let (layout, mark) = first_lines(&mut input)?;
        input.seek(SeekFrom::Start(mark + layout.start as u64))?;
        // An id for every byte: far more than there can be.
        let sorted = read_sorted(&mut input, length, layout, self.directed, length + SPARSE)?;
        let Some(Sorted { pieces, lines, skipped }) = sorted else {
            let mut bytes = Vec::with_capacity(length as usize);
            input.seek(SeekFrom::Start(mark))?;
            input.read_to_end(&mut bytes)?;
            return self.read_whole(&bytes, layout);
        };
        let report = EdgeListReport { lines, skipped, ..EdgeListReport::of(layout) };
        self.network(&pieces, report, None)
    }

    /// Reads a list that has words or sparse numbers for ids, or is wrong.
    fn read_whole(self, bytes: &[u8], layout: Layout) -> Result<(Network, EdgeListReport), EdgeListError> {
        let (contacts, report) = match read_pieces(bytes, layout, whole_numbers) {
            Ok((pieces, report)) => (number_integers(&pieces), report),
            Err(Failure::NotWhole) => read_words(bytes, layout)?,
            Err(Failure::Line(error)) => return Err(error),
        };
        let contacts = contacts.ok_or(EdgeListError::TooManyPeople)?;
        let pieces: Vec<SortedPiece> = contacts
            .pieces
            .par_iter()
            .map(|piece| SortedPiece::new(&piece.pairs, &piece.weights, self.directed))
            .collect();
        self.network(&pieces, report, Some(contacts.labels))
    }

    /// The network of sorted pieces; the ids are the labels where no others are given.
    fn network(
        self,
        pieces: &[SortedPiece],
        mut report: EdgeListReport,
        labels: Option<Labels>,
    ) -> Result<(Network, EdgeListReport), EdgeListError> {
        if report.lines == 0 {
            return Err(EdgeListError::Empty);
        }
        let Lists { people, adjacency, labels: ids, loops, duplicates } = lists(pieces, self.directed, report.weighted);
        (report.loops, report.duplicates) = (loops, duplicates);
        let labels = labels.unwrap_or(ids);
        let network = if self.directed {
            Network::directed(people, adjacency, labels)
        } else {
            Network::undirected(people, adjacency, labels)
        };
        Ok((network, report))
    }
}

impl EdgeListReport {
    fn of(layout: Layout) -> Self {
        Self { header: layout.header, weighted: layout.weighted, ..Self::default() }
    }
}

/// The layout that the first lines of a list show, and the length of the byte order mark before them.
fn first_lines(input: &mut impl Read) -> io::Result<(Layout, u64)> {
    let mut bytes = Vec::new();
    loop {
        let wanted = (2 * bytes.len()).max(1 << 16);
        let read = input.by_ref().take(wanted as u64).read_to_end(&mut bytes)?;
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let text = &bytes[mark..];
        // The last line may go on.
        let complete = if read < wanted { text } else { &text[..text.iter().rposition(|&b| b == b'\n').unwrap_or(0)] };
        if read < wanted || Layout::is_clear(complete) {
            return Ok((Layout::of(complete), mark as u64));
        }
    }
}

fn read_words(bytes: &[u8], layout: Layout) -> Result<(Option<Contacts>, EdgeListReport), EdgeListError> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(EdgeListError::NotText { line: line_number(bytes, error.valid_up_to()) });
    }
    match read_pieces(bytes, layout, words) {
        Ok((pieces, report)) => Ok((number_words(&pieces), report)),
        Err(Failure::Line(error)) => Err(error),
        // Words are never refused for not being numbers.
        Err(Failure::NotWhole) => Err(EdgeListError::Empty),
    }
}

/// Bytes of a whole list that one thread reads at a time.
const PIECE: usize = 1 << 22;

enum Failure {
    NotWhole,
    Line(EdgeListError),
}

/// Reads all pieces in parallel; the first wrong line counts, whichever thread met one first.
fn read_pieces<'a, Id: Send>(
    bytes: &'a [u8],
    layout: Layout,
    read: fn(&'a [u8], Layout) -> Result<Piece<Id>, Stop>,
) -> Result<(Vec<Piece<Id>>, EdgeListReport), Failure> {
    let spans = spans(bytes, layout.start);
    let results: Vec<_> = spans.par_iter().map(|&(start, end)| read(&bytes[start..end], layout)).collect();
    if results.iter().any(|result| matches!(result, Err(Stop::NotWhole))) {
        return Err(Failure::NotWhole);
    }
    let mut report = EdgeListReport::of(layout);
    let mut pieces = Vec::with_capacity(results.len());
    for (result, &(start, _)) in results.into_iter().zip(&spans) {
        let line = |position: usize| line_number(bytes, start + position);
        let piece = result.map_err(|stop| match stop {
            Stop::NotWhole => Failure::NotWhole,
            Stop::MissingId(position) => Failure::Line(EdgeListError::MissingId { line: line(position) }),
            Stop::Weight(position, text) => Failure::Line(EdgeListError::Weight { line: line(position), text }),
        })?;
        report.lines += piece.pairs.len() as u64;
        report.skipped += piece.skipped;
        pieces.push(piece);
    }
    Ok((pieces, report))
}

/// Pieces of whole lines.
fn spans(bytes: &[u8], start: usize) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut from = start;
    while from < bytes.len() {
        let about = (from + PIECE).min(bytes.len());
        let end = bytes[about..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |rest| about + rest + 1);
        spans.push((from, end));
        from = end;
    }
    spans
}

/// The line, from 1, in which a position is.
fn line_number(bytes: &[u8], position: usize) -> u64 {
    1 + bytes[..position].split(|&byte| byte == b'\n').skip(1).count() as u64
}
