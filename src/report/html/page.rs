use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::vocabulary::Language;

/// A page of ours: what it is called, how it looks, and by what it is known again.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct HtmlPage<'a> {
    /// The command that writes it.
    pub generator: &'a str,
    /// Its language.
    pub language: Language,
    /// Its title.
    pub title: &'a str,
    /// The style of its drawings, with the fonts, and its own.
    pub styles: [&'a str; 2],
    /// Whether it has a script; nothing of others runs either way.
    pub has_script: bool,
}

impl HtmlPage<'_> {
    /// The page with this body. It asks for nothing from outside.
    pub(in crate::report) fn with(&self, body: &Markup) -> String {
        let script = if self.has_script { " script-src 'unsafe-inline';" } else { "" };
        let policy = format!("default-src 'none'; style-src 'unsafe-inline';{script} font-src data:; img-src data:");
        let page = html! {
            (DOCTYPE)
            html lang=(self.language) {
                head {
                    meta charset="utf-8";
                    meta name="generator" content=(self.generator);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    title { (self.title) }
                    style { (PreEscaped(self.styles[0])) (PreEscaped(self.styles[1])) }
                }
                body { (body) }
            }
        };
        page.into_string()
    }
}

/// Whether a file that begins so is a page that this command of ours writes.
pub(in crate::report) fn is_page_of(generator: &str, head: &[u8]) -> bool {
    let mark = format!("<meta name=\"generator\" content=\"{generator}\">");
    head.starts_with(b"<!DOCTYPE html>") && head.windows(mark.len()).any(|window| window == mark.as_bytes())
}
