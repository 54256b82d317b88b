use std::path::{Path, PathBuf};

use rumeur::batch::{Asked, Job, Place};
use rumeur::experiment::exercise::{Exercise, ExerciseError};
use rumeur::report::exercise::{
    ClassSheet, ExerciseAnswer, ExerciseNumber, corrected_html, corrected_markdown, exercise_answers, exercise_numbers,
    gift, is_gift, is_markdown, is_moodle, is_sheet, moodle, sheets_html, sheets_markdown,
};
use rumeur::report::figures::FigureFiles;
use rumeur::report::{Dialect, PACKAGE_FILE, Resource, Row, data_package, to_bytes};
use rumeur::text;
use rumeur::vocabulary::{Language, Noun, Text, system_reason};

use super::args::ExerciseArgs;
use super::exit::Exit;
use super::fit_files::is_package;
use super::last_resort::LastResort;
use super::messages::Messages;
use super::output::{Made, claim, fill_all, needs_folder, signals};
use super::quick_run::say_best_guess;
use super::request::{is_standard, read};

/// `rumeur exercise`.
pub(super) fn exercise(args: &ExerciseArgs, messages: Messages, language: Language) -> Exit {
    match try_exercise(args, messages, language) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

/// A file of an exercise: its name and what is in it.
type Sheet = (String, Vec<u8>);

fn try_exercise(args: &ExerciseArgs, messages: Messages, language: Language) -> Result<(), Exit> {
    if is_standard(&args.out) {
        return Err(needs_folder("exercise", messages));
    }
    let signals = signals(messages)?;
    let job = job(args, messages)?;
    say_best_guess(&job.scenario, messages);
    let exercise = Exercise::new(&job.scenario, args.students).map_err(|error| refuse(&error, messages))?;
    // It takes no time, and a scenario that makes no exercise leaves no folder.
    let names = names(args.students);
    let inputs: Vec<PathBuf> = job.inputs.iter().map(|input| PathBuf::from(&input.path)).collect();
    // Whatever fails leaves no empty folder.
    signals.hold();
    let made = made(&args.out, messages)?;
    let _last_resort = LastResort::watch(&signals, made.give_up(), messages);
    let places = places(args, &names, &inputs, messages, language)?;
    let class = ClassSheet::new(&job.scenario, &exercise, language);
    if class.students.iter().any(|student| student.icebergs.is_none()) {
        messages.warning(text!(
            "how many people know is not computed by hand here: the sheets ask what is, and draw no iceberg",
            "combien de personnes sont au courant ne se calcule pas à la main ici : les feuilles demandent ce qui se calcule, \
             sans iceberg"
        ));
    }
    for name in class.unasked(&job.scenario) {
        messages.warning(text!(
            "variant {name}: it changes nothing that the sheets give and compute with, and is not asked about",
            "variante {name} : elle ne change rien de ce que les feuilles donnent et font calculer ; elle n'est pas demandée"
        ));
    }
    let files = sheets(&class, &exercise, args.csv_dialect).map_err(|error| {
        messages.error(system_reason(&error));
        Exit::Failed
    })?;
    let filled = places.into_iter().filter_map(|(name, path, place)| {
        let (_, bytes) = files.iter().find(|(file, _)| *file == name)?;
        Some((place, path, bytes.as_slice()))
    });
    fill_all(filled, &signals, messages)?;
    let noun = Noun { en: ["student", "students"], fr: ["stagiaire", "stagiaires"] };
    let [en, fr] = [Language::En, Language::Fr].map(|language| noun.counted(args.students, language));
    let folder = args.out.display();
    messages.note(text!(
        "{folder} has the sheets of {en}: sheets.html to print, corrected.html to correct, moodle.xml and questions.gift to import",
        "{folder} contient les feuilles de {fr} : sheets.html à imprimer, corrected.html pour corriger, moodle.xml et questions.gift à \
         importer"
    ));
    Ok(())
}

fn refuse(error: &ExerciseError, messages: Messages) -> Exit {
    match error {
        ExerciseError::Experiment(error) => messages.error(Text::same(error.to_string())),
        ExerciseError::NoNumbers(student) => {
            messages.error(text!(
                "student {student}: no numbers near those of the scenario go together",
                "stagiaire {student} : aucun nombre proche de ceux du scénario ne convient"
            ));
            messages.hint(text!(
                "give the scenario more room: a larger network, lower rates of retelling",
                "donnez plus de place au scénario : un réseau plus grand, des taux de récit plus bas"
            ));
        }
        ExerciseError::SeveralPeriods => {
            messages.error(text!(
                "this scenario has several periods, and an exercise is about one",
                "ce scénario a plusieurs périodes, et un exercice porte sur une seule"
            ));
            messages.hint(text!("take one without [periods]", "prenez-en un sans [periods]"));
        }
        ExerciseError::NobodyLetDown => {
            messages.error(text!(
                "nobody is let down in this scenario, so that there is nothing to compute",
                "personne n'est déçu dans ce scénario : il n'y a rien à calculer"
            ));
            messages.hint(text!(
                "take one with dissatisfied customers or complaints, such as the built-in classic-317",
                "prenez-en un avec des clients insatisfaits ou des réclamations, comme classic-317, intégré"
            ));
        }
        ExerciseError::NoQuestions => {
            messages.error(text!(
                "no formula leads by hand from the numbers of this scenario to anything that could be asked",
                "aucune formule ne mène à la main des nombres de ce scénario à quoi que ce soit qui puisse se demander"
            ));
            messages.hint(text!(
                "take one without [network], such as the built-in classic-317",
                "prenez-en un sans [network], comme classic-317, intégré"
            ));
        }
    }
    Exit::Refused
}

/// The one scenario that is asked for.
fn job(args: &ExerciseArgs, messages: Messages) -> Result<Job, Exit> {
    if let Some(path) = args.path.as_ref().filter(|path| path.is_dir()) {
        let path = path.display();
        messages.error(text!(
            "{path} is a directory: `exercise` takes one scenario file",
            "{path} est un dossier : `exercise` prend un seul fichier de scénario"
        ));
        return Err(Exit::Refused);
    }
    let paths: Vec<PathBuf> = args.path.iter().cloned().collect();
    let loaded = read(&paths, &args.overrides, false, messages)?;
    loaded.jobs.into_iter().next().ok_or_else(|| {
        messages.refusal(&rumeur::batch::Refusal::OnlyAbstract);
        Exit::Refused
    })
}

const SHEETS: [&str; 6] =
    ["sheets.html", "corrected.html", "sheets.md", "corrected.md", "questions.gift", "moodle.xml"];

/// The drawings of a student.
fn icebergs(padded: &str) -> [String; 2] {
    [format!("iceberg-{padded}-blank.svg"), format!("iceberg-{padded}.svg")]
}

/// Every file that a class needs.
fn names(students: u64) -> Vec<String> {
    let width = students.to_string().len().max(2);
    let drawings = (1..=students).flat_map(|number| icebergs(&format!("{number:0width$}")));
    let tables = [ExerciseNumber::TABLE.file, ExerciseAnswer::TABLE.file, PACKAGE_FILE];
    SHEETS.into_iter().chain(tables).map(str::to_owned).chain(drawings).collect()
}

fn made(folder: &Path, messages: Messages) -> Result<Made, Exit> {
    Made::folder(folder).map_err(|error| {
        let (path, reason) = (folder.display(), system_reason(&error));
        let (en, fr) = (&reason.en, &reason.fr);
        messages.error(text!("cannot make the directory {path}: {en}", "impossible de créer le dossier {path} : {fr}"));
        Exit::Refused
    })
}

/// Asks for every file before the work.
fn places(
    args: &ExerciseArgs,
    names: &[String],
    inputs: &[PathBuf],
    messages: Messages,
    language: Language,
) -> Result<Vec<(String, PathBuf, Place)>, Exit> {
    let folder = &args.out;
    let heads = [
        to_bytes::<ExerciseNumber>(args.csv_dialect, []).unwrap_or_default(),
        to_bytes::<ExerciseAnswer>(args.csv_dialect, []).unwrap_or_default(),
    ];
    let is_ours = |head: &[u8]| {
        is_sheet(head)
            || is_markdown(head)
            || is_gift(head)
            || is_moodle(head)
            || is_package(head)
            || FigureFiles::is_drawing(head)
            || heads.iter().any(|table| head.starts_with(table))
    };
    let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
    let mut places = Vec::with_capacity(names.len());
    for name in names {
        let path = folder.join(name);
        let asked = Asked { path: &path, force: args.force, inputs: &inputs, is_ours: &is_ours };
        let place = claim(&asked, messages, language)?;
        places.push((name.clone(), path, place));
    }
    Ok(places)
}

/// What stands in the files of [`names`]; a student without an iceberg has no drawing.
fn sheets(class: &ClassSheet, exercise: &Exercise, dialect: Dialect) -> std::io::Result<Vec<Sheet>> {
    let drawing = |which: usize| {
        move |student: &rumeur::report::exercise::StudentSheet| {
            let [blank, whole] = icebergs(&class.padded(student));
            if which == 0 { blank } else { whole }
        }
    };
    let texts = [
        sheets_html(class),
        corrected_html(class),
        sheets_markdown(class, drawing(0)),
        corrected_markdown(class, drawing(1)),
        gift(class),
        moodle(class),
    ];
    let mut files: Vec<Sheet> = SHEETS.into_iter().map(str::to_owned).zip(texts.map(String::into_bytes)).collect();
    files.push((ExerciseNumber::TABLE.file.to_owned(), to_bytes(dialect, exercise_numbers(exercise))?));
    files.push((ExerciseAnswer::TABLE.file.to_owned(), to_bytes(dialect, exercise_answers(class))?));
    let resources = [resource::<ExerciseNumber>(), resource::<ExerciseAnswer>()];
    let package = data_package(env!("CARGO_PKG_VERSION"), dialect, &resources);
    files.push((PACKAGE_FILE.to_owned(), package.into_bytes()));
    for student in &class.students {
        if let Some(drawings) = &student.icebergs {
            let names = icebergs(&class.padded(student));
            files.extend(names.into_iter().zip(drawings).map(|(name, svg)| (name, svg.clone().into_bytes())));
        }
    }
    Ok(files)
}

fn resource<R: Row>() -> Resource {
    Resource {
        name: R::TABLE.name.to_owned(),
        table: R::TABLE,
        columns: R::columns(),
        paths: vec![R::TABLE.file.to_owned()],
        digest: None,
    }
}
