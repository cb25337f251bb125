//! A set of permissions.

use std::fmt;

use super::Permission;

/// Any permissions together; as ticked, nothing is implied yet.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Rights(u32);

impl Rights {
    /// None at all.
    pub const NONE: Self = Self(0);

    fn bit(one: Permission) -> u32 {
        1 << one as u32
    }

    /// Whether it is in.
    pub fn has(self, one: Permission) -> bool {
        self.0 & Self::bit(one) != 0
    }

    /// The same with it.
    pub fn with(self, one: Permission) -> Self {
        Self(self.0 | Self::bit(one))
    }

    /// The same without it.
    pub fn without(self, one: Permission) -> Self {
        Self(self.0 & !Self::bit(one))
    }

    /// What is in either.
    pub fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    /// What is in both.
    pub fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this one only.
    pub fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in, in the order of the settings.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::all().filter(move |one| self.has(*one))
    }

    /// "Read project content, Run scenarios", or "nothing".
    pub fn words(self) -> String {
        if self.is_empty() {
            return "nothing".into();
        }
        self.iter().map(Permission::words).collect::<Vec<_>>().join(", ")
    }

    /// All that these give: themselves and what §8.2 says they imply.
    pub fn closed(self) -> Self {
        let more = self.iter().flat_map(|one| one.implies().iter().copied()).fold(self, Self::with);
        if more == self { self } else { more.closed() }
    }

    /// Those that another one in the set gives already, each with one that does.
    pub fn redundant(self) -> Vec<(Permission, Permission)> {
        let giver = |one: Permission| {
            let gives = |other: &Permission| *other != one && Self::NONE.with(*other).closed().has(one);
            self.iter().find(gives).map(|other| (one, other))
        };
        self.iter().filter_map(giver).collect()
    }

    /// The same rights with as few ticks as give them.
    pub fn fewest(self) -> Self {
        self.redundant().into_iter().fold(self, |set, (one, _)| set.without(one))
    }

    /// What two sets give and the other does not.
    pub fn difference(self, other: Self) -> Difference {
        let (one, other) = (self.closed(), other.closed());
        Difference { only_first: one.minus(other), only_second: other.minus(one), both: one.common(other) }
    }
}

impl FromIterator<Permission> for Rights {
    fn from_iter<T: IntoIterator<Item = Permission>>(all: T) -> Self {
        all.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Debug for Rights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Two sets beside each other, with all that they give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// What the first alone gives.
    pub only_first: Rights,
    /// What the second alone gives.
    pub only_second: Rights,
    /// What both give.
    pub both: Rights,
}

impl Difference {
    /// Whether both give the same.
    pub fn is_none(self) -> bool {
        self.only_first.is_empty() && self.only_second.is_empty()
    }
}
