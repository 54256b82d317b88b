use std::collections::BTreeSet;
use std::io::{self, IsTerminal, StderrLock, Write};
use std::sync::{Mutex, PoisonError};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use rumeur::batch::{AutoError, BatchError, Refusal, StoredError};
use rumeur::report::pages::Caution;
use rumeur::scenario::Diagnostic;
use rumeur::text;
use rumeur::vocabulary::{Language, Say, Text, printable, system_reason, typeset};

use super::args::{Color, GlobalArgs};
use super::doubts::Doubts;
use super::exit::Exit;
use super::first_names::first_names;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// So many errors of one reading are shown, those of at least one file whole; a batch may have thousands.
const MOST_SHOWN: usize = 200;

/// What goes to standard error: errors and warnings always, notes unless `--quiet`.
///
/// A message that cannot be written is lost: there is nowhere left to say so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Messages {
    color: ColorChoice,
    quiet: bool,
    language: Language,
}

impl Messages {
    /// As the flags say.
    pub(super) fn new(args: &GlobalArgs, language: Language) -> Self {
        let color = match args.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, quiet: args.quiet, language }
    }

    /// Before any flag is understood.
    pub(super) fn plain(language: Language) -> Self {
        Self { color: ColorChoice::Auto, quiet: false, language }
    }

    fn stderr(self) -> AutoStream<StderrLock<'static>> {
        AutoStream::new(io::stderr().lock(), self.color)
    }

    /// A message as it is shown: it moves no cursor.
    fn said(self, message: impl Told) -> String {
        printable(&message.told(self.language)).into_owned()
    }

    /// Says why something failed.
    pub(super) fn error(self, message: impl Told) {
        let word = self.language.pick("error", "erreur");
        let _ = writeln!(self.stderr(), "{ERROR}{word}{ERROR:#}{} {}", self.colon(), self.said(message));
    }

    /// Says what to do about it.
    pub(super) fn hint(self, message: impl Told) {
        let word = self.language.pick("hint", "piste");
        let _ = writeln!(self.stderr(), "   {HINT}= {word}{HINT:#}{} {}", self.colon(), self.said(message));
    }

    /// Says what may not be meant, once: what is found when a file is read is found again when it runs.
    pub(super) fn warning(self, message: impl Told) {
        static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
        let message = self.said(message);
        if !SAID.lock().unwrap_or_else(PoisonError::into_inner).insert(message.clone()) {
            return;
        }
        let word = self.language.pick("warning", "avertissement");
        let _ = writeln!(self.stderr(), "{WARNING}{word}{WARNING:#}{} {message}", self.colon());
    }

    fn colon(self) -> &'static str {
        self.language.pick(":", "\u{202f}:")
    }

    /// Cautions of scenarios by name: one kind over several is told once, with their count and the first names.
    pub(super) fn cautions(self, cautions: &[(String, Caution)]) {
        let mut told: Vec<&str> = Vec::new();
        for (_, caution) in cautions {
            if told.contains(&caution.code) {
                continue;
            }
            told.push(caution.code);
            let names: Vec<&str> =
                cautions.iter().filter(|other| other.1.code == caution.code).map(|other| other.0.as_str()).collect();
            let names = first_names(&names, self.language);
            self.warning(caution.text.clone().of(&names));
        }
    }

    /// Whether notes are left out.
    pub(super) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Says what is good to know.
    pub(super) fn note(self, message: impl Told) {
        if !self.quiet {
            let _ = writeln!(self.stderr(), "{}", self.said(message));
        }
    }

    /// Shows errors and warnings of scenarios; after [`MOST_SHOWN`] the rest is counted.
    pub(super) fn diagnostics<'d>(self, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) {
        let mut stderr = self.stderr();
        let mut diagnostics = diagnostics.into_iter();
        for diagnostic in diagnostics.by_ref().take(MOST_SHOWN) {
            let _ = write!(stderr, "{}", diagnostic.render(true, self.language));
        }
        let mut rest = 0_usize;
        let mut files = BTreeSet::new();
        for diagnostic in diagnostics {
            rest += 1 + diagnostic.also;
            files.extend(diagnostic.location.as_ref().map(|location| &location.path));
        }
        drop(stderr);
        if rest > 0 {
            let files = files.len();
            self.error(Text::both(|language| match (language, files) {
                (Language::En, 1) => format!("and {rest} more in 1 file"),
                (Language::En, _) => format!("and {rest} more in {files} files"),
                (Language::Fr, 1) => format!("et {rest} de plus dans 1 fichier"),
                (Language::Fr, _) => format!("et {rest} de plus dans {files} fichiers"),
            }));
            self.hint(Text::new(
                "`rumeur check FILE` shows those of one",
                "`rumeur check FICHIER` montre celles d'un seul",
            ));
        }
    }

    /// Shows what is doubtful in scenarios by name: what several have alike once.
    pub(super) fn doubts<'d>(self, doubts: impl IntoIterator<Item = (&'d str, &'d Diagnostic)>) {
        let doubts = Doubts::of(doubts);
        for (doubt, others) in doubts.shown {
            self.diagnostics([doubt]);
            if let Some(others) = others {
                let _ = writeln!(self.stderr(), "   {HINT}={HINT:#} {}", others.told(self.language));
            }
        }
        for (code, rest) in doubts.rest {
            let word = self.language.pick("warning", "avertissement");
            let rest = rest.told(self.language);
            let _ = writeln!(self.stderr(), "{WARNING}{word}[{code}]{WARNING:#}{} {rest}", self.colon());
        }
    }

    /// Warnings of scenarios by name; what several have alike is said once, with the first names.
    pub(super) fn warnings(self, warnings: &[(&str, &Text)]) {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (_, warning) in warnings {
            if told.insert(&warning.en) {
                let names: Vec<&str> =
                    warnings.iter().filter(|(_, other)| other.en == warning.en).map(|(name, _)| *name).collect();
                self.warning((*warning).clone().of(&first_names(&names, self.language)));
            }
        }
    }

    /// Results that cannot be read, with the way on: nothing is done.
    pub(super) fn stored(self, error: &StoredError) -> Exit {
        match error {
            StoredError::Scenario(diagnostics) => self.diagnostics(&diagnostics.0),
            _ => self.error(error),
        }
        match error {
            StoredError::NotResults(path) => {
                let path = path.display();
                self.hint(text!(
                    "`rumeur run SCENARIO --out {path}` writes results",
                    "`rumeur run SCÉNARIO --out {path}` écrit des résultats"
                ));
            }
            StoredError::NoScenario { names, .. } => {
                if let Some(name) = names.first() {
                    self.hint(text!(
                        "choose one with `--scenario {name}`",
                        "choisissez-en un avec `--scenario {name}`"
                    ));
                }
            }
            _ => {}
        }
        Exit::Refused
    }

    /// Says why nothing was run.
    pub(super) fn refusal(self, refusal: &Refusal) {
        if let Refusal::Scenarios(diagnostics) = refusal {
            self.diagnostics(&diagnostics.0);
        } else {
            self.error(refusal);
        }
        if let Some(hint) = refusal.hint() {
            self.hint(hint);
        }
    }

    /// Whether a progress bar is welcome on standard error.
    pub(super) fn wants_bar(self) -> bool {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        !self.quiet && !is_set("NO_COLOR") && !is_dumb && io::stderr().is_terminal()
    }
}

/// What can be told to a person: a text in both languages, or one that is in the right language already.
pub(super) trait Told {
    /// The message in `language`.
    fn told(&self, language: Language) -> String;
}

impl<T: Told + ?Sized> Told for &T {
    fn told(&self, language: Language) -> String {
        (**self).told(language)
    }
}

macro_rules! told {
    ($($said:ty),*) => {$(
        impl Told for $said {
            fn told(&self, language: Language) -> String {
                self.say(language)
            }
        }
    )*};
}
told!(Text, Refusal, BatchError, StoredError, AutoError);

macro_rules! in_language {
    ($($text:ty),*) => {$(
        impl Told for $text {
            fn told(&self, language: Language) -> String {
                let text = self.to_string();
                if language == Language::Fr { typeset(&text) } else { text }
            }
        }
    )*};
}
in_language!(str, String, std::fmt::Arguments<'_>);

impl Told for io::Error {
    fn told(&self, language: Language) -> String {
        system_reason(self).into_string(language)
    }
}
