use std::fmt::Display;
use std::io::{self, IsTerminal, StderrLock, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use rumeur::batch::Refusal;
use rumeur::scenario::Diagnostic;

use super::args::{Color, GlobalArgs};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default();

/// What goes to standard error: errors and warnings always, notes unless `--quiet`.
///
/// A message that cannot be written is lost: there is nowhere left to say so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Messages {
    color: ColorChoice,
    quiet: bool,
}

impl Messages {
    /// As the flags say.
    pub(super) fn new(args: &GlobalArgs) -> Self {
        let color = match args.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, quiet: args.quiet }
    }

    fn stderr(self) -> AutoStream<StderrLock<'static>> {
        AutoStream::new(io::stderr().lock(), self.color)
    }

    /// Says why something failed.
    pub(super) fn error(self, message: impl Display) {
        let _ = writeln!(self.stderr(), "{ERROR}error{ERROR:#}: {message}");
    }

    /// Says what to do about it.
    pub(super) fn hint(self, message: impl Display) {
        let _ = writeln!(self.stderr(), "   {HINT}= hint{HINT:#}: {message}");
    }

    /// Says what may not be meant.
    pub(super) fn warning(self, message: impl Display) {
        let _ = writeln!(self.stderr(), "{WARNING}warning{WARNING:#}: {message}");
    }

    /// Says what is good to know.
    pub(super) fn note(self, message: impl Display) {
        if !self.quiet {
            let _ = writeln!(self.stderr(), "{message}");
        }
    }

    /// Shows errors and warnings of scenarios.
    pub(super) fn diagnostics<'d>(self, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) {
        let mut stderr = self.stderr();
        for diagnostic in diagnostics {
            let _ = write!(stderr, "{}", diagnostic.render(true));
        }
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
