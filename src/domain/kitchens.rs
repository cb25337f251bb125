//! Who may enter which kitchen, and in which role: contract/datakitchen-automation.md §4. E-mails are compared without
//! case and shown as they were read.

use pilothouse_wire::automation::kitchens::Kitchen;

use super::list::fold;

/// How a kitchen is to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// Open: it names nobody, so everyone of the customer's may enter.
    Everyone,
    /// Open: the list has this e-mail.
    Listed(String),
    /// Closed: the list has others.
    Closed,
    /// It has a list, and who asks is not known.
    NotKnown,
}

impl Door {
    /// Of a kitchen to somebody with these names: the e-mail, and the login, which is one.
    pub fn of(kitchen: &Kitchen, names: &[&str]) -> Self {
        let Some(staff) = staff(kitchen) else { return Self::Everyone };
        match staff.iter().find(|listed| names.iter().any(|name| fold(name) == fold(listed))) {
            Some(listed) => Self::Listed(listed.clone()),
            None if names.is_empty() => Self::NotKnown,
            None => Self::Closed,
        }
    }

    /// "Open", "Closed", "Not known".
    pub fn word(&self) -> &'static str {
        match self {
            Self::Everyone | Self::Listed(_) => "Open",
            Self::Closed => "Closed",
            Self::NotKnown => "Not known",
        }
    }

    /// Why, as a full sentence.
    pub fn why(&self) -> String {
        match self {
            Self::Everyone => "Its list of staff is empty: everyone of the customer's may enter.".into(),
            Self::Listed(email) => ["Its list of staff has ", email, "."].concat(),
            Self::Closed => "Its list of staff does not have you.".into(),
            Self::NotKnown => "It has a list of staff, and the server does not give your e-mail.".into(),
        }
    }
}

/// The list, where it keeps anybody out.
fn staff(kitchen: &Kitchen) -> Option<&[String]> {
    kitchen.staff.as_deref().filter(|staff| !staff.is_empty())
}

/// Somebody in a kitchen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// May enter, in this role.
    Role(String),
    /// May enter; roles are on here, and none is given.
    NoRole,
    /// May enter; roles are off here, so all are equal.
    RolesOff,
    /// Is given this role, and the list does not let them in.
    Outside(String),
    /// May not enter.
    Closed,
}

impl Part {
    /// As it stands in the matrix.
    pub fn words(&self) -> String {
        match self {
            Self::Role(role) => role.clone(),
            Self::NoRole => "no role".into(),
            Self::RolesOff => "kitchen roles are off".into(),
            Self::Outside(role) => [role, ", but not on the list"].concat(),
            Self::Closed => "closed".into(),
        }
    }

    /// Of somebody in a kitchen.
    pub fn of(kitchen: &Kitchen, email: &str) -> Self {
        let email = fold(email);
        let role = kitchen.roles.as_ref().map(|roles| roles.iter().find(|(listed, _)| fold(listed) == email));
        let enters = staff(kitchen).is_none_or(|staff| staff.iter().any(|listed| fold(listed) == email));
        match (enters, role) {
            (true, Some(Some((_, role)))) => Self::Role(role.clone()),
            (true, Some(None)) => Self::NoRole,
            (true, None) => Self::RolesOff,
            (false, Some(Some((_, role)))) => Self::Outside(role.clone()),
            (false, Some(None) | None) => Self::Closed,
        }
    }
}

/// People by kitchens. Nobody lists all of a customer's users: these are the people of all lists together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// E-mails as they were first read, in order.
    pub people: Vec<String>,
    /// Names of the kitchens, in the server's order.
    pub kitchens: Vec<String>,
    /// A row for each of the people, a cell for each kitchen.
    pub cells: Vec<Vec<Part>>,
}

/// Who has which role in which kitchen.
pub fn parts(kitchens: &[Kitchen]) -> Parts {
    let mut people: Vec<(String, String)> = Vec::new();
    for kitchen in kitchens {
        let roles = kitchen.roles.iter().flat_map(|roles| roles.keys());
        people.extend(kitchen.staff.iter().flatten().chain(roles).map(|email| (fold(email), email.clone())));
    }
    // Stable: of two spellings the first that was read stays first.
    people.sort_by(|(one, _), (other, _)| one.cmp(other));
    people.dedup_by(|(one, _), (other, _)| one == other);
    let people: Vec<String> = people.into_iter().map(|(_, email)| email).collect();
    let row = |email: &String| kitchens.iter().map(|kitchen| Part::of(kitchen, email)).collect();
    Parts {
        cells: people.iter().map(row).collect(),
        kitchens: kitchens.iter().map(|kitchen| kitchen.name.clone()).collect(),
        people,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kitchen(name: &str, staff: Option<&[&str]>, roles: Option<&[(&str, &str)]>) -> Kitchen {
        let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        let pairs = |all: &[(&str, &str)]| all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Kitchen { name: name.into(), staff: staff.map(texts), roles: roles.map(pairs), ..Kitchen::default() }
    }

    #[test]
    fn an_empty_list_is_open_and_a_list_is_for_those_on_it() {
        let listed = kitchen("k", Some(&["Ana@Example.org"]), None);
        for (kitchen, names, door) in [
            (kitchen("k", None, None), &["x"][..], Door::Everyone),
            (kitchen("k", Some(&[]), None), &[], Door::Everyone),
            (listed.clone(), &["other", "ana@example.ORG"], Door::Listed("Ana@Example.org".into())),
            (listed.clone(), &["bo@example.org"], Door::Closed),
            (listed, &[], Door::NotKnown),
        ] {
            assert_eq!(Door::of(&kitchen, names), door);
        }
        assert_eq!(Door::Listed("Ana@Example.org".into()).why(), "Its list of staff has Ana@Example.org.");
    }

    #[test]
    fn the_matrix_has_everybody_of_all_lists_once() {
        let told = parts(&[
            kitchen("master", None, Some(&[("bo@x", "Admin")])),
            kitchen("dev", Some(&["Ana@x", "cy@x"]), Some(&[("ana@X", "Developer"), ("bo@x", "Guest")])),
            kitchen("old", Some(&["ana@x"]), None),
        ]);
        assert_eq!(told.people, ["Ana@x", "bo@x", "cy@x"]);
        assert_eq!(told.kitchens, ["master", "dev", "old"]);
        let words: Vec<Vec<String>> = told.cells.iter().map(|row| row.iter().map(Part::words).collect()).collect();
        assert_eq!(
            words,
            [
                ["no role", "Developer", "kitchen roles are off"],
                ["Admin", "Guest, but not on the list", "closed"],
                ["no role", "no role", "closed"],
            ]
        );
    }
}
