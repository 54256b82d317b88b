use std::process::ExitCode;

/// How the program ends: its exit codes, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done. A reader that closed its pipe early had what it wanted.
    Done,
    /// 1: a run or a write failed; in a batch at least one scenario did, the others are complete.
    Failed,
    /// 2: bad usage, a bad scenario, warnings under `--deny-warnings`, an output that is not ours or is locked. Nothing
    /// was run.
    Refused,
    /// 3: a promise of a scenario (`[[expect]]`) is not kept; the results are complete.
    Broken,
    /// 130: Ctrl-C.
    Interrupted,
    /// 143: SIGTERM.
    Terminated,
}

impl Exit {
    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Refused => 2,
            Exit::Broken => 3,
            Exit::Interrupted => 130,
            Exit::Terminated => 143,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// For the end of the long help.
pub(super) const HELP: &str = "\
Exit codes:
  0    done
  1    a run or a write failed; in a batch the other scenarios are complete
  2    bad usage, a bad scenario, warnings under --deny-warnings, or an output
       that is not ours or is locked: nothing was run
  3    a promise of a scenario ([[expect]]) is not kept; the results are complete
  130  interrupted by Ctrl-C
  143  ended by SIGTERM";
