/** Functions of numbers: how a row of the tables of functions is made. */
import { Node } from "ts-morph";
import { type Expr, FUNCTIONS, type FunctionName, call, rationals } from "../../expr/index.js";
import { asScalar } from "../values/arrays.js";
import type { Reader } from "../reader.js";
import { type Callable, type Value, scalar } from "../values/values.js";

export interface LibraryFunction {
  readonly arity: readonly [least: number, most: number];
  readonly apply: (args: readonly Value[], site: Node, reader: Reader) => Value;
}

type Make = (args: readonly Expr[], site: Node, reader: Reader) => Expr;

/** Where the k-th argument of a call stands. */
export const argumentOf = (site: Node, k: number): Node =>
  (Node.isCallExpression(site) ? site.getArguments()[k] : undefined) ?? site;

export const numeric = (arity: LibraryFunction["arity"], make: Make): LibraryFunction => ({
  arity,
  apply: (args, site, reader) =>
    scalar(
      make(
        args.map((arg, k) => asScalar(arg, argumentOf(site, k), reader)),
        site,
        reader,
      ),
    ),
});

/** A function that the IR has under this name. */
export function smooth(name: FunctionName): LibraryFunction {
  const { arity, evaluate } = FUNCTIONS[name];
  return numeric([arity, arity], (args, site, { faults }) => {
    const numbers = args.flatMap((arg) => (arg.kind === "num" ? [rationals.toNumber(arg.value)] : []));
    if (numbers.length === args.length && !Number.isFinite(evaluate(...numbers))) return faults.fail(site, "notReal");
    return call(name, ...args);
  });
}

/** A function with a kink or a jump: the theory has to be warned of it. */
export const withPieces = (arity: LibraryFunction["arity"], make: Make): LibraryFunction =>
  numeric(arity, (args, site, reader) => {
    if (args.some((arg) => arg.kind !== "num")) reader.faults.note(site, "piecewise");
    return make(args, site, reader);
  });

export const toCallable = (name: string, { arity, apply }: LibraryFunction, reader: Reader): Callable => ({
  kind: "function",
  name,
  arity,
  apply: (args, site) => apply(args, site, reader),
});
