/// How the lines of an edge list are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// What stands between the fields.
    pub(super) separator: Separator,
    /// Whether the third field is a weight.
    pub(super) weighted: bool,
    /// Where the contacts begin: behind the header, if there is one.
    pub(super) start: usize,
    /// Whether there is a header.
    pub(super) header: bool,
}

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// Exactly this byte; blanks around a field do not count.
    Byte(u8),
    /// Any number of blanks and tabs.
    Blanks,
}

/// Words that only a header says, in lower case.
const HEADERS: [&str; 14] = [
    "source",
    "target",
    "from",
    "to",
    "src",
    "dst",
    "node1",
    "node2",
    "id1",
    "id2",
    "fromnodeid",
    "tonodeid",
    "person",
    "contact",
];

impl Layout {
    /// Looks at the first two lines that are neither blank nor comments.
    ///
    /// The first is a header if it says a word that only headers say, if the second has whole numbers for ids and it
    /// has not, or if the second has a number for its third field and it has not.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut lines = data_lines(bytes);
        let Some((_, first)) = lines.next() else {
            return Self { separator: Separator::Blanks, weighted: false, start: bytes.len(), header: false };
        };
        let separator = Separator::of(first);
        let second = lines.next();
        let header = is_header(separator, first, second.map(|(_, line)| line));
        let data = if header { second } else { Some((0, first)) };
        let start = match (header, second) {
            (false, _) => 0,
            (true, Some((start, _))) => start,
            (true, None) => bytes.len(),
        };
        let weighted = data.is_some_and(|(_, line)| number(separator.fields(line).nth(2)).is_some());
        Self { separator, weighted, start, header }
    }

    /// Whether bytes hold the lines that [`Layout::of`] looks at.
    pub(super) fn is_clear(bytes: &[u8]) -> bool {
        data_lines(bytes).nth(1).is_some()
    }
}

impl Separator {
    fn of(line: &[u8]) -> Self {
        [b',', b';', b'\t'].into_iter().find(|byte| line.contains(byte)).map_or(Separator::Blanks, Separator::Byte)
    }

    /// The fields of a line. A field that begins with a quote ends with the next one, and may hold separators.
    pub(super) fn fields(self, line: &[u8]) -> Fields<'_> {
        Fields { rest: Some(line), separator: self }
    }
}

/// The fields of a line.
pub(super) struct Fields<'a> {
    rest: Option<&'a [u8]>,
    separator: Separator,
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let line = self.rest?.trim_ascii();
        if line.is_empty() && self.separator == Separator::Blanks {
            return None;
        }
        let ends_field = |byte: &u8| match self.separator {
            Separator::Byte(separator) => *byte == separator,
            Separator::Blanks => byte.is_ascii_whitespace(),
        };
        let quoted = line.strip_prefix(b"\"").and_then(|inner| Some((inner, inner.iter().position(|&b| b == b'"')?)));
        let (field, behind) = match quoted {
            Some((inner, end)) => (&inner[..end], &inner[end + 1..]),
            None => (line, line),
        };
        let end = behind.iter().position(ends_field);
        self.rest = end.map(|end| &behind[end + 1..]);
        Some(if quoted.is_some() { field } else { line[..end.unwrap_or(line.len())].trim_ascii() })
    }
}

/// A finite number of at least 0.
pub(super) fn number(field: Option<&[u8]>) -> Option<f32> {
    let value: f32 = std::str::from_utf8(field?).ok()?.parse().ok()?;
    (value >= 0.0 && value.is_finite()).then_some(value)
}

/// Whether a line, trimmed, says nothing about contacts.
pub(super) fn is_skipped(line: &[u8]) -> bool {
    matches!(line.first(), None | Some(b'#' | b'%'))
}

/// Lines with their position that are neither blank nor comments.
fn data_lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut position = 0;
    bytes
        .split_inclusive(|&byte| byte == b'\n')
        .map(move |line| {
            let start = position;
            position += line.len();
            (start, line.trim_ascii())
        })
        .filter(|(_, line)| !is_skipped(line))
}

fn is_header(separator: Separator, first: &[u8], second: Option<&[u8]>) -> bool {
    let says_so = separator.fields(first).take(2).any(|field| {
        let word = String::from_utf8_lossy(field).to_ascii_lowercase();
        HEADERS.contains(&word.as_str())
    });
    let whole = |line: &[u8]| {
        separator.fields(line).take(2).all(|field| !field.is_empty() && field.iter().all(u8::is_ascii_digit))
    };
    let weighted = |line: &[u8]| number(separator.fields(line).nth(2)).is_some();
    let has_third = separator.fields(first).nth(2).is_some();
    says_so
        || second.is_some_and(|second| {
            (whole(second) && !whole(first)) || (weighted(second) && has_third && !weighted(first))
        })
}
