use super::index::{Factor, FactorIndex, IndexMethod};
use crate::experiment::given_points::GivenPoints;
use crate::experiment::uncertainty::Opened;
use crate::stats::{Estimate, first_order, rank_correlation};

type Estimator = fn(&[f64], &[f64]) -> Option<Estimate>;

/// Rank correlations and first-order indices of the unknowns that are open, and of the dummy.
pub(super) fn given_indices(given: &GivenPoints, opened: &Opened, y: &[f64]) -> Vec<FactorIndex> {
    let factors = (0..=opened.lenses.len()).filter_map(|place| match opened.lenses.get(place) {
        Some(None) => None,
        Some(Some(_)) => Some((place, Factor::Unknown(place))),
        None => Some((place, Factor::Dummy)),
    });
    let factors: Vec<(usize, Factor)> = factors.collect();
    let methods: [(IndexMethod, Estimator); 2] =
        [(IndexMethod::RankCorrelation, rank_correlation), (IndexMethod::FirstOrder, first_order)];
    let index = |method: IndexMethod, estimator: Estimator| {
        let found = factors.iter().filter_map(move |&(place, factor)| {
            let known = given.column(place).iter().zip(y).filter(|(_, y)| y.is_finite());
            let (x, y): (Vec<f64>, Vec<f64>) = known.map(|(&x, &y)| (x, y)).unzip();
            Some(FactorIndex { factor, method, estimate: estimator(&x, &y)? })
        });
        found.collect::<Vec<_>>()
    };
    methods.into_iter().flat_map(|(method, estimator)| index(method, estimator)).collect()
}
