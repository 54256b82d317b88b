/// Published numbers that a scenario can start from.
///
/// To add one: write `presets/NAME.toml` and a line in [`PRESETS`]; its title and source stand in the text.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// What `preset = "..."` says.
    pub name: &'static str,
    /// When the numbers were published.
    pub year: u16,
    /// How far they can be trusted.
    pub quality: Quality,
    /// The scenario file.
    pub text: &'static str,
}

/// How far a preset's numbers can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Read in the original publication.
    Primary,
    /// Read in a page that quotes the original.
    Secondary,
    /// Common lore for which no original was found.
    Unsourced,
}

/// Every preset, oldest first.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "classic-317",
        year: 1987,
        quality: Quality::Unsourced,
        text: include_str!("presets/classic-317.toml"),
    },
    Preset {
        name: "verde-2006",
        year: 2006,
        quality: Quality::Secondary,
        text: include_str!("presets/verde-2006.toml"),
    },
];
