pub use crate::vocabulary::all_periods;
pub(crate) use crate::vocabulary::period_word;
use crate::vocabulary::{Language, Metric, PERIODS, Unit, is_singular};

/// `12 months`, `1 month`: periods together; a name that is not known is left as it is.
pub fn several(count: u64, period: &str, language: Language) -> String {
    let is_one = is_singular(count as f64, language);
    match plural(period, language) {
        Some(_) if is_one && period.is_empty() => format!("{count} {}", language.pick("period", "période")),
        Some(_) if is_one => format!("{count} {}", period_word(period, language)),
        Some(word) => format!("{count} {word}"),
        None => format!("{count} x {period}"),
    }
}

/// `months`; `None` for a name that is not known.
pub(crate) fn plural(period: &str, language: Language) -> Option<String> {
    if period.is_empty() {
        return Some(language.pick("periods", "périodes").to_owned());
    }
    let word = period_word(period, language);
    let is_known = PERIODS.iter().any(|words| words.contains(&word));
    is_known.then(|| if word.ends_with('s') { word.to_owned() } else { format!("{word}s") })
}

/// The number of periods and the name of one, of `12 month`; 0 where it is all there are.
fn counted(period: &str) -> Option<(u64, &str)> {
    let (count, name) = period.split_once(' ')?;
    Some((count.parse().ok().filter(|&count| count != 1)?, name))
}

/// `month`, `12 months`: the span that numbers belong to, as a noun.
pub fn span_words(period: &str, language: Language) -> String {
    match counted(period) {
        Some((count, name)) if count > 0 => several(count, name, language),
        _ => period_word(period, language).to_owned(),
    }
}

/// `a month`, `par mois`: what all counts and all money of a scenario belong to. The period is a label; the usual ones
/// are known in both languages. Several of them are written with their number before the name of one: `12 month`.
pub(crate) fn per_period(period: &str, language: Language) -> String {
    if let Some((0, name)) = counted(period) {
        let name = plural(name, language).unwrap_or_else(|| format!("x {name}"));
        return format!("{} {name}", language.pick("over all", "au total des"));
    }
    if let Some((count, name)) = counted(period) {
        return format!("{} {}", language.pick("in", "en"), several(count, name, language));
    }
    let word = period_word(period, language);
    match language {
        Language::En => {
            let is_vowel = word == "hour" || word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
            format!("{} {word}", if is_vowel { "an" } else { "a" })
        }
        Language::Fr => format!("par {word}"),
    }
}

/// `in 12 months`: where numbers are sums over several periods.
pub(crate) fn in_periods(period: &str, language: Language) -> Option<String> {
    counted(period).map(|_| per_period(period, language))
}

/// What follows "means for" or "des moyennes": `a month`, `12 months`; `par mois`, `sur 12 mois`.
pub(crate) fn over_period(period: &str, language: Language) -> String {
    match counted(period).filter(|(count, _)| *count > 0) {
        Some((count, name)) => {
            let all = several(count, name, language);
            language.pick("", "sur ").to_owned() + &all
        }
        None => per_period(period, language),
    }
}

/// `EUR a month`: the unit of a scenario's money.
pub(crate) fn money_unit(currency: &str, period: &str, language: Language) -> String {
    format!("{currency} {}", per_period(period, language))
}

/// The label of a metric, with its unit where it counts no people: `net loss (EUR a month)`.
pub(crate) fn labelled(metric: Metric, currency: &str, period: &str, language: Language) -> String {
    let label = metric.label(language);
    match metric.unit() {
        Unit::Currency => format!("{label} ({})", money_unit(currency, period, language)),
        Unit::People | Unit::Impressions | Unit::Ratio | Unit::Ticks => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_belongs_to_a_period_in_either_language() {
        assert_eq!(money_unit("EUR", "month", Language::En), "EUR a month");
        assert_eq!(money_unit("EUR", "month", Language::Fr), "EUR par mois");
        assert_eq!(money_unit("francs CFA", "année", Language::En), "francs CFA a year");
        assert_eq!(per_period("episode", Language::En), "an episode");
        assert_eq!(per_period("promotion", Language::Fr), "par promotion");
        assert_eq!(money_unit("EUR", "12 month", Language::En), "EUR in 12 months");
        assert_eq!(money_unit("EUR", "12 month", Language::Fr), "EUR en 12 mois");
        assert_eq!(money_unit("EUR", "2 année", Language::En), "EUR in 2 years");
        assert_eq!(per_period("3 Messe", Language::Fr), "en 3 x Messe");
        assert_eq!(per_period("12 ", Language::Fr), "en 12 périodes");
        assert_eq!(per_period(&all_periods(""), Language::En), "over all periods");
        assert_eq!(money_unit("EUR", &all_periods("month"), Language::En), "EUR over all months");
        assert_eq!(money_unit("EUR", &all_periods("année"), Language::Fr), "EUR au total des années");
        assert_eq!(per_period("heure", Language::En), "an hour");
        assert_eq!([0, 1, 2].map(|count| several(count, "day", Language::En)), ["0 days", "1 day", "2 days"]);
        assert_eq!([0, 1, 2].map(|count| several(count, "day", Language::Fr)), ["0 jour", "1 jour", "2 jours"]);
        assert_eq!([1, 13].map(|count| several(count, "hour", Language::Fr)), ["1 heure", "13 heures"]);
        assert_eq!([1, 3].map(|count| several(count, "", Language::Fr)), ["1 période", "3 périodes"]);
        assert_eq!(over_period("12 month", Language::En), "12 months");
        assert_eq!(over_period("12 month", Language::Fr), "sur 12 mois");
        assert_eq!(over_period("month", Language::Fr), "par mois");
        assert_eq!(labelled(Metric::NetLoss, "EUR", "year", Language::Fr), "perte nette (EUR par an)");
    }
}
