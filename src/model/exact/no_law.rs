use std::fmt;

use crate::vocabulary::{Language, Say, Text, format_count};

/// Why the law of a metric is not known.
#[doc = include_str!("../examples/closed_forms.md")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoLaw {
    /// People hear twice, and who hears depends on who knows whom.
    Network,
    /// In a town where everybody may tell everybody, listeners tell others.
    Retelling,
    /// In such a town, two counts that hang on each other: who heard, and how often or what else.
    Together,
    /// Things happen in time, and are counted up to a horizon.
    Time,
    /// Some values of the unknowns make no model.
    Unknowns,
    /// Several periods hang on each other.
    Periods,
    /// The metric has no value in this scenario.
    Undefined,
    /// The metric is a quotient of two counts.
    Quotient,
    /// Amounts of money that are no whole multiples of one of them, or not of a cent.
    Money,
    /// Groups are divided exactly while their customers are drawn beside others.
    ExactGroups,
    /// Retelling that need not end.
    Endless,
    /// More than [`super::MOST_VALUES`] values.
    TooWide,
    /// It would take longer than a simulation.
    TooCostly,
    /// Rounding would show in the digits that are promised.
    Imprecise,
}

impl Say for NoLaw {
    fn text(&self) -> Text {
        let most = |language| format_count(super::MOST_VALUES as u64, language);
        match self {
            NoLaw::Network => Text::new(
                "on a network of contacts nobody knows the law by formula",
                "sur un réseau de contacts, la loi n'est pas connue par formule",
            ),
            NoLaw::Retelling => Text::new(
                "in a town where listeners retell nobody knows the law by formula",
                "dans une ville où ceux qui entendent répètent, la loi n'est pas connue par formule",
            ),
            NoLaw::Together => Text::new(
                "in a town the law of two counts that hang on each other is not known by formula",
                "dans une ville, la loi de deux effectifs qui dépendent l'un de l'autre n'est pas connue par formule",
            ),
            NoLaw::Time => Text::new(
                "with a clock the law is not known by formula",
                "avec une horloge, la loi n'est pas connue par formule",
            ),
            NoLaw::Unknowns => Text::new(
                "some values of the unknowns make no model",
                "certaines valeurs des inconnues ne font pas de modèle",
            ),
            NoLaw::Periods => Text::new(
                "over several periods nobody knows the law by formula",
                "sur plusieurs périodes, la loi n'est pas connue par formule",
            ),
            NoLaw::Undefined => {
                Text::new("the metric has no value in this scenario", "l'indicateur n'a pas de valeur dans ce scénario")
            }
            NoLaw::Quotient => Text::new(
                "a quotient of two counts has no law by formula",
                "un quotient de deux effectifs n'a pas de loi par formule",
            ),
            NoLaw::Money => Text::new(
                "the amounts of [damage] are not whole numbers of cents",
                "les montants de [damage] ne sont pas des nombres entiers de centimes",
            ),
            NoLaw::ExactGroups => Text::new(
                "groups are divided exactly while the number of their customers depends on others",
                "les groupes sont répartis exactement alors que leur effectif dépend d'autres clients",
            ),
            NoLaw::Endless => {
                Text::new("retelling need not come to an end", "le bouche-à-oreille peut ne jamais s'arrêter")
            }
            NoLaw::TooWide => Text::new(
                format!("the law has more than {} values", most(Language::En)),
                format!("la loi a plus de {} valeurs", most(Language::Fr)),
            ),
            NoLaw::TooCostly => Text::new(
                "the law would take longer than a simulation",
                "le calcul de la loi serait plus long qu'une simulation",
            ),
            NoLaw::Imprecise => Text::new(
                "rounding errors would show in the law's tails",
                "les erreurs d'arrondi se verraient dans les queues de la loi",
            ),
        }
    }
}

impl fmt::Display for NoLaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for NoLaw {}
