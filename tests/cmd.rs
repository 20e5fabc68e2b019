//! The command line, run for real: one case per file in `tests/cmd`; `TRYCMD=overwrite` rewrites what they expect.

#[test]
fn cases() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env("RIFQ_CACHE_DIR", env!("CARGO_TARGET_TMPDIR"))
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*-*.toml");
}
