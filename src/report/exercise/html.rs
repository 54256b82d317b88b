use maud::{Markup, PreEscaped, html};

use super::class_sheet::{ClassSheet, Part, StudentSheet};
use super::folklore::claims;
use super::words::Words;
use crate::report::html::{HtmlPage, is_page_of, without_styles};
use crate::vocabulary::Language;

const GENERATOR: &str = "rumeur exercise";
const STYLE: &str = include_str!("sheet.css");

/// Whether a file that begins so is a sheet of ours.
pub fn is_sheet(head: &[u8]) -> bool {
    is_page_of(GENERATOR, head)
}

/// The sheets with blanks, one a page and more, to be printed.
pub fn sheets_html(class: &ClassSheet) -> String {
    let words = Words::of(class.language);
    let (fonts, drawings) = drawings(class, 0);
    let sheets = class.students.iter().zip(&drawings).map(|(student, drawing)| blank(class, student, drawing, words));
    page(class, words.exercise, &fonts, sheets.collect())
}

/// The corrected sheets, with every step and what is folklore.
pub fn corrected_html(class: &ClassSheet) -> String {
    let words = Words::of(class.language);
    let (fonts, drawings) = drawings(class, 1);
    let sheets =
        class.students.iter().zip(&drawings).map(|(student, drawing)| corrected(class, student, drawing, words));
    page(class, words.corrected, &fonts, sheets.collect())
}

/// The drawings of all students, and the style that they share; an empty one where there is none.
fn drawings(class: &ClassSheet, which: usize) -> (String, Vec<String>) {
    without_styles(class.students.iter().map(|student| student.icebergs.as_ref().map_or("", |both| &both[which])))
}

fn page(class: &ClassSheet, kind: &str, fonts: &str, sheets: Vec<Markup>) -> String {
    let title = format!("{kind} – {}", class.title);
    let body = html! {
        main {
            h1 { (title) }
            @for sheet in sheets { (sheet) }
        }
    };
    HtmlPage {
        generator: GENERATOR,
        language: class.language,
        title: &title,
        styles: [fonts, STYLE],
        has_script: false,
    }
    .with(&body)
}

fn head(class: &ClassSheet, student: &StudentSheet, words: &Words) -> Markup {
    html! {
        h2 { (words.student) " " (student.number) }
        p { (words.means) " " (class.period) "." }
        h3 { (words.given) }
        (facts(&student.facts))
    }
}

fn facts(facts: &[(String, String)]) -> Markup {
    html! {
        table.facts { tbody { @for (what, number) in facts {
            tr { th scope="row" { (what) } td.number { (number) } }
        } } }
    }
}

fn blank(class: &ClassSheet, student: &StudentSheet, drawing: &str, words: &Words) -> Markup {
    html! {
        section {
            (head(class, student, words))
            p.name { (words.name) }
            h3 { (words.questions) }
            @for part in &student.parts {
                (variant(part, words))
                ol.questions { @for question in part.questions.iter().filter(|question| question.is_asked) {
                    li { (question.prompt) " " span.blank {} " " (question.unit) }
                } }
            }
            @if !drawing.is_empty() {
                h3 { (words.iceberg) }
                p { (words.fill_in) }
                figure { (PreEscaped(drawing)) }
            }
        }
    }
}

/// What a variant is and changes; nothing for the scenario itself.
fn variant(part: &Part, words: &Words) -> Markup {
    html! {
        @if let Some(title) = &part.title {
            h4 { (words.variant) " " (title) }
            @if !part.changes.is_empty() {
                p { (words.changed) }
                (facts(&part.changes))
            }
        }
    }
}

fn corrected(class: &ClassSheet, student: &StudentSheet, drawing: &str, words: &Words) -> Markup {
    html! {
        section {
            (head(class, student, words))
            @for part in &student.parts {
                (variant(part, words))
                table {
                    thead { tr {
                        th scope="col" { (words.question) }
                        th scope="col" { (words.steps) }
                        th scope="col" .number { (words.answer) }
                        th scope="col" .number { (words.accepted) }
                    } }
                    tbody { @for question in &part.questions { tr {
                        th scope="row" { (question.prompt) }
                        td { (question.solution) }
                        td.number { (question.answer) " " (question.unit) }
                        td.number { (accepted(question.tolerance, class.language)) }
                    } } }
                }
            }
            @if !drawing.is_empty() { figure { (PreEscaped(drawing)) } }
            @if let Some(spread) = &student.spread {
                h3 { (words.spread) }
                p { (spread) }
            }
            h3 { (words.folklore) }
            p { (words.drawn) }
            dl { @for claim in claims() {
                dt { (claim.said.pick(class.language)) }
                dd { strong { (if claim.holds { words.right } else { words.wrong }) } " " (claim.because.pick(class.language)) }
            } }
            @if !class.sources.is_empty() {
                h3 { (words.sources) }
                ul { @for source in &class.sources { li { (source) } } }
            }
            p { (words.check) }
            pre { (student.command) }
        }
    }
}

/// `± 0.5`.
pub(super) fn accepted(tolerance: f64, language: Language) -> String {
    format!("±\u{a0}{}", super::arithmetic::plain(tolerance, language))
}
