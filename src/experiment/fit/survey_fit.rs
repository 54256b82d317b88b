use super::answers::Answers;
use super::choice::{Choice, Spread};
use super::maximum::LawKind;
use super::share::Share;
use super::survey::{OutcomeAnswers, Survey};
use crate::random::named_entity;
use crate::text;
use crate::vocabulary::{Language, Noun, Outcome, Text, Valence, format_number};

/// A survey with the laws of its audiences.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug)]
pub struct SurveyFit {
    /// What it says.
    pub survey: Survey,
    /// The people of each outcome, or of each of its groups, in the order of [`Outcome::ALL`] and of names.
    pub cells: Vec<SurveyCell>,
}

/// People who are taken together: those of an outcome, or of one of its groups.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug)]
pub struct SurveyCell {
    /// What became of them.
    pub outcome: Outcome,
    /// Their group, where people are told apart.
    pub group: Option<String>,
    /// What they say.
    pub answers: OutcomeAnswers,
    /// How many they tell; `None` where too few answered.
    pub audience: Option<AudienceFit>,
    /// Where too few answered: how many all people of the outcome tell, by a law of their answers or by their mean alone;
    /// `None` where nobody answered.
    pub lent: Option<Lent>,
}

/// How many people are told by those of an outcome, for a cell that has too few answers of its own.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug)]
pub struct Lent {
    /// The law.
    pub audience: AudienceFit,
    /// How many answers it rests on.
    pub answers: u64,
    /// Whether they are too few to choose among laws: the law is geometric and has their mean.
    pub is_mean: bool,
}

/// How many people are told by those of one cell.
#[doc = include_str!("examples/survey.md")]
#[derive(Clone, Debug)]
pub enum AudienceFit {
    /// Everybody says the same number.
    Constant(u64),
    /// A law.
    Law {
        /// The answers, their weights adding up to the effective number.
        answers: Answers,
        /// All laws, and the one to take.
        choice: Choice,
    },
}

/// Fewer answers than these make no law.
pub const FEWEST: f64 = 10.0;

/// Fewer make one that a few more answers would move.
const FEW: f64 = 50.0;

/// Fewer people make a share that a few more would move.
const FEW_SHARE: f64 = 20.0;

impl SurveyFit {
    /// Fits the laws; `seed` is that of the bootstrap.
    pub fn new(survey: Survey, seed: u64) -> Self {
        let mut cells = Vec::new();
        for outcome in Outcome::ALL {
            let groups = &survey.groups[outcome.index()];
            if groups.is_empty() {
                cells.push(SurveyCell::new(outcome, None, &survey.outcomes[outcome.index()], seed));
            }
            cells.extend(groups.iter().map(|(name, answers)| SurveyCell::new(outcome, Some(name), answers, seed)));
            let own = cells.iter_mut().filter(|cell| cell.outcome == outcome && cell.audience.is_none());
            let lacking: Vec<&mut SurveyCell> = own.collect();
            if !lacking.is_empty() {
                let entity = ENTITY + outcome.index() as u64;
                let lent = Lent::new(&survey.outcomes[outcome.index()].told, seed, entity);
                for cell in lacking {
                    cell.lent.clone_from(&lent);
                }
            }
        }
        cells.retain(|cell| cell.answers.people.count() > 0);
        Self { survey, cells }
    }

    /// The cells of an outcome.
    pub fn of(&self, outcome: Outcome) -> impl Iterator<Item = &SurveyCell> {
        self.cells.iter().filter(move |cell| cell.outcome == outcome)
    }

    /// `200 answers, weighted as 173`.
    pub fn size(&self) -> Text {
        let (count, effective) = counted(&self.survey.people);
        let [en, fr] = answers(count);
        if effective == count {
            text!("{en}", "{fr}")
        } else {
            text!("{en}, weighted as {effective}", "{fr}, pondérées comme {effective}")
        }
    }

    /// What to beware of.
    pub fn cautions(&self) -> Vec<Text> {
        let Survey { voice, recovery, people, read, left_out, .. } = &self.survey;
        let (count, effective) = counted(people);
        let mut texts = Vec::new();
        if people.effective() < 0.5 * count as f64 {
            let [en, fr] = answers(count);
            texts.push(text!(
                "the weights are so unequal that {en} say as much as {effective}",
                "les poids sont si inégaux que {fr} en valent {effective}"
            ));
        }
        let is_read = |role: &str| read.iter().any(|column| column.role == role);
        // A column of outcomes says it as well.
        if is_read("complained") && voice.value().is_some_and(|share| share > 0.0) && recovery.value().is_none() {
            texts.push(if is_read("handled") {
                Text::new(
                    "no complaint has an answer in the column that says how it was handled: nobody is recovered or unresolved",
                    "aucune réclamation n'a de réponse dans la colonne qui dit comment elle a été traitée : personne n'est satisfait ou insatisfait de la réponse",
                )
            } else {
                Text::new(
                    "no column says whether complaints were handled well: whoever complained counts as unresolved (name it: --handled COLUMN)",
                    "aucune colonne ne dit si les réclamations ont été bien traitées : qui a réclamé compte comme insatisfait de la réponse (nommez-la : --handled COLONNE)",
                )
            });
        }
        texts.extend(left_out_of_told(*left_out));
        texts.extend(few_asked(voice, &Text::new("the voice rate", "le taux de réclamation des insatisfaits")));
        texts.extend(few_asked(
            recovery,
            &Text::new("the recovery rate", "la part des réclamants satisfaits de la réponse"),
        ));
        if voice.value() == Some(0.0) {
            texts.push(Text::new(
                "nobody complained: the voice rate is taken as if one in two more people had",
                "personne n'a réclamé : le taux de réclamation est pris comme si une personne sur deux de plus l'avait fait",
            ));
        }
        texts.extend(self.cells.iter().flat_map(SurveyCell::cautions));
        texts
    }
}

/// Answers about how many were told that belong to nobody here.
fn left_out_of_told([ill, good]: [u64; 2]) -> Vec<Text> {
    let say = |count, en: &str, fr: &str| {
        let [count_en, count_fr] = answers(count);
        (count > 0).then(|| text!("{count_en} {en}", "{count_fr} {fr}"))
    };
    let ill = say(
        ill,
        "to how many were told by people who were recovered or satisfied: left out, as those speak well (name a column: --told-good COLUMN)",
        "sur le nombre de personnes informées par des gens satisfaits, ou satisfaits de la réponse : laissées de côté, car ils en disent du bien (nommez une colonne : --told-good COLONNE)",
    );
    let good = say(
        good,
        "to how many were told something good by people who were silent or unresolved: left out, as those speak ill",
        "sur le bien qu'ont dit des gens silencieux, ou insatisfaits de la réponse : laissées de côté, car ils en disent du mal",
    );
    ill.into_iter().chain(good).collect()
}

const ANSWERS: Noun = Noun { en: ["answer", "answers"], fr: ["réponse", "réponses"] };

/// `1 answer`, `2 answers`, in both languages.
fn answers(count: u64) -> [String; 2] {
    Language::ALL.map(|language| ANSWERS.counted(count, language))
}

/// The number of answers, and their effective number.
fn counted(people: &Share) -> (u64, u64) {
    (people.count(), libm::round(people.effective()) as u64)
}

fn few_asked(asked: &Share, what: &Text) -> Option<Text> {
    let (count, effective) = counted(asked);
    let Text { en, fr } = what;
    let [count_en, count_fr] = answers(count);
    (count > 0 && asked.effective() < FEW_SHARE).then(|| {
        text!("{en} rests on {count_en}, weighted as {effective}", "{fr} : {count_fr} seulement, de poids {effective}")
    })
}

/// The entities of these draws; smaller ones are the ways to count the silent.
const ENTITY: u64 = 32;

/// Above this share of multiples of 5 among the numbers above 10, where 0.2 is usual, people round.
const ROUNDED: f64 = 0.4;

impl SurveyCell {
    fn new(outcome: Outcome, group: Option<&String>, answers: &OutcomeAnswers, seed: u64) -> Self {
        let kind = ENTITY + outcome.index() as u64;
        // Another group beside it leaves its draws alone.
        let entity = group.map_or(kind, |name| named_entity(kind, name));
        let audience = AudienceFit::new(&answers.told, seed, entity);
        Self { outcome, group: group.cloned(), answers: answers.clone(), audience, lent: None }
    }

    /// How many they tell, as far as anything is known: by their own answers, or by those of all people of the outcome.
    pub fn telling(&self) -> Option<&AudienceFit> {
        self.audience.as_ref().or_else(|| self.lent.as_ref().map(|lent| &lent.audience))
    }

    /// Whose answers they are: `silent`, `silencieux, fidèles`.
    pub fn label(&self, language: Language) -> String {
        let outcome = self.outcome.label(language);
        self.group.as_ref().map_or_else(|| outcome.to_owned(), |group| format!("{outcome}, {group}"))
    }

    /// The answers that are fitted, as a column of the survey and whose they are: `told.silent`, `told_good.satisfied.loyal`.
    pub fn column(&self) -> String {
        let column = if self.outcome.valence() == Valence::Negative { "told" } else { "told_good" };
        let outcome = self.outcome.name();
        self.group.as_ref().map_or_else(|| format!("{column}.{outcome}"), |group| format!("{column}.{outcome}.{group}"))
    }

    fn cautions(&self) -> Vec<Text> {
        let [name, nom] = &Language::ALL.map(|language| self.label(language));
        let told = &self.answers.told;
        let (count, effective) = (told.count(), libm::round(told.effective()));
        let mut texts = Vec::new();
        if self.audience.is_none() {
            texts.extend(self.too_few([name, nom], count, effective));
        } else if count > 0 && told.effective() < FEW {
            let [en, fr] = answers(count);
            texts.push(text!(
                "{name}: the audience rests on {en}, weighted as {effective}",
                "{nom} : l'auditoire repose sur {fr}, de poids {effective}"
            ));
        }
        let stays = Text::new(format!("{name}: who stays"), format!("{nom} : qui reste"));
        texts.extend(few_asked(&self.answers.stays, &stays));
        texts.extend(self.audience.iter().flat_map(|audience| audience.cautions([name, nom])));
        texts
    }
}

impl SurveyCell {
    /// What is taken where too few answers say how many are told.
    fn too_few(&self, [name, nom]: [&String; 2], count: u64, effective: f64) -> Option<Text> {
        let [en, fr] = answers(count);
        let Some(lent) = &self.lent else {
            // Whom no column asks is said once, by the columns that are read.
            return self.group.is_some().then(|| {
                text!(
                    "{name}: no answer says how many they tell: the fragment leaves it out, and a scenario takes 0",
                    "{nom} : aucune réponse ne dit à combien ils en parlent : le fragment n'en dit rien, et un scénario prend 0"
                )
            });
        };
        let [mean, moyenne] = Language::ALL.map(|language| format_number(lent.audience.mean().value, 2, language));
        let [all, toutes] = answers(lent.answers);
        let (own, propre) = if count == 0 {
            (
                format!("{name}: no answer to how many were told"),
                format!("{nom} : aucune réponse sur le nombre de personnes informées"),
            )
        } else {
            (
                format!("{name}: {en} to how many were told, weighted as {effective}: too few for a law"),
                format!(
                    "{nom} : {fr} sur le nombre de personnes informées, de poids {effective} : c'est trop peu pour une loi"
                ),
            )
        };
        let [outcome, issue] = Language::ALL.map(|language| self.outcome.label(language));
        Some(match (lent.is_mean, self.group.is_some()) {
            (false, _) => text!(
                "{own}; that of all who are {outcome} is taken ({all}, {mean} on average)",
                "{propre} ; celle de toute l'issue « {issue} » est prise ({toutes}, {moyenne} en moyenne)"
            ),
            (true, true) => text!(
                "{own}, and so are those of all who are {outcome}: a geometric law of their mean stands in ({all}, {mean} on average)",
                "{propre}, et celles de toute l'issue « {issue} » aussi : une loi géométrique de leur moyenne en tient lieu ({toutes}, {moyenne} en moyenne)"
            ),
            (true, false) => text!(
                "{own}: a geometric law of their mean stands in ({mean} on average)",
                "{propre} : une loi géométrique de leur moyenne en tient lieu ({moyenne} en moyenne)"
            ),
        })
    }
}

impl Lent {
    /// Of the answers of all people of an outcome; `None` where there is none.
    fn new(told: &Answers, seed: u64, entity: u64) -> Option<Self> {
        let answers = told.count();
        if answers == 0 {
            return None;
        }
        if let Some(audience) = AudienceFit::new(told, seed, entity) {
            return Some(Self { audience, answers, is_mean: false });
        }
        let audience = if told.constant() == Some(0) {
            AudienceFit::Constant(0)
        } else {
            let answers = told.scaled();
            let choice = Choice::of_kind(&answers, LawKind::Geometric, false, seed, entity)?;
            AudienceFit::Law { answers, choice }
        };
        Some(Self { audience, answers, is_mean: true })
    }
}

impl AudienceFit {
    fn new(told: &Answers, seed: u64, entity: u64) -> Option<Self> {
        if told.effective() < FEWEST {
            return None;
        }
        if let Some(number) = told.constant() {
            return Some(Self::Constant(number));
        }
        let answers = told.scaled();
        let choice = Choice::new(&answers, seed, entity)?;
        Some(Self::Law { answers, choice })
    }

    fn cautions(&self, [name, nom]: [&String; 2]) -> Vec<Text> {
        let Self::Law { answers, choice } = self else { return Vec::new() };
        let mut texts = Vec::new();
        if let Some(share) = answers.share_of_fives().filter(|&share| share > ROUNDED) {
            let percent = libm::round(100.0 * share);
            texts.push(text!(
                "{name}: {percent} % of the numbers above 10 are multiples of 5: people round",
                "{nom} : {percent} % des nombres au-dessus de 10 sont des multiples de 5 : on arrondit"
            ));
        }
        if choice.fitted().at_boundary {
            let [law, loi] = Language::ALL.map(|language| choice.fitted().kind.label(language));
            texts.push(text!(
                "{name}: {law} is best at the edge of what it can be: a simpler law says as much",
                "{nom} : {loi} est au bord de ce qu'elle peut être : une loi plus simple en dit autant"
            ));
        }
        if choice.candidates[choice.chosen].chi_square.is_some_and(|chi_square| chi_square.p_value < 0.01) {
            texts.push(text!(
                "{name}: even the best law is far from the answers (chi-square, p below 1 %)",
                "{nom} : même la meilleure loi est loin des réponses (khi-deux, p inférieur à 1 %)"
            ));
        }
        texts
    }

    /// Its mean, with what chance leaves open.
    pub fn mean(&self) -> Spread {
        match self {
            Self::Constant(number) => Spread { value: *number as f64, draws: Vec::new(), people: 1.0 },
            Self::Law { choice, .. } => choice.mean(),
        }
    }
}
