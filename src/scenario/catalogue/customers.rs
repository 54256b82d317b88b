use super::fields::{OBSERVED_VOICE_RATE, SERVED, SILENT_PER_COMPLAINT, field};
use super::key::{Fallback, Key, Kind, Section, Unit, Words};
use crate::model::{Behind, Origin, Problem};

/// The most customers a period can have.
pub(super) const MOST_CUSTOMERS: u64 = 1_000_000_000_000;

/// Stage 1: who was let down.
pub(super) const SECTION: Section = Section {
    path: "customers",
    always: true,
    meaning: [
        "Who was let down: complaints seen, dissatisfied, or a share of those served (problem_rate or [service]). \
         Beside complaints, served says how many customers there were, so that the satisfied are known too.",
        "Qui a été déçu : réclamations reçues (complaints), insatisfaits (dissatisfied), ou une part des clients \
         servis (problem_rate ou [service]). À côté de complaints, served dit combien de clients il y avait : les \
         satisfaits sont alors connus.",
    ],
    keys: &[
        Key::number(
            "complaints", Words { en: "the number of complaints received", fr: "le nombre de réclamations reçues" },
            Kind::Count { min: 1, max: MOST_CUSTOMERS },
            Unit::People,
            Fallback::Nothing,
            "complaints seen in the period; say with silent_per_complaint, observed_voice_rate or silent how \
             many hide behind them",
            "réclamations reçues dans la période ; dire par silent_per_complaint, observed_voice_rate ou \
             silent combien se cachent derrière",
        )
        .field(field!(origin: Origin::Complaints { complaints, .. } => complaints))
        .example("complaints = 1")
        .hint(
            "without a complaint nothing tells how many are silent: use served = N and problem_rate = Q instead",
            "sans réclamation, rien ne dit combien sont silencieux : utilisez plutôt served = N et problem_rate = Q",
        ),
        Key::number(
            "silent_per_complaint", Words { en: "the number of silent customers per complaint", fr: "le nombre de silencieux par réclamation" },
            Kind::Number { min: 0.0, max: 1e9, above: false },
            Unit::People,
            Fallback::Nothing,
            "mean number of silent customers behind one complaint; the same as observed_voice_rate = 1 / (1 \
             + this)",
            "nombre moyen de clients silencieux derrière une réclamation ; équivaut à observed_voice_rate = \
             1 / (1 + ce nombre)",
        )
        .field(SILENT_PER_COMPLAINT)
        .example("silent_per_complaint = 26"),
        Key::number(
            "observed_voice_rate", Words { en: "the observed voice rate", fr: "le taux observé de réclamation des insatisfaits" },
            // As many silent for each complaint as silent_per_complaint allows.
            Kind::Number { min: 1e-9, max: 1.0, above: false },
            Unit::Share,
            Fallback::Nothing,
            "share of the dissatisfied who complained; beside dissatisfied or served it is the default of \
             voice.rate",
            "part des insatisfaits qui ont réclamé ; avec dissatisfied ou served, valeur par défaut de \
             voice.rate",
        )
        .field(OBSERVED_VOICE_RATE)
        .example("observed_voice_rate = 0.037")
        .hint(
            "a rate of 0 would hide an infinite number of silent customers; 26 silent for each complaint is 0.037",
            "un taux de 0 cacherait un nombre infini de silencieux ; 26 silencieux par réclamation font 0.037",
        ),
        Key::number(
            "silent", Words { en: "the number of silent customers", fr: "le nombre de silencieux" },
            Kind::Count { min: 0, max: MOST_CUSTOMERS },
            Unit::People,
            Fallback::Nothing,
            "silent customers behind all the complaints: a fixed number, no draw",
            "clients silencieux derrière toutes les réclamations : un nombre fixe, sans tirage",
        )
        .field(field!(origin: Origin::Complaints { behind: Behind::Silent(silent), .. } => silent))
        .example("silent = 26"),
        Key::number(
            "dissatisfied", Words { en: "the number of dissatisfied customers", fr: "le nombre d'insatisfaits" },
            Kind::Count { min: 0, max: MOST_CUSTOMERS },
            Unit::People,
            Fallback::Nothing,
            "customers let down in the period",
            "clients déçus dans la période",
        )
        .field(field!(origin: Origin::Dissatisfied(count) => count))
        .example("dissatisfied = 27"),
        Key::number(
            "served", Words { en: "the number of customers served", fr: "le nombre de clients servis" },
            Kind::Count { min: 0, max: MOST_CUSTOMERS },
            Unit::People,
            Fallback::Nothing,
            "customers served in the period; with problem_rate, a [service] table, or beside complaints",
            "clients servis dans la période ; avec problem_rate, une table [service], ou à côté de complaints",
        )
        .field(SERVED)
        .example("served = 4_000"),
        Key::number(
            "problem_rate", Words { en: "the share of customers let down", fr: "la part des clients déçus" },
            Kind::Probability,
            Unit::Share,
            Fallback::Nothing,
            "share of the served who are let down",
            "part des clients servis qui sont déçus",
        )
        .field(field!(origin: Origin::Served { problem: Problem::Rate(rate), .. } => rate))
        .example("problem_rate = 0.05"),
        Key::number(
            "product_found", Words { en: "the share of customers who find the product", fr: "la part des clients qui trouvent le produit" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("1.0"),
            "share of the customers who find what they came for (an assumption): well served without it they are indifferent, not \
             satisfied; bad service decides either way",
            "part des clients qui trouvent ce qu'ils cherchaient (une hypothèse) : bien servis sans l'avoir trouvé, ils sont \
             indifférents, pas satisfaits ; un mauvais service l'emporte dans tous les cas",
        )
        .field(field!(customers.product_found)),
        Key::new(
            "exact_groups",
            Kind::Flag,
            Unit::None,
            Fallback::Toml("false"),
            "split an outcome into its groups by the weights exactly where the count divides, instead of by \
             a draw",
            "répartir chaque issue entre ses groupes exactement selon les poids quand le compte tombe juste, \
             au lieu d'un tirage",
        ),
    ],
};

/// Stage 2: who tells the firm.
pub(super) const VOICE: Section = Section {
    path: "voice",
    always: true,
    meaning: [
        "Who tells the firm: rate + (1 - rate) x asked x admits of the dissatisfied complain.",
        "Qui le dit à l'entreprise : rate + (1 - rate) x asked x admits des insatisfaits réclament.",
    ],
    keys: &[
        Key::number(
            "rate",
            Words { en: "the voice rate", fr: "le taux de réclamation des insatisfaits" },
            Kind::Probability,
            Unit::Share,
            Fallback::Derived(
                "the observed voice rate where there is one, else 0",
                "le taux observé s'il y en a un, sinon 0",
            ),
            "share of the dissatisfied who complain of their own accord",
            "part des insatisfaits qui réclament d'eux-mêmes",
        )
        .field(field!(voice.rate))
        .example("rate = 0.037"),
        Key::number(
            "asked",
            Words { en: "the share of customers asked", fr: "la part des clients interrogés" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("0.0"),
            "share of customers whom the firm asks (survey, after-sales call)",
            "part des clients que l'entreprise interroge (enquête, appel après-vente)",
        )
        .field(field!(voice.asked)),
        Key::number(
            "admits",
            Words { en: "the share of the dissatisfied who admit it", fr: "la part des insatisfaits qui l'avouent" },
            Kind::Probability,
            Unit::Share,
            Fallback::Toml("0.0"),
            "share of the dissatisfied who admit it when asked",
            "part des insatisfaits qui l'avouent quand on les interroge",
        )
        .field(field!(voice.admits)),
    ],
};

/// Stage 3: whose complaint is recovered.
pub(super) const RECOVERY: Section = Section {
    path: "recovery",
    always: true,
    meaning: ["Whose complaint is recovered.", "Quels réclamants sont satisfaits de la réponse."],
    keys: &[Key::number(
        "rate",
        Words { en: "the recovery rate", fr: "la part des réclamants satisfaits" },
        Kind::Probability,
        Unit::Share,
        Fallback::Toml("0.0"),
        "share of complaints handled to the customer's satisfaction",
        "part des réclamations traitées à la satisfaction du client",
    )
    .field(field!(recovery.rate))],
};
