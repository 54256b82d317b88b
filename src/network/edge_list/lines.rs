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
    // The shortest line is four bytes, but most have more.
    let mut piece = Piece { pairs: Vec::with_capacity(bytes.len() / 10), weights: Vec::new(), skipped: 0 };
    let mut cursor = Cursor { bytes, position: 0 };
    while cursor.position < bytes.len() {
        let line = cursor.position;
        cursor.skip_blanks();
        match cursor.peek() {
            None | Some(b'\n' | b'\r' | b'#' | b'%') => {
                piece.skipped += 1;
                cursor.skip_line();
                continue;
            }
            Some(_) => {}
        }
        let from = cursor.whole_number()?;
        if !cursor.separator(layout.separator) {
            return Err(if cursor.at_end() { Stop::MissingId(line) } else { Stop::NotWhole });
        }
        if cursor.at_end() {
            return Err(Stop::MissingId(line));
        }
        let to = cursor.whole_number()?;
        if !cursor.at_end() && !cursor.separator(layout.separator) {
            return Err(Stop::NotWhole);
        }
        if layout.weighted {
            let field = layout.separator.fields(cursor.rest_of_line()).next();
            let weight = number(field).ok_or_else(|| Stop::Weight(line, text(field)))?;
            piece.weights.push(weight);
        }
        piece.pairs.push([from, to]);
        cursor.skip_line();
    }
    Ok(piece)
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

struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Cursor<'a> {
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
    #[inline]
    fn whole_number(&mut self) -> Result<u32, Stop> {
        let eight = self.bytes.get(self.position..self.position + 8).and_then(|bytes| bytes.first_chunk());
        if let Some(&eight) = eight
            && let (digits @ 1..8, value) = leading_number(u64::from_le_bytes(eight))
        {
            self.position += digits;
            return Ok(value);
        }
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

/// How many of eight characters, the first in the lowest byte, are digits before the first that is none, and the number
/// that they make; all eight at once (Lemire 2018).
#[inline]
fn leading_number(characters: u64) -> (usize, u32) {
    let values = characters ^ 0x3030_3030_3030_3030;
    // A byte is a digit if its value is below 10; what overflows disturbs only bytes behind the first that is none.
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    let digits = others.trailing_zeros() / 8;
    if digits == 0 {
        return (0, 0);
    }
    // The digits move to the end, behind zeros; then pairs, fours and all eight are put together.
    let number = values << (64 - 8 * digits);
    let pairs = (number & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(10 << 8 | 1) >> 8;
    let fours = (pairs & 0x00ff_00ff_00ff_00ff).wrapping_mul(100 << 16 | 1) >> 16;
    let eight = (fours & 0x0000_ffff_0000_ffff).wrapping_mul(10_000 << 32 | 1) >> 32;
    (digits as usize, eight as u32)
}
