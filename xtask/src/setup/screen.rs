//! What a step of the set-up shows: the command, that it still works, and how it failed.

use crate::clock::{Stopwatch, readable};
use crate::failure::Failure;
use crate::proc::Cmd;
use std::cell::Cell;
use std::io::{IsTerminal, Write, stdout};

/// Lines of a failed program that are shown.
const LAST_LINES: usize = 20;
/// Seconds between two signs of life where they cannot be written over each other.
const SIGN_OF_LIFE: f64 = 15.0;

/// Where the steps of the set-up are shown.
pub(crate) struct Screen {
    terminal: bool,
}

impl Screen {
    pub(crate) fn new() -> Self {
        Self { terminal: stdout().is_terminal() }
    }

    /// Says something about the step.
    pub(crate) fn say(&self, text: &str) {
        println!("      {text}");
    }

    /// Runs a command of the step; its failure is the step's failure.
    pub(crate) fn run(&self, cmd: Cmd) -> Result<(), Failure> {
        let text = cmd.text();
        self.say(&format!("$ {text}"));
        let watch = Stopwatch::start();
        let shown_at = Cell::new(0.0);
        let mut last = String::new();
        let ended = cmd.watch(&mut |line| {
            if let Some(line) = line.map(str::trim).filter(|line| !line.is_empty()) {
                last = line.to_owned();
            }
            self.show(&last, watch.seconds(), &shown_at);
        })?;
        self.wipe();
        if ended.status.success() {
            self.say(&format!("done after {}", readable(watch.seconds())));
            return Ok(());
        }
        let from = ended.lines.len().saturating_sub(LAST_LINES);
        let why = format!("{} with:\n{}", ended.status, ended.lines[from..].join("\n"));
        Err(Failure::new(format!("'{text}' failed."), why).by_hand(text))
    }

    fn show(&self, last: &str, seconds: f64, shown_at: &Cell<f64>) {
        let pause = if self.terminal { 0.2 } else { SIGN_OF_LIFE };
        if seconds - shown_at.get() < pause {
            return;
        }
        shown_at.set(seconds);
        let last: String = last.chars().filter(|c| !c.is_control()).take(60).collect();
        if self.terminal {
            print!("\r\x1b[K      {seconds:.0} s  {last}");
            let _ = stdout().flush();
        } else {
            self.say(&format!("{seconds:.0} s  {last}"));
        }
    }

    fn wipe(&self) {
        if self.terminal {
            print!("\r\x1b[K");
        }
    }
}

/// The table at the end of a set-up.
pub(crate) fn print_times(times: &[(String, f64)]) {
    let width = times.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(3);
    println!("\nThe set-up took:");
    for (name, seconds) in times {
        println!("  {name:width$}  {seconds:>7.1} s");
    }
    let sum: f64 = times.iter().map(|(_, seconds)| seconds).sum();
    println!("  {:width$}  {sum:>7.1} s\n", "all");
}
