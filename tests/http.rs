//! `rifq serve`, run for real: answers, guards, limits, reloads, the end; and nothing of what was written in its log.
#![cfg(feature = "http")]

#[allow(dead_code)] // each test needs its own part of it
#[path = "support/server.rs"]
mod server;

use serde_json::{Value, json};
use server::{Server, answer};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const REFUSAL: &str = "Hello Mona, unfortunately, we cannot change the address.";
const SECRET: &str = "Hello Mona, please send me your password so that I can look at the order today.";
/// A sentence that must stand in no log.
const PLANTED: &str = "The zebra sleeps under bridge forty";

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("http-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
    std::fs::write(&path, text).expect("it can be written");
    path.display().to_string()
}

fn draft(text: &str) -> String {
    json!({"text": text}).to_string()
}

#[test]
fn drafts_are_answered_as_on_the_command_line() {
    let server = Server::start(&[]);
    let request = json!({"text": REFUSAL, "id": 7, "offsets": "utf16", "colour": "red", "agent": {"language": "ar"},
        "thread": [{"role": "customer", "text": "Please change the address!"}]});
    let checked = server.post("/v1/check", &request.to_string());
    assert_eq!((checked.status, checked.header("content-type")), (200, Some("application/json")));
    let mut child = Command::new(env!("CARGO_BIN_EXE_rifq"));
    child.args(["check", "-", "--no-config", "--input-format", "jsonl", "--format", "jsonl", "--ui-lang", "ar"]);
    let mut child = child.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().expect("rifq runs");
    child.stdin.take().expect("it is piped").write_all(request.to_string().as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("rifq ends");
    assert_eq!(checked.body, String::from_utf8_lossy(&output.stdout).trim_end());

    let scored = server.post("/v1/score", &request.to_string()).json();
    assert_eq!((&scored["score"], &scored["categories"], &scored["diagnostics"]), (&checked.json()["score"], &checked.json()["categories"], &Value::Null));
    let better = server.post("/v1/rewrite", &draft(REFUSAL)).json();
    assert!(better["text"].as_str().is_some_and(|text| text.contains("{option}")) && better["blanks"] == json!(["option"]));
    let held = server.post("/v1/hook", &draft(SECRET)).json();
    assert_eq!((&held["verdict"], &held["decision"]["reasons"][0]["code"]), (&json!("block"), &json!("privacy/asks-secret")));
    assert!(held["decision"]["suggestion"]["text"].is_string());
    let late = server.post("/v1/hook", &json!({"text": format!("{REFUSAL} ").repeat(9_000), "deadline_ms": 1}).to_string());
    assert_eq!((late.status, late.code()), (504, "deadline".to_owned()));
}

#[test]
fn the_rest_is_answered() {
    let server = Server::start(&[]);
    let rules = server.get("/v1/rules?ui_language=ar&channel=chat").json();
    let rules = rules.as_array().expect("a list");
    assert!(rules.len() > 50 && rules.iter().any(|rule| rule["name"] == "negative/cannot"));
    assert_eq!(server.get("/v1/rules?channel=pigeon").status, 400);
    assert_eq!(server.get("/healthz").json()["status"], "ok");
    server.post("/v1/check", &draft(REFUSAL));
    let figures = server.get("/metrics");
    assert!(figures.header("content-type").is_some_and(|kind| kind.starts_with("text/plain; version=0.0.4")));
    for line in [
        "rifq_requests_total{route=\"/v1/check\",status=\"200\"} 1",
        "rifq_verdicts_total{verdict=\"warn\"} 1",
        "rifq_faults_total 0",
        "rifq_request_seconds_bucket{le=\"+Inf\"} 4",
    ] {
        assert!(figures.body.lines().any(|known| known == line), "{line} in {}", figures.body);
    }
    let described = server.get("/openapi.json").json();
    assert!(described["paths"]["/v1/hook"]["post"].is_object());
    let page = server.get("/");
    assert!(page.body.contains("page.js") && page.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
    assert!(!page.body.contains("http://") && !page.body.contains("https://"), "the page asks nobody else");
    for (path, kind) in [("/page.js", "text/javascript"), ("/page.css", "text/css")] {
        assert!(server.get(path).header("content-type").is_some_and(|known| known.starts_with(kind)));
    }
    assert_eq!((server.get("/nothing").status, server.get("/v1/check").status, server.get("/nothing").code()), (404, 405, "not_found".to_owned()));
    assert_eq!(server.get("/v1/check").header("allow"), Some("POST"));
}

#[test]
fn what_is_no_request_is_turned_down() {
    let server = Server::start(&["--log", "requests"]);
    for (body, code) in [
        (&b""[..], "invalid_json"),
        (b"{\"text\": \"The zebra sleeps under bridge forty", "invalid_json"),
        (b"{\"text\": [\"The zebra sleeps under bridge forty\"]}", "invalid_request"),
        (b"{\"text\": \"a\", \"markup\": \"The zebra sleeps under bridge forty\"}", "invalid_request"),
        (b"{\"text\": \"The zebra \xff\"}", "invalid_utf8"),
    ] {
        for path in ["/v1/check", "/v1/score", "/v1/rewrite", "/v1/hook"] {
            let told = server.ask("POST", path, &[], body);
            assert_eq!((told.status, told.code().as_str()), (400, code));
            assert!(!told.body.contains("zebra"), "{}", told.body);
        }
    }
    server.post("/v1/check", &draft(PLANTED));
    server.get(&format!("/{}", PLANTED.replace(' ', "%20")));
    server.get(&format!("/v1/rules?channel={}", PLANTED.replace(' ', "+")));
    server.ask("ZEBRA", "/v1/check", &[("Zebra", PLANTED)], PLANTED.as_bytes());
    server.wait_for("\"method\":\"OTHER\"");
    assert!(!server.log().to_lowercase().contains("zebra"), "{}", server.log());
    for line in server.log().lines() {
        let event: Value = serde_json::from_str(line).expect("each line is JSON");
        assert!(event["at"].is_string() && event["event"].is_string());
    }
}

#[test]
fn others_need_a_token() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let output = Command::new(env!("CARGO_BIN_EXE_rifq")).args(["serve", "--listen", address]).output().expect("rifq runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("--token-file"));
    }
    let folder = folder("tokens");
    for (text, expected) in [("# none\n", "no token"), ("short\n", ":1:1: a token has at least"), ("a token with spaces in it\n", "no spaces")] {
        let output = Command::new(env!("CARGO_BIN_EXE_rifq")).args(["serve", "--token-file", &write(&folder, "bad", text)]).output().expect("rifq runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(expected));
    }
    let file = write(&folder, "tokens", "# helpdesk\n0123456789abcdef\n\nfedcba9876543210\n");
    let server = Server::start(&["--token-file", &file]);
    let status = |path: &str, token: &str| server.ask("POST", path, &[("Authorization", token)], draft("Hi.").as_bytes()).status;
    assert_eq!(status("/v1/check", "Bearer 0123456789abcdef"), 200);
    assert_eq!(status("/v1/hook", "bearer  fedcba9876543210"), 200);
    for token in ["Bearer 0123456789abcdeF", "Bearer", "Basic 0123456789abcdef", "Bearer 0123456789abcdef0", ""] {
        assert_eq!(status("/v1/check", token), 401, "{token}");
    }
    let told = server.post("/v1/check", &draft("Hi."));
    assert_eq!((told.status, told.header("www-authenticate")), (401, Some("Bearer")));
    for (path, expected) in [("/healthz", 200), ("/", 200), ("/openapi.json", 200), ("/metrics", 401), ("/v1/rules", 401), ("/nothing", 401)] {
        assert_eq!(server.get(path).status, expected, "{path}");
    }
}

#[test]
fn strange_names_and_origins_are_turned_down() {
    let server = Server::start(&["--allow-origin", "https://desk.example", "--allow-host", "rifq.example"]);
    let port = server.address.port();
    let status = |headers: &[(&str, &str)]| server.ask("POST", "/v1/check", headers, draft("Hi.").as_bytes()).status;
    for (host, expected) in [
        ("localhost", 200),
        (&*format!("LOCALHOST:{port}"), 200),
        ("[::1]:9", 200),
        ("rifq.example:443", 200),
        ("evil.example", 421),
        ("", 421),
        ("127.0.0.1.evil.example", 421),
    ] {
        assert_eq!(status(&[("Host", host)]), expected, "{host}");
    }
    let own = format!("http://localhost:{port}");
    assert_eq!(status(&[("Host", &format!("localhost:{port}")), ("Origin", &own)]), 200);
    for (origin, expected) in [("https://desk.example", 200), ("https://evil.example", 403), ("null", 403), ("http://desk.example", 403)] {
        assert_eq!(status(&[("Origin", origin)]), expected, "{origin}");
    }
    let preflight = |origin: &str| server.ask("OPTIONS", "/v1/check", &[("Origin", origin), ("Access-Control-Request-Method", "POST")], b"");
    assert_eq!(preflight("https://desk.example").header("access-control-allow-origin"), Some("https://desk.example"));
    assert_eq!(preflight("https://evil.example").header("access-control-allow-origin"), None);
    assert_eq!(server.raw(b"POST /v1/check HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}").expect("an answer").status, 421);
    let open = Server::start(&["--allow-origin", "*"]);
    let told = open.ask("POST", "/v1/check", &[("Origin", "app://notes")], b"{}");
    assert_eq!((told.status, told.header("access-control-allow-origin")), (400, Some("*")), "on errors too");
}

#[test]
fn limits_hold() {
    let server = Server::start(&["--max-bytes", "1000", "--timeout-ms", "300", "--max-connections", "8"]);
    let large = draft(&"x".repeat(2000));
    assert_eq!((server.post("/v1/check", &large).status, server.post("/v1/hook", &large).code()), (413, "too_large".to_owned()));
    let chunked = format!(
        "POST /v1/check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n7d0\r\n{}\r\n0\r\n\r\n",
        "x".repeat(2000)
    );
    assert_eq!(server.raw(chunked.as_bytes()).expect("an answer").status, 413);
    let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(400_000));
    assert_eq!(server.raw(head.as_bytes()).map(|told| told.status), Some(431));

    let start = Instant::now();
    let mut slow = server.connect();
    slow.write_all(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"text\":").expect("it reads");
    let told = answer(&mut slow).expect("an answer");
    assert_eq!((told.status, told.code()), (504, "deadline".to_owned()), "a body that does not come");
    let mut silent = server.connect();
    silent.write_all(b"POST /v1/check HTTP/1.1\r\nHo").expect("it reads");
    assert_eq!(silent.read(&mut [0; 100]).unwrap_or(0), 0, "a head that does not come");
    assert!(start.elapsed() < Duration::from_secs(5));

    // So many silent clients as there are places: they lose theirs, and the next one is answered.
    let silent: Vec<_> = (0..8).map(|_| server.connect()).collect();
    assert_eq!(server.get("/healthz").status, 200);
    drop(silent);
}

/// They ask for more than the system keeps for them, and read nothing of it.
#[test]
fn clients_that_do_not_read_lose_their_place() {
    let server = Server::start(&["--timeout-ms", "300", "--max-connections", "4"]);
    let page = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2_000);
    let greedy: Vec<_> = (0..4)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(&page).expect("it reads");
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(server.get("/healthz").status, 200);
    drop(greedy);
}

#[test]
fn half_closed_clients_are_answered() {
    let server = Server::start(&[]);
    let body = draft(REFUSAL);
    let told = server.raw(format!("POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    assert_eq!(told.expect("an answer").status, 200);
    assert!(server.raw(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{").is_none_or(|told| told.status == 400));
    let mut gone = server.connect();
    gone.write_all(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{").expect("it reads");
    drop(gone);
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn a_server_ends_after_what_is_under_way() {
    let mut server = Server::start(&["--timeout-ms", "60000"]);
    let long = draft(&format!("{REFUSAL} ").repeat(3_000));
    let mut stream = server.connect();
    stream.write_all(format!("POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{long}", long.len()).as_bytes()).expect("it reads");
    std::thread::sleep(Duration::from_millis(50));
    server.signal("-TERM");
    assert_eq!(answer(&mut stream).expect("an answer").status, 200);
    assert_eq!(server.ended(), Some(0));
    assert!(std::net::TcpStream::connect(server.address).is_err());
    server.wait_for("\"stopped\"");
}

const HOUSE: &str = "severity = \"warning\"\n[summary]\nen = \"A slogan\"\nar = \"شعار\"\n[why]\nen = \"It closes the door.\"\nar = \"يغلق الباب.\"\n[message]\nen = \"Say what can be done.\"\n\
    ar = \"اذكر الممكن.\"\n[phrase]\n[[phrase.match]]\nlang = \"en\"\nany = [\"WORDS\"]\n[[example]]\nlang = \"en\"\nbad = [\"Sorry, WORDS.\"]\ngood = [\"I can.\"]\n";

/// Tells others that it is over.
struct Ended<'e>(&'e AtomicBool);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn rules_are_exchanged_without_dropping_a_request() {
    let folder = folder("reload");
    let config = write(&folder, "rifq.toml", "rules = [\"house\"]\n[policy]\nblock = [\"house\"]\n");
    let rule = |words: &str| write(&folder, "house/house/slogan.toml", &HOUSE.replace("WORDS", words));
    rule("no can do");
    let server = Server::start(&["--config", &config]);
    let holds = |words: &str| {
        let told = server.post("/v1/hook", &draft(words)).json();
        told["decision"]["reasons"].as_array().expect("a list").iter().any(|reason| reason["code"] == "house/slogan" && reason["verdict"] == "block")
    };
    assert!(holds("Sorry, no can do."));
    let (end, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        // Ends the others when this thread ends, by a failure too.
        let _ended = Ended(&end);
        for _ in 0..3 {
            scope.spawn(|| {
                while !end.load(Ordering::Relaxed) {
                    assert_eq!(server.post("/v1/check", &draft(REFUSAL)).status, 200);
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        rule("not a chance");
        server.signal("-HUP");
        server.wait_for("\"reloaded\"");
        assert!(!holds("Sorry, no can do."));
        std::fs::write(folder.join("house/house/slogan.toml"), "severity = [").expect("it can be written");
        server.signal("-HUP");
        server.wait_for("\"not_reloaded\"");
        assert!(holds("Sorry, not a chance."), "the known rules stay in force");
    });
    assert!(asked.load(Ordering::Relaxed) > 10);
    assert!(server.log().contains("slogan.toml:1:"), "the mistake is told with its place: {}", server.log());
    assert!(server.get("/metrics").body.contains("rifq_reloads_total{result=\"failed\"} 1"));
}

#[test]
fn changed_files_are_noticed() {
    let folder = folder("watch");
    let config = write(&folder, "rifq.toml", "[policy]\nblock = [\"warning\"]\n");
    let server = Server::start(&["--config", &config, "--watch"]);
    assert_eq!(server.post("/v1/hook", &draft(REFUSAL)).json()["verdict"], "block");
    write(&folder, "rifq.toml", "[policy]\npass = [\"warning\"]\n");
    server.wait_for("\"reloaded\"");
    assert_eq!(server.post("/v1/hook", &draft(REFUSAL)).json()["verdict"], "pass");
}

#[test]
fn decisions_are_written_down() {
    let folder = folder("audit");
    let config = write(&folder, "rifq.toml", "[policy.audit]\nfile = \"audit.jsonl\"\n");
    let server = Server::start(&["--config", &config, "--log", "requests"]);
    let request = json!({"text": format!("{PLANTED}. {SECRET}"), "id": "T-1", "subject": PLANTED, "override": {"reason": PLANTED}});
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..25).for_each(|_| assert_eq!(server.post("/v1/hook", &request.to_string()).status, 200)));
        }
    });
    server.post("/v1/hook", "{");
    let text = std::fs::read_to_string(folder.join("audit.jsonl")).expect("it was written");
    assert_eq!(text.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok_and(|line| line["override"] == "granted")).count(), 100);
    assert!(!text.contains("zebra") && !server.log().contains("zebra"));
}

#[cfg(unix)]
#[test]
fn a_socket_in_the_file_system_is_served() {
    let folder = folder("socket");
    let path = folder.join("rifq.sock");
    // One that is left over from a server that was killed goes.
    drop(std::os::unix::net::UnixListener::bind(&path).expect("it can be bound"));
    let mut server = Server::start(&["--listen", &format!("unix:{}", path.display())]);
    let ask = || {
        let mut stream = std::os::unix::net::UnixStream::connect(&path).expect("it listens");
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: any.name\r\nConnection: close\r\n\r\n").expect("it reads");
        answer(&mut stream).expect("an answer")
    };
    server.wait_for("");
    assert_eq!(ask().status, 200);
    let second = Command::new(env!("CARGO_BIN_EXE_rifq")).args(["serve", "--listen", &format!("unix:{}", path.display())]).output().expect("rifq runs");
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another server"));
    server.signal("-TERM");
    assert_eq!((server.ended(), path.exists()), (Some(0), false));
}

/// A simple generator: the same cases on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// A request with faults in it.
fn broken(random: &mut Random) -> Vec<u8> {
    let bodies = [
        format!(
            "{{\"text\":\"{PLANTED} لا يمكننا 🙂\",\"thread\":[{{\"role\":\"customer\",\"text\":\"a\"}}],\"override\":{{\"reason\":\"b\"}},\"deadline_ms\":5}}"
        ),
        format!("language=auto&text={PLANTED}%20%D8%A7&data=%7B&level=picky"),
        "[".repeat(300),
        "{\"text\":\"\\ud800\\u0000\",\"id\":1e999,\"attachments\":-1}".to_owned(),
    ];
    let methods = ["POST", "GET", "PUT", "OPTIONS", "zebra", ""];
    let paths =
        ["/v1/check", "/v1/score", "/v1/rewrite", "/v1/hook", "/v2/check", "/v1/rules?channel=%ff", "/", "//", "*", "/../..", "http://localhost/v1/check"];
    let body = &bodies[random.below(bodies.len())];
    let length = [body.len().to_string(), "0".to_owned(), "-1".to_owned(), "99999999999999999999".to_owned(), (body.len() / 2).to_string()];
    let framing = [
        format!("Content-Length: {}", length[random.below(length.len())]),
        "Transfer-Encoding: chunked".to_owned(),
        "Expect: 100-continue".to_owned(),
        "X: y".to_owned(),
    ];
    let mut bytes = format!(
        "{} {} HTTP/1.{}\r\nHost: localhost\r\n{}\r\n\r\n{body}",
        methods[random.below(methods.len())],
        paths[random.below(paths.len())],
        random.below(3),
        framing[random.below(framing.len())]
    )
    .into_bytes();
    for _ in 0..random.below(6) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => bytes[at] = random.below(256) as u8,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, b"\r\n\0\"{}%\xff"[random.below(8)]),
            _ => bytes.truncate(at + 1),
        }
    }
    bytes
}

/// 2,000 cases, or as many as `RIFQ_CASES` says.
#[test]
fn broken_requests_harm_nobody() {
    let cases = std::env::var("RIFQ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000);
    let server = Server::start(&["--log", "requests", "--timeout-ms", "2000"]);
    let mut random = Random(8);
    let mut statuses = std::collections::BTreeMap::new();
    for _ in 0..cases {
        let bytes = broken(&mut random);
        let status = server.raw(&bytes).map_or(0, |told| told.status);
        assert_ne!(status, 500, "{}", String::from_utf8_lossy(&bytes));
        *statuses.entry(status).or_insert(0) += 1;
    }
    assert_eq!(server.get("/healthz").status, 200);
    assert!(server.get("/metrics").body.contains("rifq_faults_total 0"));
    assert!(!server.log().contains("zebra"), "nothing of the requests is in the log");
    assert!(statuses.len() > 4, "{statuses:?}");
}

/// The certificates in `tests/tls` are for these tests alone: the key of their authority is thrown away.
#[test]
fn a_certificate_makes_it_secret() {
    use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls");
    let file = |name: &str| folder.join(name).display().to_string();
    let server = Server::start(&["--tls-cert", &file("server.pem"), "--tls-key", &file("server.key")]);
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file("ca.pem")).expect("a certificate")).expect("an authority");
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("usual versions");
    let client = builder.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").expect("a name");
    let mut secret = rustls::ClientConnection::new(std::sync::Arc::new(client), name).expect("a client");
    let mut stream = server.connect();
    let mut secured = rustls::Stream::new(&mut secret, &mut stream);
    secured.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it reads");
    assert_eq!(answer(&mut secured).expect("an answer").status, 200);
    assert!(server.raw(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").is_none(), "without a handshake there is no answer");
    let output = Command::new(env!("CARGO_BIN_EXE_rifq")).args(["serve", "--tls-cert", &file("server.key"), "--tls-key", &file("server.key")]).output();
    let output = output.expect("rifq runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("server.key: the certificate"));
}
