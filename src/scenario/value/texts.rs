//! Texts with a rule of their own.

use toml::de::DeValue;

use super::written::{A_TEXT, Fault, Read, Written};
use crate::network::Separator;
use crate::scenario::title::Title;
use crate::text;

impl Written<'_> {
    pub(super) fn separator(self) -> Read<String> {
        let wanted = (
            "one character, such as \";\", or \"tab\" or \"blanks\"",
            "un seul caractère, comme \";\", ou \"tab\" ou \"blanks\"",
        );
        let DeValue::String(text) = self.value.get_ref() else { return Err(self.wrong(wanted, None)) };
        match Separator::named(text) {
            Some(Separator::Byte(b'\t')) => Ok("tab".to_owned()),
            Some(Separator::Blanks) => Ok("blanks".to_owned()),
            Some(Separator::Byte(byte)) => Ok(char::from(byte).to_string()),
            None => {
                let hint = text!(
                    "replace longer separators, such as ->, in the list",
                    "remplacez dans la liste les séparateurs plus longs, comme ->"
                );
                Err(self.out_of_range(wanted, Some(hint)))
            }
        }
    }

    pub(super) fn column(self) -> Read<String> {
        match self.value.get_ref() {
            DeValue::Integer(_) => self.count(1, 1_000_000).map(|number| number.to_string()),
            _ => self.string((
                "the name of a column in quotes, or its number from 1",
                "le nom d'une colonne entre guillemets, ou son numéro à partir de 1",
            )),
        }
    }

    /// One text, or one for each language.
    ///
    /// # Errors
    /// When it is neither.
    pub(in crate::scenario) fn title(self) -> Read<Title> {
        let DeValue::Table(table) = self.value.get_ref() else {
            let plain = self.string((
                "a text in quotes, or { en = \"...\", fr = \"...\" }",
                "un texte entre guillemets, ou { en = \"...\", fr = \"...\" }",
            ))?;
            return Ok(Title { plain: Some(plain), ..Title::default() });
        };
        let mut title = Title::default();
        for (key, value) in table {
            let text = Written { value, ..self }.string(A_TEXT)?;
            match key.get_ref().as_ref() {
                "en" => title.en = Some(text),
                "fr" => title.fr = Some(text),
                other => {
                    let message = text!("has no language `{other}`", "ne connaît pas la langue `{other}`");
                    let hint = Some(text!("the languages are en and fr", "les langues sont en et fr"));
                    return Err(Fault { code: "unknown-key", message: Box::new(message), span: key.span(), hint });
                }
            }
        }
        if title == Title::default() {
            let message = ("must have a text in one language at least", "doit avoir un texte dans une langue au moins");
            return Err(self.fault("empty-text", message, None));
        }
        Ok(title)
    }
}
