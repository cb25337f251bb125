//! Looks at the end of an archive before anything reads its table of contents, which may be built to fill the memory:
//! half a gigabyte holds eleven million entries.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

/// The end record is 22 bytes, with a comment of at most 65,535 behind it; the pointer to the larger one is 20 bytes before
/// it. Readers search a few bytes further than that.
const LONGEST: u64 = 20 + 22 + 65_536 + 64;

/// Begins the end record; the number of entries stands ten bytes on.
const END: &[u8; 4] = b"PK\x05\x06";

/// Begins the pointer to the larger end record of archives over 4 GiB or 65,535 entries.
const LARGE: &[u8; 4] = b"PK\x06\x07";

/// Whether any end record that a reader could take for the real one tells of more than `most` entries.
pub(super) fn has_more_entries(file: &mut File, most: usize) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST)))?;
    let mut tail = Vec::new();
    Read::by_ref(file).take(LONGEST).read_to_end(&mut tail)?;
    file.rewind()?;
    Ok(says_more(&tail, most))
}

fn says_more(tail: &[u8], most: usize) -> bool {
    let entries =
        |place: usize| tail.get(place + 10..place + 12).map_or(0, |at| usize::from(at[0]) | usize::from(at[1]) << 8);
    tail.windows(4).enumerate().any(|(place, four)| four == LARGE || (four == END && entries(place) > most))
}

#[cfg(test)]
mod tests {
    use super::says_more;

    fn end(entries: u16) -> Vec<u8> {
        [&b"PK\x05\x06\0\0\0\0"[..], &entries.to_le_bytes(), &entries.to_le_bytes(), &[0; 10]].concat()
    }

    #[test]
    fn the_number_of_entries_is_read_from_every_end() {
        assert!(!says_more(&end(1000), 1000));
        assert!(says_more(&end(1001), 1000));
        assert!(says_more(&[end(1001), end(1)].concat(), 1000), "a small decoy behind");
        assert!(says_more(&[&b"PK\x06\x07"[..], &end(1)].concat(), 1000), "the large form");
        assert!(!says_more(b"PK\x05\x06", 1000));
        assert!(!says_more(b"", 1000));
    }
}
