//! Numbers as bytes, for what an ensemble keeps between two programs.

use std::fmt;

/// Bytes that hold no sums: damaged, or of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("damaged, or written by another version")
    }
}

/// Bytes being written.
#[derive(Debug, Default)]
pub(crate) struct Writer(Vec<u8>);

impl Writer {
    /// A whole number in as few bytes as it needs: seven bits each, the lowest first.
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A whole number in 8 bytes.
    pub(crate) fn fixed(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    /// A whole number in 16 bytes.
    pub(crate) fn wide(&mut self, number: i128) {
        self.0.extend(number.to_le_bytes());
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Bytes being read, and how much memory may be asked for on their account.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    room: u64,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8], room: u64) -> Self {
        Self { rest: bytes, room }
    }

    pub(crate) fn number(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = u64::from(self.byte()?);
            let bits = (byte & 0x7f) << shift;
            // Bits beyond the 64th, or a longer form than needed, were not written here.
            if bits >> shift != byte & 0x7f || (byte == 0 && shift > 0) {
                return Err(Damaged);
            }
            number |= bits;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    pub(crate) fn fixed(&mut self) -> Result<u64, Damaged> {
        self.take().map(u64::from_le_bytes)
    }

    pub(crate) fn wide(&mut self) -> Result<i128, Damaged> {
        self.take().map(i128::from_le_bytes)
    }

    /// The length of a list each item of which was written in at least `least` bytes.
    pub(crate) fn length(&mut self, least: usize) -> Result<usize, Damaged> {
        let length = self.number()?;
        if length > (self.rest.len() / least.max(1)) as u64 { Err(Damaged) } else { Ok(length as usize) }
    }

    /// To be asked before memory is: so many bytes of it.
    pub(crate) fn room(&mut self, bytes: u64) -> Result<(), Damaged> {
        self.room = self.room.checked_sub(bytes).ok_or(Damaged)?;
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    fn byte(&mut self) -> Result<u8, Damaged> {
        self.take::<1>().map(|[byte]| byte)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(Damaged)?;
        self.rest = rest;
        Ok(*taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_nothing_else_does() {
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), 1 << 63, u64::MAX];
        let mut writer = Writer::default();
        for number in numbers {
            writer.number(number);
            writer.fixed(number);
            writer.wide(-i128::from(number));
        }
        let bytes = writer.into_bytes();
        let mut reader = Reader::new(&bytes, 0);
        for number in numbers {
            assert_eq!(reader.number(), Ok(number));
            assert_eq!(reader.fixed(), Ok(number));
            assert_eq!(reader.wide(), Ok(-i128::from(number)));
        }
        assert!(reader.is_empty() && reader.number() == Err(Damaged) && reader.room(1) == Err(Damaged));
        for wrong in [&[0x80_u8, 0][..], &[0xff; 10], &[0x80]] {
            assert_eq!(Reader::new(wrong, 0).number(), Err(Damaged), "{wrong:?}");
        }
        assert_eq!(Reader::new(&[100, 1, 1], 0).length(1), Err(Damaged), "a list longer than the file");
    }
}
