/// Every value with its origin.
#[derive(Clone, Debug, Default)]
pub(super) struct Effective;
