//! Users as a list shows them, and what is done to many of them at once. A row keeps only what is shown: there may be a
//! hundred thousand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use pilothouse_wire::dss::users;
use pilothouse_wire::{List, UnreadableRow, Whole};

/// One user. What the server did not give is `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// Who it is.
    pub login: String,
    /// Name for people.
    pub name: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Names of groups.
    pub groups: Option<Vec<String>>,
    /// The licence's label.
    pub profile: Option<String>,
    /// Where the user comes from.
    pub source: Option<String>,
    /// May sign in.
    pub enabled: Option<bool>,
    /// Sessions that are open now.
    pub sessions: Option<f64>,
}

impl Person {
    /// Reads a user, or says why not.
    pub fn of(user: &Whole) -> Result<Self, String> {
        let text = |name| user.text(name).map(str::to_owned);
        Ok(Self {
            login: text(users::LOGIN).filter(|login| !login.is_empty()).ok_or("it has no login")?,
            name: text(users::DISPLAY_NAME),
            email: text(users::EMAIL),
            groups: user.texts(users::GROUPS),
            profile: text(users::PROFILE),
            source: text(users::SOURCE_TYPE),
            enabled: user.flag(users::ENABLED),
            sessions: users::SESSIONS.iter().find_map(|name| user.number(name)),
        })
    }

    /// Whether they can manage the server: enabled, and in a group of administrators.
    fn is_admin(&self, admins: &BTreeSet<String>) -> bool {
        self.enabled != Some(false) && self.groups.iter().flatten().any(|group| admins.contains(group))
    }

    /// Whether a group has this member, as far as known.
    pub fn is_in(&self, group: &str) -> bool {
        self.groups.iter().flatten().any(|own| own == group)
    }

    /// The state by its name in an address.
    pub fn state(&self) -> &'static str {
        match self.enabled {
            Some(true) => "enabled",
            Some(false) => "disabled",
            None => "not given",
        }
    }
}

/// All users, in the server's order.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Those that could be read.
    pub rows: Vec<Person>,
    /// Those that could not.
    pub unreadable: Vec<UnreadableRow>,
    places: HashMap<String, usize>,
}

impl From<List<Whole>> for People {
    fn from(list: List<Whole>) -> Self {
        let mut people =
            Self { rows: Vec::with_capacity(list.rows.len()), unreadable: list.unreadable, ..Self::default() };
        for (index, user) in list.rows.iter().enumerate() {
            match Person::of(user) {
                Ok(person) => {
                    people.places.insert(person.login.clone(), people.rows.len());
                    people.rows.push(person);
                }
                Err(why) => people.unreadable.push(UnreadableRow { index, why }),
            }
        }
        people
    }
}

impl People {
    /// One by login.
    pub fn get(&self, login: &str) -> Option<&Person> {
        self.rows.get(*self.places.get(login)?)
    }

    /// Whether anybody can manage the server by one of these groups.
    pub fn has_admin(&self, admins: &BTreeSet<String>) -> bool {
        self.rows.iter().any(|person| person.is_admin(admins))
    }

    /// All different texts of one kind, in order.
    pub fn different<'a, I>(&'a self, texts: impl Fn(&'a Person) -> I) -> Vec<String>
    where
        I: IntoIterator<Item = &'a String>,
    {
        let all: BTreeSet<&str> = self.rows.iter().flat_map(texts).map(String::as_str).collect();
        all.into_iter().map(str::to_owned).collect()
    }

    /// Profiles to choose from: those that somebody has, then the typical ones.
    pub fn profiles(&self) -> Vec<String> {
        let mut all = self.different(|person| &person.profile);
        let more = users::PROFILES.into_iter().filter(|profile| !all.iter().any(|known| known == profile));
        let more: Vec<String> = more.map(str::to_owned).collect();
        all.extend(more);
        all
    }

    /// The profile that most users have.
    pub fn usual_profile(&self) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for profile in self.rows.iter().filter_map(|person| person.profile.as_deref()) {
            *counts.entry(profile).or_insert(0) += 1;
        }
        let usual = counts.into_iter().max_by_key(|(_, count)| *count);
        usual.map_or(users::USUAL_PROFILE, |(profile, _)| profile).to_owned()
    }

    /// How many members each group has.
    pub fn members(&self) -> HashMap<&str, usize> {
        let mut members = HashMap::new();
        for group in self.rows.iter().flat_map(|person| person.groups.iter().flatten()) {
            *members.entry(group.as_str()).or_insert(0) += 1;
        }
        members
    }
}

/// When somebody was last seen; `None` is never.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// Signed in.
    pub login: Option<f64>,
    /// Tried to and was refused.
    pub failed: Option<f64>,
    /// Did something.
    pub session: Option<f64>,
}

/// Activity by login. Who is not in it, of them the server says nothing.
pub fn seen(list: &List<Whole>) -> HashMap<String, Seen> {
    let one = |row: &Whole| {
        let login = row.text(users::LOGIN)?.to_owned();
        let session = users::LAST_SESSION.iter().find_map(|name| row.moment(name));
        Some((login, Seen { login: row.moment(users::LAST_LOGIN), failed: row.moment(users::LAST_FAILED), session }))
    };
    list.rows.iter().filter_map(one).collect()
}

/// A change that is made to many users.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// They become members of groups.
    Join(BTreeSet<String>),
    /// They are no longer.
    Leave(BTreeSet<String>),
    /// The profile.
    Profile(String),
    /// Whether they may sign in.
    Enabled(bool),
}

impl Change {
    /// The partial object that makes the change, `None` where there is nothing to change. Groups are replaced as a whole
    /// (contract/dataiku-dss.md §3.1), so they have to be known.
    pub fn of(&self, person: &Person) -> Result<Option<Whole>, &'static str> {
        let mut part = Whole::default();
        part.set(users::LOGIN, person.login.as_str());
        match self {
            Self::Join(_) | Self::Leave(_) => {
                let own = person.groups.as_ref().ok_or("The server does not say which groups this user is in.")?;
                let groups = self.groups(own);
                if groups == *own {
                    return Ok(None);
                }
                part.set(users::GROUPS, groups);
            }
            Self::Profile(profile) if person.profile.as_ref() == Some(profile) => return Ok(None),
            Self::Profile(profile) => part.set(users::PROFILE, profile.as_str()),
            Self::Enabled(enabled) if person.enabled == Some(*enabled) => return Ok(None),
            Self::Enabled(enabled) => part.set(users::ENABLED, *enabled),
        }
        Ok(Some(part))
    }

    fn groups(&self, own: &[String]) -> Vec<String> {
        match self {
            Self::Join(more) => own.iter().chain(more.iter().filter(|group| !own.contains(group))).cloned().collect(),
            Self::Leave(less) => own.iter().filter(|group| !less.contains(*group)).cloned().collect(),
            Self::Profile(_) | Self::Enabled(_) => own.to_vec(),
        }
    }
}

/// What is done to many users.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// They are changed.
    Change(Change),
    /// One becomes what was made of them.
    Save(Whole),
    /// They are deleted.
    Delete,
}

impl Deed {
    /// Whether somebody is an administrator after it who was one before.
    fn leaves_admin(&self, person: &Person, admins: &BTreeSet<String>) -> bool {
        match self {
            Self::Delete | Self::Change(Change::Enabled(false)) => false,
            Self::Change(Change::Leave(less)) => {
                person.groups.iter().flatten().any(|group| admins.contains(group) && !less.contains(group))
            }
            Self::Change(Change::Join(_) | Change::Profile(_) | Change::Enabled(true)) => true,
            Self::Save(user) => Person::of(user).is_ok_and(|after| after.is_admin(admins)),
        }
    }
}

/// To whom of the chosen it is not done, and why. `admins` are the groups of administrators, as far as known; `own` is the
/// caller's login.
pub fn refused(
    people: &People,
    admins: &BTreeSet<String>,
    own: Option<&str>,
    deed: &Deed,
    chosen: &[String],
) -> BTreeMap<String, &'static str> {
    let mut refused = BTreeMap::new();
    if let Some(own) = own.filter(|own| chosen.iter().any(|login| login == own)) {
        let why = match deed {
            Deed::Delete => Some("This is your own account: nobody can delete their own."),
            Deed::Change(Change::Enabled(false)) => Some("This is your own account: you would lock yourself out."),
            Deed::Save(user) if user.flag(users::ENABLED) == Some(false) => {
                Some("This is your own account: you would lock yourself out.")
            }
            Deed::Change(_) | Deed::Save(_) => None,
        };
        refused.extend(why.map(|why| (own.to_owned(), why)));
    }
    let chosen: BTreeSet<&str> =
        chosen.iter().map(String::as_str).filter(|login| !refused.contains_key(*login)).collect();
    let falls = |person: &Person| chosen.contains(person.login.as_str()) && !deed.leaves_admin(person, admins);
    let all: Vec<&Person> = people.rows.iter().filter(|person| person.is_admin(admins)).collect();
    if !all.is_empty() && all.iter().all(|person| falls(person)) {
        let why = "No administrator would be left. Make somebody else one first.";
        refused.extend(all.iter().map(|person| (person.login.clone(), why)));
    }
    refused
}

#[cfg(test)]
mod tests;
