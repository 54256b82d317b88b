use super::format::Separator;
use super::number::is_code;
use super::{Above, Piece};

/// How plain lines are written: two whole numbers first, perhaps a weight, each line ended by a line feed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain {
    pub(super) separator: Separator,
    /// Whether the third field is a weight.
    pub(super) weighted: bool,
    /// Whether no third field is expected.
    pub(super) bare: bool,
    /// The first weight above this is noted.
    pub(super) bound: f64,
}

/// A line is not plain: it is left to whoever reads field by field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotPlain;

/// The contacts of a piece whose ids are whole numbers below 2^32 - 1.
pub(super) fn whole_numbers(bytes: &[u8], plain: Plain) -> Result<Piece<u32>, NotPlain> {
    let mut piece = Piece::default();
    read_whole_numbers(bytes, plain, &mut piece)?;
    Ok(piece)
}

/// Adds the contacts of whole lines whose ids are whole numbers below 2^32 - 1 to a piece.
pub(super) fn read_whole_numbers(bytes: &[u8], plain: Plain, piece: &mut Piece<u32>) -> Result<(), NotPlain> {
    // The shortest line is four bytes, but most have more.
    piece.pairs.reserve(bytes.len() / 10);
    let mut cursor = Cursor { bytes, position: 0 };
    while !cursor.is_through() {
        cursor.line(plain, piece)?;
    }
    Ok(())
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
    pub(super) fn line(&mut self, plain: Plain, piece: &mut Piece<u32>) -> Result<(), NotPlain> {
        self.skip_blanks();
        match self.peek() {
            None | Some(b'\n' | b'\r') => {
                piece.skipped += 1;
                return self.end_line();
            }
            Some(b'#' | b'%') => {
                piece.skipped += 1;
                return self.skip_comment();
            }
            Some(_) => {}
        }
        let from = self.whole_number()?;
        if !self.separator(plain.separator) {
            return Err(NotPlain);
        }
        let to = self.whole_number()?;
        if !self.at_end() && !self.separator(plain.separator) {
            return Err(NotPlain);
        }
        if plain.weighted {
            let (text, value) = self.weight(plain.separator)?;
            if value > plain.bound && piece.above.is_none() {
                let line = piece.pairs.len() as u64 + piece.skipped;
                piece.above = Some(Above { line, text: text.to_owned() });
            }
            piece.largest = piece.largest.max(value);
            piece.weights.push(value as f32);
        }
        piece.pairs.push([from, to]);
        if plain.bare && !self.at_end() && self.peek() != Some(b'#') {
            return Err(NotPlain);
        }
        self.end_line()
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

    /// A whole number below 2^32 - 1 without leading zeros.
    fn whole_number(&mut self) -> Result<u32, NotPlain> {
        let start = self.position;
        let mut value = 0_u64;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            value = value.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
            self.position += 1;
        }
        let digits = self.position - start;
        let leading = digits > 1 && self.bytes[start] == b'0';
        if digits == 0 || digits > 10 || leading || value >= u64::from(u32::MAX) {
            return Err(NotPlain);
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

    /// A finite number of at least 0, written with a point and without leading zeros, and what stands there.
    fn weight(&mut self, separator: Separator) -> Result<(&'a str, f64), NotPlain> {
        let bytes = self.bytes;
        let rest = &bytes[self.position..];
        let ends = |&byte: &u8| match separator {
            Separator::Byte(separator) => byte == separator || matches!(byte, b'\n' | b'\r'),
            Separator::Blanks => byte.is_ascii_whitespace(),
        };
        let field = &rest[..rest.iter().position(ends).unwrap_or(rest.len())];
        self.position += field.len();
        let text = std::str::from_utf8(field.trim_ascii()).map_err(|_| NotPlain)?;
        let value: f64 = text.parse().map_err(|_| NotPlain)?;
        if value >= 0.0 && (value as f32).is_finite() && !is_code(text) { Ok((text, value)) } else { Err(NotPlain) }
    }

    /// Steps over further fields and the end of the line. A quote may hold line ends, and a carriage return may be one.
    #[inline]
    fn end_line(&mut self) -> Result<(), NotPlain> {
        while let Some(byte) = self.peek() {
            self.position += 1;
            match byte {
                b'\n' => break,
                b'"' => return Err(NotPlain),
                b'\r' if !matches!(self.peek(), None | Some(b'\n')) => return Err(NotPlain),
                _ => {}
            }
        }
        Ok(())
    }

    /// Steps over a comment, in which a quote is a quote.
    fn skip_comment(&mut self) -> Result<(), NotPlain> {
        while let Some(byte) = self.peek() {
            self.position += 1;
            match byte {
                b'\n' => break,
                b'\r' if !matches!(self.peek(), None | Some(b'\n')) => return Err(NotPlain),
                _ => {}
            }
        }
        Ok(())
    }
}
