use std::fmt::Write as _;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The size and hash of a file.
#[doc = include_str!("report/examples/own_table.md")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// Bytes.
    pub bytes: u64,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
}

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::default();
        hasher.update(bytes);
        hasher.finish()
    }

    /// The digest of all that `source` has to give.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(mut source: impl Read) -> io::Result<Self> {
        let mut hasher = Hasher::default();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(length) => hasher.update(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[derive(Default)]
struct Hasher {
    sha256: Sha256,
    bytes: u64,
}

impl Hasher {
    fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    fn finish(self) -> Digest {
        let sha256 = self.sha256.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        Digest { bytes: self.bytes, sha256 }
    }
}

/// Passes bytes on and takes their digest on the way.
pub(crate) struct Digesting<W> {
    out: W,
    hasher: Hasher,
}

impl<W: Write> Digesting<W> {
    /// Passes bytes on to `out`.
    pub(crate) fn new(out: W) -> Self {
        Self { out, hasher: Hasher::default() }
    }

    /// Flushes, and gives back `out` with the digest of all that passed.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub(crate) fn finish(mut self) -> io::Result<(W, Digest)> {
        self.out.flush()?;
        Ok((self.out, self.hasher.finish()))
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_fips_180_4() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc"), Digest { bytes: 3, sha256: abc.to_owned() });
        assert_eq!(Digest::read(&b"abc"[..]).expect("memory can be read").sha256, abc);
        let mut passing = Digesting::new(Vec::new());
        passing.write_all(b"ab").expect("memory can be written");
        passing.write_all(b"c").expect("memory can be written");
        let (out, digest) = passing.finish().expect("memory can be written");
        assert_eq!((out.as_slice(), digest.sha256.as_str()), (&b"abc"[..], abc));
    }
}
