use super::fields::field;
use super::key::{Fallback, Key, Kind, Section, Unit, Words};
use crate::model::Market;

const POINTS: Kind = Kind::Number { min: -1e6, max: 1e6, above: false };

/// A choice instead of a given loyalty.
pub(super) const SECTION: Section = Section {
    path: "market",
    always: false,
    meaning: [
        "A choice instead of a given loyalty, in place of silent.stays and unresolved.stays (an assumption): a customer let down by a \
         shortfall s (0 without [service]) stays with e^u / (e^u + rivals), u = attachment + price - s, a multinomial logit (McFadden \
         1974); the recovered, whose shortfall is 0, too, unless recovered.stays is said.",
        "Un choix au lieu d'une fidélité donnée, à la place de silent.stays et unresolved.stays (une hypothèse) : un client déçu d'un \
         manque s (0 sans [service]) reste avec e^u / (e^u + rivals), u = attachment + price - s, un logit multinomial (McFadden \
         1974) ; les réclamants satisfaits de la réponse, dont le manque est 0, aussi, sauf si recovered.stays est donné.",
    ],
    keys: &[
        Key::number(
            "rivals",
            Words { en: "the number of rival offers", fr: "le nombre d'offres rivales" },
            Kind::Number { min: 0.0, max: 1e12, above: false },
            Unit::None,
            Fallback::Required,
            "other offers within reach: 0 in the village, 4 by car, 1,000 on the internet",
            "autres offres à portée : 0 au village, 4 en voiture, 1 000 sur internet",
        )
        .field(field!(market: Market { rivals, .. } => rivals))
        .example("rivals = 4"),
        Key::number(
            "attachment",
            Words { en: "the attachment to the firm", fr: "l'attachement à l'entreprise" },
            POINTS,
            Unit::Points,
            Fallback::Toml("0.0"),
            "points by which a customer prefers this firm, all else equal",
            "points dont un client préfère cette entreprise, toutes choses égales",
        )
        .field(field!(market: Market { attachment, .. } => attachment)),
        Key::number(
            "price",
            Words { en: "the price advantage", fr: "l'avantage de prix" },
            POINTS,
            Unit::Points,
            Fallback::Toml("0.0"),
            "points of price advantage; negative: dearer",
            "points d'avantage de prix ; négatif : plus cher",
        )
        .field(field!(market: Market { price, .. } => price)),
    ],
};
