//! Many scenarios into one results directory: discovery, the claim on the directory, order, failure, resuming.

mod book;
mod claim;
mod discover;
mod error;
mod figures;
mod journal;
mod load;
mod order;
mod previous;
mod resources;
mod run;
mod simulate;
mod standing;
mod stored;
mod stream;

pub use claim::{Claim, Mode};
pub use discover::{Found, discover};
pub use error::{BatchError, Refusal};
pub use load::{Job, Loaded, Source, load};
pub use run::{Batch, Counts, Watch, run};
pub use simulate::Finished;
pub use stored::{Stored, StoredError, is_results, stored};
pub use stream::stream_summary;
