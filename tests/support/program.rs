//! The program, run for real in a folder of its own.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An empty folder for one case of a test.
pub(crate) fn folder(test: &str, case: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test).join(case);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// rifq, in a folder; what it remembers is kept there, too.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rifq"));
    command.current_dir(folder).env("RIFQ_STATE_DIR", folder.join("state")).args(arguments);
    command
}

/// What became of a run.
pub(crate) fn rifq(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("rifq can be run")
}

/// What a run wrote that succeeded.
pub(crate) fn done(folder: &Path, arguments: &[&str]) -> String {
    written(&rifq(folder, arguments), arguments)
}

/// What was written by a run that succeeded.
pub(crate) fn written(output: &Output, arguments: &[&str]) -> String {
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}
