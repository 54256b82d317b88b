//! Runs the built command in a folder of its own.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The classic, small.
pub(crate) const CLASSIC: &str = "[customers]
complaints = 1
silent_per_complaint = 26

[recovery]
rate = 0.0

[silent]
groups.ordinary = { share = 23, audience = 10 }
groups.vocal = { share = 3, audience = 20 }

[unresolved]
audience = 0

[run]
replicates = 1_500
";

/// The classic with a variant.
pub(crate) const WITH_VARIANT: &str = "[customers]
complaints = 2
silent_per_complaint = 26

[voice]
admits = 0.4

[recovery]
rate = 0.0

[silent]
audience = 10

[unresolved]
audience = 0

[run]
replicates = 1_500

[variants.ask-everyone]
set = { \"voice.asked\" = 1.0 }
";

/// A scenario whose first replicate explodes.
pub(crate) const EXPLODING: &str = "[customers]
dissatisfied = 100

[silent]
audience = 10

[run]
replicates = 10
max_people = 50
";

/// A folder for one test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// With these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below `name` with its bytes, by path.
    pub(crate) fn files(&self, name: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.at(name), "", &mut files);
        files.sort();
        files
    }

    /// What lies in the folder itself, hidden or not.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
        names.sort();
        names
    }

    /// A program in this folder, apart from the environment of whoever runs the tests.
    fn program(&self, name: &str) -> Command {
        let mut program = Command::new(name);
        program.current_dir(self.path());
        for variable in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            program.env_remove(variable);
        }
        program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        program
    }

    /// The command with `arguments`.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(env!("CARGO_BIN_EXE_rumeur"));
        command.args(arguments);
        command
    }

    /// Runs the command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(arguments).output().expect("the command runs"))
    }

    /// Runs a line of bash to its end; `$R` is the command.
    pub(crate) fn bash(&self, line: &str) -> Ended {
        let mut shell = self.program("bash");
        shell.args(["-c", line]).env("R", env!("CARGO_BIN_EXE_rumeur"));
        Ended::from(shell.output().expect("bash runs"))
    }

    /// Holds two results to the same files, but for the one that may vary.
    #[track_caller]
    pub(crate) fn holds_the_same(&self, one: &str, other: &str) {
        let stable = |results: &str| {
            let files = self.files(results).into_iter().filter(|(name, _)| name != "run.json");
            files.unzip::<_, _, Vec<String>, Vec<Vec<u8>>>()
        };
        let ((names, own), (others, merged)) = (stable(one), stable(other));
        assert_eq!(names, others);
        for ((name, own), merged) in names.iter().zip(&own).zip(&merged) {
            assert!(
                own == merged,
                "{name}:\n{}\n---\n{}",
                String::from_utf8_lossy(own),
                String::from_utf8_lossy(merged)
            );
        }
    }
}

/// Sends a signal, called as `kill` does: `-INT`.
pub(crate) fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill runs").success());
}

/// Starts `arguments`, sends the signal `name` once `is_begun`, and waits for the end.
pub(crate) fn stop(folder: &Folder, arguments: &[&str], name: &str, is_begun: impl Fn() -> bool) -> Ended {
    let child = folder.command(arguments).spawn().expect("the command runs");
    let deadline = Instant::now() + Duration::from_secs(60);
    while !is_begun() {
        assert!(Instant::now() < deadline, "{arguments:?} never began");
        std::thread::sleep(Duration::from_millis(5));
    }
    // Begun is not yet at work: give it the time to draw.
    std::thread::sleep(Duration::from_millis(300));
    signal(&child, name);
    Ended::from(child.wait_with_output().expect("the command ends"))
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.push((name, fs::read(entry.path()).expect("a readable file")));
        }
    }
}

/// What a command left.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Ended {
    /// Fails the test unless the command ended with `code`.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// Fails the test unless standard error has `text`.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "`{text}` is not in\n{}", self.stderr);
        self
    }
}

/// The lines of a table without its header.
pub(crate) fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().skip(1).map(|line| line.split(',').collect()).collect()
}
