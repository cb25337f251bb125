//! In what the demo's nodes differ, so that there is something to find where they are compared. The second lags behind,
//! as a node does that a roll-out has left out; the third is the first with one mapping changed by hand; all others are
//! like the first.

use crate::nodes::NodeNumber;

use super::node::{PLANS, Plan};

/// What the second node lacks: a pilot and a draft.
const MISSING: [&str; 2] = ["stock-cover", "credit-limit"];

/// The plans of a node: those of the first `services` services that it has.
pub(super) fn plans(node: NodeNumber, services: u32) -> Vec<Plan> {
    let all = PLANS.into_iter().take(services as usize);
    match node.get() {
        2 => all.filter(|plan| !MISSING.contains(&plan.id)).map(second).collect(),
        3 => all.map(third).collect(),
        _ => all.collect(),
    }
}

/// Newer generations have less of the traffic, one was not imported, and one service is out of operation.
fn second(plan: Plan) -> Plan {
    match plan.id {
        "parcel-eta" => Plan { mapping: &[(4, 9500), (5, 500)], ..plan },
        "refund-risk" => Plan { mapping: &[(2, 8000), (3, 2000)], ..plan },
        "lead-scoring" => Plan { late: 1, ..plan },
        "churn-score" => Plan { enabled: false, ..plan },
        _ => plan,
    }
}

/// The newer of two generations was given more of the traffic.
fn third(plan: Plan) -> Plan {
    match plan.id {
        "demand-daily" => Plan { mapping: &[(3, 2500), (4, 7500)], ..plan },
        _ => plan,
    }
}
