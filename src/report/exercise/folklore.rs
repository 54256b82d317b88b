use crate::text;
use crate::vocabulary::Text;

/// Something that is said of word of mouth, whether it holds, and why.
#[doc = include_str!("examples/sheets.md")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// A name that imports know it by.
    pub name: &'static str,
    /// The sentence.
    pub said: Text,
    /// Whether it is true.
    pub holds: bool,
    /// Why, with the source.
    pub because: Text,
}

/// What is folklore, and what is not: for the corrected sheet, and as questions that are true or false.
pub fn claims() -> Vec<Claim> {
    let claim = |name, said, holds, because| Claim { name, said, holds, because };
    vec![
        claim(
            "study-of-317",
            text!(
                "A published study has shown that 317 people know for each complaint.",
                "Une étude publiée a montré que 317 personnes sont au courant pour une réclamation."
            ),
            false,
            text!(
                "No original of the number was found. It is a count, 1 + 26 + 23 × 10 + 3 × 20, which assumes that every silent \
                 customer talks, that those who complain never do, that nobody is told twice and that nobody passes it on.",
                "Aucun original de ce nombre n'a été trouvé. C'est un calcul, 1 + 26 + 23 × 10 + 3 × 20, qui suppose que tous les \
                 silencieux parlent, que ceux qui réclament ne parlent jamais, que personne ne l'apprend deux fois et que \
                 personne ne le répète."
            ),
        ),
        claim(
            "four-percent-everywhere",
            text!(
                "In every kind of firm only 4 % of the customers let down complain.",
                "Dans toute entreprise, 4 % seulement des clients déçus réclament."
            ),
            false,
            text!(
                "The 4 % are about small losses whose complaints reach headquarters; its author put complaints at the front line \
                 at about half (Goodman 2005). An official survey of 2024 has 0.71 silent customers behind each complaint, not 26.",
                "Les 4 % concernent de petites pertes et les réclamations qui arrivent jusqu'au siège ; leur auteur en voyait \
                 environ la moitié au guichet (Goodman 2005). Une enquête officielle de 2024 compte 0,71 silencieux par \
                 réclamation, et non 26."
            ),
        ),
        claim(
            "voice-rate-of-all-customers",
            text!(
                "The voice rate is the share of all customers who complain.",
                "Le taux de réclamation qui sert ici est la part de tous les clients qui réclament."
            ),
            false,
            text!(
                "It is the share of the customers let down who complain. Most published complaint rates are shares of all \
                 customers and are of no use here.",
                "C'est la part des clients déçus qui réclament. La plupart des taux publiés sont des parts de tous les clients et \
                 ne servent à rien ici."
            ),
        ),
        claim(
            "mean-of-wide-cases",
            text!(
                "The number of people who know is a mean: a single period can be far from it.",
                "Le nombre de personnes au courant est une moyenne : une période donnée peut en être loin."
            ),
            true,
            text!(
                "Behind one complaint the number of silent customers varies widely: with 26 on average, one case in 27 has none, \
                 and one in seven makes more than twice the 317.",
                "Derrière une réclamation, le nombre de silencieux varie beaucoup : avec 26 en moyenne, un cas sur 27 n'en a \
                 aucun, et un sur sept dépasse le double des 317."
            ),
        ),
    ]
}
