use crate::experiment::fit::{SilentFit, Way};
use crate::report::column::{Column, Field, Row, TableInfo};

/// A row of `silent.csv`: how many never complained, by one way to count them.
#[doc = include_str!("examples/studies.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct SilentRow {
    /// The way.
    pub method: &'static str,
    /// Customers with exactly one complaint; `None` where the way does not look at it.
    pub complained_once: Option<u64>,
    /// Customers with exactly two.
    pub complained_twice: Option<u64>,
    /// Customers who complained.
    pub seen: u64,
    /// Customers who had reason to and never did.
    pub hidden: Option<f64>,
    /// The lower end of its 95 % interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// seen / (seen + hidden).
    pub voice_rate: Option<f64>,
}

impl Row for SilentRow {
    const TABLE: TableInfo = TableInfo {
        name: "silent",
        file: "silent.csv",
        meaning: [
            "how many customers with a reason never complained, by who complained once, twice and more often",
            "combien de clients qui avaient une raison de réclamer ne l'ont jamais fait, d'après ceux qui ont réclamé une, deux ou plusieurs fois",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let method = Column::text(
            "method",
            "chao: lower bound of Chao; chao-bias-corrected: the same with less bias; poisson, geometric: that law without its \
             zeros; chapman: two lists",
            "chao : borne inférieure de Chao ; chao-bias-corrected : la même, moins biaisée ; poisson, geometric : cette loi sans \
             ses zéros ; chapman : deux listes",
        );
        let once = Column::count(
            "complained_once",
            "people",
            "customers with exactly one complaint; empty where the way does not look at it",
            "clients d'une seule réclamation ; vide si la méthode n'en dépend pas",
        );
        let twice = Column::count(
            "complained_twice",
            "people",
            "customers with exactly two complaints; empty where the way does not look at it",
            "clients de deux réclamations ; vide si la méthode n'en dépend pas",
        );
        let seen = Column::count("seen", "people", "customers who complained", "clients qui ont réclamé").required();
        let hidden = Column::number(
            "hidden",
            "people",
            "customers who had reason to complain and never did; empty where the counts do not say",
            "clients qui avaient une raison de réclamer et ne l'ont jamais fait ; vide si les comptes ne le disent pas",
        );
        let low = Column::number(
            "low",
            "people",
            "lower end of the 95 % interval of hidden",
            "borne basse de l'intervalle à 95 % de hidden",
        );
        let high = Column::number(
            "high",
            "people",
            "upper end of the 95 % interval of hidden; empty where the counts do not bound it: nobody complained twice",
            "borne haute de l'intervalle à 95 % de hidden ; vide si les comptes ne la bornent pas : personne n'a réclamé deux fois",
        );
        let rate = Column::number(
            "voice_rate",
            "share",
            "seen / (seen + hidden): share of those with a reason who complained",
            "seen / (seen + hidden) : part de ceux qui ont réclamé parmi ceux qui avaient une raison de le faire",
        );
        vec![
            Field::new(method, |row| row.method.into()),
            Field::new(once, |row| row.complained_once.into()),
            Field::new(twice, |row| row.complained_twice.into()),
            Field::new(seen, |row| row.seen.into()),
            Field::new(hidden, |row| row.hidden.into()),
            Field::new(low, |row| row.low.into()),
            Field::new(high, |row| row.high.into()),
            Field::new(rate, |row| row.voice_rate.into()),
        ]
    }
}

/// Every way to count them.
pub fn silent_rows(fit: &SilentFit) -> Vec<SilentRow> {
    let row = |found: crate::experiment::fit::WayFound| {
        let by_lists = fit.lists.as_ref().filter(|_| found.way == Way::Chapman).map(|(lists, _)| lists);
        let once_twice = by_lists.is_none().then(|| [fit.repeats.exactly(1), fit.repeats.exactly(2)]);
        SilentRow {
            method: found.way.name(),
            complained_once: once_twice.map(|[once, _]| once),
            complained_twice: once_twice.map(|[_, twice]| twice),
            seen: by_lists.map_or_else(|| fit.repeats.seen(), |lists| lists.first),
            hidden: found.hidden,
            low: found.interval[0],
            high: found.interval[1],
            voice_rate: found.voice_rate,
        }
    };
    fit.found().into_iter().map(row).collect()
}
