use std::path::Path;

use rumeur::experiment::fit::{FEWEST, Survey, SurveyColumns, SurveyFit};
use rumeur::figure::Lettering;
use rumeur::report::figures::{FigureFiles, FigureStyle, FitFigure};
use rumeur::report::fragments::{survey_fragment, unbounded};
use rumeur::report::pages::survey as survey_page;
use rumeur::report::tables::{FitRow, fit_rows};
use rumeur::report::{Dialect, Row, to_bytes};
use rumeur::text;
use rumeur::vocabulary::{Language, Noun};

use super::args::FitSurveyArgs;
use super::exit::Exit;
use super::fit_files::{FRAGMENT, Files, as_data, file_name, is_to_standard_output, open, say_faults, unreadable};
use super::messages::Messages;
use super::output::{put, signals};
use super::render::render;

/// On scales from 0 to 10 the least number that is a yes, where nothing is said.
pub(super) const USUAL_THRESHOLD: u8 = 7;

/// The figure and its numbers.
const FIGURE: [&str; 2] = ["figures/fit.svg", "figures/fit.csv"];

/// `rumeur fit survey`.
pub(super) fn survey(args: &FitSurveyArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let to_stdout = is_to_standard_output(&args.output, messages)?;
    let signals = signals(messages)?;
    let header = to_bytes::<FitRow>(args.output.csv_dialect, []).unwrap_or_default();
    let names = [FRAGMENT, FitRow::TABLE.file, FIGURE[0], FIGURE[1]];
    let files = Files::claim(&args.output, &names, &header, &[&args.file], (&signals, messages), language)?;
    let fit = SurveyFit::new(read(args, messages, language)?, args.seed);
    if !fit.survey.unused.is_empty() {
        let unused = fit.survey.unused.join("`, `");
        messages.note(text!(
            "columns that are not used: `{unused}` (one is named by --told COLUMN, --handled COLUMN and the like)",
            "colonnes non utilisées : `{unused}` (on en nomme une par --told COLONNE, --handled COLONNE, etc.)"
        ));
    }
    for caution in fit.cautions().into_iter().chain(unbounded(&fit)) {
        messages.warning(caution);
    }
    if files.is_some() || to_stdout {
        let fragment = fragment(args, &fit, messages, language)?;
        let Some(files) = files else { return Ok(put(&fragment, messages)) };
        let written = drafted(args, &fit, fragment, messages, language)?;
        files.write::<FitRow>(&written, args.output.csv_dialect, &signals, messages, language)?;
    }
    let data = as_data(fit_rows(&fit), args.output.format, args.output.csv_dialect, messages)?;
    Ok(put(&data.unwrap_or_else(|| render(&survey_page(&fit, language), language)), messages))
}

/// The figure of a survey whose columns are known by their names.
pub(super) fn survey_figure(
    path: &Path,
    seed: u64,
    style: FigureStyle,
    messages: Messages,
    language: Language,
) -> Result<FigureFiles, Exit> {
    let source = open(path, messages, language)?;
    let survey = Survey::read(source, SurveyColumns::default(), USUAL_THRESHOLD)
        .map_err(|error| unreadable(path, &error, messages, language))?;
    say_faults(path, &survey.faults, messages, language)?;
    let fit = SurveyFit::new(survey, seed);
    let source = format!("{}: {}", file_name(path), fit.size().pick(language));
    let Some(figure) = FitFigure::of(&fit, &source, seed, language) else {
        no_law(&fit, path, messages);
        return Err(Exit::Refused);
    };
    figure.files(style, language).map_err(|error| failed(&error, messages))
}

/// Why there is nothing to draw: nobody says how many they told, or too few do, or all say the same.
fn no_law(fit: &SurveyFit, path: &Path, messages: Messages) {
    let said: u64 = fit.survey.outcomes.iter().map(|answers| answers.told.count()).sum();
    if said == 0 {
        messages.error(text!(
            "nobody in the survey says how many people they told",
            "personne dans l'enquête ne dit à combien de personnes il en a parlé"
        ));
        return;
    }
    let answers = Noun { en: ["answer", "answers"], fr: ["réponse", "réponses"] };
    let (en, fr) = (answers.counted(said, Language::En), answers.counted(said, Language::Fr));
    messages.error(text!(
        "no law of how many people are told can be fitted: {en} in all, and a law needs {FEWEST} that differ of the silent alone, or of those who complained alone",
        "aucune loi du nombre de personnes informées ne peut être ajustée : {fr} en tout, et il en faut {FEWEST} qui diffèrent, des silencieux seuls ou des réclamants seuls"
    ));
    let path = path.display();
    messages.hint(text!(
        "`rumeur fit survey {path}` says how many answers there are of each",
        "`rumeur fit survey {path}` dit combien de réponses ont les uns et les autres"
    ));
}

fn read(args: &FitSurveyArgs, messages: Messages, language: Language) -> Result<Survey, Exit> {
    let columns = SurveyColumns {
        complained: args.complained.as_deref(),
        told: args.told.as_deref(),
        told_good: args.told_good.as_deref(),
        returns: args.returns.as_deref(),
        handled: args.handled.as_deref(),
        weight: args.weight.as_deref(),
        by: args.by.as_deref(),
    };
    let path: &Path = &args.file;
    let source = open(path, messages, language)?;
    let survey =
        Survey::read(source, columns, args.threshold).map_err(|error| unreadable(path, &error, messages, language))?;
    say_faults(path, &survey.faults, messages, language)?;
    Ok(survey)
}

/// The fragment of what the survey says.
fn fragment(args: &FitSurveyArgs, fit: &SurveyFit, messages: Messages, language: Language) -> Result<String, Exit> {
    survey_fragment(fit, &file_name(&args.file), language).ok_or_else(|| {
        messages.error(text!(
            "nobody in the survey was let down: it says nothing of complaints",
            "personne dans l'enquête n'a été déçu : elle ne dit rien des réclamations"
        ));
        messages.hint(text!(
            "the column that says who complained is yes or no for whoever was let down, and empty for the others",
            "la colonne qui dit qui a réclamé vaut oui ou non pour qui a été déçu, et elle est vide pour les autres"
        ));
        Exit::Refused
    })
}

/// The files with their bytes.
fn drafted(
    args: &FitSurveyArgs,
    fit: &SurveyFit,
    fragment: String,
    messages: Messages,
    language: Language,
) -> Result<Vec<(&'static str, Vec<u8>)>, Exit> {
    let dialect = args.output.csv_dialect;
    let table = to_bytes(dialect, fit_rows(fit)).map_err(|error| failed(&error, messages))?;
    let mut written = vec![(FRAGMENT, fragment.into_bytes()), (FitRow::TABLE.file, table)];
    let source = format!("{}: {}", file_name(&args.file), fit.size().pick(language));
    if let Some(figure) = FitFigure::of(fit, &source, args.seed, language) {
        let [drawing, numbers] = drawn(&figure, dialect, language).map_err(|error| failed(&error, messages))?;
        written.extend([(FIGURE[0], drawing), (FIGURE[1], numbers)]);
    }
    Ok(written)
}

fn drawn(figure: &FitFigure, dialect: Dialect, language: Language) -> Result<[Vec<u8>; 2], csv::Error> {
    let files = figure.files(FigureStyle { dialect, ..FigureStyle::default() }, language)?;
    Ok([files.svg(Lettering::Text).into_bytes(), files.csv])
}

fn failed(error: &impl std::fmt::Display, messages: Messages) -> Exit {
    messages.error(format_args!("{error}"));
    Exit::Failed
}
