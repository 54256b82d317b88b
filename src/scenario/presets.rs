use crate::vocabulary::Language;

/// Published numbers that a scenario can start from.
///
/// To add one: write `presets/NAME.toml`, an entry in [`PRESETS`], and its line in docs/sources.md. Title, sources and
/// assumptions stand in the text, each in the table it belongs to.
#[doc = include_str!("examples/presets.md")]
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// What `preset = "..."` says.
    pub name: &'static str,
    /// When the numbers were published, where that is known.
    pub year: Option<u16>,
    /// How far they can be trusted.
    pub quality: Quality,
    /// What to beware of, in English and French.
    caveat: [&'static str; 2],
    /// The scenario file.
    pub text: &'static str,
}

/// How far a preset's numbers can be trusted.
#[doc = include_str!("examples/presets.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Read in the original publication.
    Primary,
    /// Read in a page that quotes the original.
    Secondary,
    /// Common lore for which no original was found.
    Unsourced,
}

impl Preset {
    /// The preset of this name.
    pub fn find(name: &str) -> Option<&'static Preset> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// What to beware of.
    pub const fn caveat(&self, language: Language) -> &'static str {
        self.caveat[language as usize]
    }
}

impl Quality {
    /// One word for it.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Quality::Primary => language.pick("primary", "primaire"),
            Quality::Secondary => language.pick("secondary", "secondaire"),
            Quality::Unsourced => language.pick("unsourced", "sans source"),
        }
    }
}

/// Every preset, oldest first; the undated beside the lore they belong to.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "classic-317",
        year: Some(1987),
        quality: Quality::Unsourced,
        caveat: [
            "a mean, and a wide one; every silent customer talks, nobody is told twice, nobody retells; adds 27 who lived it to 290 who heard it",
            "une moyenne, et très dispersée ; chaque silencieux parle, personne n'entend deux fois, personne ne répète ; ajoute 27 qui l'ont vécu à 290 qui l'ont entendu",
        ],
        text: include_str!("presets/classic-317.toml"),
    },
    Preset {
        name: "indignation-9-20",
        year: None,
        quality: Quality::Unsourced,
        caveat: [
            "nobody who was let down returns, and all of them talk: the strongest reading of the article",
            "aucun client déçu ne revient et tous en parlent : la lecture la plus forte de l'article",
        ],
        text: include_str!("presets/indignation-9-20.toml"),
    },
    Preset {
        name: "goodman-2005",
        year: Some(2005),
        quality: Quality::Secondary,
        caveat: [
            "the voice rate (share of the dissatisfied who complain) and the audiences come from different decades; complaints at the front line rarely reach headquarters",
            "le taux de réclamation des insatisfaits (la part d'entre eux qui réclament) et les auditoires viennent d'époques différentes ; ce qui est dit au guichet remonte rarement au siège",
        ],
        text: include_str!("presets/goodman-2005.toml"),
    },
    Preset {
        name: "verde-2006",
        year: Some(2006),
        quality: Quality::Secondary,
        caveat: [
            "American shoppers before Christmas 2005; problems such as parking and queues count as much as rudeness",
            "clients américains avant Noël 2005 ; le parking et l'attente comptent autant que l'impolitesse",
        ],
        text: include_str!("presets/verde-2006.toml"),
    },
    Preset {
        name: "amex-fr-2012",
        year: Some(2012),
        quality: Quality::Secondary,
        caveat: [
            "what people say they do, in a survey of a card company; the share of the dissatisfied who complain comes from another study, and is an intention",
            "ce que les gens disent faire, dans une enquête d'un émetteur de cartes ; la part des insatisfaits qui réclament vient d'une autre étude, et c'est une intention",
        ],
        text: include_str!("presets/amex-fr-2012.toml"),
    },
    Preset {
        name: "ccmc-2024",
        year: Some(2024),
        quality: Quality::Primary,
        caveat: [
            "packaged goods: buyers have no counter to complain at; the people told (28, and 10 to 16) are of 2013, no later study that could be read says how many",
            "produits de grande consommation : l'acheteur n'a pas de guichet où réclamer ; les personnes à qui l'on en parle (28, et 10 à 16) datent de 2013, aucune étude plus récente que l'on ait pu lire ne dit combien",
        ],
        text: include_str!("presets/ccmc-2024.toml"),
    },
    Preset {
        name: "uk-detriment-2024",
        year: Some(2024),
        quality: Quality::Primary,
        caveat: [
            "the iceberg here is 0.71 silent for each complaint, not 26; incidents of every size, as consumers tell them; whom they told was not asked, the audiences are borrowed",
            "l'iceberg est ici de 0,71 silencieux par réclamation, non de 26 ; des incidents de toute taille, racontés par les consommateurs ; à qui ils en ont parlé n'est pas demandé, les auditoires sont empruntés",
        ],
        text: include_str!("presets/uk-detriment-2024.toml"),
    },
    Preset {
        name: "qualtrics-2026",
        year: Some(2026),
        quality: Quality::Secondary,
        caveat: [
            "14 countries in one number; who tells friends is published, how many each of them tells is not",
            "14 pays en un seul nombre ; la part de ceux qui en parlent à des proches est publiée, non le nombre de personnes à qui chacun en parle",
        ],
        text: include_str!("presets/qualtrics-2026.toml"),
    },
];
