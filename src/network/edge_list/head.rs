use std::io::Read;

use super::EdgeListError;
use super::foreign;

/// The first lines of a list.
pub(super) struct Head {
    /// Their text; bytes that are no UTF-8 stand as question marks.
    pub(super) text: String,
    /// Whether they are all.
    pub(super) complete: bool,
    /// The length of the byte order mark before them.
    pub(super) mark: u64,
}

/// The first bytes that are read, and the most.
const BYTES: (usize, usize) = (1 << 16, 1 << 24);
/// Lines that are enough.
const LINES: usize = 128;

impl Head {
    /// Reads until there are enough lines that say something, or all.
    pub(super) fn read(input: &mut impl Read) -> Result<Self, EdgeListError> {
        let mut bytes = Vec::new();
        loop {
            let wanted = bytes.len().max(BYTES.0);
            let read = input.by_ref().take(wanted as u64).read_to_end(&mut bytes)?;
            let complete = read < wanted;
            let lines = bytes.split(|&byte| byte == b'\n' || byte == b'\r');
            let enough = lines.filter(|line| !matches!(line.first(), None | Some(b'#' | b'%'))).nth(LINES).is_some();
            if complete || enough || bytes.len() >= BYTES.1 {
                let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                if let Some(foreign) = foreign::of_bytes(&bytes) {
                    return Err(EdgeListError::Foreign(Box::new(foreign)));
                }
                return Ok(Self { text: readable(&bytes[mark..]), complete, mark: mark as u64 });
            }
        }
    }
}

/// Text of as many bytes.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}
