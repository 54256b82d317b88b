/// The style of a drawing, which holds the fonts: the same in all of them, and once on a page.
const STYLE: [&str; 2] = ["<style>", "</style>"];

/// The drawings without their styles, and the style of the first.
pub(in crate::report) fn without_styles<'a>(drawings: impl Iterator<Item = &'a str>) -> (String, Vec<String>) {
    let mut style = String::new();
    let bare = |svg: &'a str| {
        let cut = svg.find(STYLE[0]).and_then(|start| {
            let end = svg[start..].find(STYLE[1])? + start;
            Some((start, end))
        });
        let Some((start, end)) = cut else { return svg.to_owned() };
        if style.is_empty() {
            svg[start + STYLE[0].len()..end].clone_into(&mut style);
        }
        format!("{}{}", &svg[..start], &svg[end + STYLE[1].len()..])
    };
    let bare = drawings.map(bare).collect();
    (style, bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_stand_on_a_page_once() {
        let one = "<svg><title>a</title><style>@font-face{x}</style><text>b</text></svg>";
        let (style, bare) = without_styles([one, one, "<svg/>"].into_iter());
        assert_eq!(style, "@font-face{x}");
        assert_eq!(
            bare,
            ["<svg><title>a</title><text>b</text></svg>", "<svg><title>a</title><text>b</text></svg>", "<svg/>"]
        );
    }
}
