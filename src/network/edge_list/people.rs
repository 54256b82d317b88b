use super::EdgeListError;
use super::error::Whose;
use super::format::Separator;
use super::head::Head;
use super::header::{is_person, role};
use super::records::{Record, Records, line_ends};
use super::separator::understand_column;

/// A list of people: the first column of a list that is written as edge lists are.
#[doc = include_str!("../examples/edge_lists.md")]
#[derive(Clone, Copy, Debug)]
pub struct People;

impl People {
    /// The ids of a list, in its order. A first line that says a word such as `id` or `nom` is a header, and chooses the
    /// column.
    ///
    /// # Errors
    /// When a quote is not closed, the text is no UTF-8, or it is something else that is known.
    pub fn read(bytes: &[u8]) -> Result<Vec<String>, EdgeListError> {
        let head = Head::read(&mut &bytes[..])?;
        let bytes = &bytes[head.mark as usize..];
        let text = std::str::from_utf8(bytes)
            .map_err(|error| EdgeListError::NotText { line: 1 + line_ends(&bytes[..error.valid_up_to()]) })?;
        let separator = understand_column(&head.text, head.complete)?;
        let mut records = Records::new(text, separator.unwrap_or(Separator::Byte(b'\t')), 0);
        let mut record = Record::default();
        let mut people = Vec::new();
        let mut column = 0;
        let mut first = true;
        while records.next(&mut record)? {
            if std::mem::take(&mut first) {
                let is_person = |name: &str| role(name).is_some_and(is_person);
                let named = record.fields.iter().position(|name| is_person(name) && name.len() > 1);
                let index = record.fields.len() == 1 && record.fields[0].eq_ignore_ascii_case("id");
                if named.is_some() || index {
                    column = named.unwrap_or(0);
                    continue;
                }
            }
            let id = record.fields.get(column).filter(|id| !id.is_empty());
            let id = id.ok_or(EdgeListError::EmptyId { line: record.line, whose: Whose::Only })?;
            people.push(id.clone().into_owned());
        }
        Ok(people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_people_are_read_as_edge_lists_are() {
        for text in [
            "Ann Lee\nBob\n07\n",
            "\u{feff}Ann Lee\r\nBob\r\n07",
            "# ours\nAnn Lee # first\n\nBob\n07\n",
            "\"Ann Lee\"\r\"Bob\"\r\"07\"\r",
            "Nom\nAnn Lee\nBob\n07\n",
            "id\nAnn Lee\nBob\n07\n",
            "Ann Lee;1\nBob;2\n07;3\n",
            "n;client\n1;Ann Lee\n2;Bob\n3;07\n",
            "nom,poids\nAnn Lee,1\nBob,2\n07,3\n",
        ] {
            assert_eq!(People::read(text.as_bytes()).expect("people"), ["Ann Lee", "Bob", "07"], "{text:?}");
        }
        assert_eq!(People::read(b"Lee, Ann\nRay, Bob\n").expect("people"), ["Lee, Ann", "Ray, Bob"]);
        let text = "\"x, y\"\n\"a \"\"b\"\"\"\n";
        assert_eq!(People::read(text.as_bytes()).expect("people"), ["x, y", "a \"b\""]);
        assert_eq!(People::read(b"\"Ann\n"), Err(EdgeListError::Quote { line: 1 }));
        assert_eq!(People::read(b"Ann\nZo\xe9\n"), Err(EdgeListError::NotText { line: 2 }));
    }
}
