/** Values of straight-line code as WebAssembly. The order of operations is that of the TypeScript. */
import { isOneQ, isZeroQ, signQ, toNumber } from "../../expr/rational.js";
import { type Product, type Sum, type Term, type Value, absQ } from "../../lower/value.js";
import { type Code, type Lanes, type MathLibrary, call, logsumexp } from "../../wasm/index.js";

export interface ValueReader {
  readonly lanes: Lanes;
  readonly library: MathLibrary;
  /** The name of a value that has one. */
  readonly name: (value: Value) => Code | undefined;
  /** An entry of an argument. */
  readonly read: (value: Extract<Value, { kind: "leaf" }>) => Code;
  readonly let: (value: Code) => Code;
}

/** What stands on the right of a value's name. */
export function defineCode(root: Value, reader: ValueReader): Code {
  const { lanes, library, let: name } = reader;
  const { add, constant, div, mul, neg, sub } = lanes;
  const at = (value: Value): Code => reader.name(value) ?? define(value);
  const define = (value: Value): Code => {
    switch (value.kind) {
      case "leaf":
        return reader.read(value);
      case "constant":
        return constant(toNumber(value.value));
      case "pi":
        return constant(Math.PI);
      case "sum":
        return sum(value);
      case "product":
        return product(value);
      case "call":
        return called(value.operation, value.args);
      case "select": {
        const { relation, left, right, then, otherwise } = value;
        const compare = { "<": lanes.lt, "<=": lanes.le, "==": lanes.eq }[relation];
        return lanes.select(compare(at(left), at(right)), at(then), at(otherwise));
      }
    }
  };
  const called = (operation: string, args: readonly Value[]): Code => {
    if (operation === "sqrt") return lanes.sqrt(at(args[0]!));
    if (operation === "logsumexp")
      return logsumexp(
        args.map((arg) => name(at(arg))),
        { ...reader, constant },
      );
    return call(library.get(operation, lanes, args.length), ...args.map(at));
  };
  /** Positive terms first. */
  const sum = ({ constant: number, terms }: Sum): Code => {
    const signed = terms.map((term) => [signQ(term[0]) < 0, weighted(term)] as const);
    const all = isZeroQ(number)
      ? signed
      : [...signed, [signQ(number) < 0, constant(Math.abs(toNumber(number)))] as const];
    const [first, ...rest] = [...all.filter(([negative]) => !negative), ...all.filter(([negative]) => negative)];
    const start = first![0] ? neg(first![1]) : first![1];
    return rest.reduce((total, [negative, term]) => (negative ? sub : add)(total, term), start);
  };
  const weighted = ([weight, value]: Term): Code => {
    const size = absQ(weight);
    if (isOneQ(size)) return at(value);
    const factor = constant(toNumber(size));
    return value.kind === "product" && reader.name(value) === undefined
      ? product(value, [factor])
      : mul(factor, at(value));
  };
  const product = ({ factors }: Product, before: readonly Code[] = []): Code => {
    const side = (sign: 1 | -1): Code[] =>
      factors.flatMap(([base, exponent]) => {
        const times = exponent * sign;
        if (times <= 0) return [];
        const factor = times === 1 ? at(base) : name(at(base));
        return Array.from({ length: times }, () => factor);
      });
    const above = [...before, ...side(1)];
    const below = side(-1);
    const numerator = above.length > 0 ? above.reduce(mul) : constant(1);
    return below.length === 0 ? numerator : div(numerator, below.reduce(mul));
  };
  return define(root);
}
