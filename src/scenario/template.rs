use super::presets::Preset;
use crate::vocabulary::Language;

/// A commented scenario file to start from, with the numbers of a preset.
pub fn new_file(preset: &Preset, language: Language) -> String {
    let _ = language;
    preset.text.to_owned()
}
