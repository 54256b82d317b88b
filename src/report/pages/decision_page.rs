use super::decision::{Against, Decision, DecisionOption, Verdict};
use super::money::per_period;
use super::page::{Entry, Grid, Head, Page, known_decimals, rounded};
use crate::vocabulary::{Language, Metric, NARROW_NO_BREAK_SPACE, format_count, format_percent, quoted};

/// The decision table and the closing sentence.
pub fn decision_page(decision: &Decision, language: Language) -> Page {
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
    let has_shares = decision.variants().any(|(_, against)| against.shares.is_some());
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
    let interval = match (decision.is_exact, language) {
        (false, Language::En) => "95% interval\nof the difference",
        (true, Language::En) => "95% interval of\nit, simulated",
        (false, Language::Fr) => "intervalle\nà 95\u{202f}%",
        (true, Language::Fr) => "intervalle à\n95\u{202f}%, simulé",
    };
    columns.extend([Head::number(mean), Head::number(gain), Head::number(interval)]);
    if has_shares {
        let heads = match language {
            Language::En => ["better", "same", "worse"],
            Language::Fr => ["mieux", "égal", "pire"],
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
        let interval = against.interval.map(|(low, high)| Entry::Range { low, high, decimals: of_interval });
        row.push(Entry::or_undefined(interval));
        if has_shares {
            match against.shares {
                Some(shares) => row.extend(shares.map(|share| Entry::Share { share, decimals: share_decimals(share) })),
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

/// The baseline is called so in either language.
pub(super) fn name(option: &DecisionOption, language: Language) -> String {
    match option.against {
        None => language.pick("baseline", "référence").to_owned(),
        Some(_) => option.title.clone(),
    }
}

/// One precision for what is gained, in the table and in the sentence: that of the variant known worst, and no finer than is
/// good to read.
fn shared_decimals(decision: &Decision) -> i32 {
    if decision.is_exact { known_decimals(largest_gain(decision), None) } else { interval_decimals(decision) }
}

/// One precision for the intervals, which are simulated.
fn interval_decimals(decision: &Decision) -> i32 {
    let errors = decision.variants().filter_map(|(_, against)| against.std_error);
    known_decimals(largest_gain(decision), errors.reduce(f64::max))
}

/// The decimals of what one variant gains and of its interval: those of all, or its own where they would make nothing of it.
fn decimals_of(decision: &Decision, against: Against) -> [i32; 2] {
    let own_error = if decision.is_exact { None } else { against.std_error };
    let shared = [shared_decimals(decision), interval_decimals(decision)];
    let is_nothing = (against.gain * 10_f64.powi(shared[0])).round() == 0.0 && against.gain != 0.0;
    if is_nothing { [own_error, against.std_error].map(|error| known_decimals(against.gain, error)) } else { shared }
}

fn largest_gain(decision: &Decision) -> f64 {
    decision.variants().map(|(_, against)| against.gain.abs()).fold(0.0, f64::max)
}

/// A share is never shown as 0 or 100 % where it is not.
fn share_decimals(share: f64) -> usize {
    let is_hidden = |scale: f64| {
        let rounded = (share * scale).round() / scale;
        (rounded == 0.0 && share > 0.0) || (rounded == 1.0 && share < 1.0)
    };
    if is_hidden(1e3) { 2 } else { usize::from(is_hidden(100.0)) }
}

/// What the numbers of the table are.
pub(super) fn note(decision: &Decision, language: Language) -> Option<String> {
    let count = format_count(decision.replicates, language);
    let space = NARROW_NO_BREAK_SPACE;
    if decision.replicates < 2 {
        return None;
    }
    Some(match (decision.is_exact, language) {
        (true, Language::En) => format!("by formula; intervals and shares of {count} cases, the same luck in each row"),
        (false, Language::En) => format!("means of {count} cases, the same luck in each row"),
        (true, Language::Fr) => {
            format!("par la formule{space}; intervalles et parts sur {count} cas, même hasard à chaque ligne")
        }
        (false, Language::Fr) => format!("moyennes de {count} cas, même hasard à chaque ligne"),
    })
}

/// Which variant is best, or that none is, or that chance may have made the difference, or that all make it worse.
pub fn decision_sentence(decision: &Decision, language: Language) -> Option<String> {
    let sentence = Wording { decision, language };
    Some(match decision.verdict()? {
        Verdict::NoDifference => sentence.no_difference(),
        Verdict::Best(best, against) => sentence.best(best, against),
        Verdict::BestByFormula(best, against) => sentence.best_by_formula(best, against),
        Verdict::WithinChance(best, against) => sentence.within_chance(best, against),
        Verdict::NoneBetter(best, against) => sentence.none_better(best, against),
        Verdict::AllWorse(best, against) => sentence.all_worse(best, against),
    })
}

struct Wording<'a> {
    decision: &'a Decision,
    language: Language,
}

impl Wording<'_> {
    fn is_only(&self) -> bool {
        self.decision.variants().count() == 1
    }

    fn title(&self, option: &DecisionOption) -> String {
        quoted(&option.title, self.language)
    }

    fn amount(&self, value: f64, against: Against) -> String {
        rounded(value.abs(), decimals_of(self.decision, against)[0], self.language)
    }

    /// `saves 18.10 EUR a month`, `adds 12 people who know a month`.
    fn does(&self, against: Against) -> String {
        let amount = self.amount(against.gain, against);
        let is_gain = against.gain > 0.0;
        let (unit, per) = (self.decision.money_unit(self.language), per_period(&self.decision.period, self.language));
        match (self.decision.metric, self.language, is_gain) {
            (Metric::NetLoss, Language::En, true) => format!("saves {amount} {unit}"),
            (Metric::NetLoss, Language::En, false) => format!("adds {amount} {unit} to the loss"),
            (Metric::NetLoss, Language::Fr, true) => format!("économise {amount} {unit}"),
            (Metric::NetLoss, Language::Fr, false) => format!("augmente la perte de {amount} {unit}"),
            (Metric::PositiveReach, Language::En, true) => format!("lets {amount} more people hear good {per}"),
            (Metric::PositiveReach, Language::En, false) => format!("lets {amount} fewer people hear good {per}"),
            (Metric::PositiveReach, Language::Fr, true) => {
                format!("fait dire du bien à {amount} personnes de plus {per}")
            }
            (Metric::PositiveReach, Language::Fr, false) => {
                format!("fait dire du bien à {amount} personnes de moins {per}")
            }
            (_, Language::En, true) => format!("spares {amount} people {per} from knowing"),
            (_, Language::En, false) => format!("lets {amount} more people know {per}"),
            (_, Language::Fr, true) => format!("épargne {amount} personnes {per}"),
            (_, Language::Fr, false) => format!("met {amount} personnes de plus au courant {per}"),
        }
    }

    fn interval(&self, against: Against) -> Option<String> {
        // Of what it does, in the words before: what a variant adds has an interval of what it adds.
        let (low, high) =
            against.interval.map(|(low, high)| if against.gain > 0.0 { (low, high) } else { (-high, -low) })?;
        let [_, decimals] = decimals_of(self.decision, against);
        let range = Entry::Range { low, high, decimals }.say(self.language);
        Some(match self.language {
            Language::En => format!("95% interval {range}"),
            Language::Fr => format!("intervalle à 95\u{202f}%{NARROW_NO_BREAK_SPACE}: {range}"),
        })
    }

    /// `better in 91% of the cases, the same in 9%`.
    fn shares(&self, against: Against) -> Option<String> {
        let shares = against.shares.filter(|_| self.decision.replicates > 1)?;
        let words = match self.language {
            Language::En => ["better", "the same", "worse"],
            Language::Fr => ["mieux", "pareil", "pire"],
        };
        let said = words.into_iter().zip(shares).filter(|(_, share)| *share > 0.0);
        let said = said.enumerate().map(|(at, (word, share))| {
            let percent = format_percent(share, share_decimals(share), self.language);
            match (self.language, at) {
                (Language::En, 0) => format!("{word} in {percent} of the cases"),
                (Language::En, _) => format!("{word} in {percent}"),
                (Language::Fr, 0) => format!("{word} dans {percent} des cas"),
                (Language::Fr, _) => format!("{word} dans {percent}"),
            }
        });
        Some(said.collect::<Vec<_>>().join(", "))
    }

    fn in_brackets(&self, against: Against) -> String {
        let parts: Vec<String> = [self.interval(against), self.shares(against)].into_iter().flatten().collect();
        let apart = self.language.pick("; ", "\u{202f}; ");
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(apart)) }
    }

    fn no_difference(&self) -> String {
        match (self.is_only(), self.language) {
            (true, Language::En) => "The variant makes no difference.",
            (false, Language::En) => "No variant makes a difference.",
            (true, Language::Fr) => "La variante ne change rien.",
            (false, Language::Fr) => "Aucune variante ne change rien.",
        }
        .to_owned()
    }

    fn best(&self, best: &DecisionOption, against: Against) -> String {
        let (title, does, brackets) = (self.title(best), self.does(against), self.in_brackets(against));
        let may_cost = self.may_cost(against);
        match (self.is_only(), self.language) {
            (true, _) => format!("{title} {does}{brackets}{may_cost}."),
            (false, Language::En) => format!("Best: {title} {does}{brackets}{may_cost}."),
            (false, Language::Fr) => {
                format!("La meilleure{NARROW_NO_BREAK_SPACE}: {title} {does}{brackets}{may_cost}.")
            }
        }
    }

    /// What the measure may cost, where it costs nothing yet: what it saves is the same number else.
    fn may_cost(&self, against: Against) -> String {
        let Some(most) = against.may_cost.filter(|most| *most > 0.0) else { return String::new() };
        let amount = self.amount(most, against);
        let unit = self.decision.money_unit(self.language);
        match self.language {
            Language::En => format!("; it pays as long as the measure costs less than {amount} {unit}"),
            Language::Fr => format!("\u{202f}; rentable tant que la mesure coûte moins de {amount} {unit}"),
        }
    }

    fn best_by_formula(&self, best: &DecisionOption, against: Against) -> String {
        let (title, does, brackets) = (self.title(best), self.does(against), self.in_brackets(against));
        let count = format_count(self.decision.replicates, self.language);
        match self.language {
            Language::En => format!(
                "By formula {title} {does} on average; in the {count} cases drawn the difference is within \
                 chance{brackets}."
            ),
            Language::Fr => format!(
                "D’après la formule, {title} {does} en moyenne\u{202f}; sur les {count} cas tirés, l’écart est compatible \
                 avec le hasard{brackets}."
            ),
        }
    }

    fn within_chance(&self, best: &DecisionOption, against: Against) -> String {
        let (title, does, brackets) = (self.title(best), self.does(against), self.in_brackets(against));
        if against.interval.is_none() {
            return match self.language {
                Language::En => format!("In this one case {title} {does}: one case cannot tell it from chance."),
                Language::Fr => {
                    format!("Dans cet unique cas, {title} {does}\u{202f}: un seul cas ne se distingue pas du hasard.")
                }
            };
        }
        match (self.is_only(), self.language) {
            (true, Language::En) => {
                format!("The difference is within chance: {title} {does} in the cases drawn{brackets}.")
            }
            (false, Language::En) => format!(
                "No variant is better beyond chance: {title} {does} in the cases drawn{brackets}, a difference within \
                 chance."
            ),
            (true, Language::Fr) => {
                format!("L’écart est compatible avec le hasard\u{202f}: {title} {does} dans les cas tirés{brackets}.")
            }
            (false, Language::Fr) => format!(
                "Aucune variante ne fait mieux au-delà du hasard\u{202f}: {title} {does} dans les cas tirés{brackets}, un \
                 écart compatible avec le hasard."
            ),
        }
    }

    fn none_better(&self, best: &DecisionOption, against: Against) -> String {
        let (title, does, brackets) = (self.title(best), self.does(against), self.in_brackets(against));
        let chance = !self.decision.is_exact && !against.is_beyond_chance() && against.gain < 0.0;
        let still = match (against.gain < 0.0, self.language) {
            (false, _) => String::new(),
            (true, Language::En) => format!(": even {title} {does}{brackets}"),
            (true, Language::Fr) => format!("\u{202f}: même {title} {does}{brackets}"),
        };
        let chance = match (chance, self.language) {
            (false, _) => "",
            (true, Language::En) => ", a difference within chance",
            (true, Language::Fr) => ", un écart compatible avec le hasard",
        };
        match (self.is_only(), self.language) {
            (true, Language::En) => format!("The variant is not better than the baseline{still}{chance}."),
            (false, Language::En) => format!("No variant is better than the baseline{still}{chance}."),
            (true, Language::Fr) => format!("La variante ne fait pas mieux que la référence{still}{chance}."),
            (false, Language::Fr) => format!("Aucune variante ne fait mieux que la référence{still}{chance}."),
        }
    }

    fn all_worse(&self, best: &DecisionOption, against: Against) -> String {
        let (title, does, brackets) = (self.title(best), self.does(against), self.in_brackets(against));
        match (self.is_only(), self.language) {
            (true, Language::En) => format!("{title} makes it worse: it {does}{brackets}."),
            (false, Language::En) => {
                format!("Every variant makes it worse; {title} the least: it {does}{brackets}.")
            }
            (true, Language::Fr) => format!("{title} aggrave les choses\u{202f}: cette variante {does}{brackets}."),
            (false, Language::Fr) => format!(
                "Toutes les variantes aggravent les choses\u{202f}; {title} le moins\u{202f}: cette variante \
                 {does}{brackets}."
            ),
        }
    }
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
            let row = table(&decision(variants, formula), Language::En).rows.swap_remove(0);
            let [gain, interval] = [2, 3].map(|column: usize| row[column].say(Language::En));
            let [en, _] = said(variants, formula);
            assert!(gain != "0" && en.contains(&format!("saves {gain} EUR")), "{gain}: {en}");
            assert!(en.contains(&format!("95% interval {interval};")), "{interval}: {en}");
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
    fn a_rare_share_is_not_shown_as_none() {
        let shown = |share| Entry::Share { share, decimals: share_decimals(share) }.say(Language::En);
        assert_eq!([0.0, 0.004, 0.000_4, 0.5, 0.999, 1.0].map(shown), ["0%", "0.4%", "0.04%", "50%", "99.9%", "100%"]);
    }
}
