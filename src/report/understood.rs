use std::path::Path;

use crate::network::{Column, EdgeListReport, shown};
use crate::vocabulary::{Language, Noun, format_number};

const LINE: Noun = Noun { en: ["line", "lines"], fr: ["ligne", "lignes"] };

/// What was understood of an edge list, one sentence a line: separator, header, columns, weights, contacts. French is set as
/// printers do, but for what stands in the list.
pub fn understood(path: &Path, report: &EdgeListReport, language: Language) -> Vec<String> {
    let fr = language == Language::Fr;
    let colon = if fr { "\u{202f}:" } else { ":" };
    let lines_said = LINE.counted(report.lines, language);
    let header = match (report.header, report.header_guessed) {
        (true, false) => language.pick("the first line is a header", "la première ligne est un en-tête"),
        (true, true) => {
            language.pick("the first line is taken for a header", "la première ligne est prise pour un en-tête")
        }
        (false, _) => language.pick("no header", "pas d’en-tête"),
    };
    let separator = language.pick("separator", "séparateur");
    let columns = language.pick("columns", "colonnes");
    let mut lines = vec![
        format!("{}{colon}", path.display()),
        format!(
            "  {separator}{colon} {}{} {header}",
            report.separator.name(language),
            if fr { "\u{202f};" } else { ";" }
        ),
        format!("  {columns}{colon} {} {} {}", report.source, language.pick("and", "et"), report.target),
    ];
    lines.push(match &report.weight {
        Some(weight) => format!("  {} {weight}", language.pick("weights: column", "poids\u{202f}: colonne")),
        None => language.pick("  no weights", "  pas de poids").to_owned(),
    });
    lines.extend(unused(report, language));
    lines.extend(aside(report, language));
    let [a, b] = report.first.each_ref().map(|id| shown(id));
    lines.push(if fr {
        format!("  contacts\u{202f}: {lines_said}, la première\u{202f}: {a} - {b}")
    } else {
        format!("  contacts: {lines_said}, the first: {a} - {b}")
    });
    if let Some(above) = &report.above_one {
        let decimals = if above.largest.fract() == 0.0 { 0 } else { 2 };
        let largest = format_number(above.largest, decimals, language);
        lines.push(if fr {
            format!("  poids supérieurs à 1, jusqu’à {largest}\u{202f}: des nombres, pas des probabilités")
        } else {
            format!("  weights above 1, up to {largest}: counts, not probabilities")
        });
    }
    lines
}

/// Which columns are not used, and how the first with numbers is taken for weights.
fn unused(report: &EdgeListReport, language: Language) -> Option<String> {
    let columns = listed(&report.unused, language)?;
    let mut line = match language {
        Language::En => format!("  not used: {columns}"),
        Language::Fr if report.unused.len() == 1 => format!("  non utilisée\u{202f}: {columns}"),
        Language::Fr => format!("  non utilisées\u{202f}: {columns}"),
    };
    if let Some(column) = &report.possible_weight {
        let called = column.key();
        let [before, behind] = match language {
            Language::En => ["; ", "takes it for weights"],
            Language::Fr => ["\u{202f}; ", "en fait des poids"],
        };
        line = format!("{line}{before}network.file.weight = \"{called}\" {behind}");
    }
    Some(line)
}

/// Which columns stand before or between the people and are none.
fn aside(report: &EdgeListReport, language: Language) -> Option<String> {
    let columns = listed(&report.aside, language)?;
    Some(match language {
        Language::En => format!("  {columns}: dates, times or other numbers, not taken for people"),
        Language::Fr => {
            format!("  {columns}\u{202f}: dates, heures ou autres nombres, qui ne sont pas pris pour des personnes")
        }
    })
}

/// `column 4`, `columns 1, 2 and 4`.
fn listed(columns: &[Column], language: Language) -> Option<String> {
    let columns: Vec<String> = columns.iter().map(Column::to_string).collect();
    let (last, rest) = columns.split_last()?;
    Some(if rest.is_empty() {
        format!("{} {last}", language.pick("column", "colonne"))
    } else {
        format!("{} {} {} {last}", language.pick("columns", "colonnes"), rest.join(", "), language.pick("and", "et"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::EdgeList;

    #[test]
    fn a_list_is_told_in_both_languages() {
        let text = "No;Membre;Ami;Poids\n1;Ann;Bob;0,5\n2;Bob;Cid;3\n";
        let report = EdgeList::default().read(text.as_bytes()).expect("an edge list").1;
        let told = |language| understood(Path::new("amis.csv"), &report, language).join("\n");
        assert_eq!(
            told(Language::En),
            "amis.csv:\n  separator: semicolon; the first line is a header\n  columns: 2 (Membre) and 3 (Ami)\n  \
             weights: column 4 (Poids)\n  contacts: 2 lines, the first: Ann - Bob\n  \
             weights above 1, up to 3: counts, not probabilities"
        );
        assert_eq!(
            told(Language::Fr),
            "amis.csv\u{202f}:\n  séparateur\u{202f}: point-virgule\u{202f}; la première ligne est un en-tête\n  \
             colonnes\u{202f}: 2 (Membre) et 3 (Ami)\n  poids\u{202f}: colonne 4 (Poids)\n  \
             contacts\u{202f}: 2 lignes, la première\u{202f}: Ann - Bob\n  \
             poids supérieurs à 1, jusqu’à 3\u{202f}: des nombres, pas des probabilités"
        );
    }

    #[test]
    fn dates_before_the_people_are_told_and_are_nobody() {
        let text = "2024-03-12 08:15;Ann;Bob\n2024-03-12 08:16;Bob;Cid\n";
        let report = EdgeList::default().read(text.as_bytes()).expect("an edge list").1;
        let told = |language| understood(Path::new("a.csv"), &report, language).join("\n");
        assert!(told(Language::En).contains("\n  columns: 2 and 3\n"), "{}", told(Language::En));
        assert!(told(Language::En).contains("\n  column 1: dates, times or other numbers, not taken for people\n"));
        assert!(told(Language::Fr).contains("\n  colonne 1\u{202f}: dates, heures"), "{}", told(Language::Fr));
    }

    #[test]
    fn several_columns_are_told_in_the_plural() {
        let text = "2024-03-12;08:15;Ann;Bob\n2024-03-12;08:16;Bob;Cid\n";
        let report = EdgeList::default().read(text.as_bytes()).expect("an edge list").1;
        let told = |language| understood(Path::new("a.csv"), &report, language).join("\n");
        assert!(told(Language::En).contains("\n  columns 1 and 2: dates, times"), "{}", told(Language::En));
        assert!(told(Language::Fr).contains("\n  colonnes 1 et 2\u{202f}: dates, heures"), "{}", told(Language::Fr));
    }
}
