use super::{Canvas, Item, Role};

/// What stands where a number is to be found.
const GAP: &str = "____";

impl Canvas {
    /// The figure without its numbers, for an exercise: a line to write on in place of each, in title and description too.
    /// Ticks that are numbers are left out; names, those in quotation marks too, small print and the constants of the legend
    /// stay.
    pub fn blank(&mut self) {
        let mut constants = std::mem::take(&mut self.constants);
        constants.extend([&self.title, &self.description].into_iter().flat_map(|text| quoted_names(text)));
        let without_numbers = |text: &str| without_numbers(text, &constants);
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
        self.constants = constants;
    }
}

/// What stands in quotation marks in either language: the titles of measures, which may have numbers.
fn quoted_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for marks in [['"', '"'], ['«', '»']] {
        let mut rest = text;
        while let Some((name, after)) = rest.split_once(marks[0]).and_then(|(_, inside)| inside.split_once(marks[1])) {
            names.push(name.trim().to_owned());
            rest = after;
        }
    }
    // A number alone is no name that could be told from an answer.
    names.retain(|name| name.contains(char::is_alphabetic));
    names
}

/// A text with a gap in place of every number that is no part of a word or of one of the `constants`.
fn without_numbers(text: &str, constants: &[String]) -> String {
    let letters: Vec<char> = text.chars().collect();
    let constants: Vec<Vec<char>> = constants.iter().map(|constant| constant.chars().collect()).collect();
    let mut out = String::with_capacity(text.len());
    let mut index = 0;
    while index < letters.len() {
        let constant = constants.iter().filter(|own| !own.is_empty() && begins(&letters[index..], own));
        if let Some(longest) = constant.max_by_key(|own| own.len()) {
            out.extend(&letters[index..index + longest.len()]);
            index += longest.len();
            continue;
        }
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

/// Whether a text begins with another, any blank for any other.
fn begins(text: &[char], start: &[char]) -> bool {
    let alike = |(a, b): (&char, &char)| a == b || (a.is_whitespace() && b.is_whitespace());
    text.len() >= start.len()
        && text.iter().zip(start).all(alike)
        // "1 in 10" is not the beginning of "1 in 100".
        && !text.get(start.len()).is_some_and(|next| start.last().is_some_and(char::is_ascii_digit) && next.is_ascii_digit())
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
        let said = |text: &str| without_numbers(text, &[]);
        assert_eq!(said("On average 1,234.5 people know: −€12, 36%."), "On average ____ people know: −€____, ____%.");
        assert_eq!(said("+93\u{202f}000 € dans 40\u{a0}% des cas"), "____ € dans ____\u{a0}% des cas");
        assert_eq!(said("classic-317 and p90"), "classic-317 and p90");
        assert_eq!(said("no number"), "no number");
    }

    #[test]
    fn constants_of_the_legend_stay() {
        let constants = ["95\u{a0}% interval".to_owned(), "1 case in 10".to_owned()];
        let said = |text: &str| without_numbers(text, &constants);
        assert_eq!(said("5 with its 95 % interval"), "____ with its 95 % interval");
        assert_eq!(said("1 case in 10 reaches 738"), "1 case in 10 reaches ____");
        assert_eq!(said("1 case in 100 reaches 1,480"), "____ case in ____ reaches ____");
    }

    #[test]
    fn a_measure_keeps_its_name_in_the_title() {
        let mut canvas = Canvas::new(Page::Wide, "en");
        canvas.title = "\"Measure 12\" saves €12 a month, « 12 » and «\u{202f}Mesure 3\u{202f}» save 3".to_owned();
        canvas.text(Label::new("\"Measure 12\" saves €12", 0.0, 0.0, 9.0));
        canvas.blank();
        assert_eq!(
            canvas.title,
            "\"Measure 12\" saves €____ a month, « ____ » and «\u{202f}Mesure 3\u{202f}» save ____"
        );
        assert_eq!(canvas.labels().map(Label::said).collect::<Vec<_>>(), ["\"Measure 12\" saves €____"]);
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
