/** How a generated module makes an instance of its SIMD kernels: the argument of the runtime's `withSimd`. */
import { type Expr, holdsForPart, mapChildren, num, size } from "../../../expr/index.js";
import { count } from "../../size-cost.js";
import { RUNTIME_FUNCTIONS } from "../spell.js";
import type { LoopText } from "../typescript.js";
import { type WasmProgram, scratchName } from "./module.js";

/** An object literal; `code` is the identifier of the base64 text. */
export function writeSimdModule(program: WasmProgram, text: LoopText, code: string): string {
  const record = (entries: readonly (readonly [name: string, value: string])[]): string =>
    `{ ${entries.map(([name, value]) => `${JSON.stringify(name)}: ${value}`).join(", ")} }`;
  const kernels = program.kernels.map(({ name, arguments: args, returns, adds, operations }) => {
    const counted = args.flatMap(({ defines }) => defines ?? []);
    const positions = args.flatMap(({ defines }, i) => (defines === undefined ? [] : [i]));
    const lengths = args.map(({ length }) => (dependsOn(length, counted) ? "0" : text.count(length)));
    const below = args.map(({ below: limit }) => (limit === undefined ? "Infinity" : text.count(count([limit]))));
    const entries = [
      `operations: ${text.count(atTypicalLength(operations, counted))}`,
      `lengths: [${lengths.join(", ")}]`,
      `counted: [${positions.join(", ")}]`,
      ...(args.some(({ below: limit }) => limit !== undefined) ? [`below: [${below.join(", ")}]`] : []),
      `returns: ${String(returns)}`,
      ...(adds ? ["adds: true"] : []),
    ];
    return [name, `{ ${entries.join(", ")} }`] as const;
  });
  return `{
    code: ${code},
    sizes: ${record(program.sizes.map((name) => [name, text.count(size(name))]))},
    numbers: ${record(program.numbers.map((name) => [name, text.known(name)]))},
    arrays: ${record(program.arrays.map((name) => [name, text.known(name)]))},
    scratch: ${record(program.scratch.map((tensor) => [scratchName(tensor), text.count(count(tensor.shape))]))},
    host: ${record(program.host.map((name) => [name, RUNTIME_FUNCTIONS.some((known) => known === name) ? name : `Math.${name}`]))},
    kernels: ${record(kernels)},
  }`;
}

const dependsOn = (e: Expr, names: readonly string[]): boolean =>
  holdsForPart((part) => part.kind === "size" && names.includes(part.name))(e);

/** What a length that is known in a call only is taken for when kernels are chosen: a small batch. */
const TYPICAL_LENGTH = 8;

const atTypicalLength = (e: Expr, names: readonly string[]): Expr =>
  e.kind === "size" && names.includes(e.name)
    ? num(TYPICAL_LENGTH)
    : mapChildren(e, (child) => atTypicalLength(child, names));
