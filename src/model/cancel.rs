//! A look at whether somebody has had enough, where a replicate may take long.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::{Explosion, Stopped};

/// Whether to go on.
pub(crate) trait Cancel: Copy {
    /// What says that it was cancelled; there is none where nobody can.
    type Sign;

    /// A sign, if there is one.
    fn sign(self) -> Option<Self::Sign>;
}

/// Nobody can cancel: compiles to nothing.
#[derive(Clone, Copy)]
pub(crate) struct Never;

impl Cancel for Never {
    type Sign = Infallible;

    #[inline]
    fn sign(self) -> Option<Infallible> {
        None
    }
}

/// Where the flag is set.
#[derive(Clone, Copy)]
pub(crate) struct When<'a>(pub(crate) &'a AtomicBool);

impl Cancel for When<'_> {
    type Sign = ();

    #[inline]
    fn sign(self) -> Option<()> {
        self.0.load(Ordering::Relaxed).then_some(())
    }
}

/// Why a replicate ended early.
pub(crate) enum Early<S> {
    Explosion(Explosion),
    Cancelled(S),
}

impl<S> From<Explosion> for Early<S> {
    fn from(explosion: Explosion) -> Self {
        Early::Explosion(explosion)
    }
}

impl From<Early<Infallible>> for Explosion {
    fn from(early: Early<Infallible>) -> Self {
        match early {
            Early::Explosion(explosion) => explosion,
            Early::Cancelled(never) => match never {},
        }
    }
}

impl From<Early<()>> for Stopped {
    fn from(early: Early<()>) -> Self {
        match early {
            Early::Explosion(explosion) => Stopped::Explosion(explosion),
            Early::Cancelled(()) => Stopped::Cancelled,
        }
    }
}
