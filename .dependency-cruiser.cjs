/**
 * The layers of gen-sde, from left to right:
 *   diagnostics, language < expr < calculus < simplify < geometry < dynamics, wasm < loops, lower < emit < verify < display < pipeline < api < run < validate < vitest < report < cli
 * A layer imports only what its row names (and itself). `model` is the part of `read` that describes what was read.
 * The compiler's rooms may all report `diagnostics`; what users' programs load (`language`, `runtime`) may not.
 * `runtime/special` (sigmoid, erf, ...) is shared by the loss language, the runtime and the evaluation of expressions,
 * `runtime/simd/costs` by who emits SIMD kernels and who decides where to use them, `read/javascript` by who runs a loss
 * file and who runs an emitted one.
 */
const layers = {
  diagnostics: [],
  runtime: [],
  parallel: ["runtime"],
  language: ["runtime/special"],
  expr: ["diagnostics", "runtime/special"],
  read: ["diagnostics", "expr", "language", "index"],
  calculus: ["diagnostics", "expr"],
  nerdamer: ["diagnostics", "expr", "calculus"],
  simplify: ["diagnostics", "expr", "calculus", "nerdamer"],
  geometry: ["diagnostics", "expr", "calculus", "simplify", "read/model", "runtime"],
  dynamics: ["diagnostics", "expr", "calculus", "simplify", "read/model", "runtime", "geometry"],
  wasm: [],
  loops: ["diagnostics", "expr", "calculus", "wasm", "runtime/simd/costs"],
  lower: ["diagnostics", "expr", "calculus", "simplify"],
  emit: ["diagnostics", "expr", "read/model", "read/javascript", "geometry", "dynamics", "wasm", "loops", "lower"],
  verify: upTo("verify"),
  display: upTo("display"),
  pipeline: upTo("pipeline"),
  api: upTo("api"),
  run: upTo("run"),
  validate: upTo("validate"),
  report: upTo("report"),
  vitest: upTo("vitest"),
  cli: upTo("cli"),
};

/** The only rooms that may import a package: whatever it gets wrong or breaks is met in one place. */
const doors = {
  "ts-morph": ["read", "emit", "verify"],
  nerdamer: ["nerdamer"],
  prettier: ["emit"],
  commander: ["cli"],
  tinypool: ["parallel"],
  katex: ["report"],
  vega: ["report"],
  "vega-lite": ["report"],
  "@resvg/resvg-js": ["report"],
  vitest: ["vitest"],
};

/** Every layer to the left of `name`. */
function upTo(name) {
  const order =
    "diagnostics runtime parallel language expr read calculus nerdamer simplify geometry dynamics wasm loops lower emit verify display pipeline api run validate vitest report cli";
  const names = order.split(" ");
  return names.slice(0, names.indexOf(name));
}

const either = (names) => names.map((name) => `^src/${name}(/|[.]ts$)`);

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([name, allowed]) => ({
      name: `layer-${name}`,
      comment: `src/${name} may import: ${allowed.join(", ") || "nothing"}`,
      severity: "error",
      from: { path: `^src/${name}/` },
      to: { path: "^src/", pathNot: either([name, ...allowed]) },
    })),
    {
      name: "known-layers",
      comment: "a new folder of src/ needs a row in the table of layers",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: either(Object.keys(layers)) },
      to: {},
    },
    {
      name: "index",
      comment: "what loss files load: the loss language, never the compiler",
      severity: "error",
      from: { path: "^src/index[.]ts$" },
      to: { pathNot: either(["language"]) },
    },
    ...Object.entries(doors).map(([name, rooms]) => ({
      name: `door-${name}`,
      comment: `only ${rooms.map((room) => `src/${room}`).join(", ")} may import ${name}`,
      severity: "error",
      from: { path: "^src/", pathNot: either(rooms) },
      to: { path: `^(node_modules/)?${name}(/|$)` },
    })),
    {
      name: "runtime-alone",
      comment: "users' programs load the runtime and the loss language: they import no package and nothing of node",
      severity: "error",
      from: { path: either(["runtime", "language"]) },
      to: { pathNot: "^src/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-dev-dependencies",
      comment: "vitest is a peer: who imports gen-sde/vitest has it",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
