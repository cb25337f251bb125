//! A service on two nodes: in what the one differs from the other, the reference, and whether the mapping of the
//! reference can be carried to it. What a node does not say is unknown, and never a difference.

use pilothouse_wire::api_node::generations::{Generation, Mapped};
use pilothouse_wire::api_node::services::Service;
use pilothouse_wire::{GenerationId, Split, SplitError};

/// What is known of a service on one node.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'a> {
    /// The node's list could not be read, or not in full.
    NotKnown,
    /// The node does not list it.
    Absent,
    /// The node lists it; its generations are there once they were asked for, and could be read in full.
    There(&'a Service, Option<&'a [Generation]>),
}

/// One difference from the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The reference has the service, this node does not.
    NotThere,
    /// This node has the service, the reference does not.
    OnlyHere,
    /// It is enabled here and disabled there (`true`), or the other way round.
    Enabled(bool),
    /// It failed to start here and not there (`true`), or the other way round.
    Failed(bool),
    /// The traffic is split in another way.
    Mapping,
    /// So many generations of the reference are not here.
    Missing(usize),
    /// So many generations are here and not on the reference.
    More(usize),
}

/// Kinds of differences, as a filter has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// On one node and not on the other.
    pub const PRESENCE: Self = Self(1);
    /// Enabled, disabled, failed to start.
    pub const STATE: Self = Self(2);
    /// How the traffic is split.
    pub const MAPPING: Self = Self(4);
    /// Which generations there are.
    pub const GENERATIONS: Self = Self(8);
    /// Any of them.
    pub const ALL: Self = Self(15);

    /// Both together.
    pub fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    /// Whether any kind is in both.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Difference {
    /// Of what kind it is.
    pub fn kind(self) -> Kinds {
        match self {
            Self::NotThere | Self::OnlyHere => Kinds::PRESENCE,
            Self::Enabled(_) | Self::Failed(_) => Kinds::STATE,
            Self::Mapping => Kinds::MAPPING,
            Self::Missing(_) | Self::More(_) => Kinds::GENERATIONS,
        }
    }

    /// In words, as they stand in the cell of the node.
    pub fn words(self) -> String {
        match self {
            Self::NotThere => "not there".into(),
            Self::OnlyHere => "not on the reference".into(),
            Self::Enabled(true) => "enabled".into(),
            Self::Enabled(false) => "disabled".into(),
            Self::Failed(true) => "failed to start".into(),
            Self::Failed(false) => "starts here".into(),
            Self::Mapping => "other mapping".into(),
            Self::Missing(count) => [&generations(count), " missing"].concat(),
            Self::More(count) => [&generations(count), " more"].concat(),
        }
    }
}

/// "1 generation", "3 generations".
pub fn generations(count: usize) -> String {
    if count == 1 { "1 generation".into() } else { [&count.to_string(), " generations"].concat() }
}

/// All that differs, and whether all that is compared was known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The differences, gravest first.
    pub differences: Vec<Difference>,
    /// Something was not known: without a difference it is not certain that there is none.
    pub open: bool,
}

impl Comparison {
    /// The kinds of all differences.
    pub fn kinds(&self) -> Kinds {
        self.differences.iter().fold(Kinds::default(), |kinds, difference| kinds.and(difference.kind()))
    }
}

/// Holds a service on one node against the same on the reference.
pub fn compare(reference: Seen<'_>, here: Seen<'_>) -> Comparison {
    match (reference, here) {
        (Seen::NotKnown, _) | (_, Seen::NotKnown) => Comparison { open: true, ..Comparison::default() },
        (Seen::Absent, Seen::Absent) => Comparison::default(),
        (Seen::There(..), Seen::Absent) => Comparison { differences: vec![Difference::NotThere], open: false },
        (Seen::Absent, Seen::There(..)) => Comparison { differences: vec![Difference::OnlyHere], open: false },
        (Seen::There(there, theirs), Seen::There(service, ours)) => {
            let mut found = Comparison::default();
            found.state(there, service);
            match theirs.zip(ours) {
                Some((theirs, ours)) => found.generations(theirs, ours),
                None => found.open = true,
            }
            found
        }
    }
}

impl Comparison {
    fn state(&mut self, there: &Service, here: &Service) {
        let failed = here.start_aborted_reason.is_some();
        if failed != there.start_aborted_reason.is_some() {
            self.differences.push(Difference::Failed(failed));
        }
        match (there.enabled, here.enabled) {
            (Some(there), Some(here)) if there != here => self.differences.push(Difference::Enabled(here)),
            (Some(_), Some(_)) => {}
            (None, _) | (_, None) => self.open = true,
        }
    }

    fn generations(&mut self, there: &[Generation], here: &[Generation]) {
        match shares(there).zip(shares(here)) {
            Some((there, here)) if !same(&there, &here) => self.differences.push(Difference::Mapping),
            Some(_) => {}
            None => self.open = true,
        }
        let lacks = |of: &[Generation], in_: &[Generation]| {
            let lacking = |row: &&Generation| !in_.iter().any(|other| other.generation_id == row.generation_id);
            of.iter().filter(lacking).count()
        };
        let (missing, more) = (lacks(there, here), lacks(here, there));
        self.differences.extend((missing > 0).then_some(Difference::Missing(missing)));
        self.differences.extend((more > 0).then_some(Difference::More(more)));
    }
}

/// Generations and their shares in hundredths of a percent, without those that have none; `None` where the node does
/// not say, or on a scale that is not known.
pub fn shares(rows: &[Generation]) -> Option<Vec<(GenerationId, u16)>> {
    let mut plain = Vec::new();
    for row in rows {
        match row.share() {
            Mapped::Share(share) => plain.push((row.generation_id.clone(), share.hundredths())),
            Mapped::NotGiven | Mapped::UnknownScale(_) => return None,
        }
    }
    // Rounded as a split is, so that thirds are the same thirds wherever they are read.
    if let Ok(split) = split(rows) {
        plain = split.shares().iter().map(|(id, share)| (id.clone(), share.hundredths())).collect();
    }
    Some(plain.into_iter().filter(|(_, share)| *share > 0).collect())
}

fn split(rows: &[Generation]) -> Result<Split, SplitError> {
    let given = rows.iter().filter_map(|row| Some((row.generation_id.clone(), row.mapped?)));
    Split::from_probas(&given.collect::<Vec<_>>())
}

/// Whether both are the same mapping, in whatever order.
fn same(one: &[(GenerationId, u16)], other: &[(GenerationId, u16)]) -> bool {
    one.len() == other.len() && one.iter().all(|share| other.contains(share))
}

/// The mapping of the reference as it can be sent to another node, or why there is none to send.
pub fn source(rows: &[Generation]) -> Result<Split, String> {
    let shares = shares(rows).ok_or("The node does not say how its traffic is split.")?;
    if shares.is_empty() {
        return Err("No generation has traffic there: there is nothing to carry.".into());
    }
    split(rows).map_err(|why| why.to_string())
}

/// Whether a mapping can be carried to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carry {
    /// It can.
    Yes {
        /// Generations that would get traffic and are not mounted there: the first queries wait.
        cold: Vec<GenerationId>,
        /// The service is disabled there, and setting a mapping enables it.
        enables: bool,
    },
    /// It cannot, or need not; the text says why, as a full sentence.
    No(String),
}

/// Whether a mapping can be carried to a node where this is known of the service.
pub fn carry(split: &Split, there: Seen<'_>) -> Carry {
    let (service, rows) = match there {
        Seen::NotKnown => return Carry::No("Whether the service is there is not known.".into()),
        Seen::Absent => return Carry::No("The service is not there.".into()),
        Seen::There(_, None) => return Carry::No("Its generations could not be read in full.".into()),
        Seen::There(service, Some(rows)) => (service, rows),
    };
    if let Some(why) = missing(split, rows) {
        return Carry::No(why);
    }
    let wanted = split.shares().iter().map(|(id, share)| (id.clone(), share.hundredths())).collect::<Vec<_>>();
    if shares(rows).is_some_and(|shares| same(&shares, &wanted)) {
        return Carry::No("The mapping is the same there already.".into());
    }
    let named = |row: &&Generation| split.shares().iter().any(|(id, _)| *id == row.generation_id);
    let cold = rows.iter().filter(named).filter(|row| row.mounted == Some(false));
    Carry::Yes { cold: cold.map(|row| row.generation_id.clone()).collect(), enables: service.enabled == Some(false) }
}

/// Which generations of a mapping a node does not have, as a full sentence.
pub fn missing(split: &Split, rows: &[Generation]) -> Option<String> {
    let there = |id: &GenerationId| rows.iter().any(|row| row.generation_id == *id);
    let missing: Vec<&str> = split.shares().iter().filter(|(id, _)| !there(id)).map(|(id, _)| id.as_str()).collect();
    match missing.as_slice() {
        [] => None,
        [one] => Some(["Generation ", one, " is not there."].concat()),
        many => Some(["Generations ", &many.join(", "), " are not there."].concat()),
    }
}

#[cfg(test)]
mod tests;
