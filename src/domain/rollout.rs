//! A staged rollout: steps of a generation's share, a wait after each, and conditions under which it goes back. A
//! machine without I/O: it is told the time and what was measured, and says what to do next.

use pilothouse_wire::api_node::metrics::{Figures, Reading};
use pilothouse_wire::{GenerationId, ServiceId, Split, SplitError};

use super::clock::Moment;
use super::metrics::error_share;
use super::shares::Shares;

/// Seconds between two looks at the metrics.
const LOOK: f64 = 5.0;
/// A share of errors is judged after so many queries.
const ENOUGH: f64 = 20.0;

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
        let mut shares = Shares::start(self.before.clone());
        if let Some(row) = shares.rows().iter().position(|row| row.generation == self.generation) {
            shares.set(row, share);
        }
        shares.split()
    }

    /// The mapping from before.
    pub fn back(&self) -> Result<Split, SplitError> {
        Shares::start(self.before.clone()).split()
    }

    /// The mapping that is in force before a step, and the one after it: nobody else has changed it where it is either.
    pub fn around(&self, step: usize) -> [Result<Split, SplitError>; 2] {
        let share = |step: usize| self.steps.get(step).copied().unwrap_or(0);
        let before = if step == 0 { self.back() } else { self.split(share(step - 1)) };
        [before, self.split(share(step))]
    }

    fn watches(&self) -> bool {
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

/// Why it stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The user asked for it.
    User,
    /// The tab is hidden.
    Hidden,
    /// The session has ended.
    Session,
    /// The node does not answer.
    Away,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// The step's mapping is to be set, or on its way.
    Mapping,
    /// The step's mapping could not be set. It is tried again when the user says so.
    NotMapped(String),
    /// The mapping is in force; so many seconds of the wait are left.
    Waiting(f64),
    /// It goes back, for this reason.
    Returning(String),
    /// It could not go back, for this reason, and why it wanted to. It is tried again when the user says so.
    NotReturned(String, String),
    /// The mapping from before is in force again, for this reason.
    Returned(String),
    /// The last step is in force.
    Done,
}

/// What to do now.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Set the mapping of the step.
    Map(u16),
    /// Set the mapping from before; whether the user wants it so, whatever is mapped now.
    Return(bool),
    /// Read the metrics.
    Look,
}

/// A rollout under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollout {
    /// What was asked for.
    pub plan: Plan,
    /// Number of the step, from 0.
    pub step: usize,
    /// Where it is.
    pub state: State,
    /// Why it stands still, where it does.
    pub pause: Option<Pause>,
    held: bool,
    stopped: bool,
    away: bool,
    under_way: bool,
    ticked: Option<Moment>,
    since_look: f64,
    /// The generation's counters when the step began.
    base: Option<Figures>,
}

impl Rollout {
    /// Begins with the first step.
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            step: 0,
            state: State::Mapping,
            pause: None,
            held: false,
            stopped: false,
            away: false,
            under_way: false,
            ticked: None,
            since_look: LOOK,
            base: None,
        }
    }

    /// The share of the step, in hundredths of a percent.
    pub fn share(&self) -> u16 {
        self.plan.steps.get(self.step).copied().unwrap_or(0)
    }

    /// Whether nothing will happen any more by itself or on request.
    pub fn is_over(&self) -> bool {
        matches!(self.state, State::Returned(_) | State::Done)
    }

    /// Time has passed. What it answers is to be done, and its outcome told, before it answers anything again.
    pub fn tick(&mut self, now: Moment, visible: bool, signed_in: bool) -> Option<Deed> {
        let passed = self.ticked.map_or(0.0, |before| now.since(before));
        self.ticked = Some(now);
        self.pause = match (signed_in, visible, self.held, self.away) {
            (false, ..) => Some(Pause::Session),
            (_, false, ..) => Some(Pause::Hidden),
            (_, _, true, _) => Some(Pause::User),
            (.., true) => Some(Pause::Away),
            (true, true, false, false) => None,
        };
        let deed = self.next(passed);
        self.under_way |= deed.is_some();
        deed
    }

    fn next(&mut self, passed: f64) -> Option<Deed> {
        if self.under_way || matches!(self.pause, Some(Pause::Session)) {
            return None;
        }
        // Going back is what the user wants at once, also from a tab that they have left.
        if matches!(self.state, State::Returning(_)) {
            return Some(Deed::Return(self.stopped));
        }
        if matches!(self.pause, Some(Pause::Hidden | Pause::User)) {
            return None;
        }
        match &mut self.state {
            State::Mapping if self.plan.watches() && self.base.is_none() => self.look(passed),
            State::Mapping => Some(Deed::Map(self.share())),
            State::Waiting(left) => {
                if !self.away {
                    *left = (*left - passed).max(0.0);
                }
                let over = *left <= 0.0 && !self.away;
                // No step without a last look.
                if self.plan.watches() { self.look(if over { LOOK } else { passed }) } else { self.advance(over) }
            }
            State::NotMapped(_) | State::Returning(_) | State::NotReturned(..) | State::Returned(_) | State::Done => {
                None
            }
        }
    }

    fn look(&mut self, passed: f64) -> Option<Deed> {
        self.since_look += passed;
        if self.since_look < LOOK {
            return None;
        }
        self.since_look = 0.0;
        Some(Deed::Look)
    }

    fn advance(&mut self, over: bool) -> Option<Deed> {
        if !over {
            return None;
        }
        self.step += 1;
        self.state = State::Mapping;
        self.base = None;
        self.since_look = LOOK;
        None
    }

    /// The step's mapping was set, or why not.
    pub fn mapped(&mut self, result: Result<(), String>) {
        self.under_way = false;
        if !matches!(self.state, State::Mapping) {
            // Told to go back meanwhile.
            return;
        }
        let last = self.step + 1 >= self.plan.steps.len();
        self.state = match result {
            Ok(()) if last && !self.plan.watches() => State::Done,
            Ok(()) => State::Waiting(self.plan.wait),
            Err(why) => State::NotMapped(why),
        };
    }

    /// The metrics were read, or could not be.
    pub fn looked(&mut self, reading: Option<&Reading>) {
        self.under_way = false;
        self.away = reading.is_none();
        let Some(reading) = reading else { return };
        let (total, p95) = self.figures(reading);
        match self.state {
            State::Mapping => self.base = Some(total),
            State::Waiting(left) => {
                if let Some(why) = self.exceeded(&total, p95) {
                    self.state = State::Returning(why);
                } else if left <= 0.0 {
                    if self.step + 1 >= self.plan.steps.len() {
                        self.state = State::Done;
                    } else {
                        self.advance(true);
                    }
                }
            }
            State::NotMapped(_) | State::Returning(_) | State::NotReturned(..) | State::Returned(_) | State::Done => {}
        }
    }

    /// The generation's counters over all endpoints, and the worst p95.
    fn figures(&self, reading: &Reading) -> (Figures, Option<f64>) {
        let (mut total, mut p95) = (Figures { queries: Some(0.0), errors: Some(0.0), ..Figures::default() }, None);
        let mine = |series: &&pilothouse_wire::api_node::metrics::Series| {
            series.service == self.plan.service.as_str() && series.generation == self.plan.generation.as_str()
        };
        for series in reading.series.iter().filter(mine) {
            total.queries = total.queries.zip(series.total.queries).map(|(a, b)| a + b);
            total.errors = total.errors.zip(series.total.errors).map(|(a, b)| a + b);
            let now = series.lately.as_ref().unwrap_or(&series.total).p95;
            p95 = [p95, now].into_iter().flatten().reduce(f64::max);
        }
        (total, p95)
    }

    fn exceeded(&self, total: &Figures, p95: Option<f64>) -> Option<String> {
        let base = self.base.as_ref()?;
        let queries = total.queries.zip(base.queries).map_or(0.0, |(now, then)| now - then);
        let errors = error_share(total, base).filter(|_| queries >= ENOUGH);
        if let Some((share, most)) = errors.zip(self.plan.most_errors).filter(|(share, most)| share > most) {
            return Some(format!("{share:.1} % of its queries failed in this step, more than {most} %."));
        }
        let (p95, most) = p95.zip(self.plan.most_p95).filter(|(p95, most)| p95 > most && queries > 0.0)?;
        Some(format!("Its p95 is {p95:.3} ms, more than {most} ms."))
    }

    /// The user wants it to stand still, or to go on.
    pub fn hold(&mut self, hold: bool) {
        self.held = hold;
    }

    /// The user wants the mapping from before back.
    pub fn stop(&mut self) {
        if !self.is_over() {
            self.stopped = true;
            self.state = State::Returning("You stopped it.".into());
        }
    }

    /// Another try at what failed.
    pub fn again(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Done) {
            State::NotMapped(_) => State::Mapping,
            State::NotReturned(_, why) => State::Returning(why),
            other @ (State::Mapping | State::Waiting(_) | State::Returning(_) | State::Returned(_) | State::Done) => {
                other
            }
        };
    }

    /// The mapping from before is in force again, or why not.
    pub fn returned(&mut self, result: Result<(), String>) {
        self.under_way = false;
        if let State::Returning(why) = &self.state {
            let why = why.clone();
            self.state = match result {
                Ok(()) => State::Returned(why),
                Err(failed) => State::NotReturned(failed, why),
            };
        }
    }
}

#[cfg(test)]
mod tests;
