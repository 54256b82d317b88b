use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::format::{AboveOne, Differing, EdgeFormat, EdgeListReport};
use super::general::{General, read_general};
use super::head::Head;
use super::ids::number_integers;
use super::layout::{Header, Layout};
use super::lines::{Plain, whole_numbers};
use super::lists::{Lists, lists};
use super::look_alike::look_alike;
use super::records::line_ends;
use super::sorted_piece::SortedPiece;
use super::stream::{Sorted, read_sorted};
use super::unpack::unpack;
use super::{Above, EdgeListError, Piece};
use crate::machine::{has_memory, memory};
use crate::network::{Labels, Network};

/// How to read an edge list: CSV, TSV or text with blanks (SNAP), plain or gzipped.
///
/// A line is a contact: two ids and perhaps a weight. What separates the fields, whether the first line is a header and
/// which columns are meant is understood from the first hundred lines, or said by an [`EdgeFormat`]; docs/networks.md
/// describes it. Ids are whole numbers below 2^32 - 1 without leading zeros, and people are numbered in their order; or
/// else words, and people are numbered as the list names them first.
///
/// A contact of a person with themselves is left out (its person stays). A contact named again is left out: the first
/// line, with its weight, holds, unless [`EdgeFormat::repeats`] says another thing. Where contacts go both ways, `b a`
/// names `a b` again.
///
/// ```
/// use rumeur::network::EdgeList;
///
/// let text = "from;to;weight\nAnna;Ben;0.5\nBen;Carl;0.25\n";
/// let (network, report) = EdgeList::default().read(text.as_bytes())?;
/// assert_eq!((network.people(), network.contacts(), report.loops), (3, 2, 0));
/// assert_eq!(network.weights_of(0), Some(&[0.5][..]));
/// # Ok::<(), rumeur::network::EdgeListError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EdgeList {
    /// Whether a line `a b` lets only a tell b.
    pub directed: bool,
}

/// How many ids that do not occur are looked at in any case, in tables of ids.
const SPARSE: u64 = 1 << 20;

impl EdgeList {
    /// The network of an edge list that is in memory.
    ///
    /// # Errors
    /// When a line is wrong, with its number; when the list names nobody, is something else, or the compressed data is
    /// damaged.
    pub fn read(self, bytes: &[u8]) -> Result<(Network, EdgeListReport), EdgeListError> {
        self.read_from(Cursor::new(bytes))
    }

    /// The network of an edge list that is read as it is needed, from its beginning: of a plain list of whole numbers
    /// that have few holes no more text than 4 MiB a thread is ever held, of others all.
    ///
    /// # Errors
    /// As for [`EdgeList::read`], and when reading fails.
    pub fn read_from(self, input: impl Read + Seek + Send) -> Result<(Network, EdgeListReport), EdgeListError> {
        self.read_as(input, &EdgeFormat::default(), u64::MAX)
    }

    /// As [`EdgeList::read_from`], with what is said of its format; text that must be held whole may have `limit` bytes.
    ///
    /// # Errors
    /// As for [`EdgeList::read_from`], when a named column is not there, or the text is too long.
    pub fn read_as(
        self,
        input: impl Read + Seek + Send,
        format: &EdgeFormat,
        limit: u64,
    ) -> Result<(Network, EdgeListReport), EdgeListError> {
        self.read_until(input, format, limit, &AtomicBool::new(false))
    }

    /// As [`EdgeList::read_as`], until `stop` is set: it is looked at many times a second.
    ///
    /// # Errors
    /// As for [`EdgeList::read_as`], and [`EdgeListError::Cancelled`].
    pub fn read_until(
        self,
        mut input: impl Read + Seek + Send,
        format: &EdgeFormat,
        limit: u64,
        stop: &AtomicBool,
    ) -> Result<(Network, EdgeListReport), EdgeListError> {
        let reading = Reading { directed: self.directed, stop };
        let length = input.seek(SeekFrom::End(0))?;
        if !has_memory(length) {
            return Err(EdgeListError::TooLong { limit: memory() });
        }
        input.rewind()?;
        let mut magic = Vec::new();
        input.by_ref().take(2).read_to_end(&mut magic)?;
        input.rewind()?;
        if magic == [0x1f, 0x8b] {
            let text = unpack(BufReader::new(input), length, limit, stop)?;
            let length = text.len() as u64;
            return reading.read_plain(Cursor::new(text), length, format, limit);
        }
        reading.read_plain(input, length, format, limit)
    }
}

/// A list that is being read.
#[derive(Clone, Copy)]
struct Reading<'a> {
    directed: bool,
    stop: &'a AtomicBool,
}

impl Reading<'_> {
    fn go_on(self) -> Result<(), EdgeListError> {
        if self.stop.load(Ordering::Relaxed) { Err(EdgeListError::Cancelled) } else { Ok(()) }
    }

    fn read_plain(
        self,
        mut input: impl Read + Seek + Send,
        length: u64,
        format: &EdgeFormat,
        limit: u64,
    ) -> Result<(Network, EdgeListReport), EdgeListError> {
        let head = Head::read(&mut input)?;
        let layout = Layout::of(&head.text, head.complete, format)?;
        if layout.plain {
            input.seek(SeekFrom::Start(head.mark + layout.start as u64))?;
            // An id for every byte: far more than there can be.
            let sorted =
                read_sorted(&mut input, length, layout.lines(format), self.directed, length + SPARSE, self.stop)?;
            self.go_on()?;
            if let Some(Sorted { pieces, lines, skipped, above, largest }) = sorted {
                let open = layout.promised.is_some() && ends_open(&mut input)?;
                let before = 1 + line_ends(&head.text.as_bytes()[..layout.start]);
                let found = Found {
                    lines,
                    skipped,
                    guessed: false,
                    above: above.map(|above| Above { line: before + above.line, ..above }),
                    largest,
                    open,
                    labels: None,
                };
                return self.network(&pieces, found, &layout, format);
            }
        }
        if length.saturating_sub(head.mark) > limit {
            return Err(EdgeListError::TooLong { limit });
        }
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(length as usize + 1).map_err(|_| EdgeListError::TooLong { limit })?;
        input.seek(SeekFrom::Start(head.mark))?;
        while input.by_ref().take(PIECE as u64).read_to_end(&mut bytes)? > 0 {
            self.go_on()?;
        }
        self.read_whole(&bytes, layout, &head, format)
    }

    /// Reads a list that has words or sparse numbers for ids, or is wrong.
    fn read_whole(
        self,
        bytes: &[u8],
        mut layout: Layout,
        head: &Head,
        format: &EdgeFormat,
    ) -> Result<(Network, EdgeListReport), EdgeListError> {
        let sparse = layout.plain.then(|| read_pieces(bytes, layout.start, layout.lines(format))).flatten();
        self.go_on()?;
        let (contacts, mut found) = if let Some(pieces) = sparse {
            let found = Found::of(&pieces, 1 + line_ends(&bytes[..layout.start]), !bytes.ends_with(b"\n"));
            (number_integers(&pieces).ok_or(EdgeListError::TooManyPeople)?, found)
        } else {
            let bound = 1.0 / format.weight_scale;
            let mut general = read_general(bytes, &layout, bound, self.stop)?;
            if general.is_none() {
                let format = EdgeFormat { header: Some(false), ..format.clone() };
                layout = Layout::of(&head.text, head.complete, &format)?;
                general = read_general(bytes, &layout, bound, self.stop)?;
            }
            let General { contacts, lines, skipped, guessed, above, largest, open } =
                general.ok_or(EdgeListError::Empty)?;
            (contacts, Found { lines, skipped, guessed, above, largest, open, labels: None })
        };
        self.go_on()?;
        let pieces: Vec<SortedPiece> = contacts
            .pieces
            .par_iter()
            .map(|piece| self.go_on().map(|()| SortedPiece::new(&piece.pairs, &piece.weights, self.directed)))
            .collect::<Result<_, _>>()?;
        found.labels = Some(contacts.labels);
        self.network(&pieces, found, &layout, format)
    }

    /// The network of sorted pieces; the ids are the labels where no others are given.
    fn network(
        self,
        pieces: &[SortedPiece],
        found: Found,
        layout: &Layout,
        format: &EdgeFormat,
    ) -> Result<(Network, EdgeListReport), EdgeListError> {
        if let Some(promised) = layout.promised.filter(|&promised| promised != found.lines || found.open) {
            let whole = found.lines - u64::from(found.open && found.lines > 0);
            return Err(EdgeListError::Torn { promised, found: whole });
        }
        if found.lines == 0 {
            return Err(EdgeListError::Empty);
        }
        let weighted = layout.weight.is_some();
        let Lists { people, mut adjacency, labels: ids, loops, duplicates, differing } =
            lists(pieces, self.directed, weighted, format.repeats, self.stop).ok_or(EdgeListError::Cancelled)?;
        if loops == found.lines && layout.promised.is_none() {
            return Err(EdgeListError::OnlyLoops { lines: loops });
        }
        let labels = found.labels.unwrap_or(ids);
        let largest = adjacency.weights.as_ref().and_then(|weights| weights.par_iter().copied().reduce_with(f32::max));
        if format.weight_scale != 1.0 {
            for weight in adjacency.weights.iter_mut().flatten() {
                *weight = (f64::from(*weight) * format.weight_scale) as f32;
            }
        }
        let above_one = largest.filter(|&largest| f64::from(largest) * format.weight_scale > 1.0).map(|largest| {
            // Weights are kept with seven digits; what is told of one line has those of the file.
            let told = largest.to_string();
            let exact = if found.largest as f32 == largest { Some(found.largest) } else { told.parse().ok() };
            let text = found.above.as_ref().map_or(told, |above| above.text.clone());
            let line = found.above.as_ref().map(|above| above.line);
            AboveOne { line, text, largest: exact.unwrap_or(f64::from(largest)) }
        });
        let differing = differing.map(|(lines, people, weights)| Differing {
            lines,
            people: people.map(|person| labels.get(person).into_owned()),
            weights,
        });
        let alike = look_alike(&labels);
        let network = if self.directed {
            Network::directed(people, adjacency, labels)
        } else {
            Network::undirected(people, adjacency, labels)
        };
        let possible = layout.unused.iter().find(|(_, number)| *number && !weighted).map(|&(column, _)| column);
        let first = (layout.first[0] == layout.first[1]).then(|| some_contact(&network)).flatten();
        let report = EdgeListReport {
            lines: found.lines,
            skipped: found.skipped,
            separator: layout.separator,
            header: layout.header != Header::No,
            header_guessed: found.guessed,
            source: layout.column(layout.people[0]),
            target: layout.column(layout.people[1]),
            weight: layout.weight.map(|column| layout.column(column)),
            unused: layout.unused.iter().map(|&(column, _)| layout.column(column)).collect(),
            aside: layout.aside.iter().map(|&column| layout.column(column)).collect(),
            possible_weight: possible.map(|column| layout.column(column)),
            weighted,
            says_directed: layout.says_directed,
            loops,
            duplicates,
            differing,
            above_one,
            alike,
            first: first.unwrap_or_else(|| layout.first.clone()),
        };
        Ok((network, report))
    }
}

impl Layout {
    /// How its lines are written where they are plain.
    fn lines(&self, format: &EdgeFormat) -> Plain {
        let bound = 1.0 / format.weight_scale;
        Plain { separator: self.separator, weighted: self.weight.is_some(), bare: self.bare, bound }
    }
}

/// The first contact of the first person who has one.
fn some_contact(network: &Network) -> Option<[String; 2]> {
    let pair = |person: u32| network.contacts_of(person).first().map(|&contact| [person, contact]);
    let pair = (0..network.people()).find_map(pair)?;
    Some(pair.map(|person| network.labels().get(person).into_owned()))
}

/// What the lines of a list say together.
struct Found {
    lines: u64,
    skipped: u64,
    guessed: bool,
    /// The first weight above the bound.
    above: Option<Above>,
    /// The largest weight.
    largest: f64,
    /// Whether the last line has no end.
    open: bool,
    labels: Option<Labels>,
}

impl Found {
    /// Pieces one after the other, the first of which begins at a line.
    fn of(pieces: &[Piece<u32>], mut line: u64, open: bool) -> Self {
        let mut found = Self { lines: 0, skipped: 0, guessed: false, above: None, largest: 0.0, open, labels: None };
        for piece in pieces {
            let above = || piece.above.clone().map(|above| Above { line: line + above.line, ..above });
            found.above = found.above.or_else(above);
            found.largest = found.largest.max(piece.largest);
            line += piece.pairs.len() as u64 + piece.skipped;
            found.lines += piece.pairs.len() as u64;
            found.skipped += piece.skipped;
        }
        found
    }
}

/// Whether the last byte ends no line.
fn ends_open(input: &mut (impl Read + Seek)) -> Result<bool, EdgeListError> {
    input.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    input.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Bytes of a whole list that one thread reads at a time.
const PIECE: usize = 1 << 22;

/// Reads all pieces in parallel, if all lines are plain.
fn read_pieces(bytes: &[u8], start: usize, plain: Plain) -> Option<Vec<Piece<u32>>> {
    spans(bytes, start).par_iter().map(|&(start, end)| whole_numbers(&bytes[start..end], plain).ok()).collect()
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
