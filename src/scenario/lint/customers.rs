use super::Linter;
use crate::model::Origin;
use crate::scenario::catalogue::known;
use crate::scenario::datum::Datum;
use crate::scenario::layers::Origin as Layer;
use crate::text;
use crate::vocabulary::Outcome;

/// Whether the product was found decides on the satisfied, whose number is not known.
pub(super) fn product_of_nobody(linter: &mut Linter) {
    let found = linter.models().any(|parameters| parameters.customers.product_found.get() < 1.0);
    if !found || linter.models().any(|parameters| parameters.served().is_some()) {
        return;
    }
    let message = text!(
        "customers.product_found has no effect: how many customers are satisfied is not known",
        "customers.product_found est sans effet : on ne sait pas combien de clients sont satisfaits"
    );
    let hint = text!(
        "add customers.served beside complaints, or leave product_found out",
        "ajoutez customers.served à côté de complaints, ou retirez product_found"
    );
    linter.doubt("no-effect", &known("customers.product_found"), message, hint);
}

/// [satisfied] says something, but how many are satisfied is not known.
pub(super) fn hidden_satisfied(linter: &mut Linter) {
    let origin = match linter.parameters.customers.origin {
        _ if linter.parameters.served().is_some() => return,
        Origin::Served { .. } => return,
        Origin::Complaints { .. } => "customers.complaints",
        Origin::Dissatisfied(_) => "customers.dissatisfied",
    };
    // A preset speaks of the satisfied for those who know how many they are.
    let satisfied = known("satisfied");
    let own = linter.settings.under(&satisfied).any(|(_, entry)| {
        entry.datum != Datum::Table && matches!(entry.origin, Layer::File | Layer::Parent(_) | Layer::Flag)
    });
    let tell = !linter.parameters.telling(Outcome::Satisfied).groups.is_empty();
    if !own || !tell || linter.varies("customers") {
        return;
    }
    let message = text!(
        "[satisfied] tells somebody, but {origin} does not say how many customers are satisfied: positive_impressions, \
         positive_reach, ambivalent and prospects_won stay empty",
        "[satisfied] en parle à quelqu'un, mais {origin} ne dit pas combien de clients sont satisfaits : \
         positive_impressions, positive_reach, ambivalent et prospects_won restent vides"
    );
    let hint = (
        "add customers.served beside complaints, or leave [satisfied] out",
        "ajoutez customers.served à côté de complaints, ou omettez [satisfied]",
    );
    linter.doubt("hidden-satisfied", &satisfied, message, hint);
}
