/** Straight-line code as text, for tests to pin and for people to read. */
import { print } from "../expr/index.js";
import type { Code, Program, Statement } from "./program.js";
import { type Spelling, define, spell } from "./spell.js";
import type { Value } from "./value.js";

export function printCode({ hoisted, programs }: Code): string {
  const names = new Map<Value, string>();
  const creation = hoisted.map((value) => printBinding(value, `c${names.size + 1}`, names));
  const blocks = programs.map((program) => printProgram(program, names));
  return [...(creation.length > 0 ? [["creation:", ...creation].join("\n  ")] : []), ...blocks].join("\n");
}

function printProgram({ kernel, parts }: Program, hoisted: ReadonlyMap<Value, string>): string {
  const inputs = kernel.inputs.map((input) => input.name).join(", ");
  return parts.map((part) => [`${kernel.name}(${inputs}):`, ...printPart(part, hoisted)].join("\n  ")).join("\n");
}

function printPart(part: readonly Statement[], hoisted: ReadonlyMap<Value, string>): string[] {
  const names = new Map(hoisted);
  let temporaries = 0;
  return part.flatMap((statement) => {
    const { kind, value } = statement;
    switch (kind) {
      case "bind":
        // An entry of an input keeps its own name.
        return value.kind === "leaf" ? [] : [printBinding(value, `t${++temporaries}`, names)];
      case "load":
        names.set(value, `t${++temporaries}`);
        return [`t${temporaries} = carried[${statement.position}]`];
      case "save":
        return [`carried[${statement.position}] = ${spell(value, spelling(names))}`];
      case "store":
        return [`[${statement.position}] = ${spell(value, spelling(names))}`];
      case "return":
        return [`return ${spell(value, spelling(names))}`];
    }
  });
}

function printBinding(value: Value, name: string, names: Map<Value, string>): string {
  const line = `${name} = ${define(value, spelling(names))}`;
  names.set(value, name);
  return line;
}

const spelling = (names: ReadonlyMap<Value, string>): Spelling => ({
  name: (value) => names.get(value),
  read: print,
  call: (operation, args) => `${operation}(${args.join(", ")})`,
  relation: { "<": "<", "<=": "<=", "==": "==" },
  pi: "pi",
});
