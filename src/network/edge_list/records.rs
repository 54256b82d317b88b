use std::borrow::Cow;

use super::EdgeListError;
use super::format::Separator;
use super::look_alike::trimmed;

/// The lines of an edge list as fields: quotes by RFC 4180, any line end, comments.
pub(super) struct Records<'a> {
    text: &'a str,
    separator: Separator,
    position: usize,
    /// The line at the position, from 1.
    line: u64,
    /// Comments and blank lines so far.
    pub(super) skipped: u64,
}

/// One line; kept for its memory.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    /// Its number, from 1; a quoted field may go on over several.
    pub(super) line: u64,
    /// Where it begins.
    pub(super) start: usize,
    /// The fields without quotes and the white space around them.
    pub(super) fields: Vec<Cow<'a, str>>,
    /// Whether the line ends with the text, without an end of its own.
    pub(super) open: bool,
}

impl<'a> Records<'a> {
    /// From a position on, at the beginning of a line.
    pub(super) fn new(text: &'a str, separator: Separator, position: usize) -> Self {
        let line = 1 + line_ends(&text.as_bytes()[..position]);
        Self { text, separator, position, line, skipped: 0 }
    }

    /// Reads the next line that is no comment and has a field that is not empty; false at the end.
    pub(super) fn next(&mut self, record: &mut Record<'a>) -> Result<bool, EdgeListError> {
        loop {
            record.fields.clear();
            (record.line, record.start) = (self.line, self.position);
            if self.position >= self.text.len() {
                return Ok(false);
            }
            self.skip_blanks();
            let rest = &self.text.as_bytes()[self.position..];
            if matches!(rest.first(), Some(b'#' | b'%')) || rest.starts_with(b"//") {
                self.skip_line();
                self.skipped += 1;
                continue;
            }
            // DOS ended files so.
            if matches!(rest, [0x1a] | [0x1a, b'\n'] | [0x1a, b'\r', b'\n']) {
                self.position = self.text.len();
                return Ok(false);
            }
            while self.field(record)? {}
            // A spreadsheet writes an empty row as `;;;`.
            if record.fields.iter().all(|field| field.is_empty()) {
                self.skipped += 1;
                continue;
            }
            return Ok(true);
        }
    }

    /// Adds a field and steps behind what ends it; false where the line ends.
    fn field(&mut self, record: &mut Record<'a>) -> Result<bool, EdgeListError> {
        self.skip_blanks();
        let bytes = self.text.as_bytes();
        if self.separator == Separator::Blanks && matches!(bytes.get(self.position), None | Some(b'\n' | b'\r')) {
            return Ok(self.end(record, true));
        }
        if bytes.get(self.position) == Some(&b'"') {
            let field = self.quoted(record.line)?;
            record.fields.push(field);
            let closed = self.position;
            self.skip_blanks();
            return match bytes.get(self.position) {
                None | Some(b'\n' | b'\r') => Ok(self.end(record, true)),
                Some(b'#') if self.position > closed => Ok(self.end(record, false)),
                Some(&byte) if Separator::Byte(byte) == self.separator => {
                    self.position += 1;
                    Ok(true)
                }
                Some(_) if self.separator == Separator::Blanks && self.position > closed => Ok(true),
                Some(_) => Err(EdgeListError::Quote { line: record.line }),
            };
        }
        let start = self.position;
        let mut end = start;
        let mut blank = start > record.start && self.is_blank(bytes[start - 1]);
        while let Some(&byte) = bytes.get(end) {
            match byte {
                b'\n' | b'\r' => break,
                b'#' if blank => break,
                _ if Separator::Byte(byte) == self.separator => break,
                _ if self.separator == Separator::Blanks && self.is_blank(byte) => break,
                _ => {
                    blank = self.is_blank(byte);
                    end += 1;
                }
            }
        }
        self.position = end;
        let field = trimmed(&self.text[start..end]);
        let ends = match bytes.get(end) {
            None | Some(b'\n' | b'\r') => Some(true),
            Some(b'#') if blank && Separator::Byte(b'#') != self.separator => Some(false),
            Some(_) => None,
        };
        // A comment behind blanks is no field of its own.
        if ends.is_none() || !field.is_empty() || (self.separator != Separator::Blanks && ends == Some(true)) {
            record.fields.push(Cow::Borrowed(field));
        }
        if let Some(plain) = ends {
            return Ok(self.end(record, plain));
        }
        self.position += 1;
        Ok(true)
    }

    /// A quoted field; the position is behind the closing quote afterwards.
    fn quoted(&mut self, line: u64) -> Result<Cow<'a, str>, EdgeListError> {
        let bytes = self.text.as_bytes();
        let start = self.position + 1;
        let mut end = start;
        let mut doubled = false;
        loop {
            match (bytes.get(end), bytes.get(end + 1)) {
                (None, _) => return Err(EdgeListError::Quote { line }),
                (Some(b'"'), Some(b'"')) => {
                    doubled = true;
                    end += 2;
                }
                (Some(b'"'), _) => break,
                _ => end += 1,
            }
        }
        self.line += line_ends(&bytes[start..end]);
        self.position = end + 1;
        let field = trimmed(&self.text[start..end]);
        Ok(if doubled { Cow::Owned(field.replace("\"\"", "\"")) } else { Cow::Borrowed(field) })
    }

    /// Steps over the end of a line; always false.
    fn end(&mut self, record: &mut Record<'a>, plain: bool) -> bool {
        if !plain {
            while !matches!(self.text.as_bytes().get(self.position), None | Some(b'\n' | b'\r')) {
                self.position += 1;
            }
        }
        record.open = self.position >= self.text.len();
        self.step_over_end();
        false
    }

    fn is_blank(&self, byte: u8) -> bool {
        byte == b' ' || (matches!(byte, b'\t' | 0x0b | 0x0c) && self.separator != Separator::Byte(byte))
    }

    fn skip_blanks(&mut self) {
        while self.text.as_bytes().get(self.position).is_some_and(|&byte| self.is_blank(byte)) {
            self.position += 1;
        }
    }

    fn skip_line(&mut self) {
        let rest = &self.text.as_bytes()[self.position..];
        self.position += rest.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        self.step_over_end();
    }

    fn step_over_end(&mut self) {
        let bytes = self.text.as_bytes();
        match (bytes.get(self.position), bytes.get(self.position + 1)) {
            (None, _) => return,
            (Some(b'\r'), Some(b'\n')) => self.position += 2,
            _ => self.position += 1,
        }
        self.line += 1;
    }
}

/// How many lines end in a text, however they end.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let mut lines = 0;
    let mut before = 0;
    for &byte in bytes {
        lines += u64::from(byte == b'\r' || (byte == b'\n' && before != b'\r'));
        before = byte;
    }
    lines
}
