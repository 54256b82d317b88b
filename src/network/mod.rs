//! The referral network: who can tell whom.

mod source;

pub use source::{Communities, EdgeFile, Source};
