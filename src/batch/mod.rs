//! Many scenarios into one results directory: discovery, the claim on the directory, order, failure, resuming.

mod beside;
mod book;
mod claim;
#[cfg(feature = "xlsx")]
mod described;
mod discover;
mod draw;
mod durable;
mod error;
mod figures;
mod folder;
mod journal;
mod leftovers;
mod listing;
mod load;
mod lock;
mod manager;
mod merge;
mod merge_error;
mod order;
mod parts;
mod place;
mod previous;
mod protect;
mod resources;
mod run;
mod sharding;
mod shards;
mod simulate;
mod stamp;
mod standing;
mod stored;
mod stream;
mod study;
mod work;
mod written;

pub use claim::{Abandon, Claim, Mode};
#[cfg(feature = "xlsx")]
pub use described::described;
pub use discover::{Discovered, Found, discover};
pub use error::{BatchError, Refusal};
pub use load::{Invalid, Job, Loaded, Source, load, load_each, load_to_run};
pub use manager::{Assigned, AutoError, assigned};
pub use merge::merge;
pub use merge_error::MergeError;
pub use place::{Asked, NoPlace, Place, Prepared};
pub use run::{Watch, run};
pub use sharding::{NoShard, ShardName};
pub use shards::Shards;
pub use simulate::Finished;
pub use stored::{Stored, StoredError, complete_scenarios, is_results, stored};
pub use stream::stream_summary;
pub use study::{Study, StudyTable};
pub use work::{Batch, Counts};
pub use written::{Tables, UnknownTable};
