#![cfg_attr(
    target_os = "linux",
    expect(
        unsafe_code,
        reason = "huge pages, worth 7 % in small cascades on a million people: benches/networks_compare.py"
    )
)]

/// Large memory in pages of 2 MiB instead of 4 KiB, where the system has them: a random read then hardly ever waits for the
/// page to be looked up, and filling the memory takes fewer page faults. To be called before the memory is first
/// written. Without such pages nothing changes.
pub(super) fn ask_for<T>(memory: &Vec<T>) {
    #[cfg(target_os = "linux")]
    {
        /// Below this a few pages of 2 MiB would be no gain.
        const LARGE: usize = 4 << 20;
        /// A multiple of every page size in use.
        const ALIGNED: usize = 1 << 16;
        let bytes = memory.capacity() * size_of::<T>();
        if bytes < LARGE {
            return;
        }
        let start = memory.as_ptr().cast::<u8>();
        let skipped = start.align_offset(ALIGNED);
        let length = (bytes - skipped) / ALIGNED * ALIGNED;
        // SAFETY: the range lies inside one allocation of ours; the advice changes what backs it, never what it holds.
        // Where it is refused everything works as without.
        unsafe { libc::madvise(start.wrapping_add(skipped).cast_mut().cast(), length, libc::MADV_HUGEPAGE) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = memory;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_stays_what_it_is() {
        for length in [0, 1, 1 << 20, (1 << 20) + 17, 3 << 20] {
            let mut memory = vec![0_u32; length];
            ask_for(&memory);
            assert!(memory.iter().all(|&value| value == 0));
            memory.iter_mut().zip(0..).for_each(|(value, index)| *value = index);
            ask_for(&memory);
            assert!(memory.iter().zip(0..).all(|(&value, index)| value == index));
        }
    }
}
