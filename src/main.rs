//! Temporary.
use std::io::{BufRead, Write};
fn main() {
    let path = std::env::args().nth(2).unwrap_or_default();
    let linter = rifq::Linter::new(rifq::catalogue::embedded::rules());
    let file = std::io::BufReader::new(std::fs::File::open(path).expect("file"));
    let mut out = std::io::stdout().lock();
    for line in file.lines() {
        let request = rifq::wire::parse(&line.expect("line")).expect("request");
        let (conversation, _) = request.conversation();
        let review = linter.review(&conversation, rifq::Language::English);
        let report = rifq::wire::report(linter.rules(), &conversation, &review, request.offsets);
        writeln!(out, "{}", serde_json::to_string(&report).expect("json")).expect("write");
    }
}
