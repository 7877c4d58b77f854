// Reads AsyncAPI documents with the standard's own parser. Arguments: where it is installed, then
// files. Writes what it finds in each, as JSON: severity 0 is an error.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [installed, ...paths] = process.argv.slice(2);
const { Parser } = createRequire(`${installed}/`)("@asyncapi/parser");
const found = {};
for (const path of paths) {
  const { document, diagnostics } = await new Parser().parse(readFileSync(path, "utf-8"));
  found[path] = {
    version: document?.version(),
    messages: document?.allMessages().all().map((message) => ({
      name: message.name(),
      examples: message.examples().all().length,
    })),
    diagnostics: diagnostics.map(({ code, severity, message, path: where }) => ({
      code,
      severity,
      message,
      path: where.join("/"),
    })),
  };
}
console.log(JSON.stringify(found));
