/// A town where everybody may tell everybody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Town {
    /// The people, customers included; 2 or more.
    pub(crate) people: u64,
    /// The most of them who can be customers.
    pub(crate) room: u64,
}

impl Town {
    /// Whom one person may tell.
    pub(super) fn others(self) -> u64 {
        self.people - 1
    }
}
