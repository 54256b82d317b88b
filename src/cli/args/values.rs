//! Values of arguments, read from what was typed.

use rumeur::batch::ShardName;
use rumeur::ensemble::MOST_THREADS;
use rumeur::experiment::MOST_RESPONDENTS;
use rumeur::scenario::typed_number_hint;
use rumeur::text;
use rumeur::vocabulary::{Say, Text};

/// A value that an argument cannot have, and what it can.
#[derive(Clone, Debug)]
pub(in crate::cli) struct BadValue(pub(in crate::cli) Text);

impl std::fmt::Display for BadValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for BadValue {}

impl Say for BadValue {
    fn text(&self) -> Text {
        self.0.clone()
    }
}

/// A whole number; `_` may stand between its digits, and an exponent after them, as in scenario files.
pub(super) fn whole(text: &str) -> Result<u64, BadValue> {
    read_whole(text, || {
        let is_whole = !text.is_empty() && text.bytes().all(|letter| letter.is_ascii_digit() || letter == b'_');
        if is_whole {
            Text::new(
                "is too large: the largest whole number is 18446744073709551615",
                "est trop grand : le plus grand nombre entier est 18446744073709551615",
            )
        } else {
            Text::new("must be a whole number from 0", "il faut un nombre entier à partir de 0")
        }
    })
}

/// A whole number as files and `--set` have it: `1_000` and `1e4`, not `1.000`.
fn read_whole(text: &str, rule: impl Fn() -> Text) -> Result<u64, BadValue> {
    let hint = typed_number_hint(text, true);
    let bad = || BadValue(with_hint(rule(), hint.clone()));
    if hint.is_some() {
        return Err(bad());
    }
    let plain = text.replace('_', "");
    let exact = || {
        let number: f64 = plain.parse().ok()?;
        // 2^53: beyond it not every whole number has a form with an exponent of its own.
        (number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number)).then_some(number as u64)
    };
    let number = plain.parse().ok().or_else(exact);
    number.ok_or_else(bad)
}

/// A rule, and what to write instead where that can be said.
pub(in crate::cli) fn with_hint(Text { en, fr }: Text, hint: Option<Text>) -> Text {
    match hint {
        Some(Text { en: what, fr: quoi }) => text!("{en}; {what}", "{fr} ; {quoi}"),
        None => Text::new(en, fr),
    }
}

/// Whole numbers in a list.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Counts(pub(in crate::cli) Vec<u64>);

/// `32,16,6,1`, with blanks or semicolons between them, too.
pub(super) fn counts(text: &str) -> Result<Counts, BadValue> {
    let separated = text.contains([',', ';']);
    let numbers: Vec<&str> =
        if separated { text.split([',', ';']).map(str::trim).collect() } else { text.split_whitespace().collect() };
    numbers.into_iter().map(whole).collect::<Result<_, BadValue>>().map(Counts)
}

/// A whole number from 1.
pub(super) fn count(text: &str) -> Result<u64, BadValue> {
    let rule = || Text::new("must be a whole number from 1", "il faut un nombre entier à partir de 1");
    let count = Some(read_whole(text, rule)?).filter(|&count| count > 0);
    count.ok_or_else(|| BadValue(rule()))
}

/// A place on a scale from 0 to 10 that can be the least yes.
pub(super) fn score(text: &str) -> Result<u8, BadValue> {
    let rule = || Text::new("must be a whole number from 1 to 10", "il faut un nombre entier de 1 à 10");
    let score = u8::try_from(read_whole(text, rule)?).ok();
    score.filter(|score| (1..=10).contains(score)).ok_or_else(|| BadValue(rule()))
}

/// As many students as one class or a year may have.
pub(super) fn students(text: &str) -> Result<u64, BadValue> {
    let rule = || Text::new("must be a whole number from 1 to 1000", "il faut un nombre entier de 1 à 1000");
    let count = Some(read_whole(text, rule)?).filter(|count| (1..=1_000).contains(count));
    count.ok_or_else(|| BadValue(rule()))
}

/// So many threads that the operating system may give them.
pub(super) fn threads(text: &str) -> Result<usize, BadValue> {
    let rule = || Text::new("must be a whole number from 1 to 1024", "il faut un nombre entier de 1 à 1024");
    let count = usize::try_from(read_whole(text, rule)?).ok();
    count.filter(|count| (1..=MOST_THREADS).contains(count)).ok_or_else(|| BadValue(rule()))
}

/// `I/N`, `auto` or `auto/N`.
pub(super) fn shard(text: &str) -> Result<AskedShard, BadValue> {
    let bad = || {
        BadValue(Text::new(
            "must be I/N, such as 3/8, with I from 1 to N, or auto, or auto/N",
            "il faut I/N, comme 3/8, avec I de 1 à N, ou auto, ou auto/N",
        ))
    };
    match text.split_once('/') {
        None if text == "auto" => Ok(AskedShard::Auto(None)),
        Some(("auto", total)) => count(total).map(|total| AskedShard::Auto(Some(total))).map_err(|_| bad()),
        _ => text.parse().map(AskedShard::Named).map_err(|_| bad()),
    }
}

/// `PATH=N,N,N`.
pub(super) fn survey(text: &str) -> Result<SurveyArg, BadValue> {
    let (path, sizes) = text.rsplit_once('=').filter(|(path, _)| !path.trim().is_empty()).ok_or_else(|| {
        BadValue(Text::new(
            "must be PATH=N,N,N, such as customers.observed_voice_rate=50,100",
            "il faut CHEMIN=N,N,N, comme `customers.observed_voice_rate=50,100`",
        ))
    })?;
    let size = |text: &str| {
        let many = whole(text.trim()).ok().filter(|many| (1..=MOST_RESPONDENTS).contains(many));
        many.ok_or_else(|| {
            let text = text.trim();
            let rule = Text::new(
                format!("`{text}` is no number of people from 1 to {MOST_RESPONDENTS}"),
                format!("`{text}` n'est pas un nombre de personnes de 1 à {MOST_RESPONDENTS}"),
            );
            BadValue(with_hint(rule, typed_number_hint(text, true)))
        })
    };
    let mut respondents: Vec<u64> = sizes.split(',').map(size).collect::<Result<_, BadValue>>()?;
    respondents.dedup();
    Ok(SurveyArg { path: path.trim().to_owned(), respondents })
}

/// An amount of money, 0 or more.
pub(super) fn cost(text: &str) -> Result<f64, BadValue> {
    let amount = text.trim().replace('_', "").parse().ok();
    amount.filter(|amount: &f64| (0.0..=1e12).contains(amount)).ok_or_else(|| {
        let rule = Text::new(
            "must be an amount from 0, such as 8 or 2.50",
            "il faut un montant à partir de 0, comme 8 ou 2.50",
        );
        BadValue(with_hint(rule, typed_number_hint(text, false)))
    })
}

/// `PATH=VALUE`, split at the first `=`.
pub(super) fn assignment(text: &str) -> Result<(String, String), BadValue> {
    let (path, value) = text.split_once('=').ok_or_else(|| {
        BadValue(Text::new("must be PATH=VALUE, such as voice.asked=1", "il faut CHEMIN=VALEUR, comme `voice.asked=1`"))
    })?;
    if path.trim().is_empty() {
        return Err(BadValue(Text::new(
            "must be PATH=VALUE, such as voice.asked=1: no path stands before the =",
            "il faut CHEMIN=VALEUR, comme `voice.asked=1` : aucun chemin n'est devant le =",
        )));
    }
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}

/// Surveys of some sizes about an unknown.
#[derive(Clone, Debug)]
pub(in crate::cli) struct SurveyArg {
    /// Its path.
    pub(in crate::cli) path: String,
    /// How many are asked.
    pub(in crate::cli) respondents: Vec<u64>,
}

/// Which shard was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum AskedShard {
    /// This one.
    Named(ShardName),
    /// The one that the environment says, of so many if that is said.
    Auto(Option<u64>),
}
