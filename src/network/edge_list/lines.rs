use super::Piece;
use super::layout::{Layout, Separator, is_skipped, number};

/// Why the lines of a piece could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// An id is no whole number below 2^32 - 1: all ids are words.
    NotWhole,
    /// A line names fewer than two people; the position of the line in the piece.
    MissingId(usize),
    /// The weight is missing or wrong; the position of the line in the piece, and what stands there.
    Weight(usize, String),
}

/// The contacts of a piece whose ids are whole numbers below 2^32 - 1.
pub(super) fn whole_numbers(bytes: &[u8], layout: Layout) -> Result<Piece<u32>, Stop> {
    let mut piece = Piece::default();
    read_whole_numbers(bytes, layout, &mut piece)?;
    Ok(piece)
}

/// Adds the contacts of whole lines whose ids are whole numbers below 2^32 - 1 to a piece.
pub(super) fn read_whole_numbers(bytes: &[u8], layout: Layout, piece: &mut Piece<u32>) -> Result<(), Stop> {
    // The shortest line is four bytes, but most have more.
    piece.pairs.reserve(bytes.len() / 10);
    let mut cursor = Cursor { bytes, position: 0 };
    while !cursor.is_through() {
        cursor.line(layout, piece)?;
    }
    Ok(())
}

/// The contacts of a piece whose ids are words.
pub(super) fn words(bytes: &[u8], layout: Layout) -> Result<Piece<&[u8]>, Stop> {
    let mut piece = Piece { pairs: Vec::new(), weights: Vec::new(), skipped: 0 };
    let mut position = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let start = position;
        position += line.len();
        let line = line.trim_ascii();
        if is_skipped(line) {
            piece.skipped += 1;
            continue;
        }
        let mut fields = layout.separator.fields(line);
        let (Some(from), Some(to)) = (fields.next(), fields.next()) else { return Err(Stop::MissingId(start)) };
        if from.is_empty() || to.is_empty() {
            return Err(Stop::MissingId(start));
        }
        if layout.weighted {
            let field = fields.next();
            piece.weights.push(number(field).ok_or_else(|| Stop::Weight(start, text(field)))?);
        }
        piece.pairs.push([from, to]);
    }
    Ok(piece)
}

fn text(field: Option<&[u8]>) -> String {
    String::from_utf8_lossy(field.unwrap_or_default()).into_owned()
}

/// Where reading stands in whole lines.
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) position: usize,
}

impl<'a> Cursor<'a> {
    /// Whether all lines are read.
    pub(super) fn is_through(&self) -> bool {
        self.position == self.bytes.len()
    }

    /// Adds the contact of the line to a piece, and steps to the next line.
    pub(super) fn line(&mut self, layout: Layout, piece: &mut Piece<u32>) -> Result<(), Stop> {
        let line = self.position;
        self.skip_blanks();
        if let None | Some(b'\n' | b'\r' | b'#' | b'%') = self.peek() {
            piece.skipped += 1;
            self.skip_line();
            return Ok(());
        }
        let from = self.whole_number()?;
        if !self.separator(layout.separator) {
            return Err(if self.at_end() { Stop::MissingId(line) } else { Stop::NotWhole });
        }
        if self.at_end() {
            return Err(Stop::MissingId(line));
        }
        let to = self.whole_number()?;
        if !self.at_end() && !self.separator(layout.separator) {
            return Err(Stop::NotWhole);
        }
        if layout.weighted {
            let field = layout.separator.fields(self.rest_of_line()).next();
            let weight = number(field).ok_or_else(|| Stop::Weight(line, text(field)))?;
            piece.weights.push(weight);
        }
        piece.pairs.push([from, to]);
        self.skip_line();
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    fn at_end(&self) -> bool {
        matches!(self.peek(), None | Some(b'\n' | b'\r'))
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.position += 1;
        }
    }

    /// A whole number below 2^32 - 1.
    fn whole_number(&mut self) -> Result<u32, Stop> {
        let start = self.position;
        let mut value = 0_u64;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            value = value.wrapping_mul(10) + u64::from(byte - b'0');
            self.position += 1;
        }
        let digits = self.position - start;
        if digits == 0 || digits > 10 || value >= u64::from(u32::MAX) {
            return Err(Stop::NotWhole);
        }
        Ok(value as u32)
    }

    /// Steps over a separator and the blanks around it; false where there is none.
    #[inline]
    fn separator(&mut self, separator: Separator) -> bool {
        let start = self.position;
        match separator {
            Separator::Blanks => {
                self.skip_blanks();
                self.position > start
            }
            Separator::Byte(byte) => {
                while self.peek() == Some(b' ') {
                    self.position += 1;
                }
                if self.peek() != Some(byte) {
                    return false;
                }
                self.position += 1;
                while self.peek() == Some(b' ') {
                    self.position += 1;
                }
                true
            }
        }
    }

    fn rest_of_line(&self) -> &'a [u8] {
        let rest = &self.bytes[self.position..];
        &rest[..rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len())]
    }

    #[inline]
    fn skip_line(&mut self) {
        while let Some(byte) = self.peek() {
            self.position += 1;
            if byte == b'\n' {
                break;
            }
        }
    }
}
