//! What the machine, or the share of it that a job was given, has: memory and processors.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};

/// What is taken for the memory where nothing says how much there is: 8 GiB.
const MEMORY: u64 = 8 << 30;

/// The memory that may still be asked for, in bytes: what the machine has free, the control group of the process leaves
/// and its address space allows, whichever is least.
pub(crate) fn memory() -> u64 {
    let limits = [free(), control_group(Path::new("/")), address_space()];
    limits.into_iter().flatten().min().unwrap_or(MEMORY)
}

/// Whether the system gives so much in one piece, which is given back at once: what would end the program in the middle of
/// its work is an error before it begins.
pub(crate) fn has_memory(bytes: u64) -> bool {
    usize::try_from(bytes).is_ok_and(|bytes| Vec::<u8>::new().try_reserve_exact(bytes).is_ok())
}

/// The most threads that anybody may ask for.
pub const MOST_THREADS: usize = 1024;

/// How many threads are used where nobody says: what `RAYON_NUM_THREADS` asks for, else the allotment of a Slurm task, never
/// more than the processors that the process may use (affinity, quota of its control group), or 1024.
pub fn threads() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    allotted(processors, |name| std::env::var(name).ok()).min(most_threads())
}

/// The address space that a thread may take beside the data: its stack, and what the allocator sets aside for it.
const THREAD: u64 = 192 << 20;

/// How many threads the address space of the process (`ulimit -v`) has room for, at least 1: one that allocates without room
/// asks the system in vain each time, or cannot start.
pub fn most_threads() -> usize {
    address_space().map_or(MOST_THREADS, |left| (left / THREAD).clamp(1, MOST_THREADS as u64) as usize)
}

/// Threads on so many processors, with variables of the environment.
fn allotted(processors: usize, variable: impl Fn(&str) -> Option<String>) -> usize {
    let number = |name| variable(name)?.trim().parse::<usize>().ok().filter(|&number| number > 0);
    let asked = number("RAYON_NUM_THREADS");
    let task = number("SLURM_CPUS_PER_TASK").map_or(processors, |task| task.min(processors));
    asked.unwrap_or(task).min(processors).clamp(1, MOST_THREADS)
}

fn free() -> Option<u64> {
    kibibytes(&fs::read_to_string("/proc/meminfo").ok()?, "MemAvailable:")
}

/// A line such as `VmSize:  1234 kB`, in bytes.
fn kibibytes(text: &str, key: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    line.split_whitespace().next()?.parse::<u64>().ok()?.checked_mul(1024)
}

/// What the control groups of the process leave, versions 1 and 2, each group and those above it; files that can be
/// given back count as free. `root` is the root of the file system.
fn control_group(root: &Path) -> Option<u64> {
    let own = fs::read_to_string(root.join("proc/self/cgroup")).ok()?;
    let groups = own.lines().filter_map(|line| {
        let mut parts = line.splitn(3, ':');
        let (_, controllers, path) = (parts.next()?, parts.next()?, parts.next()?);
        let (mount, files) = match controllers {
            "" => ("sys/fs/cgroup", ["memory.max", "memory.current", "inactive_file "]),
            _ if controllers.split(',').any(|name| name == "memory") => {
                ("sys/fs/cgroup/memory", ["memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file "])
            }
            _ => return None,
        };
        Some((root.join(mount), path.trim_start_matches('/').to_owned(), files))
    });
    groups.filter_map(|(mount, path, files)| left(&mount, &path, files)).min()
}

/// The least that a group and those above it leave.
fn left(mount: &Path, path: &str, [limit, usage, inactive]: [&str; 3]) -> Option<u64> {
    let number = |path: PathBuf| fs::read_to_string(path).ok()?.trim().parse::<u64>().ok();
    // In a container the path is that of the host, and the mount is the group itself.
    let group = mount.join(path);
    let groups = if group.is_dir() { group } else { mount.to_path_buf() };
    let of = |group: &Path| {
        // "max", or beyond any machine: no limit.
        let limit = number(group.join(limit)).filter(|&limit| limit < 1 << 60)?;
        let used = number(group.join(usage))?;
        let stat = fs::read_to_string(group.join("memory.stat")).unwrap_or_default();
        let inactive = stat.lines().find_map(|line| line.strip_prefix(inactive)?.trim().parse::<u64>().ok());
        Some(limit.saturating_sub(used.saturating_sub(inactive.unwrap_or(0))))
    };
    groups.ancestors().take_while(|group| group.starts_with(mount)).filter_map(of).min()
}

/// What the limit of the address space (`ulimit -v`) leaves.
fn address_space() -> Option<u64> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    let limit = line.split_whitespace().next()?.parse::<u64>().ok()?;
    let used = kibibytes(&fs::read_to_string("/proc/self/status").ok()?, "VmSize:").unwrap_or(0);
    Some(limit.saturating_sub(used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_follow_the_allotment_and_are_bounded() {
        let with = |variables: &'static [(&str, &str)]| {
            allotted(16, move |name| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[]), 16);
        assert_eq!(with(&[("SLURM_CPUS_PER_TASK", "4")]), 4);
        assert_eq!(with(&[("SLURM_CPUS_PER_TASK", "64")]), 16);
        assert_eq!(with(&[("SLURM_CPUS_PER_TASK", "4"), ("RAYON_NUM_THREADS", "2")]), 2);
        assert_eq!(with(&[("RAYON_NUM_THREADS", "100000")]), 16);
        assert_eq!(with(&[("RAYON_NUM_THREADS", "0")]), 16);
        assert_eq!(with(&[("RAYON_NUM_THREADS", "many"), ("SLURM_CPUS_PER_TASK", "")]), 16);
    }

    #[test]
    fn control_groups_of_both_versions_are_known_up_to_the_root() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        };
        assert_eq!(control_group(folder.path()), None);
        put("proc/self/cgroup", "0::/job/step\n");
        put("sys/fs/cgroup/job/step/memory.max", "max\n");
        put("sys/fs/cgroup/job/memory.max", "1000000\n");
        put("sys/fs/cgroup/job/memory.current", "400000\n");
        put("sys/fs/cgroup/job/memory.stat", "anon 1\ninactive_file 100000\n");
        assert_eq!(control_group(folder.path()), Some(700_000));
        put("proc/self/cgroup", "5:cpu:/\n4:memory:/docker/a1\n0::/\n");
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", "600000\n");
        put("sys/fs/cgroup/memory/memory.usage_in_bytes", "600001\n");
        assert_eq!(control_group(folder.path()), Some(0));
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assert_eq!(control_group(folder.path()), None);
    }

    #[test]
    fn there_is_memory_here() {
        assert!(memory() > 1 << 20);
        assert!(has_memory(1 << 20) && !has_memory(1 << 62) && !has_memory(u64::MAX));
        assert_eq!(kibibytes("VmPeak: 7 kB\nVmSize:\t  12 kB\n", "VmSize:"), Some(12 * 1024));
    }
}
