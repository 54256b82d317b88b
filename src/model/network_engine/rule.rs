use super::buffers::Buffers;

/// How tellers choose whom to tell: for each a pure function of the teller and the replicate.
pub(super) trait Rule {
    /// Asks for what [`Rule::choose`] will read first of these people.
    fn approach(&self, tellers: &[u32]);

    /// Appends the places of those whom each of `tellers` tells, all different for one teller, and asks for what
    /// [`Rule::person`] will read.
    fn choose(&self, tellers: &[u32], places: &mut Vec<usize>, buffers: &mut Buffers);

    /// Who is at a place.
    fn person(&self, place: usize) -> u32;
}
