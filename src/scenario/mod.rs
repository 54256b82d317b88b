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
mod lens;
#[cfg(test)]
mod lens_tests;
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
mod spot;
mod suggest;
mod syntax;
mod template;
mod title;
mod typed_number;
mod unknown;
mod value;

pub use diagnostic::{Diagnostic, Diagnostics, Location, Severity};
pub use lens::{Lens, LensError, SetError, lens, paths};
pub use load::{load, load_preset, load_text};
pub use names::{RESULT_FILES, check_names, scenario_name, shown};
pub use presets::{PRESETS, Preset, Quality};
pub use reference::reference;
pub use resolved::{Facts, Overrides, RunSettings, Scenario, Variant};
pub use schema::schema;
pub use spot::Bounds;
pub use template::new_file;
pub use title::Title;
