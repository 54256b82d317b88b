use super::append::add;
use super::class_sheet::{ClassSheet, Part, StudentSheet};
use super::folklore::claims;
use super::html::accepted;
use super::words::Words;

/// How a page of ours begins.
const MARK: &str = "<!-- rumeur exercise -->\n";

/// Whether a file that begins so is a page of ours.
pub fn is_markdown(head: &[u8]) -> bool {
    head.starts_with(MARK.as_bytes())
}

/// The sheets with blanks; `iceberg` names the drawing of a student.
pub fn sheets_markdown(class: &ClassSheet, iceberg: impl Fn(&StudentSheet) -> String) -> String {
    let words = Words::of(class.language);
    let mut out = start(class, words.exercise);
    for student in &class.students {
        head(&mut out, class, student, words);
        out.push_str(&format_lines(&[words.name, "______________________________"]));
        add(&mut out, format_args!("### {}\n\n", words.questions));
        for part in &student.parts {
            variant(&mut out, part, words);
            let asked = part.questions.iter().filter(|question| question.is_asked);
            for (place, question) in (1..).zip(asked) {
                let unit =
                    if question.unit.is_empty() { String::new() } else { format!(" {}", escape(&question.unit)) };
                add(&mut out, format_args!("{place}. {} \\_\\_\\_\\_\\_\\_\\_\\_{unit}\n", escape(&question.prompt)));
            }
            out.push('\n');
        }
        if student.icebergs.is_some() {
            let (title, file) = (words.iceberg, iceberg(student));
            add(&mut out, format_args!("### {title}\n\n{}\n\n![{title}]({file})\n\n", words.fill_in));
        }
    }
    out
}

/// The corrected sheets.
pub fn corrected_markdown(class: &ClassSheet, iceberg: impl Fn(&StudentSheet) -> String) -> String {
    let words = Words::of(class.language);
    let language = class.language;
    let mut out = start(class, words.corrected);
    for student in &class.students {
        head(&mut out, class, student, words);
        for part in &student.parts {
            variant(&mut out, part, words);
            let heads = [words.question, words.steps, words.answer, words.accepted];
            add(&mut out, format_args!("| {} |\n| --- | --- | ---: | ---: |\n", heads.join(" | ")));
            for question in &part.questions {
                let answer = format!("{} {}", question.answer, question.unit);
                let cells = [&question.prompt, &question.solution, answer.trim()].map(escape);
                let accepted = accepted(question.tolerance, language);
                add(&mut out, format_args!("| {} | {accepted} |\n", cells.join(" | ")));
            }
            out.push('\n');
        }
        if student.icebergs.is_some() {
            add(&mut out, format_args!("![{}]({})\n\n", words.iceberg, iceberg(student)));
        }
        if let Some(spread) = &student.spread {
            add(&mut out, format_args!("### {}\n\n{}\n\n", words.spread, escape(spread)));
        }
        add(&mut out, format_args!("{}\n\n```sh\n{}\n```\n\n", words.check, student.command.replace('\n', " ")));
    }
    add(&mut out, format_args!("## {}\n\n{}\n\n", words.folklore, words.drawn));
    for claim in claims() {
        let verdict = if claim.holds { words.right } else { words.wrong };
        let (said, because) = (escape(claim.said.pick(language)), escape(claim.because.pick(language)));
        add(&mut out, format_args!("- {said} **{verdict}** {because}\n"));
    }
    if !class.sources.is_empty() {
        add(&mut out, format_args!("\n## {}\n\n", words.sources));
        for source in &class.sources {
            add(&mut out, format_args!("- {}\n", escape(source)));
        }
    }
    out
}

fn start(class: &ClassSheet, kind: &str) -> String {
    format!("{MARK}\n# {kind} – {}\n\n", escape(&class.title))
}

fn head(out: &mut String, class: &ClassSheet, student: &StudentSheet, words: &Words) {
    add(out, format_args!("## {} {}\n\n", words.student, student.number));
    add(out, format_args!("{} {}.\n\n### {}\n\n", words.means, escape(&class.period), words.given));
    facts(out, &student.facts, words.colon);
}

fn facts(out: &mut String, facts: &[(String, String)], colon: &str) {
    for (what, number) in facts {
        add(out, format_args!("- {}{colon}**{}**\n", escape(what), escape(number)));
    }
    out.push('\n');
}

fn variant(out: &mut String, part: &Part, words: &Words) {
    let Some(title) = &part.title else { return };
    add(out, format_args!("#### {} {}\n\n", words.variant, escape(title)));
    if !part.changes.is_empty() {
        add(out, format_args!("{}\n\n", words.changed));
        facts(out, &part.changes, words.colon);
    }
}

fn format_lines(parts: &[&str]) -> String {
    format!("{}\n\n", parts.join(" "))
}

/// Text in which nothing is a mark of Markdown or HTML, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_no_markdown() {
        assert_eq!(escape("a|b <i> *c*\n_d_ [e](f)"), "a\\|b &lt;i&gt; \\*c\\* \\_d\\_ \\[e\\](f)");
    }
}
