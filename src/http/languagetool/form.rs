//! Parameters in a query and a body, read as leniently as their clients need it.

/// Names and values, those of the body last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn parse(query: &[u8], body: &[u8]) -> Self {
        let pairs = query.split(|&byte| byte == b'&').chain(body.split(|&byte| byte == b'&')).filter(|pair| !pair.is_empty());
        let read = |pair: &[u8]| {
            let end = pair.iter().position(|&byte| byte == b'=');
            (decoded(&pair[..end.unwrap_or(pair.len())]), decoded(&pair[end.map_or(pair.len(), |end| end + 1)..]))
        };
        Self(pairs.map(read).collect())
    }

    /// The last value of this name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Percent signs and plus signs read; what is no code stays, what is no UTF-8 becomes the sign for that.
fn decoded(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (byte, code) {
            (b'%', Some(code)) if bytes[at + 1] != b'+' => {
                out.push(code);
                at += 3;
                continue;
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// A text that was encoded twice, as one client for Emacs does: nothing but codes and what needs none, and a coded space or letter beyond ASCII.
pub(super) fn decoded_again(text: &str) -> String {
    let is_coded = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"%-._~".contains(&byte));
    let has_code = ["%20", "%0A", "%D8", "%D9"].iter().any(|code| text.contains(code));
    if is_coded && has_code { decoded(text.as_bytes()) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_clients_send() {
        let form = Form::parse(b"language=ar&text=old", "text=a+b%20%D8%A7%26c&data&x==&bad=%zz%f".as_bytes());
        for (name, expected) in [("language", Some("ar")), ("text", Some("a b ا&c")), ("data", Some("")), ("x", Some("=")), ("bad", Some("%zz%f")), ("y", None)]
        {
            assert_eq!(form.get(name), expected, "{name}");
        }
        assert_eq!(Form::parse(b"", b"").get("text"), None);
        assert_eq!(Form::parse(b"", b"text=not coded: 100% & more\xff").get("text"), Some("not coded: 100% "));
        assert_eq!(Form::parse(b"", b"text=%FF%+1").get("text"), Some("\u{fffd}% 1"));
    }

    #[test]
    fn reads_a_text_that_was_coded_twice() {
        for (text, expected) in [("we%20can%27t%20%D8%A7", "we can't ا"), ("we can 100%20", "we can 100%20"), ("plain", "plain"), ("50%2D60", "50%2D60")] {
            assert_eq!(decoded_again(text), expected);
        }
    }
}
