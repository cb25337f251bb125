//! What a series of queries says of a split: how many went where, and how sure one can be of it.

/// The normal deviate of a two-sided interval of 95 %.
const Z: f64 = 1.959_964;

/// The Wilson interval of a share, at 95 %: between which shares (0 to 1) the true one lies, after so many hits of so
/// many tries. It holds for few tries and for shares near 0 and 1, where the usual one does not.
pub fn interval(hits: u32, tries: u32) -> (f64, f64) {
    if tries == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (f64::from(tries), f64::from(hits) / f64::from(tries));
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    (((middle - spread) / whole).max(0.0), ((middle + spread) / whole).min(1.0))
}

/// One generation of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The generation.
    pub generation: String,
    /// Its wanted share, 0 to 1; `None` where the node does not tell its mapping.
    pub wanted: Option<f64>,
    /// Answers that it gave.
    pub hits: u32,
}

impl Observed {
    /// Whether the wanted share lies in the interval of the observed one; `None` where there is nothing to compare.
    pub fn fits(&self, tries: u32) -> Option<bool> {
        let (low, high) = interval(self.hits, tries);
        // Half a hundredth of a percent: shares are no finer.
        let near = 0.000_05;
        self.wanted.filter(|_| tries > 0).map(|wanted| wanted >= low - near && wanted <= high + near)
    }
}

/// Wanted shares in hundredths of a percent, and answers by generation, brought together.
pub fn compare(wanted: Option<&[(String, u16)]>, hits: &[(String, u32)]) -> Vec<Observed> {
    let mut names: Vec<&String> = wanted.iter().flat_map(|shares| shares.iter().map(|(name, _)| name)).collect();
    for (name, _) in hits {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let observed = |name: &String| {
        let share =
            |shares: &[(String, u16)]| shares.iter().find(|(known, _)| known == name).map_or(0, |(_, share)| *share);
        Observed {
            generation: name.clone(),
            wanted: wanted.map(|shares| f64::from(share(shares)) / 10_000.0),
            hits: hits.iter().find(|(known, _)| known == name).map_or(0, |(_, hits)| *hits),
        }
    };
    names.into_iter().map(observed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_the_one_of_the_tables() {
        for (hits, tries, low, high) in [
            (0, 10, 0.0, 0.2775),
            (5, 10, 0.2366, 0.7634),
            (10, 10, 0.7225, 1.0),
            (40, 200, 0.1504, 0.2609),
            (0, 0, 0.0, 1.0),
        ] {
            let (l, h) = interval(hits, tries);
            assert!((l - low).abs() < 0.0005 && (h - high).abs() < 0.0005, "{hits} of {tries}: {l} to {h}");
        }
    }

    #[test]
    fn an_observed_split_is_held_against_the_wanted_one() {
        let wanted = [("a".to_owned(), 8000), ("b".to_owned(), 2000)];
        let all = compare(Some(&wanted), &[("a".to_owned(), 120), ("c".to_owned(), 80)]);
        let told: Vec<_> = all.iter().map(|o| (o.generation.as_str(), o.hits, o.fits(200))).collect();
        assert_eq!(told, [("a", 120, Some(false)), ("b", 0, Some(false)), ("c", 80, Some(false))]);
        let fits = compare(Some(&wanted), &[("a".to_owned(), 155), ("b".to_owned(), 45)]);
        assert!(fits.iter().all(|one| one.fits(200) == Some(true)));
        assert_eq!(compare(None, &[("a".to_owned(), 1)])[0].fits(1), None, "nothing to hold it against");
        let whole = compare(Some(&[("a".to_owned(), 10_000)]), &[("a".to_owned(), 200)]);
        assert_eq!(whole[0].fits(200), Some(true));
    }
}
