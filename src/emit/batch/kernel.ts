/**
 * A straight-line kernel for many paths, two at a time. Arrays are component-major: entry k of path b lies at k·B + b.
 * The function takes the first byte of each argument and B.
 */
import type { Expr } from "../../expr/index.js";
import type { Program } from "../../lower/program.js";
import type { Value } from "../../lower/value.js";
import {
  type Code,
  FunctionBuilder,
  type Local,
  type MathLibrary,
  PAIR,
  type ValueType,
  i32,
  op,
  whileLoop,
} from "../../wasm/index.js";
import { type ValueReader, defineCode } from "./value.js";

const BYTES = 8;

/** `constant` reads a value that is known at creation, as a double. */
export function batchKernel(
  { kernel, parts }: Program,
  library: MathLibrary,
  constant: (value: Value) => Code | undefined,
): FunctionBuilder {
  const count = kernel.inputs.length + 1;
  const built = new FunctionBuilder(Array.from({ length: count + 1 }, (): ValueType => "i32"));
  const starts = built.args.slice(0, count);
  const paths = built.args[count]!;
  const places = new Map<Expr, readonly [array: number, position: number]>(
    kernel.inputs.flatMap(({ elements }, array) => elements.map((e, position) => [e, [array, position]] as const)),
  );
  const row = built.let("i32", op("i32.mul", paths.get, i32(BYTES)));
  const at = built.local("i32");
  const place = (array: number, position: number): Code =>
    [op("i32.add", starts[array]!.get, at.get)].map((first) =>
      position === 0 ? first : op("i32.add", first, op("i32.mul", row, i32(position))),
    )[0]!;

  const splats = new Map<Value, Code>();
  const named = new Map<Value, Local>();
  const shared = (value: Value): Code | undefined => {
    const known = splats.get(value);
    if (known !== undefined) return known;
    const made = constant(value);
    if (made === undefined) return undefined;
    const local = built.let(PAIR.type, PAIR.splat(made));
    splats.set(value, local);
    return local;
  };
  const reader: ValueReader = {
    lanes: PAIR,
    library,
    name: (value) => named.get(value)?.get ?? splats.get(value),
    read: ({ element }) => PAIR.load(place(...places.get(element)!)),
    let: (value) => built.let(PAIR.type, value),
  };
  const statements = parts.flat();
  // Constants are spread over both lanes before the loop.
  for (const { value } of statements) for (const part of constantsIn(value, constant)) shared(part);
  const round = built.block(() => {
    for (const { kind, value, ...rest } of statements) {
      // One function holds all parts: what one part hands to another is still there.
      if (kind === "save" || kind === "load" || (kind === "bind" && named.has(value))) continue;
      const code = reader.name(value) ?? defineCode(value, reader);
      if (kind === "bind") {
        const local = built.local(PAIR.type);
        built.push(local.set(code));
        named.set(value, local);
      } else built.push(PAIR.store(place(count - 1, "position" in rest ? rest.position : 0), code));
    }
    built.push(at.set(op("i32.add", at.get, i32(2 * BYTES))));
  });
  built.push(whileLoop(op("i32.lt_s", at.get, row), round));
  return built;
}

/** The values below this one that are known at creation. */
function constantsIn(root: Value, constant: (value: Value) => unknown): readonly Value[] {
  const seen = new Set<Value>();
  const found: Value[] = [];
  const visit = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    if (constant(value) === undefined) value.operands.forEach(visit);
    else found.push(value);
  };
  visit(root);
  return found;
}
