#![expect(
    unsafe_code,
    reason = "prefetching, worth a factor of two on networks larger than the cache: benches/networks.rs"
)]

/// Asks the processor to bring `slice[index]` near; does nothing where there is no such instruction.
///
/// An index outside is harmless: the address is never read, and a prefetch of an unmapped one is ignored.
#[inline]
pub(super) fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let address = slice.as_ptr().wrapping_add(index).cast::<i8>();
        // SAFETY: a prefetch reads nothing and never faults, whatever the address; SSE is part of x86-64.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let _ = (slice, index);
    }
}
