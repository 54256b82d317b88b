use super::{Canvas, Item, Role};

/// What stands where a number is to be found.
const GAP: &str = "____";

impl Canvas {
    /// The figure without its numbers, for an exercise: a line to write on in place of each, in title and description too.
    /// Ticks that are numbers are left out; names and small print stay.
    pub fn blank(&mut self) {
        self.title = without_numbers(&self.title);
        self.description = without_numbers(&self.description);
        self.items.retain(|item| match item {
            Item::Text(label) => {
                label.role != Role::Tick || !label.text.contains(|letter: char| letter.is_ascii_digit())
            }
            _ => true,
        });
        for item in &mut self.items {
            let Item::Text(label) = item else { continue };
            if label.role == Role::Name {
                continue;
            }
            label.text = without_numbers(&label.text);
            if let Some((number, _)) = &mut label.lead {
                GAP.clone_into(number);
            }
        }
    }
}

/// A text with a gap in place of every number that is no part of a word.
fn without_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut index = 0;
    while index < letters.len() {
        let end = number_end(&letters, index);
        if end > index {
            out.push_str(GAP);
            index = end;
        } else {
            out.push(letters[index]);
            index += 1;
        }
    }
    out
}

/// Where the number that begins at `start` ends: its sign, its digits and the signs between them; `start` where none does.
fn number_end(letters: &[char], start: usize) -> usize {
    let is_digit = |index: usize| letters.get(index).is_some_and(char::is_ascii_digit);
    let before = start.checked_sub(1).map(|index| letters[index]);
    let within_a_word = before.is_some_and(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    let signed = matches!(letters[start], '−' | '+') && is_digit(start + 1);
    if within_a_word || !(signed || is_digit(start)) {
        return start;
    }
    let mut end = start + usize::from(signed);
    while is_digit(end) || (matches!(letters.get(end), Some(',' | '.' | '\u{202f}' | '\u{a0}')) && is_digit(end + 1)) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Label, Page};

    #[test]
    fn every_number_becomes_a_gap_with_its_unit_left() {
        let said = |text: &str| without_numbers(text);
        assert_eq!(said("On average 1,234.5 people know: −€12, 36%."), "On average ____ people know: −€____, ____%.");
        assert_eq!(said("+93\u{202f}000 € dans 40\u{a0}% des cas"), "____ € dans ____\u{a0}% des cas");
        assert_eq!(said("classic-317 and p90"), "classic-317 and p90");
        assert_eq!(said("no number"), "no number");
    }

    #[test]
    fn names_stay_and_ticks_go() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.text(Label::new("100", 0.0, 0.0, 9.0).tick());
        canvas.text(Label::new("always", 0.0, 0.0, 9.0).tick());
        canvas.text(Label::new("Measure 12", 0.0, 0.0, 9.0).name());
        canvas.text(Label::new("complaints", 0.0, 0.0, 9.0).led_by("14", 20.0));
        canvas.blank();
        let texts: Vec<String> = canvas.labels().map(Label::said).collect();
        assert_eq!(texts, ["always", "Measure 12", "____ complaints"]);
    }
}
