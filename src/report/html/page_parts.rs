use maud::{Markup, html};

use crate::report::pages::{Entry, Grid, Page, Part};
use crate::vocabulary::{Language, set_in};

/// A heading of a level, 2 to 4.
pub(super) fn heading(level: u8, text: &str) -> Markup {
    match level {
        2 => html! { h2 { (text) } },
        3 => html! { h3 { (text) } },
        _ => html! { h4 { (text) } },
    }
}

/// A page of words and numbers as it stands inside a section; its headings are of this level.
pub(super) fn page_parts(page: &Page, level: u8, language: Language) -> Markup {
    html! {
        @for part in &page.parts {
            @match part {
                Part::Heading(title) => { (heading(level, &set_in(title, language))) },
                Part::Table(grid) => { (table(grid, language)) },
                Part::Sentences(sentences) => { @for sentence in sentences { p.sentence { (set_in(sentence.trim(), language)) } } },
            }
        }
    }
}

fn table(grid: &Grid, language: Language) -> Markup {
    let has_heads = grid.columns.iter().any(|head| !head.text.is_empty());
    html! {
        div.scroll tabindex="0" role="group" {
            table {
                @if has_heads {
                    thead { tr { @for head in &grid.columns {
                        @if head.text.is_empty() { td {} } @else {
                            th scope="col" .number[head.is_number] { (set_in(&head.text.replace('\n', " "), language)) }
                        }
                    } } }
                }
                tbody {
                    @for row in &grid.rows {
                        tr { @for (place, head) in grid.columns.iter().enumerate() {
                            (cell(row.get(place), place == 0, head.is_number, language))
                        } }
                    }
                }
            }
        }
    }
}

fn cell(entry: Option<&Entry>, is_first: bool, is_number: bool, language: Language) -> Markup {
    let text = set_in(&entry.map_or_else(String::new, |entry| entry.say(language)), language);
    let is_set_in = text.starts_with(' ');
    html! {
        @if is_first && !text.is_empty() {
            th scope="row" .inset[is_set_in] { (text.trim()) }
        } @else {
            td .number[is_number] { (text.trim()) }
        }
    }
}
