//! Dates and times, as people and programs write them.

/// Whether a text is a date, a time or both: `2024-03-12`, `12/03/2024 08:15`, `2024-03-12T08:15:00Z`, `8h15`,
/// `12 mars 2024`.
pub(super) fn is_moment(text: &str) -> bool {
    let text = text.trim();
    if is_time(text) || is_date(text) {
        return true;
    }
    let cut = |at: usize| text.split_at_checked(at).filter(|(date, _)| is_date(date));
    let signs = text.char_indices().filter(|&(_, letter)| letter == 'T' || letter == ' ' || letter == '_');
    signs.into_iter().any(|(at, _)| cut(at).is_some_and(|(_, time)| is_time(time[1..].trim_start())))
}

/// Whether eight digits are a day: `20240312`.
pub(super) fn is_compact_date(text: &str) -> bool {
    text.is_ascii() && text.len() == 8 && is_date(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// Three numbers with a sign between them of which one may be a year, or a month in letters.
fn is_date(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ',']);
    let parts = |sign: char| text.split(sign).map(|part| part.trim().trim_end_matches(['.', ','])).collect::<Vec<_>>();
    ['-', '/', '.', ' '].into_iter().any(|sign| {
        let parts = parts(sign);
        let number = |part: &str| if is_digits(part, 1..=4) { part.parse::<u32>().ok() } else { None };
        let day = |part: &str| part.len() <= 2 && number(part).is_some_and(|day| (1..=31).contains(&day));
        let year = |part: &str| part.len() == 4 && number(part).is_some_and(|year| (1800..=2200).contains(&year));
        let short = |part: &str| part.len() == 2 && number(part).is_some();
        match parts[..] {
            [a, b, c] if sign != ' ' && year(a) && day(b) && day(c) => true,
            // `10.1.24` may be a number of something: a year of two digits has slashes.
            [a, b, c] if sign != ' ' && day(a) && day(b) && (year(c) || sign == '/' && short(c)) => true,
            [a, b, c] => is_month(b) && day(a) && (year(c) || short(c)) || is_month(a) && day(b) && year(c),
            // `2024-03`, `03/2024`.
            [a, b] => {
                sign != '.'
                    && sign != ' '
                    && (year(a) && is_digits(b, 2..=2) && day(b) || is_digits(a, 2..=2) && day(a) && year(b))
            }
            _ => false,
        }
    })
}

/// Hours and minutes, perhaps with seconds, a half of the day and a zone.
fn is_time(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.trim_end_matches('z').trim_end();
    for half in ["am", "pm"] {
        rest = rest.strip_suffix(half).map_or(rest, str::trim_end);
    }
    if let Some((time, zone)) = rest.split_once(['+', '-']) {
        if !is_digits(&zone.replace(':', ""), 2..=4) {
            return false;
        }
        rest = time.trim_end();
    }
    let mut parts = rest.split([':', 'h']);
    let two = |part: Option<&str>, most: u32| {
        part.is_some_and(|part| is_digits(part, 1..=2) && part.parse::<u32>().is_ok_and(|number| number <= most))
    };
    let minutes = two(parts.next(), 24) && parts.next().is_some_and(|part| part.len() == 2 && two(Some(part), 59));
    let seconds = |part: &str| {
        let (whole, decimals) = part.split_once(['.', ',']).unwrap_or((part, "0"));
        two(Some(whole), 60) && is_digits(decimals, 1..=9)
    };
    minutes && parts.next().is_none_or(seconds) && parts.next().is_none()
}

fn is_digits(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A month in English or French, in whole or by its first letters.
fn is_month(text: &str) -> bool {
    let name = super::header::plain(text);
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ];
    name.len() >= 3 && months.iter().any(|month| month.starts_with(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_known() {
        for text in [
            "2024-03-12",
            "2024/3/1",
            "12/03/2024",
            "12.03.2024",
            "3/12/24",
            "2024-03",
            "03/2024",
            "12 mars 2024",
            "12-Mar-2024",
            "Mar 12, 2024",
            "12 févr. 2024",
            "08:15",
            "8:15:30",
            "08:15:30.250",
            "8h15",
            "08:15 PM",
            "2024-03-12T08:15:00Z",
            "2024-03-12 08:15",
            "12/03/2024 08:15:59",
            "2024-03-12T08:15:00+01:00",
        ] {
            assert!(is_moment(text), "{text}");
        }
        for text in [
            "",
            "Ann",
            "12",
            "1.5",
            "10.1.24",
            "192.168.1.12",
            "1-2",
            "12-13",
            "0612345678",
            "Mar",
            "a:b",
            "12:75",
            "2024",
            "1082040961",
            "-1",
            "3 mars",
            "Mai Lee 12",
            "12h",
            "Ann 08:15",
        ] {
            assert!(!is_moment(text), "{text}");
        }
    }
}
