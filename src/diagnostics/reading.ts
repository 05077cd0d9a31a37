/** GS1xx: what the file says that the loss language does not have. */
import type { Entry } from "./entry.js";

export const READING = {
  fileNotFound: {
    code: "GS100",
    message: "cannot read {{file}}",
    help: "Check the path and that the file can be read.",
  },
  syntax: {
    code: "GS101",
    message: "{{problem}}",
    help: "The file has to be TypeScript as it stands: mend the syntax first.",
  },
  missingLoss: {
    code: "GS102",
    message: "the file exports no loss",
    help: 'Write `export const loss = ([x, y]: Vector<2>) => …` or `export function loss({ u }: { u: Vector<"d"> }, …)`.',
  },
  lossIsNoFunction: {
    code: "GS103",
    message: "`{{name}}` is {{found}}, not a function",
    help: "Write it as a function of the parameters and, where it needs them, the data.",
  },
  argumentsOfLoss: {
    code: "GS104",
    message: "`{{name}}` has the wrong number of arguments: {{found}} instead of {{expected}}",
    help: "Put all parameters into the first argument, `{ u, v }: { u: …; v: … }`, and all data into the second.",
  },
  missingType: {
    code: "GS105",
    message: "this argument has no type, so its sizes are unknown",
    help: 'Write its type: `[x, y]: Vector<2>`, `{ Z, y }: { Z: Matrix<"n", "d">; y: Vector<"n"> }` …',
  },
  unknownType: {
    code: "GS106",
    message: "`{{type}}` does not tell sizes",
    help: 'Use Vector<2>, Vector<"d">, Matrix<"n", "d"> or Scalar of "gen-sde", or an object type with fields of these.',
  },
  badSize: {
    code: "GS107",
    message: "`{{size}}` is no size",
    help: 'A size is a positive integer, Vector<3>, or a name, Vector<"d">: named sizes stay symbolic.',
  },
  badParameterForm: {
    code: "GS108",
    message: "{{what}} cannot stand in the arguments of `{{name}}`",
    help: "Write plain arguments: a name, `[x, y]` or `{ u, v }`, each with a type and without a default.",
  },
  duplicateName: {
    code: "GS109",
    message: "the name `{{name}}` is declared both as {{first}} and as {{second}}",
    help: "Every parameter, data array and noise channel needs a name of its own.",
  },
  unknownName: {
    code: "GS110",
    message: "`{{name}}` is not known here",
    help: "Declare it above with const, pass it as an argument, or import it from a file beside this one.",
  },
  redeclared: {
    code: "GS111",
    message: "`{{name}}` is declared twice in this block",
    help: "Rename one of the two.",
  },
  unsupported: {
    code: "GS112",
    message: "{{what}} is no part of the loss language",
    help: "A loss is made of const and let, for loops, if, arithmetic, arrays, Math.* and the functions of gen-sde.",
  },
  unknownMath: {
    code: "GS113",
    message: "Math.{{name}} cannot be read",
    help: "Only functions of real analysis can: exp, log, sqrt, sin, tanh, hypot, pow, abs, max, min and their like.",
  },
  changing: {
    code: "GS114",
    message: "{{name}} differs from call to call",
    help: "A loss is a fixed function of its arguments. For noise in the gradient write `export const noise = (params, xi, data) => …`.",
  },
  unknownExport: {
    code: "GS115",
    message: "gen-sde exports no `{{name}}`",
    help: "The loss language has sum, mean, prod, dot, matvec, norm2, range, sigmoid, softplus, erf, relu, logsumexp and softmax.",
  },
  foreign: {
    code: "GS116",
    message: "`{{name}}` comes from {{origin}}, which cannot be read",
    help: "Only functions written in this file, in relative imports and in gen-sde can be read: write it out.",
  },
  missingModule: {
    code: "GS117",
    message: "there is no file {{file}} to import",
    help: "Relative imports name a TypeScript file beside this one, ending in .ts or .js.",
  },
  missingExport: {
    code: "GS118",
    message: "{{file}} exports no `{{name}}`",
    help: "Check the name, or export it there.",
  },
  circularDefinition: {
    code: "GS119",
    message: "the definition of `{{name}}` needs `{{name}}` itself",
    help: "Break the circle: a module-level constant is computed from others.",
  },
  topLevelStatement: {
    code: "GS120",
    message: "{{what}} outside of a function would run when the file is loaded",
    help: "Only imports, types, functions and constants stand at the top level: move it into a function.",
  },
  moduleVariable: {
    code: "GS121",
    message: "`{{name}}` is a variable of the module, whose value may change between calls",
    help: "Write `const` instead of `let`.",
  },
  varKeyword: {
    code: "GS122",
    message: "variables are declared with `const` or `let` only",
    help: "Write `const`, or `let` for what changes.",
  },
  assignToConstant: {
    code: "GS123",
    message: "`{{name}}` is a constant",
    help: "Declare it with `let` if it is to change.",
  },
  mutatedArgument: {
    code: "GS124",
    message: "this changes the argument `{{name}}`, which a loss has to leave alone",
    help: "Compute into a variable of your own: `const scaled = xs.map((x) => 2 * x)`.",
  },
  mutatedModule: {
    code: "GS125",
    message: "this changes a value of the module, so that the next call would see another one",
    help: "Make the value inside the function.",
  },
  mutatedCopy: {
    code: "GS126",
    message: "the elements of this array cannot be assigned one by one",
    help: "It was chosen under a condition, or runs over a named size. Build the array in one go: `xs.map((x, i) => …)` or `Array.from({ length: n }, (_, i) => …)`.",
  },
  assignTarget: {
    code: "GS127",
    message: "`{{target}}` cannot be assigned to",
    help: "Assign to a variable declared with let, or to an element of an array made in this function.",
  },
  missingReturn: {
    code: "GS128",
    message: "`{{name}}` ends without returning a value",
    help: "Every way through the function has to end in `return …`.",
  },
  wrongArgumentCount: {
    code: "GS129",
    message: "`{{name}}` is called with the wrong number of arguments: {{found}} instead of {{expected}}",
    help: "Compare the call with the definition.",
  },
  notCallable: {
    code: "GS130",
    message: "what is called here is {{found}}, not a function",
    help: "Only functions written here or in relative imports, Math.* and those of gen-sde can be called.",
  },
  unknownProperty: {
    code: "GS131",
    message: "{{owner}} has no `{{name}}` that can be read",
    help: "{{known}}",
  },
  recursion: {
    code: "GS132",
    message: "`{{name}}` calls itself without end",
    help: "A recursion has to end by a comparison of literal numbers; use a loop or `sum` over an index otherwise.",
  },
  tooLong: {
    code: "GS133",
    message: "reading did not end after {{steps}} steps",
    help: 'Does this loop end? Large literal sizes are unrolled: write them as named sizes, Vector<"n">, instead.',
  },
  loopForm: {
    code: "GS134",
    message: "the number of rounds of this loop is not known",
    help: "Count up to a literal number; over a named size write `for (let i = 0; i < xs.length; i++)`, from another number or to `xs.length - 2`, or `for (const x of xs)`.",
  },
  loopExit: {
    code: "GS135",
    message: "{{what}} cannot leave a loop over a named size",
    help: "Let the loop run to its end and add up what is wanted.",
  },
  notASum: {
    code: "GS136",
    message: "`{{name}}` does not come out of a round of this loop as itself plus a term",
    help: "Over a named size only sums can be accumulated: `total += …`, the term free of `total`. Arrays are built by `xs.map((x, i) => …)`.",
  },
  conditionalJump: {
    code: "GS137",
    message: "break and continue cannot depend on a condition between real values",
    help: "Add a term that is zero where it should not count: `total += x > 0 ? x : 0`.",
  },
  branchesDiffer: {
    code: "GS138",
    message: "the two branches give {{first}} and {{second}}",
    help: "Both branches of a condition between real values must give the same kind of value.",
  },
  importForm: {
    code: "GS139",
    message: "this form of import or export cannot be read",
    help: 'Write `import { name } from "./file.js"` and `export const name = …`.',
  },
  earlyReturn: {
    code: "GS140",
    message: "`{{name}}` returns under a condition between real values, and changes variables outside of it",
    help: "Return a value on every way and assign it at the call.",
  },
  fileFails: {
    code: "GS198",
    message: "{{file}} fails when it is run: {{problem}}",
    help: "gen-sde runs the file for its `example` and to check what it derived: it has to load without errors.",
  },
} as const satisfies Record<string, Entry>;
