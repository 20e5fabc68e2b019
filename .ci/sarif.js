// sarif.js FOLDER FILE: is FILE valid SARIF 2.1.0, by the schema among the packages in FOLDER? Says what is not, and then ends with 1.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const [folder, file] = process.argv.slice(2);
const from = (path) => require(join(folder, "node_modules", path));
const ajv = new (from("ajv"))({ schemaId: "auto", allErrors: true, unknownFormats: "ignore" });
ajv.addMetaSchema(from("ajv/lib/refs/json-schema-draft-04.json"));
const valid = ajv.compile(from("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));
const log = JSON.parse(readFileSync(file, "utf8"));
if (!valid(log)) {
  for (const error of valid.errors) console.error(`${error.dataPath}: ${error.message}`);
  process.exit(1);
}
console.log(`${file}: valid SARIF, ${log.runs[0].results.length} results`);
