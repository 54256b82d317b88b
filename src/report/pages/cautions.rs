use super::records::SummaryRecord;
use crate::vocabulary::{Language, Metric, Text, format_count};

/// Below so many replicates chance is no small thing.
const FEW_REPLICATES: u64 = 100;

/// A mean that rests on fewer events than this is known to within a fifth at best.
const FEW_EVENTS: f64 = 30.0;

/// What may be too rare to be seen.
const EVENTS: [Metric; 8] = [
    Metric::Complaints,
    Metric::Dissatisfied,
    Metric::Silent,
    Metric::Reach,
    Metric::PositiveReach,
    Metric::CustomersLost,
    Metric::ProspectsLost,
    Metric::ProspectsWon,
];

/// Something to beware of in numbers that are right.
#[doc = include_str!("examples/decision.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// A stable name for it: `few-replicates`, `rare-events`.
    pub code: &'static str,
    /// What it is, and what to do.
    pub text: Text,
}

/// What to beware of in the numbers of a run of one scenario: few replicates, rare events.
pub fn cautions(records: &[SummaryRecord]) -> Vec<Caution> {
    let few = few_replicates(records).map(|text| Caution { code: "few-replicates", text });
    let rare = || rare_events(records).map(|text| Caution { code: "rare-events", text });
    few.or_else(rare).into_iter().collect()
}

/// What is said of results that are a part of a run, a shard or several merged: so many replicates of the whole.
pub fn a_part(records: &[SummaryRecord], whole: u64) -> Text {
    let here = records.iter().filter_map(|record| record.number("replicates")).fold(0.0, f64::max) as u64;
    Text::both(|language| {
        let (here, all) = (format_count(here, language), format_count(whole, language));
        match language {
            Language::En => format!(
                "These results are a part of the run: {here} of {all} replicates. `rumeur merge` puts the parts together."
            ),
            Language::Fr => format!(
                "Ces résultats sont une partie du calcul\u{202f}: {here} réplications sur {all}. `rumeur merge` réunit les \
                 parties."
            ),
        }
    })
}

fn few_replicates(records: &[SummaryRecord]) -> Option<Text> {
    let counted = |record: &SummaryRecord| record.number("replicates").filter(|_| record.metric == Metric::Aware);
    let replicates = records.iter().filter_map(counted).reduce(f64::min)? as u64;
    let varies = records.iter().any(|record| record.number("std_dev").is_some_and(|spread| spread > 0.0));
    Some(match replicates {
        1 => Text::new(
            "one replicate only: it says nothing of chance; ask for 1,000 or more",
            "une seule réplication : elle ne dit rien du hasard ; demandez-en 1000 ou plus",
        ),
        few if few < FEW_REPLICATES && varies => Text::new(
            format!("{few} replicates are few: means and intervals are rough; ask for 1,000 or more"),
            format!(
                "{few} réplications, c'est peu : moyennes et intervalles sont grossiers ; demandez-en 1000 ou plus"
            ),
        ),
        _ => return None,
    })
}

/// The rarest event that was hardly seen, and how many replicates would show it.
fn rare_events(records: &[SummaryRecord]) -> Option<Text> {
    let events = |record: &SummaryRecord| {
        let (mean, replicates) = (record.number("mean")?, record.number("replicates")?);
        // An event that was never seen is known by the formula, if at all.
        let rate = if mean > 0.0 { mean } else { record.number("expected")? };
        (EVENTS.contains(&record.metric) && rate > 0.0 && mean * replicates < FEW_EVENTS)
            .then(|| (record.metric, mean * replicates, FEW_EVENTS / rate))
    };
    let (metric, seen, enough) = records.iter().filter_map(events).max_by(|a, b| a.2.total_cmp(&b.2))?;
    let seen = seen.round() as u64;
    // To one digit, upwards.
    let step = 10_f64.powi(enough.log10().floor() as i32);
    let enough = (enough / step).ceil() * step;
    let [en, fr] = [Language::En, Language::Fr].map(|language| format_count(enough as u64, language));
    let [label_en, label_fr] = [Language::En, Language::Fr].map(|language| metric.label(language));
    let (once_en, once_fr) = (if seen == 1 { "time" } else { "times" }, "fois");
    Some(Text::new(
        format!(
            "{label_en}: seen {seen} {once_en} in all replicates, too rare for a good mean; {en} replicates would do"
        ),
        format!(
            "{label_fr} : {seen} {once_fr} sur toutes les réplications, trop rare pour une bonne moyenne ; il faudrait {fr} \
             réplications"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::records::summary_records;
    use super::*;

    fn told(rows: &str) -> Vec<String> {
        let text = format!("scenario,variant,metric,unit,replicates,mean,std_dev,expected\n{rows}");
        let records: Vec<SummaryRecord> =
            summary_records(text.as_bytes()).expect("a header").collect::<Result<_, _>>().expect("rows");
        cautions(&records).iter().map(|caution| caution.text.to_string()).collect()
    }

    #[test]
    fn few_replicates_are_said_to_be_few() {
        assert_eq!(told("a,baseline,aware,people,1,317,,317\n").len(), 1);
        assert!(told("a,baseline,aware,people,50,317,10,317\n")[0].starts_with("50 replicates are few"));
        assert!(told("a,baseline,aware,people,50,317,0,317\n").is_empty(), "a constant needs no more");
        assert!(told("a,baseline,aware,people,1000,317,10,317\n").is_empty());
    }

    #[test]
    fn a_rare_event_says_how_many_replicates_would_show_it() {
        let said = told("a,baseline,aware,people,1000,9,10,9\na,baseline,customers_lost,people,1000,0.01,0.1,0.012\n");
        assert_eq!(
            said,
            ["customers lost: seen 10 times in all replicates, too rare for a good mean; 3,000 replicates would do"]
        );
        let never = told("a,baseline,aware,people,1000,9,10,9\na,baseline,reach,people,1000,0,0,0.001\n");
        assert!(never[0].contains("seen 0 times") && never[0].contains("30,000 replicates"), "{never:?}");
    }
}
