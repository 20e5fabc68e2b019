//! Each kind of mistake in a rule file is told with its place and what to write instead.

use rifq::catalogue::embedded;
use rifq::rules::{RuleError, SourceFile, compile};

const HEAD: &str = "severity = \"hint\"\n[summary]\nen = \"s\"\nar = \"س\"\n[why]\nen = \"w\"\nar = \"و\"\n[message]\nen = \"m\"\nar = \"م\"\n";

fn errors(text: &str) -> Vec<RuleError> {
    let mut sources = embedded::sources();
    sources.rules.push(SourceFile { path: "mine/rule.toml".to_owned(), name: "mine/rule".to_owned(), text: text.to_owned() });
    compile(&sources).err().unwrap_or_default()
}

fn with_pattern(pattern: &str) -> String {
    format!("{HEAD}[phrase]\n[[phrase.match]]\nlang = \"en\"\nany = [\"fine\", \"{pattern}\"]\n")
}

#[test]
fn a_plain_rule_compiles() {
    assert_eq!(errors(&with_pattern("no can do")), []);
}

#[test]
fn mistakes_in_the_file() {
    for (text, line, part) in [
        (format!("colour = 1\n{HEAD}"), 1, "unknown key `colour`"),
        (HEAD.replace("hint", "loud"), 1, "loud"),
        (HEAD.replace("severity = \"hint\"\n", ""), 1, "missing key `severity`"),
        (format!("{HEAD}[phrase]\n"), 1, "looks for nothing"),
        (HEAD.to_owned(), 1, "exactly one kind"),
        (format!("{HEAD}[phrase]\n[[phrase.match]]\nlang = \"fr\"\nany = [\"x\"]\n"), 13, "fr"),
        (format!("supersedes = [\"negative/canot\"]\n{}", with_pattern("no can do")), 1, "did you mean `negative/cannot`?"),
        (HEAD.replace("ar = \"م\"", "ar = \"\"") + "[phrase]\n[[phrase.match]]\nlang = \"en\"\nany = [\"no can do\"]\n", 10, "`message` is empty here"),
        ("a = ".to_owned(), 1, ""),
        (format!("{}[[rewrite]]\nlang = \"en\"\ntext = \"I can {{x}}\"\n", with_pattern("no can do")), 15, "sample"),
    ] {
        let found = errors(&text);
        assert!(found.iter().any(|error| error.line == line && error.to_string().contains(part)), "{part}: {found:?}");
    }
}

#[test]
fn mistakes_in_patterns() {
    for (pattern, column, part) in [
        ("<canot> do", 18, "did you mean `cannot`?"),
        ("(can't|won't", 29, "is not closed"),
        ("you", 16, "no word of its own"),
        ("~3 #num", 16, "no word of its own"),
        ("do it ^", 16, "nothing can stand before the start"),
        ("$ do it", 16, "nothing can follow the end"),
        ("wait ~99 here", 23, "a gap is"),
        ("#numbre", 17, "there is no `#numbre`"),
        ("{a: x} {b: y} {c: z} {d: w}", 17, "at most"),
    ] {
        let found = errors(&with_pattern(pattern));
        assert!(found.iter().any(|error| error.line == 14 && error.column == column && error.to_string().contains(part)), "{pattern}: {found:?}");
        assert!(found.iter().all(|error| error.help.is_some()), "{pattern}: {found:?}");
    }
}

#[test]
fn expressions_that_explode_are_refused() {
    let text = format!("{HEAD}[regex]\n[[regex.match]]\nlang = \"en\"\npattern = '(\\w{{1,500}}){{1,500}}'\n");
    let found = errors(&text);
    assert!(found.iter().any(|error| error.line == 14 && error.message.contains("KiB")), "{found:?}");
    let found = errors(&format!("{HEAD}[regex]\n[[regex.match]]\nlang = \"en\"\npattern = '(?=x)'\n"));
    assert!(found.iter().any(|error| error.line == 14 && error.to_string().contains("look-around")), "{found:?}");
}

#[test]
fn lexicons_that_contain_themselves_are_refused() {
    let mut sources = embedded::sources();
    let lexicon = |name: &str, other: &str| SourceFile {
        path: format!("lexicons/{name}.toml"),
        name: name.to_owned(),
        text: format!("[summary]\nen = \"s\"\nar = \"س\"\n[[words]]\nlang = \"en\"\nany = [\"<{other}> x\"]\n"),
    };
    sources.lexicons.extend([lexicon("mine-a", "mine-b"), lexicon("mine-b", "mine-a")]);
    let found = compile(&sources).err().unwrap_or_default();
    assert!(found.iter().any(|error| error.message.contains("contains itself")), "{found:?}");
}
