use crate::scenario::key_path::Below;

/// Keys that exclude each other.
///
/// A later layer that sets one member drops the others; two members in one layer are an error.
#[derive(Debug)]
pub(in crate::scenario) struct Slot {
    /// The table that holds it; empty for the top of the file.
    pub(in crate::scenario) at: &'static str,
    /// What each of the members does, for messages: English, French.
    pub(in crate::scenario) what: [&'static str; 2],
    /// Its members.
    pub(in crate::scenario) members: &'static [Member],
}

/// One of the keys of a slot.
#[derive(Debug)]
pub(in crate::scenario) struct Member {
    /// Its path below the slot's table; empty for a plain value in place of that table.
    pub(in crate::scenario) path: &'static str,
    /// Full paths that have no meaning beside it and go with the members it replaces.
    pub(in crate::scenario) drops: &'static [&'static str],
    /// Another path below the slot's table that says more of the same member.
    pub(in crate::scenario) also: Option<&'static str>,
}

const fn member(path: &'static str) -> Member {
    Member { path, drops: &[], also: None }
}

const HOW_THEY_TELL: &[Member] = &[member("audience"), member("groups")];

/// Every slot but that of an audience.
pub(super) const SLOTS: &[Slot] = &[
    Slot {
        at: "",
        what: ["say who was let down", "disent qui a été déçu"],
        members: &[
            member("customers.complaints"),
            Member { path: "customers.dissatisfied", drops: &["customers.silent"], also: None },
            Member { path: "customers.problem_rate", drops: &["customers.silent"], also: None },
            Member { path: "service", drops: &["customers.silent"], also: None },
        ],
    },
    Slot {
        at: "customers",
        what: ["say how many customers are counted", "disent combien de clients sont comptés"],
        members: &[member("dissatisfied"), member("served")],
    },
    Slot {
        at: "customers",
        what: ["say how many hide behind a complaint", "disent combien se cachent derrière une réclamation"],
        members: &[member("silent_per_complaint"), member("observed_voice_rate"), member("silent")],
    },
    Slot {
        at: "",
        what: ["say who of the silent stay", "disent qui reste parmi les silencieux"],
        members: &[member("market"), member("silent.stays")],
    },
    Slot {
        at: "",
        what: ["say who of the unresolved stay", "disent qui reste parmi les insatisfaits de la réponse"],
        members: &[member("market"), member("unresolved.stays")],
    },
    Slot { at: "silent", what: ["say whom they tell", "disent à qui ils en parlent"], members: HOW_THEY_TELL },
    Slot { at: "unresolved", what: ["say whom they tell", "disent à qui ils en parlent"], members: HOW_THEY_TELL },
    Slot { at: "recovered", what: ["say whom they tell", "disent à qui ils en parlent"], members: HOW_THEY_TELL },
    Slot { at: "satisfied", what: ["say whom they tell", "disent à qui ils en parlent"], members: HOW_THEY_TELL },
    Slot {
        at: "network",
        what: ["are kinds of network", "sont des sortes de réseau"],
        members: &[
            member("well_mixed"),
            member("random"),
            member("small_world"),
            member("preferential"),
            member("communities"),
            member("file"),
        ],
    },
    Slot {
        at: "network.placement",
        what: ["say where the customers are", "disent où sont les clients"],
        members: &[member(""), member("people"), member("file")],
    },
];

/// The slot of every audience.
pub(super) const AUDIENCE_SLOT: &Slot = &Slot {
    at: "audience",
    what: ["are kinds of audience", "sont des sortes d'auditoire"],
    members: &[
        member(""),
        member("poisson"),
        member("uniform"),
        member("negative_binomial"),
        member("geometric"),
        member("lognormal"),
        member("zipf"),
        member("empirical"),
        Member { path: "file", drops: &[], also: Some("column") },
        member("indignation"),
        member("per_contact"),
    ],
};

/// Every slot, those of an audience last.
pub(in crate::scenario) fn all_slots() -> impl Iterator<Item = &'static Slot> {
    SLOTS.iter().chain([AUDIENCE_SLOT])
}

impl Slot {
    /// The member that `below`, a path below the slot's table, belongs to; `table`: it is a table, not a value.
    pub(in crate::scenario) fn member_of(&self, below: Below, table: bool) -> Option<usize> {
        self.members.iter().position(|member| match member.path {
            "" => below.is_empty() && !table,
            path => below.is_within(path) || member.also.is_some_and(|also| below.is_within(also)),
        })
    }
}
