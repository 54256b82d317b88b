/// The candidate that `typed` was most likely meant to be.
pub(super) fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let distance = |candidate: &str| strsim::damerau_levenshtein(&typed, &candidate.to_lowercase());
    let (distance, candidate) = candidates.into_iter().map(|name| (distance(name), name)).min_by_key(|&(d, _)| d)?;
    // A third of the letters may be wrong: `audiance` yes, another word altogether no.
    let allowed = (candidate.chars().count().max(typed.chars().count()) / 3).max(1);
    (distance <= allowed).then_some(candidate)
}
