use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// The most characters that a cell holds.
const LONGEST: usize = 32_767;
/// The width of a column, in digits of the normal font.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=60;

/// Formats that all sheets share.
pub(super) struct Formats {
    pub(super) head: Format,
    pub(super) head_number: Format,
    pub(super) title: Format,
    pub(super) bold: Format,
    pub(super) wrapped: Format,
    pub(super) code: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0x00EE_F3F7))
            .set_border_bottom(FormatBorder::Thin);
        Self {
            head_number: head.clone().set_align(FormatAlign::Right),
            head,
            title: Format::new().set_bold().set_font_size(14.0),
            bold: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            code: Format::new().set_font_name("Consolas").set_font_size(10.0),
        }
    }
}

/// A sheet that grows downwards and knows how wide its columns want to be.
pub(super) struct Sheet<'a> {
    pub(super) inner: &'a mut Worksheet,
    pub(super) row: u32,
    widths: Vec<usize>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(inner: &'a mut Worksheet, name: &str) -> Result<Self, XlsxError> {
        inner.set_name(name)?;
        Ok(Self { inner, row: 0, widths: Vec::new() })
    }

    /// A text as text, whatever it looks like.
    pub(super) fn text(&mut self, column: u16, text: &str, format: Option<&Format>) -> Result<(), XlsxError> {
        let text = clean(text);
        self.widen(column, text.lines().map(|line| line.chars().count()).max().unwrap_or(0));
        match format {
            Some(format) => self.inner.write_string_with_format(self.row, column, text, format)?,
            None => self.inner.write_string(self.row, column, text)?,
        };
        Ok(())
    }

    /// A text that other columns need not make room for: a sentence.
    pub(super) fn sentence(&mut self, text: &str, format: Option<&Format>) -> Result<(), XlsxError> {
        match format {
            Some(format) => self.inner.write_string_with_format(self.row, 0, clean(text), format)?,
            None => self.inner.write_string(self.row, 0, clean(text))?,
        };
        self.row += 1;
        Ok(())
    }

    /// A number as a number.
    pub(super) fn number(&mut self, column: u16, value: f64, format: &Format) -> Result<(), XlsxError> {
        let digits = value.abs().max(1.0).log10().floor() as usize;
        self.widen(column, 5 + digits + digits / 3);
        self.inner.write_number_with_format(self.row, column, value, format)?;
        Ok(())
    }

    fn widen(&mut self, column: u16, wanted: usize) {
        let place = usize::from(column);
        if self.widths.len() <= place {
            self.widths.resize(place + 1, 0);
        }
        self.widths[place] = self.widths[place].max(wanted + 1);
    }

    /// Sets the widths that the columns want, within what is good to read.
    pub(super) fn set_widths(&mut self) -> Result<(), XlsxError> {
        for (place, width) in self.widths.iter().enumerate() {
            let width = (*width).clamp(*WIDTHS.start(), *WIDTHS.end());
            self.inner.set_column_width(place as u16, width as f64)?;
        }
        Ok(())
    }
}

/// What a cell can hold: no characters that XML has not, and not too many.
fn clean(text: &str) -> String {
    let allowed = |letter: &char| match letter {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => !letter.is_control(),
    };
    text.chars().filter(allowed).take(LONGEST).collect()
}
