//! `rifq score` over a file of conversations: agent turns a second on one and two cores, beside what the engine alone does with the same turns, and
//! the most memory it takes. The file is made up here; with `RIFQ_DATA` it is the real one. `RIFQ_BIN` names another binary, `RIFQ_TIMES` makes the file
//! so many times as long.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

use rifq::catalogue::embedded;
use rifq::read::transcript::{Reading, records};
use rifq::transcript::Transcript;
use rifq::{Conversation, Language, Linter, Role};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
const CONVERSATIONS: usize = 5_000;

fn main() {
    let folder = std::env::temp_dir().join(format!("rifq-batch-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room for the file");
    let input = folder.join("conversations.jsonl");
    let times = std::env::var("RIFQ_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    std::fs::write(&input, text().repeat(times)).expect("there is room for the file");
    let reading = Reading { max_bytes: 16 << 20, ..Reading::default() };
    let transcripts: Vec<Transcript> = records(&input, &reading).map(|raw| raw.read(&reading).expect("it is readable")).collect();
    let turns = transcripts.iter().flat_map(|transcript| &transcript.conversation.turns).filter(|turn| turn.role == Role::Agent).count();
    println!("{} conversations, {turns} agent turns, {} bytes", transcripts.len(), std::fs::metadata(&input).map_or(0, |data| data.len()));
    let rate = |time: Duration| count(turns) / time.as_secs_f64();
    let alone = rate(engine(&transcripts));
    println!("the engine alone, each turn with those before it, one core: {alone:.0} turns a second");
    let [one, two] = [1, 2].map(|threads| {
        let (time, memory) = score(&input, &folder.join("out"), threads);
        println!("rifq score, {threads} core(s): {:.0} turns a second, at most {:.1} MB", rate(time), memory / 1000.0);
        rate(time)
    });
    println!("of the engine's rate: {:.2}; two cores to one: {:.2}", one / alone, two / one);
    let _ = std::fs::remove_dir_all(&folder);
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// The fastest of some rounds of reviews: each agent turn as the draft of a conversation of its own.
fn engine(transcripts: &[Transcript]) -> Duration {
    let linter = Linter::new(embedded::rules());
    let drafts: Vec<Conversation> = transcripts
        .iter()
        .flat_map(|transcript| {
            let whole = &transcript.conversation;
            let agents = (0..whole.turns.len()).filter(|&turn| whole.turns[turn].role == Role::Agent);
            agents.map(|turn| Conversation { turns: whole.turns[..=turn].to_vec(), ..whole.clone() })
        })
        .collect();
    let round = || {
        let start = Instant::now();
        let found: usize = drafts.iter().map(|draft| linter.review(divan::black_box(draft), Language::English).diagnostics.len()).sum();
        divan::black_box(found);
        start.elapsed()
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

/// The fastest of some runs of the command, and the most memory one took, in kilobytes.
fn score(input: &Path, out: &Path, threads: usize) -> (Duration, f64) {
    let binary = std::env::var("RIFQ_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_rifq").to_owned());
    let (mut best, mut memory) = (Duration::MAX, 0.0_f64);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut command = Command::new(&binary);
        command.arg("score").arg(input).args(["--quiet", "--restart", "--out"]).arg(out);
        let mut process = command.env("RAYON_NUM_THREADS", threads.to_string()).stdout(Stdio::null()).spawn().expect("rifq can be started");
        let status = PathBuf::from(format!("/proc/{}/status", process.id()));
        while process.try_wait().expect("it can be waited for").is_none() {
            let now = std::fs::read_to_string(&status).unwrap_or_default();
            let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            memory = line.and_then(|line| line.trim_end_matches("kB").trim().parse().ok()).map_or(memory, |now| memory.max(now));
            std::thread::sleep(Duration::from_millis(2));
        }
        best = best.min(start.elapsed());
    }
    (best, memory)
}

fn text() -> String {
    let Some(root) = std::env::var_os("RIFQ_DATA") else { return made_up() };
    let file = std::fs::File::open(PathBuf::from(root).join("data/conversations-en.jsonl.gz")).expect("the data file opens");
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("the data file is gzip of UTF-8");
    text
}

const ASKED: &[&str] = &[
    "This is the third time I write. My parcel arrived broken and nobody answers. When will I get a new one?",
    "hi, my card was charged twice for order 55120, please give the second amount back",
    "How do I change the delivery address? The form does not let me.",
    "Thanks, that is clear now.",
    "السلام عليكم، طلبي ٥٥١٢٠ وصل وشاشته مكسورة ومحد يرد. متى يرجع المبلغ؟",
    "كيف أغير رقم الجوال في الحساب؟",
];
const SAID: &[&str] = &[
    "Hi Sami, I'm sorry that the cups arrived broken. I have asked the warehouse for new ones; they leave us tomorrow and reach you by Thursday.",
    "Unfortunately, we cannot change the address once the parcel is on its way. What I can do is ask the courier to hold it at the branch near you.",
    "Thank you for your message. We apologise for any inconvenience caused. Kindly be informed that the matter is under process.",
    "The bank releases the second charge within 3-5 working days. You will see it as a reversal on your card; I check on Friday that it is there.",
    "Open Settings, then Addresses, and tap the pencil beside the old one. Does that help?",
    "أهلًا منى، أعتذر عن وصول الطلب بشاشة مكسورة. راجعت الدفعة اليوم ويصل المبلغ إلى بطاقتك خلال ٣-٥ أيام عمل.",
    "للأسف لا يمكننا تعديل عنوان شحنة غادرت المستودع. سيتم التواصل معكم في أقرب وقت.",
];

/// Conversations of two to seven turns, all put together from the same sentences, none quite like another.
fn made_up() -> String {
    let mut text = String::new();
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below
    };
    for number in 0..CONVERSATIONS {
        let count = 2 + next(6);
        let turns: Vec<serde_json::Value> = (0..count)
            .map(|turn| {
                let (role, list) = if turn % 2 == 0 { ("customer", ASKED) } else { ("agent", SAID) };
                let at = 1_767_225_600 + 600 * number + 60 * turn;
                serde_json::json!({ "role": role, "author": format!("{role}-{}", number % 40), "at": at, "text": format!("{} {}", list[next(list.len())], list[next(list.len())]) })
            })
            .collect();
        let _ = writeln!(text, "{}", serde_json::json!({ "id": format!("c{number}"), "channel": "chat", "turns": turns }));
    }
    text
}
