use std::fmt::Write as _;

use super::laws::{millionths, people_of, positive, rank_correlation, share_law, voice_law, weight};
use super::spell::{MARK, comment, key, number, quoted, segment, share};
use crate::experiment::fit::{AudienceFit, Choice, CountLaw, Share, Spread, SurveyCell, SurveyFit};
use crate::text;
use crate::vocabulary::{Language, Outcome, Text};

/// The fragment of a survey: voice rate, recovery rate, and for each outcome who stays and how many are told, each number with its
/// law; `None` where nobody in it was let down.
///
/// A scenario starts from it with `extends`. It runs as it stands.
pub fn survey_fragment(fit: &SurveyFit, file: &str, language: Language) -> Option<String> {
    let source = quoted(&format!("{file}: {}", fit.size().pick(language)));
    let about = language.pick(
        "starts a scenario with extends = \"fragment.toml\"",
        "un scénario en part avec extends = \"fragment.toml\"",
    );
    let mut draft = Draft { text: format!("{MARK} survey: {about}.\n"), ..Draft::default() };
    draft.table("customers", &source);
    draft.text.push_str("complaints = 1\n");
    draft.voice(&fit.survey.voice)?;
    if fit.survey.recovery.count() > 0 {
        draft.table("recovery", &source);
        draft.share("rate", "recovery.rate", &fit.survey.recovery);
    }
    for outcome in Outcome::ALL {
        let cells: Vec<&SurveyCell> = fit.of(outcome).filter(|cell| says_something(cell)).collect();
        if cells.is_empty() {
            continue;
        }
        draft.table(outcome.name(), &source);
        let people: f64 = cells.iter().map(|cell| cell.answers.people.weight()).sum();
        let parts: Vec<f64> = cells.iter().flat_map(|cell| parts(cell, people)).collect();
        let parts = millionths(&parts);
        for (cell, parts) in cells.into_iter().zip(parts.chunks_exact(2)) {
            match &cell.group {
                None => draft.outcome(outcome, cell, parts),
                Some(group) => draft.group(outcome, group, cell, parts),
            }
        }
    }
    Some(draft.finish(&unbounded(fit), language))
}

/// The numbers of audiences that the answers do not bound: they stand in the fragment without a law.
pub fn unbounded(fit: &SurveyFit) -> Vec<Text> {
    let mut texts = Vec::new();
    for cell in &fit.cells {
        let Some(telling) = cell.telling().map(telling) else { continue };
        for (number, ..) in telling.numbers.iter().filter(|(_, spread, most)| positive(spread, *most).is_none()) {
            let [name, nom] = Language::ALL.map(|language| cell.label(language));
            texts.push(text!(
                "{name}: the answers do not bound {number} of the audience: it has no law and is taken for known",
                "{nom} : les réponses ne bornent pas {number} de l'auditoire : ce nombre n'a pas de loi et passe pour connu"
            ));
        }
    }
    texts
}

/// The shares of a cell among so many people of its outcome: those who may tell, and those who tell nobody.
fn parts(cell: &SurveyCell, people: f64) -> [f64; 2] {
    let zero = cell.telling().and_then(|audience| telling(audience).zero).map_or(0.0, |zero| zero.value);
    let part = cell.answers.people.weight() / people;
    [part * (1.0 - zero), part * zero]
}

fn says_something(cell: &SurveyCell) -> bool {
    cell.answers.stays.count() > 0 || cell.telling().is_some()
}

/// A fragment in the making.
#[derive(Default)]
struct Draft {
    text: String,
    unknowns: Vec<String>,
    correlations: Vec<String>,
    /// The numbers of audiences that groups of an outcome have in common, and where they stand.
    lent: Vec<(Outcome, &'static str, String)>,
}

/// How an audience is written below a path: its keys, and the numbers that are unknown.
struct Telling<'c> {
    /// `poisson = 4`, `negative_binomial = { ... }`; `None`: a plain number.
    law: Option<String>,
    number: f64,
    /// Who tells nobody, beside the law.
    zero: Option<Spread>,
    /// Paths below the audience, the numbers, and what they stay below.
    numbers: Vec<(&'static str, Spread, f64)>,
    choice: Option<&'c Choice>,
}

impl Draft {
    fn table(&mut self, name: &str, source: &str) {
        let _ = writeln!(self.text, "\n[{name}]\nsource = {source}");
    }

    fn unknown(&mut self, path: &str, law: Option<String>) -> bool {
        let is_known = law.is_some();
        self.unknowns.extend(law.map(|law| format!("{} = {law}", key(path))));
        is_known
    }

    fn voice(&mut self, asked: &Share) -> Option<()> {
        let [a, b] = asked.beta()?;
        // Nobody behind a complaint cannot be said by a rate: the mean of the law stands in.
        let rate = asked.value().filter(|&rate| rate > 0.0).unwrap_or(a / (a + b));
        let _ = writeln!(self.text, "observed_voice_rate = {}", share(rate));
        self.unknown("customers.observed_voice_rate", voice_law([a, b], rate, asked.interval()));
        Some(())
    }

    /// A share with its beta law.
    fn share(&mut self, name: &str, path: &str, asked: &Share) {
        let Some(value) = asked.value() else { return };
        let _ = writeln!(self.text, "{name} = {}", share(value));
        self.unknown(path, share_law(asked));
    }

    /// An outcome whose people are alike, but for those who tell nobody.
    fn outcome(&mut self, outcome: Outcome, cell: &SurveyCell, parts: &[f64]) {
        let name = outcome.name();
        self.share("stays", &format!("{name}.stays"), &cell.answers.stays);
        let Some(telling) = cell.telling().map(telling) else { return };
        let Some(zero) = &telling.zero else {
            let _ = writeln!(self.text, "{}", telling.spelled());
            return self.audience(&format!("{name}.audience"), &telling);
        };
        for (group, part, spelled) in
            [("talkers", parts[0], telling.spelled()), ("others", parts[1], "audience = 0".to_owned())]
        {
            let _ = writeln!(self.text, "groups.{group} = {{ share = {}, {spelled} }}", share(part));
            if let Some(people) = people_of(zero) {
                self.unknown(&format!("{name}.groups.{group}.share"), weight(part, people));
            }
        }
        self.audience(&format!("{name}.groups.talkers.audience"), &telling);
    }

    /// A group of an outcome, and beside it its people who tell nobody.
    fn group(&mut self, outcome: Outcome, group: &str, cell: &SurveyCell, parts: &[f64]) {
        let telling = cell.telling().map(telling);
        let known_as = cell.answers.people.effective() / (parts[0] + parts[1]).max(1e-9);
        let stays = cell.answers.stays.value().map(|value| format!(", stays = {}", share(value))).unwrap_or_default();
        let others = format!("{group} - tells nobody");
        // Of what nobody was asked nothing is said.
        let spelled = telling.as_ref().map(|telling| format!(", {}", telling.spelled())).unwrap_or_default();
        let mut paths = Vec::new();
        for (name, part, spelled) in [(group, parts[0], spelled.as_str()), (&others, parts[1], ", audience = 0")] {
            // Nobody at all among them.
            if part <= 0.0 && name != group {
                continue;
            }
            let name = segment(name);
            let _ = writeln!(self.text, "groups.{name} = {{ share = {}{spelled}{stays} }}", share(part));
            let path = format!("{}.groups.{name}", outcome.name());
            self.unknown(&format!("{path}.share"), weight(part, known_as));
            let stays = format!("{path}.stays");
            if self.unknown(&stays, share_law(&cell.answers.stays)) {
                paths.push(stays);
            }
        }
        if let [talkers, others] = &paths[..] {
            // One estimate: what is not known of it is not known of both.
            self.correlation(talkers, others, ONE_NUMBER);
        }
        if let Some(telling) = &telling {
            let path = format!("{}.groups.{}.audience", outcome.name(), segment(group));
            if cell.audience.is_some() { self.audience(&path, telling) } else { self.lent(outcome, &path, telling) }
        }
    }

    /// The numbers of an audience that are not known, and how they go together.
    fn audience(&mut self, path: &str, telling: &Telling<'_>) {
        let mut written = Vec::new();
        for (name, spread, most) in &telling.numbers {
            let path = format!("{path}.{name}");
            if self.unknown(&path, positive(spread, *most)) {
                written.push((path, spread));
            }
        }
        // One pair at most: the ranks of two can be anything, those of three not.
        if let ([(left, one), (right, other)], Some(_)) = (&written[..], telling.choice)
            && let Some(rank) = rank_correlation(&one.draws, &other.draws).filter(|rank| rank.abs() >= LEAST_RANK)
        {
            self.correlation(left, right, rank.clamp(-0.99, 0.99));
        }
    }

    /// The numbers of a law that groups have in common: one estimate each.
    fn lent(&mut self, outcome: Outcome, path: &str, telling: &Telling<'_>) {
        for (name, spread, most) in &telling.numbers {
            let path = format!("{path}.{name}");
            if self.unknown(&path, positive(spread, *most)) {
                let others: Vec<String> = self
                    .lent
                    .iter()
                    .filter(|(of, number, _)| (of, number) == (&outcome, name))
                    .map(|(.., path)| path.clone())
                    .collect();
                for other in &others {
                    self.correlation(other, &path, ONE_NUMBER);
                }
                self.lent.push((outcome, name, path));
            }
        }
    }

    fn correlation(&mut self, left: &str, right: &str, rank: f64) {
        let (left, right, rank) = (quoted(left), quoted(right), number(rank));
        self.correlations.push(format!("[[correlation]]\nbetween = [{left}, {right}]\nrank = {rank}\n"));
    }

    fn finish(mut self, unbounded: &[Text], language: Language) -> String {
        if !self.unknowns.is_empty() {
            let _ = writeln!(self.text, "\n[uncertainty]\n{}", self.unknowns.join("\n"));
        }
        for text in unbounded {
            self.text.push_str(&comment(text.pick(language)));
        }
        for pair in &self.correlations {
            let _ = write!(self.text, "\n{pair}");
        }
        self.text
    }
}

/// The rank correlation of two unknowns that are one number: 1 itself is none that a scenario may have.
const ONE_NUMBER: f64 = 0.999_999;

/// Ranks that go together less than this are left alone.
const LEAST_RANK: f64 = 0.1;

/// Beyond it a negative binomial law is a Poisson law.
const MOST_DISPERSION: f64 = 1e6;

/// The largest spread of a log-normal audience in a scenario.
const MOST_SIGMA: f64 = 5.0;

/// The largest exponent of a zipf audience in a scenario.
const MOST_EXPONENT: f64 = 100.0;

impl Telling<'_> {
    fn spelled(&self) -> String {
        match &self.law {
            Some(law) => format!("audience.{law}"),
            None => format!("audience = {}", number(self.number)),
        }
    }
}

/// The audience as a scenario spells it.
fn telling(audience: &AudienceFit) -> Telling<'_> {
    let AudienceFit::Law { choice, .. } = audience else {
        let number = audience.mean().value;
        return Telling { law: None, number, zero: None, numbers: Vec::new(), choice: None };
    };
    let binomial = |mean: f64, dispersion: f64| {
        let dispersion = number(dispersion.min(MOST_DISPERSION));
        format!("negative_binomial = {{ mean = {}, dispersion = {dispersion} }}", number(mean))
    };
    let people = crate::sheet::MOST_TOLD as f64;
    let (law, paths): (String, &[(&str, &'static str, f64)]) = match choice.fitted().law {
        CountLaw::Poisson { mean } | CountLaw::ZeroInflatedPoisson { mean, .. } => {
            (format!("poisson = {}", number(mean)), &[("mean", "poisson", f64::INFINITY)])
        }
        CountLaw::Geometric { mean } => {
            (format!("geometric = {}", number(mean)), &[("mean", "geometric", f64::INFINITY)])
        }
        CountLaw::NegativeBinomial { mean, dispersion }
        | CountLaw::ZeroInflatedNegativeBinomial { mean, dispersion, .. } => (
            binomial(mean, dispersion),
            &[
                ("mean", "negative_binomial.mean", f64::INFINITY),
                ("dispersion", "negative_binomial.dispersion", MOST_DISPERSION),
            ],
        ),
        CountLaw::LogNormal { median, sigma } => (
            format!("lognormal = {{ median = {}, sigma = {} }}", number(median), number(sigma.min(MOST_SIGMA))),
            &[("median", "lognormal.median", f64::INFINITY), ("sigma", "lognormal.sigma", MOST_SIGMA)],
        ),
        CountLaw::Zipf { exponent, max } => (
            format!("zipf = {{ exponent = {}, max = {max} }}", number(exponent.min(MOST_EXPONENT))),
            &[("exponent", "zipf.exponent", MOST_EXPONENT)],
        ),
    };
    let mut zero = None;
    let mut numbers = Vec::new();
    for (name, spread) in choice.numbers() {
        match paths.iter().find(|(known, ..)| *known == name) {
            Some(&(_, path, most)) => numbers.push((path, spread, most.min(people * 100.0))),
            None => zero = Some(spread),
        }
    }
    Telling { law: Some(law), number: choice.fitted().law.mean(), zero, numbers, choice: Some(choice) }
}
