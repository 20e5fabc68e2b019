//! The house stands as `docs/architecture.md` draws it: imports point down, and each module keeps to its duty.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src` by floor. A module imports from lower floors and from its own folder only.
const FLOORS: &[(u8, &[&str])] = &[
    (0, &["text"]),
    (1, &["conversation", "diagnostic", "feedback"]),
    (2, &["document", "transcript"]),
    (3, &["rules"]),
    (4, &["scan", "catalogue"]),
    (5, &["assess", "suppress"]),
    (6, &["check"]),
    (7, &["rewrite", "score"]),
    (8, &["linter", "baseline", "policy"]),
    (9, &["wire", "rule_test", "rule_diff", "mend"]),
    (10, &["read", "stats", "rule_lint", "import", "hook"]),
    (11, &["eval", "audit", "batch", "drill"]),
    (12, &["report"]),
    (13, &["lsp", "http"]),
    (14, &["cli"]),
];

/// The most lines a file may have.
const MOST_LINES: usize = 400;

/// What only some modules may write.
const RESERVED: &[(&str, &[&str], &[&str])] = &[
    ("prints", &["print!(", "println!(", "eprint!(", "eprintln!(", "io::stdout", "io::stderr"], &["cli"]),
    ("touches files", &["std::fs", "File::open", "fs::read", "fs::write"], &["catalogue", "read", "feedback", "audit", "lsp", "cli"]),
    ("asks the environment", &["std::env", "env::var"], &["cli"]),
    ("reads a clock", &["std::time", "Instant::", "SystemTime"], &["audit", "http", "lsp", "cli"]),
    ("starts threads", &["rayon", "std::thread"], &["cli"]),
    ("knows TOML", &["toml::", "use toml"], &["rules", "catalogue", "document", "read", "rule_lint", "import", "lsp", "cli"]),
];

/// One file of `src`.
struct File {
    path: PathBuf,
    text: String,
    module: String,
}

impl File {
    /// The lines of code: without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The modules of the crate that the file names.
    fn imports(&self) -> impl Iterator<Item = (usize, String)> {
        self.code().flat_map(|(at, line)| {
            line.match_indices("crate::").filter_map(move |(found, path)| {
                let name: String = line[found + path.len()..].chars().take_while(|&c| c == '_' || c.is_ascii_lowercase()).collect();
                (!name.is_empty()).then_some((at, name))
            })
        })
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<File> {
    let src = root().join("src");
    let (mut folders, mut files) = (vec![src.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&src).expect("it was found there");
                let first = inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
                let module = first.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).expect("source is UTF-8");
                files.push(File { path: Path::new("src").join(inside), text, module });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 50, "the files of src were not found");
    files
}

/// The floor of a module; `None` for a module that is on none.
fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, modules)| modules.contains(&module)).map(|floor| floor.0)
}

/// Whether the file is the door of the house rather than a room in it.
fn is_door(file: &File) -> bool {
    matches!(file.module.as_str(), "lib" | "main")
}

fn none_of(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_is_on_a_floor() {
    let files = files();
    let homeless = files.iter().filter(|file| !is_door(file) && floor(&file.module).is_none());
    none_of(&homeless.map(|file| format!("{}: put `{}` on a floor", file.path.display(), file.module)).collect::<Vec<_>>());
    for module in FLOORS.iter().flat_map(|floor| floor.1) {
        assert!(files.iter().any(|file| file.module == *module), "`{module}` is on a floor, but not in src");
    }
}

#[test]
fn imports_point_down() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !is_door(file)) {
        for (line, import) in file.imports() {
            // What is no module of `src` is an item that `lib.rs` re-exports: everybody names it by its module instead.
            let fine = import == file.module || floor(&import).is_some_and(|below| Some(below) < floor(&file.module));
            if !fine {
                faults.push(format!("{}:{line}: `{}` may not import `{import}`", file.path.display(), file.module));
            }
        }
    }
    none_of(&faults);
}

#[test]
fn the_architecture_names_every_module() {
    let text = fs::read_to_string(root().join("docs/architecture.md")).expect("docs/architecture.md can be read");
    for (floor, modules) in FLOORS {
        for module in *modules {
            let named = text.lines().any(|line| {
                let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_end_matches('/').trim_end_matches(".rs")).collect();
                words.first() == Some(module) && words.contains(&floor.to_string().as_str())
            });
            assert!(named, "docs/architecture.md does not show `{module}` on floor {floor}");
        }
    }
}

#[test]
fn each_module_keeps_to_its_duty() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !is_door(file)) {
        for (deed, words, allowed) in RESERVED {
            if allowed.contains(&file.module.as_str()) {
                continue;
            }
            let found = file.code().find(|(_, line)| words.iter().any(|word| line.contains(word)));
            faults.extend(found.map(|(line, _)| format!("{}:{line}: `{}` {deed}", file.path.display(), file.module)));
        }
    }
    none_of(&faults);
}

#[test]
fn only_main_calls_the_command_line() {
    let cli = |file: &&File| file.module != "cli" && file.module != "main" && file.code().any(|(_, line)| line.contains("cli::"));
    none_of(&files().iter().filter(cli).map(|file| format!("{} names cli", file.path.display())).collect::<Vec<_>>());
}

#[test]
fn files_are_short_and_say_their_duty() {
    let mut faults = Vec::new();
    for file in files() {
        if !file.text.starts_with("//! ") {
            faults.push(format!("{} does not open with //!", file.path.display()));
        }
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            faults.push(format!("{} has {lines} lines, more than {MOST_LINES}", file.path.display()));
        }
    }
    none_of(&faults);
}
