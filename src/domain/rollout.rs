//! A staged rollout: steps of a generation's share, a wait after each, and conditions under which it goes back. A
//! machine without I/O: it is told the time and what was measured, and says what to do next.

mod plan;

use pilothouse_wire::api_node::metrics::{Figures, Reading};

use super::clock::Moment;
use super::metrics::error_share;

pub use plan::{Plan, parse_steps};

/// Seconds between two looks at the metrics.
const LOOK: f64 = 5.0;
/// The same while they do not come.
const LOOK_AWAY: f64 = 10.0;
/// Seconds that count between two ticks at most: a machine that slept has not waited.
const LONGEST: f64 = 15.0;
/// A share of errors is judged after so many queries.
const ENOUGH: f64 = 20.0;

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
    /// A step was set: there is something to go back from.
    set: bool,
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
            set: false,
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
        // What passed while it stood still does not count.
        let passed = self.ticked.filter(|_| self.pause.is_none() || self.away).map_or(0.0, |before| now.since(before));
        self.ticked = Some(now);
        self.pause = match (signed_in, visible, self.held, self.away) {
            (false, ..) => Some(Pause::Session),
            (_, false, ..) => Some(Pause::Hidden),
            (_, _, true, _) => Some(Pause::User),
            (.., true) => Some(Pause::Away),
            (true, true, false, false) => None,
        };
        let deed = self.next(passed.min(LONGEST));
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
                if self.plan.watches() { self.look(if over { LOOK_AWAY } else { passed }) } else { self.advance(over) }
            }
            State::NotMapped(_) | State::Returning(_) | State::NotReturned(..) | State::Returned(_) | State::Done => {
                None
            }
        }
    }

    fn look(&mut self, passed: f64) -> Option<Deed> {
        self.since_look += passed;
        if self.since_look < if self.away { LOOK_AWAY } else { LOOK } {
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
        self.set |= result.is_ok();
        self.stopped &= self.set;
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
        if self.plan.most_errors.is_some() && total.queries.and(total.errors).is_none() {
            self.away = true;
            return;
        }
        // Counters that are smaller than before were reset: they count from nothing.
        if self.base.as_ref().is_some_and(|base| total.queries < base.queries) {
            self.base = Some(Figures { queries: Some(0.0), errors: Some(0.0), ..Figures::default() });
        }
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

    /// Whether the user wants it to stand still.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// The user wants it to stand still, or to go on.
    pub fn hold(&mut self, hold: bool) {
        self.held = hold;
    }

    /// The user wants the mapping from before back.
    pub fn stop(&mut self) {
        if !self.is_over() {
            // Before anything was set there is nobody's mapping to go back over.
            self.stopped = self.set || self.under_way;
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
