import fc from "fast-check";
import { expect, it } from "vitest";
import { compileModule, emitModule } from "../../../src/emit/index.js";
import {
  DivisionByZero,
  type Expr,
  FUNCTIONS,
  FUNCTION_NAMES,
  add,
  call,
  element,
  evaluator,
  mapChildren,
  multiply,
  num,
  one,
  pi,
  piecewise,
  power,
} from "../../../src/expr/index.js";
import * as runtime from "../../../src/runtime/index.js";
import { scalar, specOf } from "../../unit/emit/specs.js";

const vector = (name: string, role: "parameter" | "data") =>
  [0, 1, 2].map((i) => element({ name, role, shape: [3] }, [num(i)]));
const parameters = vector("u", "parameter");
const data = vector("a", "data");
const layout = { kind: "object", fields: [["a", { kind: "tensor", tensor: data[0]!.tensor }]] } as const;

/** A form without a value anywhere (0^-1) is replaced by 1. */
function orOne(make: () => Expr): Expr {
  try {
    return make();
  } catch (error) {
    if (error instanceof DivisionByZero) return one;
    throw error;
  }
}

const rational = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 6 }));
const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Expr>(...parameters, ...data) },
  { weight: 1, arbitrary: rational.map(([p, q]) => num(p, q)) },
  { weight: 1, arbitrary: fc.constant(pi) },
);

const { expression } = fc.letrec<{ expression: Expr }>((tie) => {
  const few = fc.array(tie("expression"), { minLength: 2, maxLength: 4 });
  return {
    expression: fc.oneof(
      { depthSize: "medium", maxDepth: 6, withCrossShrink: true },
      leaf,
      few.map((terms) => orOne(() => add(...terms))),
      few.map((factors) => orOne(() => multiply(...factors))),
      fc.tuple(tie("expression"), rational).map(([base, [p, q]]) => orOne(() => power(base, num(p, q)))),
      fc.tuple(fc.constantFrom(...FUNCTION_NAMES), few).map(([name, args]) => {
        const { arity } = FUNCTIONS[name];
        return orOne(() => call(name, ...(arity < 0 ? args : args.slice(0, arity))));
      }),
      fc
        .tuple(fc.constantFrom("<", "<=", "=="), fc.array(tie("expression"), { minLength: 4, maxLength: 4 }))
        .map(([relation, [l, r, t, o]]) => piecewise(relation, l!, r!, t!, o!)),
    ),
  };
});

it("computes what the expressions mean", { timeout: 500_000 }, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(expression, { minLength: 1, maxLength: 4 }), async (values) => {
      const kernels = values.map((value, i) => scalar(`f${i}`, value, parameters));
      const { text } = await emitModule(specOf(kernels, { data: layout }));
      const create = compileModule(text, runtime).create as (data: object) => Record<string, (x: number[]) => number>;
      const [u, a] = [
        [0.3, -1.7, 2.2],
        [1.1, -0.4, 0.9],
      ];
      const model = create({ a });
      values.forEach((value, i) => {
        const expected = valueAt(value, u, a);
        const noise = Math.abs(valueAt(wobble(value), u, a) - expected);
        if (!(noise < 1e-8 * Math.abs(expected)) || Math.abs(expected) > 1e100) return;
        compared++;
        expect(Math.abs(model[`f${i}`]!(u) - expected), text).toBeLessThan(1e-9 * Math.abs(expected) + 1e3 * noise);
      });
    }),
    { numRuns: 2500 },
  );
  expect(compared).toBeGreaterThan(150);
});

function valueAt(value: Expr, u: readonly number[], a: readonly number[]): number {
  return evaluator({
    element: ({ tensor }, [i]) => (tensor.role === "data" ? a : u)[i!]!,
  })(value);
}

/** The same expression with small relative errors in its parts: how well determined its value is. */
function wobble(e: Expr): Expr {
  if (e.kind === "num") return e;
  const moved = mapChildren(e, wobble);
  return e.kind === "add" || e.kind === "mul" ? moved : multiply(num(10 ** 13 + (e.id % 7) - 3, 10 ** 13), moved);
}
