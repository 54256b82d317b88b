//! Scenario files: text to parameters, with diagnostics, presets and paths.

mod build;
mod build_telling;
mod catalogue;
mod complete;
mod datum;
mod diagnostic;
mod fingerprint;
mod key_path;
mod layers;
mod lint;
mod load;
mod names;
mod presets;
mod reader;
mod reference;
mod render;
mod resolve;
mod resolved;
mod schema;
mod schema_rules;
mod show;
mod source_text;
mod suggest;
mod syntax;
mod template;
mod unknown;
mod value;

pub use diagnostic::{Diagnostic, Diagnostics, Location, Severity};
pub use load::{load, load_preset, load_text};
pub use names::{check_names, scenario_name};
pub use presets::{PRESETS, Preset, Quality};
pub use reference::reference;
pub use resolved::{Overrides, RunSettings, Scenario, Title, Variant};
pub use schema::schema;
pub use template::new_file;
