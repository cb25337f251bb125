//! Numbers as people read them.

/// Thousands apart: "1,204".
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A measured number, three digits of it: "12,345", "41.7", "0.0123".
pub fn figure(number: f64) -> String {
    let size = number.abs();
    match size {
        0.0 => "0".to_owned(),
        100.0.. => [if number < 0.0 { "−" } else { "" }, &grouped(size.round() as usize)].concat(),
        10.0.. => format!("{number:.1}"),
        1.0.. => format!("{number:.2}"),
        0.01.. => format!("{number:.3}"),
        _ => format!("{number:.2e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{figure, grouped};

    #[test]
    fn a_measured_number_keeps_three_digits() {
        for (number, text) in [
            (0.0, "0"),
            (0.000_12, "1.20e-4"),
            (0.0123, "0.012"),
            (4.3, "4.30"),
            (41.66, "41.7"),
            (12_345.6, "12,346"),
            (-2.5, "-2.50"),
        ] {
            assert_eq!(figure(number), text);
        }
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_204, "1,204"), (100_000, "100,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), text);
        }
    }
}
