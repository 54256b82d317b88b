//! The referral network: who can tell whom, its generators and its edge lists.

mod adjacency;
mod build;
mod chances;
mod checksum;
mod describe;
mod edge_list;
mod forward;
mod gaps;
mod generate;
mod huge_pages;
mod labels;
mod offsets;
mod pairs;
mod parts;
mod saved;
mod source;
#[cfg(test)]
mod stop_tests;

pub use adjacency::Network;
pub use build::NetworkError;
pub use chances::{Chances, LikelyContact};
pub use describe::Description;
pub(crate) use edge_list::shown;
pub use edge_list::{
    AboveOne, Alike, Column, Differing, EdgeFormat, EdgeList, EdgeListError, EdgeListReport, Foreign, People, Repeats,
    Separator, Whose,
};
pub(crate) use gaps::{GapTable, Gaps};
pub use labels::Labels;
pub use offsets::Offsets;
pub use saved::SavedNetworkError;
pub use source::{Communities, EdgeFile, Source};

use adjacency::Adjacency;
use forward::Forward;
