//! What threads share. A thread that panics takes the whole computation with it, so that nobody looks at what it left
//! behind in a mutex: that it is poisoned says nothing more.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a mutex guards, as soon as no other thread has it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a mutex guarded, when no other thread is left.
pub(crate) fn unlocked<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}
