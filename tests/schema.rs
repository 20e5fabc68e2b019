//! The schemas in `docs/schema` are those of the code; `RIFQ_UPDATE=1` rewrites them.

use rifq::wire;
use std::path::Path;

fn schemas() -> [(&'static str, String); 9] {
    [
        ("request", wire::request_schema()),
        ("report", wire::report_schema()),
        ("rule", wire::rule_schema()),
        ("lexicon", wire::lexicon_schema()),
        ("cue", wire::cue_schema()),
        ("sentence", wire::sentence_schema()),
        ("scorecard", wire::scorecard_schema()),
        ("layer", wire::layer_schema()),
        ("config", wire::config_schema()),
    ]
}

#[test]
fn schemas_are_current() {
    let mut schemas = schemas().to_vec();
    #[cfg(feature = "http")]
    schemas.push(("openapi", rifq::http::openapi()));
    for (name, schema) in schemas {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema").join(format!("{name}.json"));
        if std::env::var_os("RIFQ_UPDATE").is_some_and(|value| value == "1") {
            std::fs::write(&path, &schema).expect("the folder can be written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(known == schema, "{} is not current; run RIFQ_UPDATE=1 cargo test --test schema", path.display());
    }
}
