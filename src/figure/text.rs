use super::Weight;
use super::font::is_zero_width;

const ELLIPSIS: char = '…';
/// Begins a run whose direction is that of its first strong letter, and which reorders nothing outside.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// Ends it.
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// A text from outside made harmless: no control characters, no direction marks, no stacks of accents; every run of
/// blanks is one space.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut accents = 0;
    for character in text.chars() {
        let blank = character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}');
        if blank || character.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            accents = 0;
            continue;
        }
        if is_invisible(character) {
            continue;
        }
        accents = if is_zero_width(character) { accents + 1 } else { 0 };
        if accents <= 1 && !(accents == 1 && out.is_empty()) {
            out.push(character);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Direction marks, invisible characters and those that XML forbids.
fn is_invisible(character: char) -> bool {
    let code = u32::from(character);
    matches!(code,
        0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff0..=0xfffc
        | 0xe_0000..=0xe_0fff)
        || code & 0xfffe == 0xfffe
}

/// Whether a letter is written from right to left.
fn is_right_to_left(character: char) -> bool {
    matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
}

/// A cleaned name ready to stand inside a sentence: one written from right to left reorders nothing around it.
pub(crate) fn isolate(text: &str) -> String {
    let text = clean(text);
    if text.chars().any(is_right_to_left) {
        format!("{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}")
    } else {
        text
    }
}

/// The beginning of `text` that is no wider than `width`, with an ellipsis where something was left out.
pub fn truncate(text: &str, width: f64, size: f64, weight: Weight) -> String {
    if weight.width(text, size) <= width {
        return text.to_owned();
    }
    let cut = |characters: usize| -> String { text.chars().take(characters).collect() };
    let fits = |characters: usize| weight.width(&format!("{}{ELLIPSIS}", cut(characters)), size) <= width;
    // Widths only grow: the longest beginning that fits by halving.
    let (mut low, mut high) = (0, text.chars().count());
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(middle) { low = middle } else { high = middle - 1 }
    }
    let mut kept = cut(low);
    kept.truncate(kept.trim_end().len());
    kept.push(ELLIPSIS);
    balance(&kept)
}

/// The first of falling `sizes` at which `text` needs no more lines of `width` than `most` gives and no word of it is broken;
/// the last where there is none.
pub(crate) fn whole_words(text: &str, width: f64, sizes: &[f64], weight: Weight, most: impl Fn(f64) -> usize) -> f64 {
    let fits = |size: &&f64| {
        let is_whole = text.split(' ').all(|word| weight.width(word, **size) <= width);
        is_whole && fill(text, 0.0, width, **size, weight).len() <= most(**size)
    };
    sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(12.0)
}

/// `text` in at most `lines` lines no wider than `width`, broken at spaces, in a word only where it alone is too wide;
/// the last line ends with an ellipsis where something was left out.
///
/// Lines after the first are filled evenly rather than leaving one word alone where that costs no line.
pub(crate) fn wrap(text: &str, width: f64, size: f64, weight: Weight, lines: usize) -> Vec<String> {
    wrap_after(text, 0.0, width, size, weight, lines)
}

/// The same where something of width `lead` stands before the first line.
pub(super) fn wrap_after(text: &str, lead: f64, width: f64, size: f64, weight: Weight, lines: usize) -> Vec<String> {
    let greedy = fill(text, lead, width, size, weight);
    if greedy.len() > lines {
        let kept = lines.max(1) - 1;
        let rest = greedy[kept..].join(" ");
        let mut out = greedy[..kept].to_vec();
        let used = if kept == 0 { lead } else { 0.0 };
        out.push(truncate(&rest, width - used, size, weight));
        return out.iter().map(|line| balance(line)).collect();
    }
    let mut best = greedy;
    if best.len() > 1 {
        // No narrower than any word that fits: words are not broken to even out lines.
        let words = text.split(' ').map(|word| weight.width(word, size));
        let widest = words.filter(|&word| word <= width).fold(0.0, f64::max);
        // The narrowest column that needs no more lines.
        for step in 1..=20 {
            let narrow = (width * (1.0 - 0.025 * f64::from(step))).max(widest);
            let narrower = fill(text, lead, narrow, size, weight);
            if narrower.len() > best.len() {
                break;
            }
            best = narrower;
        }
    }
    best.iter().map(|line| balance(line)).collect()
}

fn fill(text: &str, lead: f64, width: f64, size: f64, weight: Weight) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut room = width - lead;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if weight.width(&longer, size) <= room {
            line = longer;
            continue;
        }
        // After something in front a line may stay empty, so that no word is broken that fits in the next.
        if !line.is_empty() || (room < width && weight.width(word, size) <= width) {
            out.push(std::mem::take(&mut line));
            room = width;
        }
        for character in word.chars() {
            line.push(character);
            if weight.width(&line, size) > room && line.chars().count() > 1 {
                line.pop();
                out.push(std::mem::take(&mut line));
                line.push(character);
                room = width;
            }
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    out
}

/// Closes isolates that a cut left open and drops ends without a beginning.
fn balance(line: &str) -> String {
    let mut open = 0_usize;
    let mut out = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            FIRST_STRONG_ISOLATE => open += 1,
            POP_DIRECTIONAL_ISOLATE if open == 0 => continue,
            POP_DIRECTIONAL_ISOLATE => open -= 1,
            _ => {}
        }
        out.push(character);
    }
    out.extend(std::iter::repeat_n(POP_DIRECTIONAL_ISOLATE, open));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_are_dropped() {
        assert_eq!(clean(" a\u{0}b\t\n c\u{202e}d\u{ffff} "), "a b cd");
        assert_eq!(clean("Z\u{300}\u{301}\u{302}"), "Z\u{300}");
        assert_eq!(clean("1\u{202f}000\u{a0}€"), "1\u{202f}000\u{a0}€");
    }

    #[test]
    fn names_from_right_to_left_are_isolated() {
        assert_eq!(isolate("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(isolate("hotel"), "hotel");
    }

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost() {
        let text = "For 1 complaint, 317 people know on average: 26 silent customers, and 290 who heard it from them";
        for width in [60.0, 150.0, 400.0, 2000.0] {
            let lines = wrap(text, width, 20.0, Weight::Bold, 50);
            assert!(lines.iter().all(|line| Weight::Bold.width(line, 20.0) <= width), "{lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn no_word_is_broken_that_fits_in_a_line() {
        for text in ["Interroger", "call everyone", "Ask every customer by letter", "a Interroger b Interroger c"] {
            let widest = text.split(' ').map(|word| Weight::Bold.width(word, 20.0)).fold(0.0, f64::max);
            for width in [widest, 1.01 * widest, 1.5 * widest, 3.0 * widest] {
                for line in wrap(text, width, 20.0, Weight::Bold, 9) {
                    assert!(line.split(' ').all(|part| text.split(' ').any(|word| word == part)), "{text}: {line}");
                }
            }
        }
    }

    #[test]
    fn a_word_is_set_smaller_before_it_is_broken() {
        let width = Weight::Bold.width("Demander", 20.0);
        let size = whole_words("Demander", width, &[21.0, 18.0, 16.0], Weight::Bold, |_| 2);
        assert_eq!((size, wrap("Demander", width, size, Weight::Bold, 2).len()), (18.0, 1));
        assert_eq!(whole_words("Demander", width, &[20.0, 18.0], Weight::Bold, |_| 1), 20.0);
        assert_eq!(whole_words(&"x".repeat(99), width, &[20.0, 18.0], Weight::Bold, |_| 1), 18.0);
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let lines = wrap(&"word ".repeat(100), 200.0, 20.0, Weight::Regular, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with(ELLIPSIS) && Weight::Regular.width(&lines[1], 20.0) <= 200.0);
        assert_eq!(wrap(&"x".repeat(300), 100.0, 20.0, Weight::Regular, 1).len(), 1);
    }

    #[test]
    fn a_cut_leaves_no_isolate_open() {
        let text = isolate(&"שלום ".repeat(40));
        for line in wrap(&text, 300.0, 20.0, Weight::Regular, 3) {
            let count = |wanted| line.chars().filter(|&character| character == wanted).count();
            assert_eq!(count(FIRST_STRONG_ISOLATE), count(POP_DIRECTIONAL_ISOLATE));
        }
    }
}
