//! Reads HTML: tags vanish, block tags end sentences, code and quoted mail are cut, character references are decoded.

use super::page::Page;
use crate::conversation::Markup;
use crate::text::Treatment;

/// Tags that end a sentence.
const BLOCK: &[&str] = &[
    "p", "div", "br", "li", "ul", "ol", "tr", "td", "th", "table", "tbody", "thead", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article", "header",
    "footer", "blockquote", "body", "html", "dl", "dt", "dd", "address", "center", "main", "figure", "form",
];
/// Tags inside a sentence.
const INLINE: &[&str] = &[
    "a", "b", "i", "u", "s", "em", "strong", "span", "font", "small", "big", "sub", "sup", "mark", "del", "ins", "strike", "img", "bdi", "bdo", "abbr", "cite",
    "q", "label", "wbr", "button", "input", "picture", "source", "time", "tt", "var", "samp", "dfn", "link", "meta", "o:p",
];
/// Tags that people paste into plain text.
const PASTED: &[&str] = &["br", "p", "b", "i", "u", "strong", "em", "div", "span", "a", "li", "ul", "ol", "hr", "blockquote", "font"];
/// Elements whose content is not prose.
const HIDDEN: &[&str] = &["script", "style", "head", "title", "pre", "code", "kbd", "textarea", "svg", "select", "template"];
/// Marks of quoted mail in the attributes of a tag.
const QUOTED: &[&str] =
    &["gmail_quote", "gmail_extra", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "zmail_extra", "ms-outlook-quote", "type=\"cite\"", "gmail_attr"];
/// Marks of the place from where on all is quoted.
const REST_QUOTED: &[&str] = &["divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "olk_src_body_section"];
/// Longest tag whose attributes are looked at, in bytes.
const LONGEST_HEAD: usize = 600;

/// What is remembered between tags.
#[derive(Default)]
pub(super) struct Reader {
    /// No `>` stands at or after this offset.
    no_end_from: Option<usize>,
    /// Bit set of [`HIDDEN`] elements known to have no further end tag.
    unclosed: u32,
    /// Whether a block tag was seen: then line ends are mere white space.
    blocks: bool,
}

impl Reader {
    /// Reads the tag or comment at `<`.
    pub(super) fn tag(&mut self, page: &mut Page<'_>, at: usize) -> Option<usize> {
        let html = page.markup == Markup::Html;
        let rest = &page.source[at..];
        if html && rest.starts_with("<!") {
            return self.declaration(page, at);
        }
        let closing = rest.as_bytes().get(1) == Some(&b'/');
        let name_at = at + 1 + usize::from(closing);
        let window = page.window(name_at, 24);
        let name = &window[..window.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b':').count()];
        if name.is_empty() || !matches!(page.byte(name_at + name.len()), b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t') {
            return None;
        }
        let listed = |list: &[&str]| list.iter().any(|known| name.eq_ignore_ascii_case(known));
        let (block, inline) = (listed(BLOCK), listed(INLINE));
        let hidden = HIDDEN.iter().position(|known| name.eq_ignore_ascii_case(known));
        if !html && !listed(PASTED) {
            return None;
        }
        if !html && page.window(name_at + name.len(), 200).find('>').is_none() {
            return None;
        }
        if html && !block && !inline && hidden.is_none() && super::placeholder::angles(page, at).is_some() {
            return page.masks.last().map(|mask| mask.span.end as usize);
        }
        let end = self.tag_end(page, name_at)?;
        if !html && block {
            page.push(at, end, Treatment::Break);
            return Some(end);
        }
        let element = hidden.filter(|_| !closing).and_then(|index| self.element_end(page, end, index));
        if let Some(end) = element {
            page.push(at, end, Treatment::Cut);
            return Some(end);
        }
        let quoted = if html && !closing { quoted_end(page, at, end, name) } else { None };
        if let Some(quoted) = quoted {
            page.push(at, quoted, Treatment::Cut);
            self.blocks = true;
            return Some(quoted);
        }
        self.blocks |= block;
        page.push(at, end, if block { Treatment::Break } else { Treatment::Transparent });
        Some(end)
    }

    /// Comments are cut out without ending a sentence; so are declarations.
    fn declaration(&mut self, page: &mut Page<'_>, at: usize) -> Option<usize> {
        let end = if page.source[at..].starts_with("<!--") {
            page.source[at + 4..].find("-->").map_or(page.source.len(), |end| at + 4 + end + 3)
        } else {
            self.tag_end(page, at + 2)?
        };
        page.push(at, end, Treatment::Transparent);
        Some(end)
    }

    /// One past the `>` that ends a tag; quoted attribute values may hold one.
    fn tag_end(&mut self, page: &Page<'_>, from: usize) -> Option<usize> {
        if self.no_end_from.is_some_and(|none| from >= none) {
            return None;
        }
        let bytes = &page.source.as_bytes()[from..];
        let mut quote = 0;
        let mut first = None;
        for (offset, &byte) in bytes.iter().enumerate() {
            match byte {
                b'>' if quote == 0 => return Some(from + offset + 1),
                b'>' => {
                    first.get_or_insert(from + offset + 1);
                }
                b'"' | b'\'' if quote == 0 => quote = byte,
                _ if byte == quote => quote = 0,
                _ => {}
            }
        }
        if first.is_none() {
            self.no_end_from = Some(from);
        }
        first
    }

    /// One past the end tag of a hidden element.
    fn element_end(&mut self, page: &Page<'_>, from: usize, index: usize) -> Option<usize> {
        if self.unclosed & (1 << index) != 0 {
            return None;
        }
        let found = find_tag(page.source, from, HIDDEN[index]).find(|tag| tag.closing);
        let end = found.and_then(|tag| self.tag_end(page, tag.at));
        if end.is_none() {
            self.unclosed |= 1 << index;
        }
        end
    }
}

struct Tag {
    at: usize,
    closing: bool,
}

/// The tags of one name from an offset on.
fn find_tag<'s>(source: &'s str, from: usize, name: &'s str) -> impl Iterator<Item = Tag> + 's {
    let bytes = source.as_bytes();
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            at += source[at..].find('<')? + 1;
            let closing = bytes.get(at) == Some(&b'/');
            let start = at + usize::from(closing);
            let here = bytes.get(start..start + name.len()).is_some_and(|part| part.eq_ignore_ascii_case(name.as_bytes()));
            if here && !bytes.get(start + name.len()).is_some_and(u8::is_ascii_alphanumeric) {
                return Some(Tag { at: at - 1, closing });
            }
        }
    })
}

/// If the tag opens quoted mail: where that ends.
fn quoted_end(page: &Page<'_>, at: usize, end: usize, name: &str) -> Option<usize> {
    let head = page.window(at, LONGEST_HEAD.min(end - at)).to_ascii_lowercase();
    if head.len() > 12 && head.contains('=') && REST_QUOTED.iter().any(|mark| head.contains(mark)) {
        return Some(page.source.len());
    }
    let quoted = name.eq_ignore_ascii_case("blockquote") || (head.contains('=') && QUOTED.iter().any(|mark| head.contains(mark)));
    if !quoted || matches!(page.byte(end.saturating_sub(2)), b'/') {
        return None;
    }
    let mut depth = 1_u32;
    for tag in find_tag(page.source, end, name) {
        depth = if tag.closing { depth - 1 } else { depth + 1 };
        if depth == 0 {
            return page.source[tag.at..].find('>').map(|end| tag.at + end + 1);
        }
    }
    Some(page.source.len())
}

/// Decodes a character reference such as `&amp;` or `&#39;`.
pub(super) fn entity(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let window = page.window(at + 1, 12);
    let length = window.find(';')?;
    let text = decode(&window[..length])?;
    let end = at + 1 + length + 1;
    page.push(at, end, Treatment::Decoded(text));
    Some(end)
}

fn decode(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|&c| c != '\0').map(String::from);
    }
    let text = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" | "ldquo" | "rdquo" | "laquo" | "raquo" => "\"",
        "apos" | "rsquo" | "lsquo" => "'",
        "nbsp" | "ensp" | "emsp" | "thinsp" => " ",
        "ndash" => "–",
        "mdash" => "—",
        "hellip" => "…",
        "bull" | "middot" => "•",
        "copy" => "©",
        "reg" => "®",
        "trade" => "™",
        "euro" => "€",
        "pound" => "£",
        "eacute" => "é",
        "shy" | "zwnj" | "zwj" | "lrm" | "rlm" => "",
        _ => return None,
    };
    Some(text.to_owned())
}

/// Where block tags structure the text, its line ends are white space only.
pub(super) fn finish(page: &mut Page<'_>, reader: &Reader) {
    if page.markup != Markup::Html || !reader.blocks {
        return;
    }
    for (at, byte) in page.source.bytes().enumerate() {
        if byte == b'\n' || byte == b'\r' {
            page.push(at, at + 1, Treatment::Decoded(" ".to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::conversation::Markup;
    use crate::document::Document;

    fn sentences(input: &str) -> Vec<String> {
        let document = Document::new(input, Markup::Html);
        let text = |index: usize| document.tokens.word(index).to_owned();
        document.sentences.iter().map(|sentence| sentence.range().map(text).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn reads_html() {
        for (input, expected) in [
            ("<p>Hi <b>S</b>ami</p><p>We can&#39;t\nhelp</p>", vec!["hi sami", "we can't help"]),
            ("a&nbsp;b &amp; c&#x27;d &lt;3", vec!["a b & c'd < 3"]),
            ("one<br>two<br/>three", vec!["one", "two", "three"]),
            ("<a title=\"can't > won't\" href='x'>go</a> on", vec!["go on"]),
            ("<style>p {}</style><p>hi</p><script>if (a<b) {}</script><!-- no -->", vec!["hi"]),
            ("run <code>rm -rf</code> now", vec!["run", "now"]),
            ("ok<blockquote>old <blockquote>older</blockquote> old</blockquote>new", vec!["ok", "new"]),
            ("ok<div class=\"gmail_quote\">old<div>x</div></div>new", vec!["ok", "new"]),
            ("ok<div class=\"moz-cite-prefix\">On 5/1 A wrote:</div>new", vec!["ok", "new"]),
            ("ok<div id=\"divRplyFwdMsg\"><b>From:</b> A</div>old", vec!["ok"]),
            ("ok<blockquote>old", vec!["ok"]),
            ("Dear <first_name>, ok", vec!["dear  , ok"]),
            ("no tags here\nsecond < line", vec!["no tags here", "second < line"]),
            ("<p>مرحبا&nbsp;<strong>سا</strong>رة</p>", vec!["مرحبا ساره"]),
        ] {
            assert_eq!(sentences(input), expected, "{input}");
        }
    }
}
