use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::diagnostic::{Diagnostic, Location};
use crate::text;
use crate::vocabulary::Text;

/// A file of more bytes is no scenario.
pub const LARGEST_FILE: u64 = 4 << 20;

/// A text that settings come from, under the name by which messages call it.
pub(super) struct SourceText {
    /// The file as the user would write it, `--set`, `<stdin>`, `preset classic-317`.
    pub(super) path: PathBuf,
    /// The text, without byte order mark.
    pub(super) text: String,
    /// Where each line starts; made when a position is asked for first.
    lines: OnceLock<Vec<usize>>,
}

/// A stretch of a text.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) source: Arc<SourceText>,
    pub(super) span: Range<usize>,
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)
    }
}

impl Place {
    pub(super) fn location(&self) -> Location {
        self.source.locate(self.span.clone())
    }

    /// The line, from 1.
    pub(super) fn line(&self) -> usize {
        self.source.line_of(self.span.start)
    }
}

impl SourceText {
    /// A text under the name by which messages call it.
    pub(super) fn new(path: &Path, text: String) -> Self {
        Self { path: path.to_owned(), text, lines: OnceLock::new() }
    }

    /// The line that a position is in, from 1.
    pub(super) fn line_of(&self, position: usize) -> usize {
        let lines = self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(ends.map(|(position, _)| position + 1)).collect()
        });
        lines.partition_point(|&start| start <= position)
    }

    /// The bytes of a file as text.
    ///
    /// # Errors
    /// When they are no UTF-8 text, or too many.
    pub(super) fn decode(path: &Path, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        let refuse = |code, message: Text, hint: (&str, &str)| {
            Box::new(Diagnostic::error(code, message.after(&format!("{} ", path.display())), None, hint))
        };
        if bytes.len() as u64 > LARGEST_FILE {
            let hint = (
                "a scenario file is a short text; edge lists and people go into files of their own",
                "un fichier de scénario est un texte court ; les listes de contacts et de personnes ont leurs propres fichiers",
            );
            let message = text!("is larger than {} MiB", "fait plus de {} Mio", LARGEST_FILE >> 20);
            return Err(refuse("too-large", message, hint));
        }
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || looks_like_utf16(&bytes) {
            let hint = (
                "save it as UTF-8 (in Notepad: Save as, Encoding, UTF-8)",
                "enregistrez-le en UTF-8 (dans le Bloc-notes : Enregistrer sous, Encodage, UTF-8)",
            );
            let message = text!("is UTF-16 text, not UTF-8", "est un texte en UTF-16, pas en UTF-8");
            return Err(refuse("utf-16", message, hint));
        }
        if let Some(position) = bytes.iter().position(|&byte| byte == 0) {
            let hint = (
                "a scenario file is plain text in TOML; `rumeur new FILE` writes one",
                "un fichier de scénario est un texte simple en TOML ; `rumeur new FICHIER` en écrit un",
            );
            let message =
                text!("is a binary file (byte {position} is 0)", "est un fichier binaire (l'octet {position} est 0)");
            return Err(refuse("binary", message, hint));
        }
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with('\u{feff}') {
                    text.drain(..'\u{feff}'.len_utf8());
                }
                Ok(Self::new(path, text))
            }
            Err(error) => Err(Box::new(Self::not_utf8(path, &error))),
        }
    }

    fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Diagnostic {
        let valid = error.utf8_error().valid_up_to();
        let byte = error.as_bytes()[valid];
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let source = Self::new(path, text);
        let hint = (
            "save the file as UTF-8; letters such as \u{e9} are written differently in Latin-1",
            "enregistrez le fichier en UTF-8 ; des lettres comme \u{e9} s'écrivent autrement en Latin-1",
        );
        let message = text!("byte 0x{byte:02X} is not UTF-8", "l'octet 0x{byte:02X} n'est pas de l'UTF-8");
        let location = Some(source.locate(valid..valid + 1));
        Diagnostic::error("not-utf-8", message, location, hint)
    }

    /// Where a span of bytes is.
    pub(super) fn locate(&self, span: Range<usize>) -> Location {
        let text = self.text.as_str();
        let start = floor_boundary(text, span.start);
        let end = floor_boundary(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |position| position + 1);
        let line_end = text[line_start..].find('\n').map_or(text.len(), |length| line_start + length);
        let line_text = text[line_start..line_end].trim_end_matches('\r');
        let shown_end = end.min(line_start + line_text.len()).max(start);
        Location {
            path: self.path.clone(),
            line: self.line_of(start),
            column: 1 + text[line_start..start].chars().count(),
            width: text[start..shown_end].chars().count().max(1),
            text: line_text.to_owned(),
        }
    }
}

/// The start of the character that `position` is in.
fn floor_boundary(text: &str, position: usize) -> usize {
    let mut position = position.min(text.len());
    while !text.is_char_boundary(position) {
        position -= 1;
    }
    position
}

/// ASCII text in UTF-16 without a byte order mark: every other byte is 0.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).all(|&byte| byte == 0);
    head.len() >= 4 && head.iter().any(|&byte| byte != 0) && (zeros(0) || zeros(1))
}
