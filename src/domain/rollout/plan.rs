//! What a rollout is to do: its steps, its wait, its conditions, and the whole mapping of each step.

use pilothouse_wire::{GenerationId, ServiceId, Share, Split, SplitError};

use crate::domain::shares::Shares;

/// What was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The node's id in the configuration.
    pub node: String,
    /// The service.
    pub service: ServiceId,
    /// The generation that gets more and more.
    pub generation: GenerationId,
    /// The mapping from before: all generations with their shares in hundredths of a percent.
    pub before: Vec<(GenerationId, u16)>,
    /// Shares in hundredths of a percent, growing.
    pub steps: Vec<u16>,
    /// Seconds after each step but the last.
    pub wait: f64,
    /// Go back when more than so many of a hundred queries of this generation fail during a step.
    pub most_errors: Option<f64>,
    /// Go back when its p95 is above so many ms.
    pub most_p95: Option<f64>,
}

impl Plan {
    /// The whole mapping of a step: the others keep their proportions.
    pub fn split(&self, share: u16) -> Result<Split, SplitError> {
        let mut shares = self.shares()?;
        let row = shares.rows().iter().position(|row| row.generation == self.generation);
        shares.set(row.ok_or(SplitError::Empty)?, share);
        shares.split()
    }

    /// The shares from before, which must add up: nothing is made up here.
    fn shares(&self) -> Result<Shares, SplitError> {
        let named = self.before.iter().filter(|(_, share)| *share > 0);
        Split::new(named.map(|(id, share)| (id.clone(), Share::new(*share).unwrap_or(Share::ZERO))).collect())?;
        Ok(Shares::start(self.before.clone()))
    }

    /// The mapping from before.
    pub fn back(&self) -> Result<Split, SplitError> {
        self.shares()?.split()
    }

    /// The mapping that is in force before a step, and the one after it: nobody else has changed it where it is either.
    pub fn around(&self, step: usize) -> [Result<Split, SplitError>; 2] {
        let share = |step: usize| self.steps.get(step).copied().unwrap_or(0);
        let before = if step == 0 { self.back() } else { self.split(share(step - 1)) };
        [before, self.split(share(step))]
    }

    /// Whether it has conditions that are read from the metrics.
    pub(super) fn watches(&self) -> bool {
        self.most_errors.is_some() || self.most_p95.is_some()
    }
}

/// Shares as they are typed: "5, 25, 50, 100", in percent and growing. In hundredths.
pub fn parse_steps(text: &str) -> Result<Vec<u16>, String> {
    let mut steps: Vec<u16> = Vec::new();
    let plain = text.replace('%', " ");
    for part in plain.split([',', ';', '→', ' ']).map(str::trim).filter(|part| !part.is_empty()) {
        let percent: f64 = part.parse().map_err(|_| ["“", part, "” is not a number."].concat())?;
        if !(0.01..=100.0).contains(&percent) {
            return Err(["“", part, "” is not above 0 and up to 100."].concat());
        }
        let share = (percent * 100.0).round() as u16;
        if steps.last().is_some_and(|last| *last >= share) {
            return Err(["“", part, "” is not more than the step before it."].concat());
        }
        steps.push(share);
    }
    if steps.is_empty() { Err("Give at least one share in percent, such as 5, 25, 50, 100.".into()) } else { Ok(steps) }
}
