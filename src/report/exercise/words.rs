use crate::vocabulary::Language;

/// The headings and set phrases of exercises.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) exercise: &'static str,
    pub(super) corrected: &'static str,
    pub(super) student: &'static str,
    pub(super) name: &'static str,
    pub(super) given: &'static str,
    pub(super) means: &'static str,
    pub(super) questions: &'static str,
    pub(super) iceberg: &'static str,
    pub(super) fill_in: &'static str,
    pub(super) variant: &'static str,
    pub(super) changed: &'static str,
    pub(super) question: &'static str,
    pub(super) answer: &'static str,
    pub(super) steps: &'static str,
    pub(super) accepted: &'static str,
    pub(super) check: &'static str,
    pub(super) spread: &'static str,
    pub(super) quantiles: &'static str,
    pub(super) deviation: &'static str,
    pub(super) folklore: &'static str,
    pub(super) right: &'static str,
    pub(super) wrong: &'static str,
    pub(super) sources: &'static str,
    /// Between what is given and the number.
    pub(super) colon: &'static str,
    pub(super) drawn: &'static str,
}

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Fr => &FRENCH,
        }
    }
}

const ENGLISH: Words = Words {
    exercise: "Exercise",
    corrected: "Corrected exercise",
    student: "Student",
    name: "Name:",
    given: "What is given",
    means: "All numbers are means for",
    questions: "Questions",
    iceberg: "The iceberg",
    fill_in: "Write the numbers into the gaps.",
    variant: "What if:",
    changed: "Now:",
    question: "question",
    answer: "answer",
    steps: "step by step",
    accepted: "accepted",
    check: "The same, computed by the program:",
    spread: "What the mean does not say",
    quantiles: "{mean} people know on average; in half of the cases no more than {half}; {few}.",
    deviation: "{mean} people know on average, with a standard deviation of {spread} from case to case.",
    folklore: "What is folklore",
    right: "True.",
    wrong: "False.",
    colon: ": ",
    sources: "Where the numbers of the scenario come from",
    drawn: "The numbers of this sheet are drawn near those of the scenario: they are an exercise, and no survey.",
};

const FRENCH: Words = Words {
    exercise: "Exercice",
    corrected: "Exercice corrigé",
    student: "Stagiaire",
    name: "Nom\u{202f}:",
    given: "Ce qui est donné",
    means: "Tous les nombres sont des moyennes",
    questions: "Questions",
    iceberg: "L’iceberg",
    fill_in: "Complétez les blancs.",
    variant: "Et si\u{202f}:",
    changed: "Désormais\u{202f}:",
    question: "question",
    answer: "réponse",
    steps: "pas à pas",
    accepted: "accepté",
    check: "La même chose, calculée par le programme\u{202f}:",
    spread: "Ce que la moyenne ne dit pas",
    quantiles: "{mean} personnes sont au courant en moyenne\u{202f}; dans la moitié des cas, pas plus de {half}\u{202f}; {few}.",
    deviation: "{mean} personnes sont au courant en moyenne, avec un écart type de {spread} d’un cas à l’autre.",
    folklore: "Ce qui relève de la légende",
    right: "Vrai.",
    wrong: "Faux.",
    colon: "\u{202f}: ",
    sources: "D’où viennent les nombres du scénario",
    drawn: "Les nombres de cette feuille sont tirés près de ceux du scénario\u{202f}: c’est un exercice, pas une enquête.",
};
