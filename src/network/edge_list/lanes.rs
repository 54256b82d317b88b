use super::Piece;
use super::format::Separator;
use super::lines::{Cursor, NotPlain, Plain};

/// What [`super::lines::whole_numbers`] reads, without weights, from two parts of the text side by side: where a line
/// ends is known only when its digits are counted, and meanwhile a core has time for another line.
///
/// `other` is an empty piece, kept by the caller for its memory.
pub(super) fn read_lanes(
    text: &[u8],
    plain: Plain,
    piece: &mut Piece<u32>,
    other: &mut Piece<u32>,
) -> Result<(), NotPlain> {
    let separator = match plain.separator {
        Separator::Byte(separator) => separator,
        Separator::Blanks => b' ',
    };
    let half = text.len() / 2;
    let middle = text[half..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |rest| half + rest + 1);
    let (bytes, other_bytes) = text.split_at(middle);
    let (mut lane, mut other_lane) = (Cursor { bytes, position: 0 }, Cursor { bytes: other_bytes, position: 0 });
    while !(lane.is_through() && other_lane.is_through()) {
        match (plain_line(&mut lane, separator), plain_line(&mut other_lane, separator)) {
            (Some(digits), Some(other_digits)) => {
                let [from, to, other_from, other_to] = values([digits[0], digits[1], other_digits[0], other_digits[1]]);
                piece.pairs.push([from, to]);
                other.pairs.push([other_from, other_to]);
            }
            (digits, other_digits) => {
                any_line(&mut lane, digits, plain, piece)?;
                any_line(&mut other_lane, other_digits, plain, other)?;
            }
        }
    }
    piece.pairs.append(&mut other.pairs);
    piece.skipped += std::mem::take(&mut other.skipped);
    Ok(())
}

/// Adds a line that was plain, or the next one whatever it is.
fn any_line(lane: &mut Cursor, digits: Option<[u64; 2]>, plain: Plain, piece: &mut Piece<u32>) -> Result<(), NotPlain> {
    match digits {
        Some([from, to]) => {
            let [from, to, _, _] = values([from, to, 0, 0]);
            piece.pairs.push([from, to]);
            Ok(())
        }
        None if lane.is_through() => Ok(()),
        None => lane.line(plain, piece),
    }
}

/// The digits of two ids of up to seven, one separator between them and a line feed behind; steps over the line if it is
/// so.
#[inline]
fn plain_line(lane: &mut Cursor, separator: u8) -> Option<[u64; 2]> {
    let window: &[u8; 16] = lane.bytes[lane.position..].first_chunk()?;
    let (length, from) = leading_digits(*window.first_chunk()?);
    let (other_length, to) = leading_digits(*window[length + 1..].first_chunk()?);
    let end = length + 1 + other_length;
    // A number begins with no zero, and so it has digits: `007` is a word, and 0 alone is left to the other way.
    let begins = |at: usize| window[at].wrapping_sub(b'1') < 9;
    let plain = begins(0) && begins(length + 1) && window[length] == separator && window[end] == b'\n';
    plain.then(|| {
        lane.position += end + 1;
        [from, to]
    })
}

/// How many of eight characters are digits before the first that is none, up to 7 of them (0 if all are), and their
/// values, one a byte, at the end of eight bytes of which the first is the lowest.
#[inline]
fn leading_digits(characters: [u8; 8]) -> (usize, u64) {
    let values = u64::from_le_bytes(characters) ^ 0x3030_3030_3030_3030;
    // A byte is a digit if its value is below 10; what overflows disturbs only bytes behind the first that is none.
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    let digits = others.trailing_zeros() / 8 % 8;
    (digits as usize, values << ((64 - 8 * digits) % 64))
}

/// The numbers that eight digits each make: pairs, fours and all eight are put together, in steps that a processor takes
/// for several numbers at once (after Lemire 2018).
#[inline]
fn values(digits: [u64; 4]) -> [u32; 4] {
    digits.map(|ones| {
        let pairs = ((ones << 3).wrapping_add(ones << 1).wrapping_add(ones >> 8)) & 0x00ff_00ff_00ff_00ff;
        let fours = (pairs << 6).wrapping_add(pairs << 5).wrapping_add(pairs << 2).wrapping_add(pairs >> 16);
        let fours = fours & 0x0000_ffff_0000_ffff;
        ((fours & 0xffff_ffff) * 10_000 + (fours >> 32)) as u32
    })
}
