//! Many scenarios into one results directory: discovery, the claim on the directory, order, failure, resuming.

mod beside;
mod book;
mod claim;
mod discover;
mod durable;
mod error;
mod figures;
mod journal;
mod leftovers;
mod listing;
mod load;
mod lock;
mod order;
mod place;
mod previous;
mod protect;
mod resources;
mod run;
mod simulate;
mod stamp;
mod standing;
mod stored;
mod stream;
mod study;
mod written;

pub use claim::{Abandon, Claim, Mode};
pub use discover::{Discovered, Found, discover};
pub use error::{BatchError, Refusal};
pub use load::{Invalid, Job, Loaded, Source, load, load_each};
pub use place::{Asked, NoPlace, Place};
pub use run::{Batch, Counts, Watch, run};
pub use simulate::Finished;
pub use stored::{Stored, StoredError, complete_scenarios, is_results, stored};
pub use stream::stream_summary;
pub use study::{Study, StudyTable};
pub use written::{Tables, UnknownTable};
