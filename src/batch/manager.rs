use std::fmt;

use super::sharding::ShardName;
use crate::text;
use crate::vocabulary::{Language, Noun, Say, Text};

/// Which shard a process is, by what a manager of jobs put into its environment.
#[doc = include_str!("examples/shards.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The shard.
    pub shard: ShardName,
    /// The manager.
    pub manager: &'static str,
    /// The variables that say so, as `NAME=VALUE`.
    pub from: String,
}

/// Why the environment does not say which shard a process is.
#[doc = include_str!("examples/shards.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AutoError {
    /// No manager that is known numbers this process.
    Nobody,
    /// More than one does.
    Several(Vec<&'static str>),
    /// A variable that is to be a whole number is none, or one that is too large.
    NotANumber {
        /// Its name.
        name: String,
        /// What it is.
        value: String,
    },
    /// Nothing says how many shards there are.
    NoTotal {
        /// The manager.
        manager: &'static str,
        /// What it says.
        from: String,
    },
    /// The array that a manager describes has no tasks: it ends before it begins, or has steps of 0.
    NoArray {
        /// The manager.
        manager: &'static str,
        /// What it says.
        from: String,
    },
    /// The array has more tasks than there are to be shards.
    TooManyTasks {
        /// What it says, and what says how many shards there are.
        from: String,
        /// How many tasks there are.
        tasks: u64,
        /// How many shards there are to be.
        total: u64,
    },
    /// The numbers contradict each other.
    DoesNotAddUp {
        /// The manager.
        manager: &'static str,
        /// What it says.
        from: String,
        /// How many shards there are to be.
        total: u64,
    },
}

/// The variable that says how many shards there are.
const TOTAL: &str = "RUMEUR_SHARDS";

/// How a manager numbers the tasks of an array.
struct Manager {
    name: &'static str,
    number: &'static str,
    /// The first number of the array: a variable, or else a number that is always the first.
    first: Result<&'static str, u64>,
    /// The last. Without the first it says how far an array goes, but not how many tasks it has.
    last: Option<&'static str>,
    step: Option<&'static str>,
    /// How many there are.
    count: Option<&'static str>,
}

const MANAGERS: [Manager; 8] = [
    Manager {
        name: "Slurm",
        number: "SLURM_ARRAY_TASK_ID",
        first: Ok("SLURM_ARRAY_TASK_MIN"),
        last: Some("SLURM_ARRAY_TASK_MAX"),
        step: Some("SLURM_ARRAY_TASK_STEP"),
        count: Some("SLURM_ARRAY_TASK_COUNT"),
    },
    Manager {
        name: "AWS Batch",
        number: "AWS_BATCH_JOB_ARRAY_INDEX",
        first: Err(0),
        last: None,
        step: None,
        count: Some("AWS_BATCH_JOB_ARRAY_SIZE"),
    },
    Manager { name: "Kubernetes", number: "JOB_COMPLETION_INDEX", first: Err(0), last: None, step: None, count: None },
    Manager { name: "GNU parallel", number: "PARALLEL_SEQ", first: Err(1), last: None, step: None, count: None },
    Manager { name: "PBS", number: "PBS_ARRAY_INDEX", first: Err(1), last: None, step: None, count: None },
    Manager { name: "Torque", number: "PBS_ARRAYID", first: Err(1), last: None, step: None, count: None },
    Manager {
        name: "SGE",
        number: "SGE_TASK_ID",
        first: Ok("SGE_TASK_FIRST"),
        last: Some("SGE_TASK_LAST"),
        step: Some("SGE_TASK_STEPSIZE"),
        count: None,
    },
    Manager {
        name: "LSF",
        number: "LSB_JOBINDEX",
        first: Err(1),
        last: Some("LSB_JOBINDEX_END"),
        step: Some("LSB_JOBINDEX_STEP"),
        count: None,
    },
];

/// What a manager says of this process.
struct Said {
    number: u64,
    first: u64,
    last: Option<u64>,
    step: u64,
    /// How many tasks the array has, by what it says.
    tasks: Option<u64>,
    /// How many it has where it counts them, else how many its ends leave room for.
    most: Option<u64>,
    from: String,
}

/// Which shard a process is. `variable` looks a variable of its environment up; `total` says how many shards there are, and
/// else `RUMEUR_SHARDS` does, and else the size of the whole array.
///
/// # Errors
/// When nobody or more than one numbers the process, when nothing says how many there are, or when the numbers do not add up:
/// a task of an array that is submitted again alone does not know how many there were.
///
/// ```
/// use rumeur::batch::assigned;
///
/// let environment = [("JOB_COMPLETION_INDEX", "2"), ("RUMEUR_SHARDS", "4")];
/// let variable = |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_string());
/// assert_eq!(assigned(None, variable).expect("a shard").shard.to_string(), "3/4");
/// ```
pub fn assigned(total: Option<u64>, variable: impl Fn(&str) -> Option<String>) -> Result<Assigned, AutoError> {
    // Managers that know arrays set the variable to something else, or to 0, outside of one.
    let is_array = |manager: &&Manager| {
        variable(manager.number).is_some_and(|value| {
            let value = value.trim();
            !value.is_empty() && value != "undefined" && !(manager.name == "LSF" && value == "0")
        })
    };
    let managers: Vec<&Manager> = MANAGERS.iter().filter(is_array).collect();
    let manager = match managers[..] {
        [] => return Err(AutoError::Nobody),
        [manager] => manager,
        _ => return Err(AutoError::Several(managers.iter().map(|manager| manager.name).collect())),
    };
    let mut said = manager.said(&variable)?;
    let total = match (total, number(TOTAL, &variable)?) {
        (Some(total), _) => Some(total),
        (None, Some(total)) => {
            said.from = format!("{}, {TOTAL}={total}", said.from);
            Some(total)
        }
        (None, None) => None,
    };
    manager.shard(said, total)
}

impl Manager {
    fn said(&self, variable: &impl Fn(&str) -> Option<String>) -> Result<Said, AutoError> {
        let mut from = Vec::new();
        let mut read = |name: &str| -> Result<Option<u64>, AutoError> {
            let value = number(name, variable)?;
            from.extend(value.map(|value| format!("{name}={value}")));
            Ok(value)
        };
        let number = read(self.number)?.unwrap_or_default();
        let said_first = match self.first {
            Ok(name) => read(name)?,
            Err(first) => Some(first),
        };
        let first = said_first.unwrap_or(1);
        let last = self.last.map(&mut read).transpose()?.flatten();
        let step = self.step.map(&mut read).transpose()?.flatten().unwrap_or(1);
        let count = self.count.map(&mut read).transpose()?.flatten();
        if step == 0 || last.is_some_and(|last| last < first) {
            return Err(AutoError::NoArray { manager: self.name, from: from.join(", ") });
        }
        let spanned = last.and_then(|last| Some(last.checked_sub(first)? / step + 1));
        let tasks = match (count, spanned) {
            // An array with gaps: its tasks are some of those of another.
            (Some(count), Some(spanned)) if count != spanned => None,
            // Where its ends are not said, a count may be that of the tasks that were submitted again.
            (Some(_), spanned) if self.last.is_some() && (spanned.is_none() || said_first.is_none()) => None,
            (Some(count), _) => Some(count),
            // Nor does one end say how many there are.
            (None, spanned) => spanned.filter(|_| self.first.is_ok() && said_first.is_some()),
        };
        Ok(Said { number, first, last, step, tasks, most: count.or(spanned), from: from.join(", ") })
    }

    fn shard(&self, said: Said, total: Option<u64>) -> Result<Assigned, AutoError> {
        let Said { number, first, last, step, tasks, most, from } = said;
        let manager = self.name;
        if let Some((tasks, total)) = most.zip(total).filter(|(tasks, total)| tasks > total) {
            return Err(AutoError::TooManyTasks { from, tasks, total });
        }
        let whole = match (total, tasks) {
            (Some(total), Some(tasks)) => total == tasks,
            // Alone it may be one of many that is submitted again.
            (None, Some(tasks)) => tasks > 1,
            (_, None) => false,
        };
        let fixed = self.first.err();
        // With steps, the numbers up to the last make all shards, or it is not known which of them this is.
        let is_counted = fixed.is_none() || step == 1 || most == total;
        let counted = if whole || fixed.is_some() {
            // Its place in the array, which is the whole, or which always begins with the same number.
            number.checked_sub(first).filter(|offset| offset % step == 0).map(|offset| offset / step + 1)
        } else {
            // Some tasks of an array that was numbered from 1.
            Some(number).filter(|&number| first > 0 && number >= first && last.is_none_or(|last| number <= last))
        };
        let Some(total) = total.or(tasks.filter(|_| whole)) else {
            return Err(AutoError::NoTotal { manager, from });
        };
        let shard = counted.filter(|_| is_counted).and_then(|number| ShardName::new(number, total).ok());
        match shard {
            Some(shard) => Ok(Assigned { shard, manager, from }),
            None => Err(AutoError::DoesNotAddUp { manager, from, total }),
        }
    }
}

/// Whether the tasks of an array are always numbered from 0.
fn is_from_zero(manager: &str) -> bool {
    MANAGERS.iter().any(|known| known.name == manager && known.first == Err(0))
}

/// A whole number; `None` where nothing is set.
fn number(name: &str, variable: &impl Fn(&str) -> Option<String>) -> Result<Option<u64>, AutoError> {
    let Some(value) = variable(name).filter(|value| !value.trim().is_empty() && value.trim() != "undefined") else {
        return Ok(None);
    };
    match value.trim().parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(AutoError::NotANumber { name: name.to_owned(), value }),
    }
}

impl Say for Assigned {
    fn text(&self) -> Text {
        let Self { shard, manager, from } = self;
        let (number, total) = (shard.number(), shard.total());
        text!(
            "shard {number} of {total}, by {manager}: {from}",
            "partie {number} sur {total}, d'après {manager} : {from}"
        )
    }
}

impl Say for AutoError {
    fn text(&self) -> Text {
        match self {
            Self::Nobody => Text::new(
                "--shard auto finds no number of this process in its environment",
                "--shard auto ne trouve aucun numéro de ce processus dans son environnement",
            ),
            Self::Several(managers) => {
                let managers = managers.join(", ");
                text!(
                    "--shard auto: more than one manager numbers this process: {managers}",
                    "--shard auto : plusieurs gestionnaires numérotent ce processus : {managers}"
                )
            }
            Self::NotANumber { name, value } if is_whole(value.trim()) => text!(
                "--shard auto: {name} is {}, which is too large",
                "--shard auto : {name} vaut {}, qui est trop grand",
                value.trim()
            ),
            Self::NotANumber { name, value } => text!(
                "--shard auto: {name} is `{value}`, not a whole number",
                "--shard auto : {name} vaut `{value}`, qui n'est pas un nombre entier"
            ),
            Self::NoTotal { manager, from } => text!(
                "--shard auto: {manager} does not say how many shards there are: {from}",
                "--shard auto : {manager} ne dit pas combien de parties il y a : {from}"
            ),
            Self::NoArray { manager, from } => text!(
                "--shard auto: no array of tasks is as {manager} says: {from}",
                "--shard auto : aucun tableau de tâches n'est comme le dit {manager} : {from}"
            ),
            Self::TooManyTasks { from, tasks, total } => {
                let [en, fr] = [Language::En, Language::Fr].map(|language| SHARDS.counted(*total, language));
                text!(
                    "--shard auto: an array of {tasks}, and {en}: {from}",
                    "--shard auto : un tableau de {tasks}, et {fr} : {from}"
                )
            }
            Self::DoesNotAddUp { manager, from, total } => {
                let [en, fr] = [Language::En, Language::Fr].map(|language| SHARDS.counted(*total, language));
                text!(
                    "--shard auto: what {manager} says does not fit {en}: {from}",
                    "--shard auto : ce que dit {manager} ne va pas avec {fr} : {from}"
                )
            }
        }
    }
}

const SHARDS: Noun = Noun { en: ["shard", "shards"], fr: ["partie", "parties"] };

/// Whether a text is a whole number, of any size.
fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for AutoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for AutoError {}

impl AutoError {
    /// What to do about it.
    pub fn hint(&self) -> Text {
        match self {
            Self::Nobody => Text::new(
                "say which with `--shard I/N`; Slurm, Kubernetes, GNU parallel, AWS Batch, PBS, SGE and LSF number the tasks of an array",
                "dites laquelle avec `--shard I/N` ; Slurm, Kubernetes, GNU parallel, AWS Batch, PBS, SGE et LSF numérotent les tâches",
            ),
            Self::Several(managers) => {
                let named = |manager: &&Manager| managers.contains(&manager.name);
                let variables: Vec<&str> = MANAGERS.iter().filter(named).map(|manager| manager.number).collect();
                let variables = variables.join(", ");
                text!(
                    "keep one of {variables} and unset the others, or say which shard with `--shard I/N`",
                    "gardez l'une de {variables} et effacez les autres, ou dites quelle partie avec `--shard I/N`"
                )
            }
            Self::NotANumber { name, .. } if name == TOTAL => Text::new(
                "set RUMEUR_SHARDS to the number of shards, such as 4, or say it with `--shard auto/N`",
                "donnez à RUMEUR_SHARDS le nombre de parties, comme 4, ou dites-le avec `--shard auto/N`",
            ),
            Self::NotANumber { .. } => Text::new(
                "the manager of jobs sets it for the tasks of an array; say which shard with `--shard I/N`",
                "le gestionnaire la donne aux tâches d'un tableau ; dites quelle partie avec `--shard I/N`",
            ),
            Self::NoTotal { manager, .. } if is_from_zero(manager) => Text::new(
                "say how many with `--shard auto/N` or RUMEUR_SHARDS=N, as many as there are tasks, or which with `--shard I/N`",
                "dites combien avec `--shard auto/N` ou RUMEUR_SHARDS=N, autant que de tâches, ou laquelle avec `--shard I/N`",
            ),
            Self::NoTotal { .. } => Text::new(
                "say how many with `--shard auto/N` or RUMEUR_SHARDS=N, for tasks that are numbered from 1, or which with `--shard I/N`",
                "dites combien avec `--shard auto/N` ou RUMEUR_SHARDS=N, si les tâches sont numérotées à partir de 1, ou laquelle avec `--shard I/N`",
            ),
            Self::TooManyTasks { .. } => Text::new(
                "make the array as large as the number of shards, which `--shard auto/N` or RUMEUR_SHARDS=N says, or say which with `--shard I/N`",
                "donnez au tableau autant de tâches que de parties, que disent `--shard auto/N` ou RUMEUR_SHARDS=N, ou dites laquelle avec `--shard I/N`",
            ),
            Self::DoesNotAddUp { manager, .. } if is_from_zero(manager) => Text::new(
                "there must be as many shards as tasks: `--shard auto/N` or RUMEUR_SHARDS=N says how many; or say which with `--shard I/N`",
                "il faut autant de parties que de tâches : `--shard auto/N` ou RUMEUR_SHARDS=N dit combien ; ou dites laquelle avec `--shard I/N`",
            ),
            Self::NoArray { .. } | Self::DoesNotAddUp { .. } => Text::new(
                "number the tasks from 1 to the number of shards, or say which with `--shard I/N`",
                "numérotez les tâches de 1 au nombre de parties, ou dites laquelle avec `--shard I/N`",
            ),
        }
    }
}

#[cfg(test)]
#[path = "manager_tests.rs"]
mod tests;
