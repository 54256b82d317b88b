//! A source file without comments, texts and its own tests, and the paths that it uses.

/// A file of `src`.
pub(crate) struct Source {
    /// Its path below `src`, with `/`.
    pub(crate) file: String,
    /// Its code: comments and texts are blanked, line by line as before; its tests are cut off.
    code: String,
}

impl Source {
    pub(crate) fn new(file: &str, text: &str) -> Self {
        let mut code = blank(text);
        if let Some(end) = tests_start(&code) {
            code.truncate(end);
        }
        Self { file: file.to_owned(), code }
    }

    /// The module of the library that it belongs to: the first part of its path.
    pub(crate) fn module(&self) -> &str {
        let first = self.file.split('/').next().unwrap_or_default();
        if first == "lib.rs" { first } else { first.trim_end_matches(".rs") }
    }

    /// Whether it hands on what other files hold.
    pub(crate) fn is_face(&self) -> bool {
        self.file == "lib.rs" || self.file.ends_with("mod.rs")
    }

    /// Whether it holds tests alone.
    pub(crate) fn is_test(&self) -> bool {
        self.file.ends_with("tests.rs")
    }

    /// Its place in the tree of modules.
    pub(crate) fn key(&self) -> Vec<String> {
        let path = self.file.trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
    }

    /// The paths of its `use` statements, from the root of the library where that can be told, else as written.
    pub(crate) fn uses(&self) -> Vec<Vec<String>> {
        let statements = self.statements();
        statements
            .iter()
            .flat_map(|(_, statement)| expand(statement, &[]))
            .filter_map(|path| self.absolute(&path))
            .collect()
    }

    /// The modules of the library that it names, in `use` statements and inside its code, with their lines.
    pub(crate) fn modules_used(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let mut statements = Vec::new();
        for (at, statement) in self.statements() {
            statements.push(at..at + statement.len());
            for path in expand(&statement, &[]).into_iter().filter_map(|path| self.absolute(&path)) {
                found.extend(path.first().map(|first| (at, first.clone())));
            }
        }
        for prefix in ["crate::", "rumeur::"] {
            for (at, _) in self.code.match_indices(prefix) {
                let inside = statements.iter().any(|statement| statement.contains(&at));
                let is_start = !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
                let name: String = name_at(&self.code[at + prefix.len()..]);
                if !inside && is_start && !name.is_empty() {
                    found.push((at, name));
                }
            }
        }
        found.sort();
        found.into_iter().map(|(at, name)| (self.line(at), name)).collect()
    }

    /// Where these words stand in its code, with their lines.
    pub(crate) fn words<'w>(&self, words: &[&'w str]) -> Vec<(usize, &'w str)> {
        let mut found = Vec::new();
        for &word in words {
            for (at, _) in self.code.match_indices(word) {
                if !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    found.push((self.line(at), word));
                }
            }
        }
        found.sort_unstable();
        found
    }

    fn line(&self, at: usize) -> usize {
        1 + self.code[..at].matches('\n').count()
    }

    /// What stands between `use` and `;`, with its place.
    fn statements(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices("use ") {
            let before = self.code[..at].trim_end();
            let before = before.strip_suffix("pub").map_or(before, str::trim_end);
            let starts = before.is_empty() || before.ends_with([';', '{', '}', ']', ')']);
            let whole = !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let rest = &self.code[at + 4..];
            if let Some(end) = rest.find(';').filter(|_| starts && whole) {
                found.push((at + 4, rest[..end].to_owned()));
            }
        }
        found
    }

    /// A path from the root of the library; `None` for another crate's.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let key = self.key();
        // What `self` means: a mod.rs is its folder, a file is itself.
        let mut base = key.clone();
        match path.first().map(String::as_str)? {
            "crate" | "rumeur" => Some(path[1..].to_vec()),
            "self" => Some([&base[..], &path[1..]].concat()),
            "super" => {
                let climbs = path.iter().take_while(|part| *part == "super").count();
                base.truncate(base.len().saturating_sub(climbs));
                Some([&base[..], &path[climbs..]].concat())
            }
            // A mod.rs names its own files without a prefix.
            _ => self.is_face().then(|| [&base[..], path].concat()),
        }
    }
}

fn name_at(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// `a::{b, c::d as e}` to `a::b` and `a::c::d`.
fn expand(path: &str, prefix: &[String]) -> Vec<Vec<String>> {
    let parts = |text: &str| -> Vec<String> {
        let text = text.split(" as ").next().unwrap_or_default();
        text.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let path = path.trim();
    let Some((head, rest)) = path.split_once('{') else {
        return vec![[prefix, &parts(path)].concat()];
    };
    let head = [prefix, &parts(head)].concat();
    let body = rest.rfind('}').map_or(rest, |end| &rest[..end]);
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.extend(expand(&body[start..at], &head));
                start = at + 1;
            }
            _ => {}
        }
    }
    if !body[start..].trim().is_empty() {
        found.extend(expand(&body[start..], &head));
    }
    found
}

/// Where the module's own tests begin.
fn tests_start(code: &str) -> Option<usize> {
    code.match_indices("#[cfg(test)]").map(|(at, _)| at).find(|&at| {
        let mut rest = code[at + "#[cfg(test)]".len()..].trim_start();
        while rest.starts_with("#[") {
            rest = rest.find(']').map_or("", |end| rest[end + 1..].trim_start());
        }
        rest.starts_with("mod tests")
    })
}

/// The text with spaces for comments and for what is inside quotes; line ends stay.
fn blank(text: &str) -> String {
    let bytes: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let starts = |at: usize, what: &str| what.chars().enumerate().all(|(i, c)| bytes.get(at + i) == Some(&c));
    while at < bytes.len() {
        let end = if starts(at, "//") {
            (at..bytes.len()).find(|&i| bytes[i] == '\n').unwrap_or(bytes.len())
        } else if starts(at, "/*") {
            (at..bytes.len()).find(|&i| starts(i, "*/")).map_or(bytes.len(), |i| i + 2)
        } else if let Some(end) = quoted_end(&bytes, at) {
            end
        } else {
            out.push(bytes[at]);
            at += 1;
            continue;
        };
        out.extend(bytes[at..end].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}

/// The end of a text, raw text or character that starts at `at`.
fn quoted_end(chars: &[char], at: usize) -> Option<usize> {
    let before_is_name = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '"' => Some(escaped_end(chars, at + 1, '"')),
        'r' if !before_is_name => {
            let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
            (chars.get(at + 1 + hashes) == Some(&'"')).then_some(())?;
            let closes = |i: usize| {
                chars[i] == '"' && chars[i + 1..].iter().take(hashes).filter(|&&c| c == '#').count() == hashes
            };
            Some((at + 2 + hashes..chars.len()).find(|&i| closes(i)).map_or(chars.len(), |i| i + 1 + hashes))
        }
        // A lifetime has no closing mark.
        '\'' if chars.get(at + 1) == Some(&'\\') => Some(escaped_end(chars, at + 1, '\'')),
        '\'' if chars.get(at + 2) == Some(&'\'') => Some(at + 3),
        _ => None,
    }
}

fn escaped_end(chars: &[char], mut at: usize, mark: char) -> usize {
    while at < chars.len() && chars[at] != mark {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}
