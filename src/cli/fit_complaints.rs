use std::path::Path;

use rumeur::experiment::fit::{Log, LogColumns, MOST_REPEATS, Repeats, SilentFit, TwoLists};
use rumeur::report::fragments::silent_fragment;
use rumeur::report::pages::{silent as silent_page, silent_cautions};
use rumeur::report::tables::{SilentRow, silent_rows};
use rumeur::report::{Row, to_bytes};
use rumeur::text;
use rumeur::vocabulary::{Language, Noun};

use super::args::FitComplaintsArgs;
use super::exit::Exit;
use super::fit_files::{FRAGMENT, Files, as_data, file_name, is_to_standard_output, open, say_faults, unreadable};
use super::messages::Messages;
use super::output::{put, signals};
use super::render::render;

/// `rumeur fit complaints`.
pub(super) fn complaints(args: &FitComplaintsArgs, messages: Messages, language: Language) -> Result<Exit, Exit> {
    let to_stdout = is_to_standard_output(&args.output, messages)?;
    let signals = signals(messages)?;
    let inputs: Vec<&Path> = args.file.iter().chain(&args.list).map(std::path::PathBuf::as_path).collect();
    let header = to_bytes::<SilentRow>(args.output.csv_dialect, []).unwrap_or_default();
    let names = [FRAGMENT, SilentRow::TABLE.file];
    let files = Files::claim(&args.output, &names, &header, &inputs, (&signals, messages), language)?;
    let (repeats, lists) = counted(args, messages, language)?;
    let fit = SilentFit::new(repeats, lists);
    let Some(chosen) = fit.chosen(args.method) else {
        messages.error(language.pick(
            "--method chapman needs a second list of customers",
            "--method chapman demande une seconde liste de clients",
        ));
        messages.hint(language.pick("name it with --list FILE", "nommez-la avec --list FICHIER"));
        return Err(Exit::Refused);
    };
    for caution in silent_cautions(&fit, &chosen) {
        messages.warning(caution);
    }
    let fragment = silent_fragment(&fit, &chosen, &source(args, &fit, language), language);
    if files.is_some() || to_stdout {
        let Some(fragment) = fragment else {
            messages.error(match language {
                Language::En => format!("{} does not say how many never complained: no fragment", chosen.way.name()),
                Language::Fr => {
                    format!("{} ne dit pas combien n’ont jamais réclamé\u{202f}: pas de fragment", chosen.way.name())
                }
            });
            messages.hint(language.pick(
                "take --method chao-bias-corrected, which is always defined",
                "prenez --method chao-bias-corrected, toujours défini",
            ));
            return Err(Exit::Refused);
        };
        let Some(files) = files else { return Ok(put(&fragment, messages)) };
        let table = to_bytes(args.output.csv_dialect, silent_rows(&fit)).map_err(|error| {
            messages.error(error);
            Exit::Failed
        })?;
        let written = [(FRAGMENT, fragment.into_bytes()), (SilentRow::TABLE.file, table)];
        files.write::<SilentRow>(&written, args.output.csv_dialect, &signals, messages, language)?;
    }
    let data = as_data(silent_rows(&fit), args.output.format, args.output.csv_dialect, messages)?;
    Ok(put(&data.unwrap_or_else(|| render(&silent_page(&fit, &chosen, language), language)), messages))
}

/// Who complained how often, and the second list.
fn counted(
    args: &FitComplaintsArgs,
    messages: Messages,
    language: Language,
) -> Result<(Repeats, Option<TwoLists>), Exit> {
    let nobody = || {
        messages.error(language.pick("nobody complained", "personne n'a réclamé"));
        messages.hint(language.pick(
            "a log without complaints says nothing of those who are silent",
            "un registre sans réclamation ne dit rien des silencieux",
        ));
        Exit::Refused
    };
    let Some(path) = &args.file else {
        let counts: Vec<u64> = args.counts.iter().flat_map(|counts| counts.0.iter().copied()).collect();
        let somebody = counts.iter().any(|&customers| customers > 0);
        let repeats = Repeats::new(counts).ok_or_else(|| if somebody { too_many(messages) } else { nobody() })?;
        return Ok((repeats, None));
    };
    let customer = args.customer.as_deref().unwrap_or_default();
    let log = read(path, customer, args.incident.as_deref(), messages, language)?;
    if log.repeated > 0 {
        messages.note(match language {
            Language::En => format!("{} lines of an incident that was counted already are left out", log.repeated),
            Language::Fr => format!("{} lignes d’un incident déjà compté sont laissées de côté", log.repeated),
        });
    }
    let lists = match &args.list {
        None => None,
        Some(list) => {
            let second = read(list, args.list_customer.as_deref().unwrap_or(customer), None, messages, language)?;
            Some(TwoLists::of_names(log.customers.clone(), second.customers))
        }
    };
    let repeats = Repeats::of_customers(log.customers).ok_or_else(nobody)?;
    Ok((repeats, lists))
}

/// More complaints than are counted.
fn too_many(messages: Messages) -> Exit {
    messages.error(text!(
        "--counts stands for more than {MOST_REPEATS} complaints, the most that are counted",
        "--counts représente plus de {MOST_REPEATS} réclamations, le plus que l'on compte"
    ));
    messages.hint(text!(
        "the numbers are customers who complained once, twice, three times, ...",
        "les nombres sont les clients qui ont réclamé une fois, deux fois, trois fois, ..."
    ));
    Exit::Refused
}

fn read(
    path: &Path,
    customer: &str,
    incident: Option<&str>,
    messages: Messages,
    language: Language,
) -> Result<Log, Exit> {
    let source = open(path, messages, language)?;
    let log = Log::read(source, LogColumns { customer, incident })
        .map_err(|error| unreadable(path, &error, messages, language))?;
    say_faults(path, &log.faults, messages, language)?;
    Ok(log)
}

/// `complaints.csv: 86 complaints of 55 customers`.
fn source(args: &FitComplaintsArgs, fit: &SilentFit, language: Language) -> String {
    let (complaints, seen) = (fit.repeats.complaints(), fit.repeats.seen());
    let name = args.file.as_deref().map_or_else(|| language.pick("counts", "comptes").to_owned(), file_name);
    let list = match (&args.list, &fit.lists) {
        (Some(list), Some((lists, _))) => {
            let (list, second) = (file_name(list), CUSTOMERS.counted(lists.second, language));
            let both = lists.both;
            text!("; {list}: {second}, {both} of them in both", " ; {list} : {second}, dont {both} dans les deux")
                .into_string(language)
        }
        _ => String::new(),
    };
    let complaints = COMPLAINTS.counted(complaints, language);
    let seen = CUSTOMERS.counted(seen, language);
    text!("{name}: {complaints} of {seen}{list}", "{name} : {complaints} de {seen}{list}").into_string(language)
}

const COMPLAINTS: Noun = Noun { en: ["complaint", "complaints"], fr: ["réclamation", "réclamations"] };
const CUSTOMERS: Noun = Noun { en: ["customer", "customers"], fr: ["client", "clients"] };
