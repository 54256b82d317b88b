use std::path::Path;

use crate::network::{Column, EdgeListReport, shown};
use crate::vocabulary::{Language, Noun, format_number};

const LINE: Noun = Noun { en: ["line", "lines"], fr: ["ligne", "lignes"] };

/// What was understood of an edge list, one sentence a line: separator, header, columns, weights, contacts.
pub fn understood(path: &Path, report: &EdgeListReport, language: Language) -> Vec<String> {
    let fr = language == Language::Fr;
    let colon = if fr { " :" } else { ":" };
    let lines_said = LINE.counted(report.lines, language);
    let header = match (report.header, report.header_guessed) {
        (true, false) => language.pick("the first line is a header", "la première ligne est un en-tête"),
        (true, true) => {
            language.pick("the first line is taken for a header", "la première ligne est prise pour un en-tête")
        }
        (false, _) => language.pick("no header", "pas d'en-tête"),
    };
    let separator = language.pick("separator", "séparateur");
    let columns = language.pick("columns", "colonnes");
    let mut lines = vec![
        format!("{}{colon}", path.display()),
        format!("  {separator}{colon} {}{} {header}", report.separator.name(language), if fr { " ;" } else { ";" }),
        format!("  {columns}{colon} {} {} {}", report.source, language.pick("and", "et"), report.target),
    ];
    lines.push(match &report.weight {
        Some(weight) => format!("  {} {weight}", language.pick("weights: column", "poids : colonne")),
        None => language.pick("  no weights", "  pas de poids").to_owned(),
    });
    lines.extend(unused(report, language));
    let [a, b] = report.first.each_ref().map(|id| shown(id));
    lines.push(if fr {
        format!("  contacts : {lines_said}, la première : {a} - {b}")
    } else {
        format!("  contacts: {lines_said}, the first: {a} - {b}")
    });
    if let Some(above) = &report.above_one {
        let largest = format_number(above.largest, 2, language);
        lines.push(if fr {
            format!("  poids supérieurs à 1, jusqu'à {largest} : des nombres, pas des probabilités")
        } else {
            format!("  weights above 1, up to {largest}: counts, not probabilities")
        });
    }
    lines
}

/// Which columns are not used, and how the first with numbers is taken for weights.
fn unused(report: &EdgeListReport, language: Language) -> Option<String> {
    let columns: Vec<String> = report.unused.iter().map(Column::to_string).collect();
    let (last, rest) = columns.split_last()?;
    let mut line = if rest.is_empty() {
        format!("  {} {last}", language.pick("not used: column", "non utilisée : colonne"))
    } else {
        let said = language.pick("not used: columns", "non utilisées : colonnes");
        format!("  {said} {} {} {last}", rest.join(", "), language.pick("and", "et"))
    };
    if let Some(column) = &report.possible_weight {
        // A name that is written as it is in a string of TOML.
        let plain = |name: &&String| {
            !name.is_empty() && name.parse::<usize>().is_err() && !name.contains(['"', '\\']) && shown(name) == **name
        };
        let called = column.name.as_ref().filter(plain).cloned().unwrap_or_else(|| column.number.to_string());
        let [before, behind] = match language {
            Language::En => ["; ", "takes it for weights"],
            Language::Fr => [" ; ", "en fait des poids"],
        };
        line = format!("{line}{before}network.file.weight = \"{called}\" {behind}");
    }
    Some(line)
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
             weights above 1, up to 3.00: counts, not probabilities"
        );
        assert_eq!(
            told(Language::Fr),
            "amis.csv :\n  séparateur : point-virgule ; la première ligne est un en-tête\n  \
             colonnes : 2 (Membre) et 3 (Ami)\n  poids : colonne 4 (Poids)\n  \
             contacts : 2 lignes, la première : Ann - Bob\n  \
             poids supérieurs à 1, jusqu'à 3,00 : des nombres, pas des probabilités"
        );
    }
}
