//! A history of metrics, and what follows from it: rates between two looks, and how the figures of one generation went.

use std::collections::VecDeque;

use pilothouse_wire::api_node::metrics::{Figures, Reading, Series};

/// Looks that are kept at most: half an hour at one every five seconds.
const LOOKS: usize = 360;
/// Figures that are kept at most in all looks: a node of many services has a shorter history.
const FIGURES: usize = 200_000;

/// The metrics at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Ms since 1970.
    pub at: f64,
    /// What was recognised.
    pub reading: Reading,
}

/// The looks of a page, oldest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    looks: VecDeque<Look>,
}

/// A measure that is drawn over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Queries in a second, between two looks.
    Rate,
    /// Failed queries of a hundred, between two looks.
    Errors,
    /// Ms, of the last minute or two where the server tells it, else since it counts.
    P50,
    /// The same for 95 of 100.
    P95,
    /// The same for 99 of 100.
    P99,
}

/// A generation at an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// The endpoint.
    pub endpoint: String,
    /// The generation.
    pub generation: String,
}

/// Moments, and for each line a value at each moment where there is one.
pub type Plot = (Vec<f64>, Vec<(Line, Vec<Option<f64>>)>);

impl History {
    /// Adds a look; the oldest go where it would not fit.
    pub fn push(&mut self, look: Look) {
        self.looks.push_back(look);
        let mut figures: usize = self.looks.iter().map(|look| look.reading.series.len()).sum();
        while self.looks.len() > LOOKS || (figures > FIGURES && self.looks.len() > 2) {
            figures -= self.looks.pop_front().map_or(0, |look| look.reading.series.len());
        }
    }

    /// The newest look.
    pub fn last(&self) -> Option<&Look> {
        self.looks.back()
    }

    /// How many looks there are.
    pub fn len(&self) -> usize {
        self.looks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.looks.is_empty()
    }

    /// How a measure of a service went, a line for each generation of the newest look.
    pub fn plot(&self, service: &str, measure: Measure) -> Plot {
        let moments = self.looks.iter().map(|look| look.at).collect();
        let mut lines: Vec<Line> =
            self.last().into_iter().flat_map(|look| of_service(look, service)).map(line).collect();
        lines.sort();
        let values = |line: &Line| {
            let mut before: Option<(&Look, &Series)> = None;
            let value = |look| {
                let series = of_service(look, service).find(|series| line.is(series));
                let value = series.and_then(|series| measure.of(look, series, before));
                before = series.map(|series| (look, series));
                value
            };
            self.looks.iter().map(value).collect()
        };
        (moments, lines.into_iter().map(|line| (line.clone(), values(&line))).collect())
    }
}

fn of_service<'a>(look: &'a Look, service: &str) -> impl Iterator<Item = &'a Series> {
    look.reading.series.iter().filter(move |series| series.service == service)
}

fn line(series: &Series) -> Line {
    Line { endpoint: series.endpoint.clone(), generation: series.generation.clone() }
}

impl Line {
    fn is(&self, series: &Series) -> bool {
        self.endpoint == series.endpoint && self.generation == series.generation
    }
}

impl Measure {
    fn of(self, look: &Look, series: &Series, before: Option<(&Look, &Series)>) -> Option<f64> {
        let figures = series.lately.as_ref().unwrap_or(&series.total);
        match self {
            Self::Rate => {
                let (then, earlier) = before?;
                let seconds = (look.at - then.at) / 1000.0;
                (seconds > 0.0).then(|| Some(more(series.total.queries, earlier.total.queries)? / seconds))?
            }
            Self::Errors => {
                let (_, earlier) = before?;
                error_share(&series.total, &earlier.total)
            }
            Self::P50 => figures.p50,
            Self::P95 => figures.p95,
            Self::P99 => figures.p99,
        }
    }
}

/// How much a counter grew. One that is smaller than before was reset: nobody knows.
fn more(now: Option<f64>, before: Option<f64>) -> Option<f64> {
    now.zip(before).map(|(now, before)| now - before).filter(|grown| *grown >= 0.0)
}

/// Failed queries of a hundred between two counts; `None` where there were no queries.
pub fn error_share(now: &Figures, before: &Figures) -> Option<f64> {
    let queries = more(now.queries, before.queries).filter(|queries| *queries > 0.0)?;
    Some(more(now.errors, before.errors)? / queries * 100.0)
}

/// Queries and errors of a service since the server counts, over all endpoints and generations.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The service.
    pub service: String,
    /// Queries.
    pub queries: f64,
    /// Of these, failed.
    pub errors: f64,
}

/// The totals of all services, the busiest first.
pub fn totals(reading: &Reading) -> Vec<Total> {
    let mut totals: std::collections::BTreeMap<&str, (f64, f64)> = std::collections::BTreeMap::new();
    for series in &reading.series {
        let (queries, errors) = totals.entry(&series.service).or_default();
        *queries += series.total.queries.unwrap_or(0.0);
        *errors += series.total.errors.unwrap_or(0.0);
    }
    let total = |(service, (queries, errors)): (&str, _)| Total { service: service.to_owned(), queries, errors };
    let mut totals: Vec<Total> = totals.into_iter().map(total).collect();
    totals.sort_by(|a, b| b.queries.total_cmp(&a.queries));
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(second: f64, counts: &[(&str, f64, f64)]) -> Look {
        let series = |(generation, queries, errors): &(&str, f64, f64)| Series {
            service: "a".into(),
            endpoint: "e".into(),
            generation: (*generation).into(),
            total: Figures { queries: Some(*queries), errors: Some(*errors), p95: Some(9.0), ..Figures::default() },
            lately: Some(Figures { p95: Some(2.0), ..Figures::default() }),
        };
        Look { at: second * 1000.0, reading: Reading { since: None, series: counts.iter().map(series).collect() } }
    }

    fn history(looks: &[Look]) -> History {
        let mut history = History::default();
        looks.iter().for_each(|look| history.push(look.clone()));
        history
    }

    #[test]
    fn rates_are_what_grew_between_two_looks() {
        let history = history(&[
            look(0.0, &[("g", 100.0, 0.0)]),
            look(5.0, &[("g", 150.0, 5.0), ("h", 3.0, 0.0)]),
            look(10.0, &[("g", 150.0, 5.0), ("h", 4.0, 0.0)]),
            look(15.0, &[("g", 10.0, 0.0), ("h", 4.0, 0.0)]),
        ]);
        let (moments, lines) = history.plot("a", Measure::Rate);
        assert_eq!(moments, [0.0, 5_000.0, 10_000.0, 15_000.0]);
        assert_eq!(lines[0].1, [None, Some(10.0), Some(0.0), None], "a counter that was reset leaves a gap");
        assert_eq!(lines[1].1, [None, None, Some(0.2), Some(0.0)]);
        let (_, lines) = history.plot("a", Measure::Errors);
        assert_eq!(lines[0].1, [None, Some(10.0), None, None], "no queries, no share");
        let (_, lines) = history.plot("a", Measure::P95);
        assert_eq!(lines[0].1[0], Some(2.0), "the last minutes go before all time");
        assert_eq!(history.plot("b", Measure::Rate).1, []);
    }

    #[test]
    fn the_oldest_looks_go_first() {
        let mut history = History::default();
        for n in 0..400 {
            history.push(look(f64::from(n), &[("g", 1.0, 0.0)]));
        }
        assert_eq!((history.len(), history.looks[0].at), (LOOKS, 40_000.0));
        let crowd = vec![("g", 1.0, 0.0); 90_000];
        (0..5).for_each(|n| history.push(look(f64::from(500 + n), &crowd)));
        assert_eq!(history.len(), 2, "two looks always stay, for a rate needs two");
    }

    #[test]
    fn services_are_summed_up_the_busiest_first() {
        let mut look = look(0.0, &[("g", 5.0, 1.0), ("h", 7.0, 0.0), ("g", 20.0, 2.0)]);
        look.reading.series[2].service = "b".into();
        let found: Vec<_> = totals(&look.reading).into_iter().map(|t| (t.service, t.queries, t.errors)).collect();
        assert_eq!(found, [("b".to_owned(), 20.0, 2.0), ("a".to_owned(), 12.0, 1.0)]);
    }
}
