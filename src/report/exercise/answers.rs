use super::class_sheet::ClassSheet;
use crate::experiment::exercise::Exercise;
use crate::report::column::{Column, Field, Row, TableInfo};

/// A row of `numbers.csv`: a number of a student that differs from the scenario.
#[doc = include_str!("examples/sheets.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct ExerciseNumber {
    /// The student, from 1.
    pub student: u64,
    /// The dotted path.
    pub path: String,
    /// The number.
    pub value: f64,
}

/// A row of `answers.csv`: a step of a student's arithmetic.
#[doc = include_str!("examples/sheets.md")]
#[derive(Clone, Debug, PartialEq)]
pub struct ExerciseAnswer {
    /// The student, from 1.
    pub student: u64,
    /// The variant, or `baseline`.
    pub variant: String,
    /// What is asked.
    pub question: String,
    /// Whether the sheet asks for it: 1, or 0 for a step on the way.
    pub asked: u64,
    /// The answer.
    pub answer: f64,
    /// How far away is still right.
    pub tolerance: f64,
}

const STUDENT: Column =
    Column::count("student", "number", "number of the student, from 1", "numéro du stagiaire, à partir de 1");

impl Row for ExerciseNumber {
    const TABLE: TableInfo = TableInfo {
        name: "numbers",
        file: "numbers.csv",
        meaning: [
            "the numbers of each student that differ from the scenario",
            "les nombres de chaque stagiaire qui diffèrent du scénario",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let path = Column::text(
            "path",
            "dotted path of the parameter, as --set takes it",
            "chemin du paramètre, comme --set le prend",
        );
        let value = Column::number("value", "of the parameter", "its number", "son nombre").required();
        vec![
            Field::new(STUDENT.required(), |row| row.student.into()),
            Field::new(path, |row| row.path.as_str().into()),
            Field::new(value, |row| row.value.into()),
        ]
    }
}

impl Row for ExerciseAnswer {
    const TABLE: TableInfo = TableInfo {
        name: "answers",
        file: "answers.csv",
        meaning: [
            "every step of each student's arithmetic, from the closed forms",
            "chaque pas du calcul de chaque stagiaire, par les formules",
        ],
    };

    fn fields() -> Vec<Field<Self>> {
        let variant = Column::text("variant", "baseline or the variant's name", "baseline, ou le nom de la variante");
        let question = Column::text(
            "question",
            "a metric; OUTCOME.GROUP.customers: customers of a group; OUTCOME.GROUP.told: people whom they tell; first_hand: people \
             who hear from customers; retold: people who hear from listeners; positive_first_hand, positive_retold: the same of good",
            "un indicateur ; OUTCOME.GROUP.customers : clients d'un groupe ; OUTCOME.GROUP.told : personnes à qui ils en parlent ; \
             first_hand : personnes qui l'apprennent de clients ; retold : personnes qui l'apprennent d'auditeurs ; \
             positive_first_hand, positive_retold : de même pour le bien",
        );
        let asked = Column::count(
            "asked",
            "flag",
            "1 where the sheet asks for it, 0 for a step on the way",
            "1 si la feuille le demande, 0 pour un pas intermédiaire",
        );
        let answer = Column::number("answer", "of the question", "the closed form", "la formule").required();
        let tolerance =
            Column::number("tolerance", "of the question", "how far away is still right", "l'écart encore juste")
                .required();
        vec![
            Field::new(STUDENT.required(), |row| row.student.into()),
            Field::new(variant, |row| row.variant.as_str().into()),
            Field::new(question, |row| row.question.as_str().into()),
            Field::new(asked.required(), |row| row.asked.into()),
            Field::new(answer, |row| row.answer.into()),
            Field::new(tolerance, |row| row.tolerance.into()),
        ]
    }
}

/// The numbers of every student.
pub fn exercise_numbers(exercise: &Exercise) -> Vec<ExerciseNumber> {
    let of =
        |student: u64, (path, value): &(String, f64)| ExerciseNumber { student, path: path.clone(), value: *value };
    let students = exercise.students.iter();
    students.flat_map(|student| student.settings.iter().map(|setting| of(student.number, setting))).collect()
}

/// The answers of every student.
pub fn exercise_answers(class: &ClassSheet) -> Vec<ExerciseAnswer> {
    let mut rows = Vec::new();
    for student in &class.students {
        for part in &student.parts {
            let variant = if part.variant.is_empty() { crate::experiment::BASELINE } else { &part.variant };
            rows.extend(part.questions.iter().map(|question| ExerciseAnswer {
                student: student.number,
                variant: variant.to_owned(),
                question: question.name.clone(),
                asked: u64::from(question.is_asked),
                answer: question.value,
                tolerance: question.tolerance,
            }));
        }
    }
    rows
}
