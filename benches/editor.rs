//! An editor in miniature: it starts `rifq lsp` as a process of its own and measures what a typist would wait for. `RIFQ_BIN` names another binary.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const STARTS: usize = 40;
const KEYSTROKES: usize = 2_000;
/// What sends findings.
const METHOD: &[u8] = b"textDocument/publishDiagnostics";
const CONTEXT: &str = "+++\nchannel = \"email\"\n[customer]\nname = \"Sami\"\n[[thread]]\nrole = \"customer\"\ntext = \"This is the third time I write. My parcel \
    arrived broken and nobody answers. When will I get a new one?\"\n+++\n";

fn main() {
    let starts: Vec<Duration> = (0..STARTS).map(|_| first_diagnostics()).collect();
    told("initialize to first diagnostics", starts);
    for (name, bytes, keystrokes) in [("4 KB with context", 4_000, KEYSTROKES), ("100 KB with context", 100_000, KEYSTROKES / 4)] {
        for (language, reply, plain) in [("English", ENGLISH, PLAIN_ENGLISH), ("Arabic", ARABIC, PLAIN_ARABIC)] {
            told(&format!("keystroke to diagnostics, {name}, {language}"), keystrokes_in(&filled(reply, plain, bytes), keystrokes));
        }
    }
    resident();
}

const ENGLISH: &str = "Thank you for your message. I have checked the order with the warehouse, and the new cups leave us tomorrow morning. \
    Unfortunately, we cannot change the address once the parcel is on its way. Please keep the box until the courier has seen it.\n";
const ARABIC: &str = "شكرا لرسالتك. راجعت الطلب مع المستودع، وستخرج الأكواب الجديدة صباح الغد. للأسف لا يمكننا تغيير العنوان بعد خروج الشحنة. \
    احتفظ بالصندوق من فضلك حتى يراه المندوب.\n";

/// What stands between passages with a fault, so that there is one in about two kilobytes.
const PLAIN_ENGLISH: &str = "The courier brings the parcel on Monday morning and rings at the side door. The cups are packed in paper, and the saucers lie below them. \
    The label shows the name of the street and the floor.\n";
const PLAIN_ARABIC: &str = "يحضر المندوب الطرد صباح الاثنين ويقرع الباب الجانبي. الأكواب ملفوفة بالورق، والصحون تحتها. وعلى الملصق اسم الشارع ورقم الطابق.\n";

fn filled(reply: &str, plain: &str, bytes: usize) -> String {
    const BETWEEN: usize = 8;
    let passage = [reply, &plain.repeat(BETWEEN)].concat();
    let mut text = passage.repeat(bytes.div_ceil(passage.len()));
    text.truncate((0..=bytes).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default());
    format!("{CONTEXT}Hi Sami,\n\n{text}\n\nKind regards,\nRami\n")
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!("{what}: median {:.2?}, p99 {:.2?}, longest {:.2?} ({} times)", at(50), at(99), at(100), times.len());
}

struct Server {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let binary = std::env::var("RIFQ_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_rifq").to_owned());
        let process = Command::new(binary).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process = process.expect("rifq can be started");
        let (input, output) = (process.stdin.take(), process.stdout.take().expect("it is piped"));
        let mut server = Self { process, input, output: BufReader::new(output) };
        let params = json!({ "capabilities": {}, "initializationOptions": { "debounce": 0, "rest": 60_000 } });
        server.send(&Message::Request(Request { id: RequestId::from(1), method: "initialize".to_owned(), params }));
        while !matches!(server.receive(), Message::Response(_)) {}
        server.notify("initialized", json!({}));
        server
    }

    fn send(&mut self, message: &Message) {
        let input = self.input.as_mut().expect("it is open");
        message.write(input).and_then(|()| input.flush()).expect("the server reads");
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&Message::Notification(Notification { method: method.to_owned(), params }));
    }

    fn receive(&mut self) -> Message {
        Message::read(&mut self.output).expect("the server writes").expect("the server lives")
    }

    /// Waits for the diagnostics of a version; what is in them is not read, since that is the editor's time.
    fn diagnostics(&mut self, version: usize) {
        let end = format!("\"version\":{version}}}}}");
        loop {
            let message = self.frame();
            if message.ends_with(end.as_bytes()) && message.windows(METHOD.len()).take(200).any(|piece| piece == METHOD) {
                return;
            }
        }
    }

    /// The bytes of the next message.
    fn frame(&mut self) -> Vec<u8> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("the server writes");
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(told) => length = told.parse().expect("it is a number"),
                None => break,
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).expect("the server lives");
        bytes
    }

    fn open(&mut self, uri: &str, text: &str) {
        self.notify("textDocument/didOpen", json!({ "textDocument": { "uri": uri, "languageId": "markdown", "version": 1, "text": text } }));
        self.diagnostics(1);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.process.wait();
    }
}

const URI: &str = "file:///tmp/rifq-bench/reply.md";

/// From the start of the process to the first diagnostics.
fn first_diagnostics() -> Duration {
    let start = Instant::now();
    let mut server = Server::start();
    server.open(URI, &filled(ENGLISH, PLAIN_ENGLISH, 1_000));
    start.elapsed()
}

/// Types and deletes a letter at the end of the draft's third line.
fn keystrokes_in(text: &str, count: usize) -> Vec<Duration> {
    let mut server = Server::start();
    server.open(URI, text);
    let line = CONTEXT.matches('\n').count() + 2;
    let stroke = |server: &mut Server, version: usize| {
        let (end, new) = if version.is_multiple_of(2) { (0, "x") } else { (1, "") };
        let range = json!({ "start": { "line": line, "character": 0 }, "end": { "line": line, "character": end } });
        let start = Instant::now();
        let change = json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": [{ "range": range, "text": new }] });
        server.notify("textDocument/didChange", change);
        server.diagnostics(version);
        start.elapsed()
    };
    (2..count + 2).map(|version| stroke(&mut server, version)).collect()
}

/// What the server takes with a hundred documents of 4 KB open.
fn resident() {
    let mut server = Server::start();
    for index in 0..100_usize {
        server.open(
            &format!("file:///tmp/rifq-bench/reply-{index}.md"),
            &if index.is_multiple_of(2) { filled(ENGLISH, PLAIN_ENGLISH, 4_000) } else { filled(ARABIC, PLAIN_ARABIC, 4_000) },
        );
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process.id())).unwrap_or_default();
    let line = |key: &str| status.lines().find_map(|line| line.strip_prefix(key)).map_or("unknown", str::trim).to_owned();
    println!("resident with 100 documents: {} (at most {})", line("VmRSS:"), line("VmHWM:"));
}
