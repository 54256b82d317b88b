use crate::vocabulary::Language;

/// The headings and set phrases of a report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) contents: &'static str,
    pub(super) answer: &'static str,
    pub(super) arithmetic: &'static str,
    pub(super) figures: &'static str,
    pub(super) tables: &'static str,
    pub(super) download: &'static str,
    pub(super) sort: &'static str,
    pub(super) scenario: &'static str,
    pub(super) sources: &'static str,
    pub(super) warnings: &'static str,
    pub(super) silent: &'static str,
    pub(super) limits: [&'static str; 4],
    pub(super) again: &'static str,
    pub(super) replicates: &'static str,
    pub(super) seed: &'static str,
    pub(super) period: &'static str,
    pub(super) version: &'static str,
    pub(super) fingerprint: &'static str,
    pub(super) reproduce: &'static str,
}

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Fr => &FRENCH,
        }
    }
}

const ENGLISH: Words = Words {
    title: "Who knows, who never told the firm, and what it costs",
    contents: "Contents",
    answer: "The answer",
    arithmetic: "The arithmetic, step by step",
    figures: "Figures",
    tables: "Tables",
    download: "whole table as CSV",
    sort: "sort by this column",
    scenario: "The scenario",
    sources: "Sources",
    warnings: "Warnings",
    silent: "What the numbers do not say",
    limits: [
        "Intervals and \"most cases\" tell what chance makes of the numbers of the scenario; they do not tell whether those numbers are right.",
        "What is not marked with a source is an assumption. The 26 silent customers and the 317 people are lore: no original study is known.",
        "Word of mouth outside the scenario, such as media and platforms, is not in the numbers.",
        "On a single network intervals hold for that network only.",
    ],
    again: "How to get the same numbers",
    replicates: "replicates",
    seed: "master seed",
    period: "period",
    version: "version",
    fingerprint: "fingerprint",
    reproduce: "Save the scenario above under this name, where the files that it names are found; the same version gives the same bytes on any machine:",
};

const FRENCH: Words = Words {
    title: "Qui est au courant, qui n’a jamais rien dit à l’entreprise, et ce que cela coûte",
    contents: "Sommaire",
    answer: "La réponse",
    arithmetic: "Le calcul, pas à pas",
    figures: "Figures",
    tables: "Tableaux",
    download: "tableau entier en CSV",
    sort: "trier selon cette colonne",
    scenario: "Le scénario",
    sources: "Sources",
    warnings: "Avertissements",
    silent: "Ce que les nombres ne disent pas",
    limits: [
        "Les intervalles et « la plupart des cas » disent ce que le hasard fait des nombres du scénario ; ils ne disent pas si ces nombres sont justes.",
        "Ce qui n’a pas de source est une hypothèse. Les 26 insatisfaits silencieux et les 317 personnes sont une tradition : aucune étude d’origine n’est connue.",
        "Le bouche-à-oreille hors du scénario, comme celui des médias et des plateformes, n’est pas dans les nombres.",
        "Sur un seul réseau, les intervalles ne valent que pour ce réseau.",
    ],
    again: "Comment retrouver les mêmes nombres",
    replicates: "réplications",
    seed: "graine",
    period: "période",
    version: "version",
    fingerprint: "empreinte",
    reproduce: "Enregistrer le scénario ci-dessus sous ce nom, là où se trouvent les fichiers qu’il nomme ; la même version donne les mêmes octets sur toute machine :",
};
