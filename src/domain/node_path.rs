//! Paths on the disk of a node, as a person types them.

/// The client makes a path absolute on its own machine (contract/dataiku-apinode.md §2.2); a browser cannot, so it
/// must be absolute as typed. Windows nodes have drive letters.
///
/// # Errors
/// What is wrong with it.
pub fn check(path: &str) -> Result<(), &'static str> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.is_empty() {
        Err("Give the path on the node.")
    } else if path.starts_with('/') || drive {
        Ok(())
    } else {
        Err("The path must be absolute: it starts with “/”.")
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_absolute_paths_are_taken() {
        for good in ["/data/a.zip", "C:\\packages\\a.zip", "D:/a.zip"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", "a.zip", "./a.zip", "~/a.zip"] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
