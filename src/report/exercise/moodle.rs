use maud::{Markup, html};

use super::arithmetic::for_programs;
use super::class_sheet::{ClassSheet, Part, Question, StudentSheet};
use super::folklore::{Claim, claims};
use super::gift::{category, name_in};
use super::words::Words;

/// How a file of ours begins.
const MARK: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- rumeur exercise -->\n";

/// Whether a file that begins so is of ours.
pub fn is_moodle(head: &[u8]) -> bool {
    head.starts_with(MARK.as_bytes())
}

/// All questions in the XML format of Moodle: a category for each student, numerical questions with their tolerance and the
/// steps as feedback, and one category with what is true or false.
pub fn moodle(class: &ClassSheet) -> String {
    let words = Words::of(class.language);
    let top = category(&class.title);
    let quiz = html! {
        quiz {
            @for student in &class.students {
                (category_of(&format!("$course$/{top}/{} {}", words.student, class.padded(student))))
                @for part in &student.parts {
                    @for question in part.questions.iter().filter(|question| question.is_asked) {
                        (numerical(class, student, part, question, words))
                    }
                }
            }
            (category_of(&format!("$course$/{top}/{}", category(words.folklore))))
            @for claim in claims() { (true_or_false(class, &claim)) }
        }
    };
    let text: String = quiz.into_string().chars().filter(|&letter| is_of_xml(letter)).collect();
    format!("{MARK}{}\n", text.replace("</question>", "</question>\n"))
}

/// Characters that XML 1.0 has.
fn is_of_xml(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => !letter.is_control(),
    }
}

fn category_of(path: &str) -> Markup {
    html! { question type="category" { category { text { (path) } } } }
}

/// A field whose text is HTML: escaped once as HTML, and once more as it stands in XML.
fn formatted(content: Markup) -> Markup {
    html! { text { (content.into_string()) } }
}

fn numerical(class: &ClassSheet, student: &StudentSheet, part: &Part, question: &Question, words: &Words) -> Markup {
    let list = |facts: &[(String, String)]| {
        html! { ul { @for (what, number) in facts { li { (what) (words.colon) strong { (number) } } } } }
    };
    let text = html! {
        p { (words.means) " " (class.period) "." }
        (list(&student.facts))
        @if let Some(title) = &part.title {
            p { (words.variant) " " (title) }
            @if !part.changes.is_empty() { p { (words.changed) } (list(&part.changes)) }
        }
        p { strong { (question.prompt) } @if !question.unit.is_empty() { " (" (question.unit) ")" } }
    };
    html! {
        question type="numerical" {
            name { text { (class.padded(student)) " " (name_in(part, &question.name)) } }
            questiontext format="html" { (formatted(text)) }
            generalfeedback format="html" { (formatted(html! { p { (question.solution) } })) }
            defaultgrade { "1" }
            penalty { "0.3333333" }
            hidden { "0" }
            answer fraction="100" format="moodle_auto_format" {
                text { (for_programs(question.value)) }
                tolerance { (for_programs(question.tolerance)) }
                feedback format="html" { text {} }
            }
        }
    }
}

fn true_or_false(class: &ClassSheet, claim: &Claim) -> Markup {
    let answer = |value: &str, is_right: bool| {
        html! {
            answer fraction=(if is_right { "100" } else { "0" }) format="moodle_auto_format" {
                text { (value) }
                feedback format="html" { text {} }
            }
        }
    };
    html! {
        question type="truefalse" {
            name { text { (claim.name) } }
            questiontext format="html" { (formatted(html! { p { (claim.said.pick(class.language)) } })) }
            generalfeedback format="html" { (formatted(html! { p { (claim.because.pick(class.language)) } })) }
            defaultgrade { "1" }
            penalty { "1" }
            hidden { "0" }
            (answer("true", claim.holds))
            (answer("false", !claim.holds))
        }
    }
}
