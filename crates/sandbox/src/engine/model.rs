//! The two kinds of model that the sandbox runs: a straight line, and its logistic. Pure arithmetic.

use std::collections::BTreeMap;

/// A model with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Value when all features are 0.
    pub intercept: f64,
    /// Weight by feature.
    pub coefficients: BTreeMap<String, f64>,
    /// What the sum means.
    pub target: Target,
}

/// What a model's sum means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The sum itself is the answer.
    Number,
    /// The sum is the log-odds of the second label.
    Label {
        /// The class of low probability sums.
        negative: String,
        /// The class whose probability is computed.
        positive: String,
    },
}

/// What a model says of one record.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A number.
    Number(f64),
    /// The probability of the positive label.
    Probability(f64),
}

/// Why a record gets no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// A feature that the model needs is absent or null.
    Missing(String),
    /// The numbers are so large that no finite answer comes out.
    NotFinite,
}

impl Model {
    /// The answer for a record; features that the model does not know are not looked at.
    pub fn answer(&self, features: &BTreeMap<String, f64>) -> Result<Said, Unanswered> {
        let mut sum = self.intercept;
        for (name, weight) in &self.coefficients {
            let value = features.get(name).ok_or_else(|| Unanswered::Missing(name.clone()))?;
            sum += weight * value;
        }
        if !sum.is_finite() {
            return Err(Unanswered::NotFinite);
        }
        Ok(match self.target {
            Target::Number => Said::Number(sum),
            Target::Label { .. } => Said::Probability(logistic(sum)),
        })
    }

    /// What each feature adds to the sum, the weightiest first, at most `most` of them.
    #[must_use]
    pub fn contributions(&self, features: &BTreeMap<String, f64>, most: usize) -> Vec<(String, f64)> {
        let part = |(name, weight): (&String, &f64)| Some((name.clone(), weight * features.get(name)?));
        let mut parts: Vec<(String, f64)> = self.coefficients.iter().filter_map(part).collect();
        parts.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
        parts.truncate(most);
        parts
    }
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(pairs: &[(&str, f64)]) -> BTreeMap<String, f64> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
    }

    fn model(target: Target) -> Model {
        Model { intercept: -1.0, coefficients: features(&[("a", 2.0), ("b", -0.5)]), target }
    }

    #[test]
    fn a_line_is_a_sum() {
        let said = model(Target::Number).answer(&features(&[("a", 3.0), ("b", 2.0), ("other", 9.0)]));
        assert_eq!(said, Ok(Said::Number(4.0)));
    }

    #[test]
    fn a_logistic_gives_a_probability_however_large_the_sum() {
        let labels = || Target::Label { negative: "no".into(), positive: "yes".into() };
        let at = |a: f64| model(labels()).answer(&features(&[("a", a), ("b", 0.0)]));
        assert_eq!(at(0.5), Ok(Said::Probability(0.5)));
        assert_eq!(at(1e6), Ok(Said::Probability(1.0)));
        assert_eq!(at(-1e6), Ok(Said::Probability(0.0)));
    }

    #[test]
    fn a_record_without_a_feature_or_a_finite_sum_gets_no_answer() {
        let line = model(Target::Number);
        assert_eq!(line.answer(&features(&[("a", 1.0)])), Err(Unanswered::Missing("b".into())));
        assert_eq!(line.answer(&features(&[("a", f64::MAX), ("b", f64::MIN)])), Err(Unanswered::NotFinite));
    }

    #[test]
    fn contributions_come_weightiest_first() {
        let parts = model(Target::Number).contributions(&features(&[("a", 1.0), ("b", 20.0)]), 5);
        assert_eq!(parts, [("b".to_owned(), -10.0), ("a".to_owned(), 2.0)]);
    }
}
