//! Scenario files: text to parameters, with diagnostics, presets and paths.

mod diagnostic;
mod layers;
mod load;
mod names;
mod presets;
mod render;
mod resolved;
mod schema;
mod show;
mod template;

pub use diagnostic::{Diagnostic, Diagnostics, Location, Severity};
pub use load::{load, load_preset, load_text};
pub use names::{check_names, scenario_name};
pub use presets::{PRESETS, Preset, Quality};
pub use resolved::{Overrides, Precision, RunSettings, Scenario, Title, Variant};
pub use schema::schema;
pub use template::new_file;
