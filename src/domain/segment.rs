//! Ids inside the console's own addresses. Everything but letters, digits, `-` and `_` becomes `~` and two hex
//! digits a byte: no percent sign ever stands in an address of ours, so nothing can decode one twice or too early; and
//! no dot, by which web servers tell files from screens.

/// An id as a path segment.
pub fn escape(id: &str) -> String {
    let mut segment = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            segment.push(char::from(byte));
        } else {
            segment.push('~');
            segment.extend([byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16).unwrap_or('0')));
        }
    }
    segment
}

/// The id of a segment; `None` where it was not made by [`escape`].
pub fn unescape(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'~' {
            let half = |byte: Option<u8>| char::from(byte?).to_digit(16);
            bytes.push((half(rest.next())? * 16 + half(rest.next())?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_comes_back() {
        for id in ["parcel-eta", "a b", "..%2Fkeys", "%2e%2e", "é~1", "100 %", "\u{202e}x", "a?b#c", "漢字"] {
            let segment = escape(id);
            assert!(!segment.contains(['%', '/', '?', '#', ' ', '.']), "{segment}");
            assert_eq!(unescape(&segment).as_deref(), Some(id));
        }
    }

    #[test]
    fn what_was_not_escaped_is_no_id() {
        for segment in ["a~", "a~2", "a~zz", "~ff"] {
            assert_eq!(unescape(segment), None, "{segment}");
        }
    }
}
