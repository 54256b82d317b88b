use super::decision::{Decision, DecisionOption};
use super::decision_numbers::{decimals_of, name, shared_decimals};
use super::decision_sentence::decision_sentence;
use super::money::per_period;
use super::page::{Entry, Grid, Head, Page, known_decimals};
use crate::report::shares::said_together;
use crate::vocabulary::{Language, Metric, NARROW_NO_BREAK_SPACE, format_count};

/// The decision table and the closing sentence.
pub(crate) fn decision_page(decision: &Decision, language: Language) -> Page {
    let mut page = Page::default();
    page.table(table(decision, language));
    page.sentences(note(decision, language));
    page.sentences(decision_sentence(decision, language));
    page
}

/// A unit that is wider than its numbers, with its last word on a line of its own.
fn in_two_lines(unit: &str) -> String {
    /// `EUR par mois`.
    const WIDE: usize = 12;
    match unit.rsplit_once(' ') {
        Some((first, last)) if unit.chars().count() > WIDE => format!("{first}\n{last}"),
        _ => unit.to_owned(),
    }
}

/// The table to decide by, best first.
pub(super) fn table(decision: &Decision, language: Language) -> Grid {
    // Of one case nothing can be said of how often.
    let has_shares = decision.replicates > 1 && decision.variants().any(|(_, against)| against.shares.is_some());
    let has_cost = decision.variants().any(|(_, against)| against.may_cost.is_some());
    let mut columns = vec![Head::words(language.pick("variant", "variante"))];
    let unit = in_two_lines(&decision.money_unit(language));
    let per = per_period(&decision.period, language);
    let mean = match (decision.metric, language) {
        (Metric::NetLoss, Language::En) => format!("net loss\n{unit}"),
        (Metric::NetLoss, Language::Fr) => format!("perte nette\n{unit}"),
        (Metric::PositiveReach, Language::En) => format!("hear good\n{per}"),
        (Metric::PositiveReach, Language::Fr) => format!("l’entendent\nen bien, {per}"),
        (_, Language::En) => format!("people who\nknow {per}"),
        (_, Language::Fr) => format!("au courant\n{per}"),
    };
    let gain = match (decision.metric, language) {
        (Metric::NetLoss, Language::En) => "saves",
        (Metric::NetLoss, Language::Fr) => "économie",
        (Metric::PositiveReach, Language::En) => "more\npeople",
        (Metric::PositiveReach, Language::Fr) => "de plus",
        (_, Language::En) => "fewer\npeople",
        (_, Language::Fr) => "de moins",
    };
    columns.extend([Head::number(mean), Head::number(gain)]);
    // What a formula says has no interval.
    if !decision.is_exact {
        columns.push(Head::number(language.pick("95% interval\nof the difference", "intervalle\nà 95\u{202f}%")));
    }
    if has_shares {
        let heads = match language {
            Language::En => ["better", "same", "worse"],
            Language::Fr => ["mieux", "égal", "moins\nbien"],
        };
        columns.extend(heads.map(Head::number));
    }
    if has_cost {
        columns.push(Head::number(language.pick("may cost\nat most", "coût\nmax.")));
    }
    let decimals = shared_decimals(decision);
    let row = |option: &DecisionOption| {
        let mean_decimals = known_decimals(option.mean, option.mean_error).min(decimals.max(0));
        let mut row = vec![
            Entry::Words(name(option, language)),
            Entry::Number { value: option.mean, decimals: mean_decimals, unit: None },
        ];
        let Some(against) = option.against else { return row };
        let [of_gain, of_interval] = decimals_of(decision, against);
        let gained = |value| Entry::Number { value, decimals: of_gain, unit: None };
        row.push(gained(against.gain));
        if !decision.is_exact {
            let interval = against.interval.map(|(low, high)| Entry::Range { low, high, decimals: of_interval });
            row.push(Entry::or_undefined(interval));
        }
        if has_shares {
            match against.shares {
                Some(shares) => {
                    let (shares, decimals) = said_together(shares);
                    row.extend(
                        shares.map(|share| Entry::Share { share, decimals: if share == 0.0 { 0 } else { decimals } }),
                    );
                }
                None => row.extend([Entry::Undefined, Entry::Undefined, Entry::Undefined]),
            }
        }
        if has_cost {
            row.push(Entry::or_undefined(against.may_cost.map(gained)));
        }
        row
    };
    Grid { columns, rows: decision.options.iter().map(row).collect() }
}

/// What the numbers of the table are.
pub(super) fn note(decision: &Decision, language: Language) -> Option<String> {
    let count = format_count(decision.replicates, language);
    let space = NARROW_NO_BREAK_SPACE;
    if decision.replicates < 2 {
        return None;
    }
    Some(match (decision.is_exact, language) {
        (true, Language::En) => format!("by formula; shares of {count} cases, the same luck in each row"),
        (false, Language::En) => format!("means of {count} cases, the same luck in each row"),
        (true, Language::Fr) => {
            format!("par la formule{space}; parts sur {count} cas, même hasard à chaque ligne")
        }
        (false, Language::Fr) => format!("moyennes de {count} cas, même hasard à chaque ligne"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::records::{DifferenceRecord, SummaryRecord, difference_records, summary_records};
    use super::*;

    /// A scenario with variants of these simulated savings, errors and shares, of a loss of 1,000 EUR.
    fn decision(variants: &[(&str, f64, f64, [f64; 3])], formula: bool) -> Decision {
        let expected = |value: f64| if formula { value.to_string() } else { String::new() };
        let mut summary = format!(
            "scenario,variant,metric,unit,replicates,mean,std_error,min,max,expected\n\
             a,baseline,net_loss,EUR,400,1000,5,0,3000,{}\n",
            expected(1000.0)
        );
        let mut pairs =
            "scenario,variant,metric,difference,std_error,ci_low,ci_high,probability_better,probability_same\n"
                .to_owned();
        for (name, saves, error, [better, same, _]) in variants {
            let loss = 1000.0 - saves;
            summary.extend([format!("a,{name},net_loss,EUR,400,{loss},5,0,3000,{}\n", expected(loss))]);
            let (low, high) = (-saves - 2.0 * error, -saves + 2.0 * error);
            pairs.extend([format!(
                "a,{name},net_loss,{},{error},{low},{high},{},{same}\n",
                -saves,
                better + same / 2.0
            )]);
            pairs.extend([format!("a,{name},break_even,{saves},{error},,,,\n")]);
        }
        let summary: Vec<SummaryRecord> =
            summary_records(summary.as_bytes()).expect("a header").collect::<Result<_, _>>().expect("rows");
        let pairs: Vec<DifferenceRecord> =
            difference_records(pairs.as_bytes()).expect("a header").collect::<Result<_, _>>().expect("rows");
        Decision::new(&summary, &pairs, "month", str::to_owned).expect("variants")
    }

    fn said(variants: &[(&str, f64, f64, [f64; 3])], formula: bool) -> [String; 2] {
        let decision = decision(variants, formula);
        [Language::En, Language::Fr].map(|language| decision_sentence(&decision, language).expect("a verdict"))
    }

    #[test]
    fn the_best_is_named_and_the_table_is_sorted_by_it() {
        let variants = [("call", -300.0, 4.0, [0.1, 0.0, 0.9]), ("train", 218.14, 3.0, [0.9, 0.1, 0.0])];
        let [en, fr] = said(&variants, false);
        assert_eq!(
            en,
            "Best: \"train\" saves 218 EUR a month (95% interval 212 to 224; better in 90% of the cases, the same in 10%); \
             it pays as long as the measure costs less than 218 EUR a month."
        );
        assert!(fr.starts_with("La meilleure\u{202f}: «\u{202f}train\u{202f}» économise 218 EUR par mois"), "{fr}");
        let decision = decision(&variants, false);
        let names: Vec<&str> = decision.options.iter().map(|option| option.name.as_str()).collect();
        assert_eq!(names, ["train", "baseline", "call"]);
        let grid = table(&decision, Language::En);
        let row: Vec<String> = grid.rows[0].iter().map(|cell| cell.say(Language::En)).collect();
        assert_eq!(row, ["train", "782", "218", "212 to 224", "90%", "10%", "0%", "218"]);
    }

    #[test]
    fn what_a_measure_adds_has_an_interval_of_what_it_adds() {
        let [en, fr] = said(&[("call", -273.0, 7.0, [0.1, 0.0, 0.9])], false);
        assert!(en.contains("it adds 273 EUR a month to the loss (95% interval 259 to 287;"), "{en}");
        assert!(fr.contains("intervalle à 95\u{202f}%\u{202f}: 259 à 287"), "{fr}");
        let grid = table(&decision(&[("call", -273.0, 7.0, [0.1, 0.0, 0.9])], false), Language::En);
        assert_eq!(grid.rows[1][3].say(Language::En), "−287 to −259", "the column says what is saved");
    }

    #[test]
    fn the_table_and_the_sentence_say_the_same_numbers() {
        let lone = vec![("ask", 4_796.32, 13.0, [1.0, 0.0, 0.0])];
        let beside_a_disaster = vec![("ask", 0.4, 0.1, [1.0, 0.0, 0.0]), ("burn", -9e6, 2_000.0, [0.0, 0.0, 1.0])];
        for (variants, formula) in
            [(&lone, true), (&lone, false), (&beside_a_disaster, true), (&beside_a_disaster, false)]
        {
            let table = table(&decision(variants, formula), Language::En);
            let [gain, interval] = [2, 3].map(|column: usize| table.rows[0][column].say(Language::En));
            let [en, fr] = said(variants, formula);
            assert!(gain != "0" && en.contains(&format!("saves {gain} EUR")), "{gain}: {en}");
            if formula {
                let heads: Vec<&str> = table.columns.iter().map(|head| head.text.as_str()).collect();
                assert!(!heads.iter().any(|head| head.contains("interval")), "{heads:?}");
                assert!(!en.contains("interval") && !fr.contains("intervalle"), "{en} {fr}");
            } else {
                assert!(en.contains(&format!("95% interval {interval};")), "{interval}: {en}");
            }
        }
    }

    #[test]
    fn a_difference_within_chance_is_no_victory() {
        let variants = [("train", 3.0, 2.0, [0.5, 0.2, 0.3])];
        let [en, fr] = said(&variants, false);
        assert!(en.starts_with("The difference is within chance: \"train\" saves 3 EUR a month"), "{en}");
        assert!(fr.starts_with("L’écart est compatible avec le hasard\u{202f}: "), "{fr}");
        let [en, _] = said(&variants, true);
        assert!(en.starts_with("By formula \"train\" saves 3 EUR a month on average; in the 400 cases"), "{en}");
    }

    #[test]
    fn what_makes_it_worse_is_said_to() {
        let [en, fr] = said(&[("call", -300.0, 4.0, [0.0, 0.0, 1.0])], false);
        assert_eq!(
            en,
            "\"call\" makes it worse: it adds 300 EUR a month to the loss (95% interval 292 to 308; worse in \
             100% of the cases)."
        );
        assert!(fr.contains("aggrave les choses"), "{fr}");
        let all = [("call", -300.0, 4.0, [0.0, 0.0, 1.0]), ("mail", -30.0, 4.0, [0.0, 0.0, 1.0])];
        let [en, _] = said(&all, false);
        assert!(en.starts_with("Every variant makes it worse; \"mail\" the least: it adds 30 EUR a month"), "{en}");
    }

    #[test]
    fn no_difference_and_none_better_are_told_apart() {
        let [en, fr] = said(&[("nothing", 0.0, 0.0, [0.0, 1.0, 0.0])], false);
        assert_eq!((en.as_str(), fr.as_str()), ("The variant makes no difference.", "La variante ne change rien."));
        let mixed = [("call", -300.0, 4.0, [0.0, 0.0, 1.0]), ("mail", -3.0, 4.0, [0.0, 0.0, 1.0])];
        let [en, _] = said(&mixed, false);
        assert!(en.starts_with("No variant is better than the baseline: even \"mail\" adds 3 EUR a month"), "{en}");
        assert!(en.ends_with("within chance."), "{en}");
    }

    #[test]
    fn shares_add_up_in_the_table_and_in_the_sentence() {
        let variants = [("ask", 218.0, 3.0, [0.407, 0.578, 0.015])];
        let [en, _] = said(&variants, true);
        assert!(en.contains("(better in 41% of the cases, the same in 58%, worse in 1%)"), "{en}");
        let row: Vec<String> =
            table(&decision(&variants, true), Language::En).rows[0].iter().map(|cell| cell.say(Language::En)).collect();
        assert_eq!(row[3..6], ["41%", "58%", "1%"]);
        let [en, _] = said(&[("ask", 218.0, 3.0, [1.0 / 3.0, 2.0 / 3.0, 0.0])], true);
        assert!(!en.contains("worse"), "{en}");
    }
}
