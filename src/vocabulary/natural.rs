use std::cmp::Ordering;

/// Names as people order them: runs of digits by their number, so that `500` stands before `1000`.
///
/// ```
/// use rumeur::vocabulary::natural_order;
///
/// let mut names = ["town-1000", "town-50", "shop", "town-500"];
/// names.sort_by(|a, b| natural_order(a, b));
/// assert_eq!(names, ["shop", "town-50", "town-500", "town-1000"]);
/// ```
pub fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while let (Some(first), Some(second)) = (left.chars().next(), right.chars().next()) {
        let order = if first.is_ascii_digit() && second.is_ascii_digit() {
            let (one, other) = (digits(&mut left), digits(&mut right));
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        } else {
            left = &left[first.len_utf8()..];
            right = &right[second.len_utf8()..];
            first.cmp(&second)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    // `007` and `7` are one number and two names.
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The number that a text begins with, without zeros in front; the text is what follows it.
fn digits<'a>(text: &mut &'a str) -> &'a str {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    *text = rest;
    number.trim_start_matches('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_ordered_as_numbers() {
        let sorted = |names: &[&str]| {
            let mut names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            names.sort_by(|a, b| natural_order(a, b));
            names
        };
        assert_eq!(sorted(&["1000", "500", "5000", "50000"]), ["500", "1000", "5000", "50000"]);
        assert_eq!(sorted(&["a10b2", "a10b10", "a9", "a"]), ["a", "a9", "a10b2", "a10b10"]);
        assert_eq!(sorted(&["7", "007", "été", "b"]), ["007", "7", "b", "été"]);
        let huge = "9".repeat(400);
        assert_eq!(natural_order(&huge, &format!("1{huge}")), Ordering::Less);
    }

    #[test]
    fn the_order_is_total() {
        let names = ["", "0", "00", "0a", "a", "a0", "a00", "a1", "a01", "1", "01", "10"];
        for a in names {
            for b in names {
                assert_eq!(natural_order(a, b), natural_order(b, a).reverse(), "{a} {b}");
                assert_eq!(natural_order(a, b) == Ordering::Equal, a == b);
                for c in names {
                    if natural_order(a, b).is_lt() && natural_order(b, c).is_lt() {
                        assert!(natural_order(a, c).is_lt(), "{a} {b} {c}");
                    }
                }
            }
        }
    }
}
