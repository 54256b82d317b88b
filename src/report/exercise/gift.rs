use super::append::add;
use super::arithmetic::for_programs;
use super::class_sheet::{ClassSheet, Part, StudentSheet};
use super::folklore::claims;
use super::words::Words;

/// How a file of ours begins.
const MARK: &str = "// rumeur exercise\n";

/// Whether a file that begins so is of ours.
pub fn is_gift(head: &[u8]) -> bool {
    head.starts_with(MARK.as_bytes())
}

/// All questions in the GIFT format of Moodle: a category for each student, numerical questions with their tolerance, and
/// one with what is true or false. Texts are plain: nothing in them is taken for HTML.
pub fn gift(class: &ClassSheet) -> String {
    let words = Words::of(class.language);
    let mut out = String::from(MARK);
    let top = category(&class.title);
    for student in &class.students {
        add(&mut out, format_args!("\n$CATEGORY: {top}/{} {}\n", words.student, class.padded(student)));
        for part in &student.parts {
            for question in part.questions.iter().filter(|question| question.is_asked) {
                let name = format!("{} {}", class.padded(student), name_in(part, &question.name));
                let text = format!("{} {}", told(class, student, part, words), question.prompt);
                let unit = if question.unit.is_empty() { String::new() } else { format!(" ({})", question.unit) };
                let (value, tolerance) = (for_programs(question.value), for_programs(question.tolerance));
                add(
                    &mut out,
                    format_args!(
                        "\n::{}::[plain]{}{} {{#={value}:{tolerance}####{}}}\n",
                        escape(&name),
                        escape(&text),
                        escape(&unit),
                        escape(&question.solution)
                    ),
                );
            }
        }
    }
    add(&mut out, format_args!("\n$CATEGORY: {top}/{}\n", category(words.folklore)));
    for claim in claims() {
        let verdict = if claim.holds { "TRUE" } else { "FALSE" };
        let (said, because) = (claim.said.pick(class.language), claim.because.pick(class.language));
        add(
            &mut out,
            format_args!("\n::{}::[plain]{} {{{verdict}####{}}}\n", claim.name, escape(said), escape(because)),
        );
    }
    out
}

/// The name of a question: that of the variant before it, where it is one.
pub(super) fn name_in(part: &Part, question: &str) -> String {
    if part.variant.is_empty() { question.to_owned() } else { format!("{}: {question}", part.variant) }
}

/// All that is given for a question, in sentences.
pub(super) fn told(class: &ClassSheet, student: &StudentSheet, part: &Part, words: &Words) -> String {
    let list = |facts: &[(String, String)]| {
        let colon = class.language.pick(": ", "\u{202f}: ");
        facts.iter().map(|(what, number)| format!("{what}{colon}{number}")).collect::<Vec<_>>().join("; ")
    };
    let mut text = format!("{} {}. {}.", words.means, class.period, list(&student.facts));
    if let Some(title) = &part.title {
        add(&mut text, format_args!(" {} {title}.", words.variant));
        if !part.changes.is_empty() {
            add(&mut text, format_args!(" {} {}.", words.changed, list(&part.changes)));
        }
    }
    text
}

/// A name within the path of a category: `/` would open a new one.
pub(super) fn category(name: &str) -> String {
    name.replace('/', "-").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text in which nothing is a mark of GIFT, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}
