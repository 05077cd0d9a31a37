/**
 * The thin printer: a program as TypeScript. What it gives stands inside a function that knows the named sizes as
 * numbers and the data as flat row-major arrays, and declares one function per kernel.
 */
import { type Expr, type Tensor, size, zero } from "../../expr/index.js";
import { LOWEST, elementsOf } from "../dependence.js";
import { Scope } from "./names.js";
import { type Nest, type Statement, accesses, statements } from "../nest.js";
import type { LoopFunction, LoopProgram } from "../program.js";
import { count } from "../size-cost.js";
import { type Names, RUNTIME_FUNCTIONS, spell } from "./spell.js";

type Lines = readonly string[];

export interface LoopText {
  /** What the surrounding code declares: the identifier of each named size and of each array or number of the data. */
  readonly sizes: ReadonlyMap<string, string>;
  readonly data: ReadonlyMap<string, string>;
  /** The identifier of an array or number of creation. */
  readonly known: (name: string) => string;
  /** A polynomial in the sizes. */
  readonly count: (lengths: Expr) => string;
  /** Arrays and numbers that are computed once, then the kernels' functions, called by the kernels' names. */
  readonly lines: Lines;
}

/** `reserved` are identifiers that the surrounding code uses. */
export function writeTypeScript({ problem, creation, functions }: LoopProgram, reserved: Lines = []): LoopText {
  const scope = new Scope([...reserved, ...RUNTIME_FUNCTIONS, ...functions.map(({ kernel }) => kernel.name)]);
  const named = [...problem.parameters, ...problem.data, ...(problem.noise?.xi ?? [])].flatMap(({ shape }) => shape);
  const sizes = [...new Set(named.filter((range) => typeof range === "string"))];
  return {
    known: (name) => scope.name("data", name),
    count: (length) => spell(length, namesIn(scope)),
    sizes: new Map(sizes.map((name) => [name, scope.take("size", name)])),
    data: new Map(problem.data.map(({ name }) => [name, scope.take("data", name)])),
    lines: [
      ...creation.buffers.map((buffer) => allocate(buffer, scope)),
      ...writeBody(creation.nests, scope),
      ...giveArrays(functions, scope),
      ...functions.flatMap((made) => writeFunction(made, scope)),
    ],
  };
}

/** The lines as JavaScript, without what they tell the type checker. No text and no comment stands in them. */
export const withoutTypes = (lines: Lines): Lines =>
  lines.map((line) =>
    line.startsWith("function ")
      ? line.replaceAll(/: (?:Float64Array|number|void)\b/g, "")
      : line.replaceAll("]!", "]"),
  );

const allocate = (buffer: Tensor, scope: Scope): string =>
  `const ${scope.take(buffer.role, buffer.name)} = ${newArray(buffer, scope)};`;
const newArray = ({ shape }: Tensor, scope: Scope): string =>
  `new Float64Array(${spell(count(shape), namesIn(scope))})`;

/**
 * The arrays of data and creation in one object. Each function takes those that it uses, and its scratch arrays, into
 * constants of its own: a variable of a surrounding function is fetched, and checked to be set, in each round of a loop.
 */
function giveArrays(functions: readonly LoopFunction[], scope: Scope): Lines {
  const given = [...new Set(functions.flatMap((made) => givenArrays(made, scope)))];
  const object = scope.take("object", "given", "given");
  return given.length > 0 ? [`const ${object} = { ${given.join(", ")} };`] : [];
}

const givenArrays = ({ nests }: Pick<LoopFunction, "nests">, scope: Scope): Lines => [
  ...new Set(
    [...statements(nests)]
      .flatMap(([statement]) => accesses(statement))
      .filter(({ tensor: { role }, indices }) => role === "data" && indices.length > 0)
      .map(({ tensor: { role, name } }) => scope.name(role, name)),
  ),
];

function writeFunction({ kernel, nests, buffers }: LoopFunction, outer: Scope): Lines {
  const args = [...kernel.inputs, ...(kernel.returns ? [] : [kernel.output])];
  const counted = args.filter(({ defines }) => defines !== undefined);
  const sizes = counted.map(({ defines }) => defines);
  // Scratch arrays are made once, unless their size is known in a call only.
  const isLocal = ({ shape }: Tensor): boolean => shape.some((range) => sizes.includes(String(range)));
  const kept = buffers.filter((buffer) => !isLocal(buffer));
  const object = kept.length > 0 ? outer.take("scratch", kernel.name, "scratch") : "";
  const scope = outer.inner();
  const used = new Set(
    [...statements(nests)].flatMap(([statement]) => accesses(statement).map(({ tensor }) => tensor.name)),
  );
  const parameters = args.map(({ name, defines }) => {
    const isUsed = used.has(name) || defines !== undefined;
    return `${scope.take("argument", name, isUsed ? name : `_${name}`)}: Float64Array`;
  });
  const given = givenArrays({ nests }, outer);
  const own = kept.map(({ role, name }) => scope.take(role, name));
  const scratch = own.map((name, i) => `${name}: ${newArray(kept[i]!, outer)}`);
  const lines = [
    ...(given.length > 0 ? [`const { ${given.join(", ")} } = ${outer.name("object", "given")};`] : []),
    ...(own.length > 0 ? [`const { ${own.join(", ")} } = ${object};`] : []),
    ...counted.map(
      ({ name, defines }) => `const ${scope.take("size", defines!)} = ${scope.name("argument", name)}.length;`,
    ),
    ...buffers.filter(isLocal).map((buffer) => allocate(buffer, scope)),
    ...writeBody(nests, scope),
    ...(kernel.returns ? [`return ${scope.name("argument", kernel.output.name)};`] : []),
  ];
  const head = `function ${kernel.name}(${parameters.join(", ")}): ${kernel.returns ? "number" : "void"} {`;
  const made = own.length > 0 ? [`const ${object} = { ${scratch.join(", ")} };`] : [];
  return [...made, head, ...lines.map((line) => `  ${line}`), "}"];
}

const namesIn = (scope: Scope): Names => ({
  element: ({ tensor: { role, name } }, position) =>
    position === undefined ? scope.name(role, name) : `${scope.name(role, name)}[${position}]!`,
  index: (i) => scope.name("index", i.name),
  size: (name) => scope.name("size", name),
});

/** A block: what is declared in it is known in it alone. */
function writeBody(nests: readonly Nest[], scope: Scope, depth = 0): Lines {
  const names = namesIn(scope);
  return nests.flatMap((nest): Lines => {
    if (nest.kind !== "loop") return [writeStatement(nest, scope)];
    const { index, width, resumes, last, body } = nest;
    // The loop that resumes another needs its index after it.
    const isResumed = width > 1 && !last;
    const own = isResumed ? scope : scope.inner();
    const i = resumes ? names.index(index) : own.take("index", index.name, LETTERS[depth]);
    const inside = writeBody(body, own.inner(), depth + 1).map((line) => `  ${line}`);
    const goesOn = last
      ? `${i} <= ${spell(last, names)}`
      : `${i}${width > 1 ? ` + ${String(width - 1)}` : ""} < ${spell(size(index.size), names)}`;
    const start = `let ${i} = 0`;
    const next = width > 1 ? `${i} += ${String(width)}` : `${i}++`;
    const head = `for (${resumes || isResumed ? "" : start}; ${goesOn}; ${next}) {`;
    return [...(isResumed ? [`${start};`] : []), head, ...inside, "}"];
  });
}

function writeStatement({ kind, target, value, address }: Statement, scope: Scope): string {
  const names = namesIn(scope);
  const right = value === LOWEST ? "-Infinity" : spell(value, names, address);
  if (target.indices.length > 0) {
    const read = spell(target, names);
    return kind === "assign" ? `${read.slice(0, -1)} = ${right};` : `${read} += ${right};`;
  }
  if (kind === "accumulate") return `${spell(target, names)} += ${right};`;
  if (elementsOf(value).has(target)) return `${spell(target, names)} = ${right};`;
  const word = value === zero || value === LOWEST ? "let" : "const";
  return `${word} ${scope.take(target.tensor.role, target.tensor.name)} = ${right};`;
}

const LETTERS = ["i", "j", "k", "l", "m", "n"];
