//! Names of documents and paths of files.

use lsp_types::Uri;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The file a document is; `None` for one that is no file.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file:")?;
    let rest = rest.strip_prefix("//").map_or(rest, |rest| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
    let decoded = decode(rest)?;
    // `/c:/drafts` is how Windows writes a drive.
    let drive = decoded.strip_prefix('/').filter(|rest| cfg!(windows) && rest.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(drive.unwrap_or(&decoded))).filter(|path| path.has_root() || path.is_absolute())
}

/// The name of a file as a document.
pub(super) fn of(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", encoded(&path, |byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte)))
}

/// A name in the form that the protocol's types take; what no URI may hold is encoded.
pub(super) fn parsed(uri: &str) -> Option<Uri> {
    let encoded = || encoded(uri, |byte| byte.is_ascii_alphanumeric() || b"-._~/:?#[]@!$&'()*+,;=%".contains(&byte));
    Uri::from_str(uri).or_else(|_| Uri::from_str(&encoded())).ok()
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let decoded = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).ok()
}

fn encoded(text: &str, free: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if free(byte) {
            out.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_paths_and_back() {
        for (uri, expected) in [
            ("file:///a/b%20c.md", Some("/a/b c.md")),
            ("file:///a/%D8%B1%D8%AF.md", Some("/a/رد.md")),
            ("file://localhost/a", Some("/a")),
            ("file:/a", Some("/a")),
            ("file:///a/100%.md#x", Some("/a/100%.md")),
            ("untitled:Untitled-1", None),
            ("file://", None),
            ("", None),
        ] {
            assert_eq!(path(uri), expected.map(PathBuf::from), "{uri}");
        }
        assert_eq!(of(Path::new("/a/رد b.md")), "file:///a/%D8%B1%D8%AF%20b.md");
        assert!(parsed("file:///a b|c.md").is_some() && parsed("untitled:Untitled-1").is_some());
    }
}
