use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use rumeur::batch::{Asked, Place};
use rumeur::experiment::fit::Faults;
use rumeur::report::figures::FigureFiles;
use rumeur::report::fragments::is_fragment;
use rumeur::report::{Dialect, PACKAGE_FILE, Resource, Row, data_package, table_json, to_bytes};
use rumeur::sheet::SheetError;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, Text, system_reason};

use super::args::{FitOutputArgs, Format};
use super::exit::Exit;
use super::last_resort::LastResort;
use super::messages::Messages;
use super::output::{Made, claim, fill_all};
use super::request::is_standard;
use super::signals::Signals;

/// The files that a fit writes into a directory: asked for before the work, put there whole.
pub(super) struct Files<'a> {
    folder: &'a Path,
    places: Vec<(&'static str, PathBuf, Place)>,
    /// Goes last, when what was asked for in it is gone.
    made: Made,
    last_resort: LastResort,
}

/// The fragment of a fit.
pub(super) const FRAGMENT: &str = "fragment.toml";

impl<'a> Files<'a> {
    /// Asks for the files of `names` and the data package in the directory asked for; `None` where none is.
    pub(super) fn claim(
        args: &'a FitOutputArgs,
        names: &[&'static str],
        header: &[u8],
        inputs: &[&Path],
        (signals, messages): (&Signals, Messages),
        language: Language,
    ) -> Result<Option<Self>, Exit> {
        let Some(folder) = args.out.as_deref().filter(|out| !is_standard(out)) else { return Ok(None) };
        signals.hold();
        let mut made = Made::folder(folder).map_err(|error| {
            let text = language.pick("cannot make the directory", "impossible de créer le dossier");
            messages.error(system_reason(&error).of(&format!("{text} {}", folder.display())));
            Exit::Refused
        })?;
        let is_ours = |head: &[u8]| {
            let table = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
            let is_figure = FigureFiles::is_drawing(head) || FigureFiles::is_numbers(head);
            is_fragment(head) || table.starts_with(header) || is_package(head) || is_figure
        };
        let mut places = Vec::new();
        for &name in names.iter().chain(&[PACKAGE_FILE]) {
            let path = folder.join(name);
            if let Some(inner) = path.parent().filter(|inner| *inner != folder) {
                made.inner(inner).map_err(|error| {
                    let text = language.pick("cannot make the directory", "impossible de créer le dossier");
                    messages.error(format_args!("{text} {}: {error}", inner.display()));
                    Exit::Refused
                })?;
            }
            let place =
                claim(&Asked { path: &path, force: args.force, inputs, is_ours: &is_ours }, messages, language)?;
            places.push((name, path, place));
        }
        let last_resort = LastResort::watch(signals, made.give_up(), messages);
        Ok(Some(Self { folder, places, made, last_resort }))
    }

    /// Writes all files: those given by name, and the data package of the table; a name that is not given is left alone.
    pub(super) fn write<R: Row>(
        self,
        files: &[(&str, Vec<u8>)],
        dialect: Dialect,
        signals: &Signals,
        messages: Messages,
        language: Language,
    ) -> Result<(), Exit> {
        let resource = Resource {
            name: R::TABLE.name.to_owned(),
            table: R::TABLE,
            columns: R::columns(),
            paths: vec![R::TABLE.file.to_owned()],
            digest: None,
        };
        let package = data_package(env!("CARGO_PKG_VERSION"), dialect, &[resource]).into_bytes();
        let Self { folder, places, made, last_resort } = self;
        let filled = places.into_iter().filter_map(|(name, path, place)| {
            let known = files.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes);
            let bytes = known.or_else(|| (name == PACKAGE_FILE).then_some(&package))?;
            Some((place, path, bytes.as_slice()))
        });
        fill_all(filled, signals, messages)?;
        drop((made, last_resort));
        signals.let_go();
        let folder = folder.display();
        messages.note(match language {
            Language::En => format!("{folder} is written; a scenario starts with extends = \"{folder}/{FRAGMENT}\""),
            Language::Fr => {
                format!("{folder} est écrit\u{202f}; un scénario commence par extends = \"{folder}/{FRAGMENT}\"")
            }
        });
        Ok(())
    }
}

/// Whether the fragment alone is asked for, on standard output: `--out -`, which leaves no room for anything else there.
pub(super) fn is_to_standard_output(args: &FitOutputArgs, messages: Messages) -> Result<bool, Exit> {
    let is_asked = args.out.as_deref().is_some_and(is_standard);
    let flags = [("--force", args.force), ("--format", args.format != Format::Table)];
    match flags.into_iter().find(|flag| is_asked && flag.1) {
        Some((flag, _)) => {
            messages.error(text!(
                "{flag} does not go with `--out -`, which writes the fragment to standard output and nothing else",
                "{flag} ne va pas avec `--out -`, qui écrit le fragment sur la sortie standard et rien d'autre"
            ));
            Err(Exit::Refused)
        }
        None => Ok(is_asked),
    }
}

/// Whether a file that begins so is a data package of ours.
pub(super) fn is_package(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    text.starts_with("{\n  \"$schema\": \"https://datapackage.org/") && text.contains("\"rumeur-results\"")
}

/// The table as CSV or as JSON on standard output; `None` where a page is to be shown.
pub(super) fn as_data<R: Row>(
    rows: Vec<R>,
    format: Format,
    dialect: Dialect,
    messages: Messages,
) -> Result<Option<String>, Exit> {
    let fault = |error: io::Error| {
        messages.error(error);
        Exit::Failed
    };
    match format {
        Format::Table => Ok(None),
        Format::Csv => {
            let bytes = to_bytes(dialect, rows).map_err(fault)?;
            Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
        }
        Format::Json => {
            let bytes = to_bytes(Dialect::Standard, rows).map_err(fault)?;
            Ok(Some(table_json(&R::columns(), &bytes).map_err(fault)?))
        }
    }
}

/// Opens a file of data; `-` is standard input.
pub(super) fn open(path: &Path, messages: Messages, language: Language) -> Result<BufReader<Box<dyn Read>>, Exit> {
    if is_standard(path) {
        return Ok(BufReader::new(Box::new(io::stdin())));
    }
    let refuse = |error: Text| {
        let text = language.pick("cannot read", "impossible de lire");
        messages.error(error.of(&format!("{text} {}", path.display())));
        Exit::Refused
    };
    let meta = fs::metadata(path).map_err(|error| refuse(system_reason(&error)))?;
    if !meta.is_file() {
        let (en, fr) =
            ("it is a folder or a device, not a file", "c'est un dossier ou un périphérique, pas un fichier");
        return Err(refuse(Text::new(en, fr)));
    }
    let file = File::open(path).map_err(|error| refuse(system_reason(&error)))?;
    Ok(BufReader::with_capacity(1 << 16, Box::new(file)))
}

/// Says why a table cannot be read.
pub(super) fn unreadable(path: &Path, error: &SheetError, messages: Messages, language: Language) -> Exit {
    messages.error(error.text().of(&path.to_string_lossy()));
    match error {
        SheetError::NoColumn { .. } => messages.hint(language.pick(
            "name a column as its first line does, or say its number",
            "nommez une colonne comme dans la première ligne, ou donnez son numéro",
        )),
        SheetError::Io(_) => return Exit::Failed,
        _ => {}
    }
    Exit::Refused
}

/// Names the lines that were left out; so many that the column must be wrong are an error.
pub(super) fn say_faults(path: &Path, faults: &Faults, messages: Messages, language: Language) -> Result<(), Exit> {
    let path = path.display();
    for fault in &faults.named {
        messages.warning(fault.text().of(&path.to_string()));
    }
    let (count, lines) = (faults.count, faults.lines);
    if faults.unnamed() > 0 {
        let rest = faults.unnamed();
        messages.warning(match language {
            Language::En => format!("{path}: {rest} more {} like these", if rest == 1 { "line" } else { "lines" }),
            Language::Fr if rest == 1 => format!("{path}\u{202f}: une autre ligne de ce genre"),
            Language::Fr => format!("{path}\u{202f}: {rest} autres lignes de ce genre"),
        });
    }
    if !faults.are_too_many() {
        return Ok(());
    }
    messages.error(match language {
        Language::En => format!("{path}: {count} of {lines} lines cannot be read, more than one in ten"),
        Language::Fr => format!("{path}\u{202f}: {count} lignes sur {lines} sont illisibles, plus d’une sur dix"),
    });
    messages.hint(language.pick("mend them, or name the right column", "corrigez-les, ou nommez la bonne colonne"));
    Err(Exit::Refused)
}

/// The name of a file as a source says it.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
