use super::decision::{Against, Decision, DecisionOption, Verdict};
use super::decision_numbers::decimals_of;
use super::money::per_period;
use super::page::{Entry, rounded};
use crate::report::shares::said_together;
use crate::vocabulary::{Language, Metric, NARROW_NO_BREAK_SPACE, format_count, format_percent, quoted};

/// Which variant is best, or that none is, or that chance may have made the difference, or that all make it worse.
pub(crate) fn decision_sentence(decision: &Decision, language: Language) -> Option<String> {
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
        // What a formula says has no interval: that of the cases drawn need not hold it.
        if self.decision.is_exact {
            return None;
        }
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
        let (shares, decimals) = said_together(against.shares.filter(|_| self.decision.replicates > 1)?);
        let words = match self.language {
            Language::En => ["better", "the same", "worse"],
            Language::Fr => ["mieux", "pareil", "moins bien"],
        };
        let said = words.into_iter().zip(shares).filter(|(_, share)| *share > 0.0);
        let said = said.enumerate().map(|(at, (word, share))| {
            let percent = format_percent(share, decimals, self.language);
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
