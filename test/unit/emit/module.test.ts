import { expect, it } from "vitest";
import { compileModule, emitModule } from "../../../src/emit/index.js";
import { add, call, element, multiply, num, power, symbol } from "../../../src/expr/index.js";
import * as runtime from "../../../src/runtime/index.js";
import { problemsIn } from "../../support/typescript.js";
import { completeSpec, scalar, specOf } from "./specs.js";

it("emits a module", async () => {
  const { text, stats } = await emitModule(completeSpec(), () => "1.0e-15");
  await expect(text).toMatchFileSnapshot("module.expected.ts.txt");
  expect(stats[0]).toMatchObject({ name: "loss", before: { multiplications: 3 }, after: { multiplications: 3 } });
});

it("emits the same bytes for the same input", async () => {
  expect((await emitModule(completeSpec())).text).toBe((await emitModule(completeSpec())).text);
});

it("releases no text whose self-check fails", async () => {
  const failing = emitModule(completeSpec(), () => {
    throw new Error("gradient is wrong");
  });
  await expect(failing).rejects.toThrow("gradient is wrong");
});

it("emits what a strict TypeScript accepts", async () => {
  const { text } = await emitModule(completeSpec());
  expect(problemsIn(text)).toEqual([]);
});

it("checks the shape of the data", async () => {
  const [u, Z] = [symbol("u"), { name: "Z", role: "data", shape: [1, 2] } as const];
  const entry = (j: number) => element(Z, [num(0), num(j)]);
  const data = { kind: "object", fields: [["Z", { kind: "tensor", tensor: Z }]] } as const;
  const kernel = scalar("loss", add(multiply(entry(0), u), entry(1)), [u]);
  const { text } = await emitModule(specOf([kernel], { data }));
  const create = compileModule(text, runtime).create as (data: unknown) => { loss: (x: number[]) => number };
  expect(create({ Z: [[2, 3]] }).loss([5])).toBe(13);
  expect(() =>
    create({
      Z: [
        [2, 3],
        [4, 5],
      ],
    }),
  ).toThrow(new TypeError("data.Z: expected an array of 1 entries, got 2 entries"));
  expect(() => create({ Z: [2] })).toThrow(new TypeError("data.Z[0]: expected an array of 2 entries, got number"));
  expect(() => create({ Z: [[2, NaN]] })).toThrow(new TypeError("data.Z[0][1]: expected a finite number, got NaN"));
});

it("imports only the special functions it calls", async () => {
  const u = symbol("u");
  const { text } = await emitModule(specOf([scalar("loss", add(call("sigmoid", u), call("erf", u)), [u])]));
  expect(text).toContain('import { sigmoid, erf } from "gen-sde/runtime";');
});

it("lets nothing in the header end it", async () => {
  const { text } = await emitModule(completeSpec({ summary: ["a */ b"] }));
  expect(text).toContain(" * a *\\/ b\n");
  expect(problemsIn(text)).toEqual([]);
});

it("emits a sum of 2,000 terms", async () => {
  const u = symbol("u");
  const loss = add(...Array.from({ length: 2000 }, (_, i) => call("sin", multiply(num(i + 1), u))));
  const { text } = await emitModule(specOf([scalar("loss", loss, [u])]));
  const create = compileModule(text, runtime).create as () => { loss: (x: number[]) => number };
  const expected = Array.from({ length: 2000 }, (_, i) => Math.sin((i + 1) / 7)).reduce((s, v) => s + v, 0);
  expect(create().loss([1 / 7])).toBeCloseTo(expected, 9);
});

it("splits a long kernel into functions that pass values on", async () => {
  const [u, v] = [symbol("u"), symbol("v")];
  const terms = Array.from({ length: 3000 }, (_, i) => call("exp", add(multiply(num(i + 1, 9999), u), v)));
  const loss = add(...terms.map((term) => multiply(term, call("cos", term))));
  const { text } = await emitModule(specOf([scalar("loss", loss, [u, v])]));
  const create = compileModule(text, runtime).create as () => { loss: (x: number[]) => number };
  const values = terms.map((_, i) => Math.exp(((i + 1) / 9999) * 0.5 - 1));
  expect(text).toContain("return loss");
  expect(create().loss([0.5, -1])).toBeCloseTo(
    values.reduce((s, e) => s + e * Math.cos(e), 0),
    8,
  );
});

it("keeps out of the way of the user's names", async () => {
  const names = [
    "x",
    "out",
    "Math",
    "t1",
    "c1",
    "await",
    "data",
    "create",
    "loss",
    "parameters",
    "ψ",
    "$header",
    "sigmoid",
  ];
  const parameters = names.map((name) => symbol(name));
  const constants = ["a", "create", "t2", "eval"].map((name) => symbol(name, "data"));
  const all = [...parameters, ...constants];
  const loss = add(...all.map((e) => multiply(call("sigmoid", power(e, num(2))), call("exp", power(e, num(2))))));
  const fields = constants.map(({ tensor }) => [tensor.name, { kind: "tensor", tensor }] as const);
  const data = { kind: "object", fields } as const;
  const { text } = await emitModule(specOf([scalar("loss", loss, parameters)], { parameters: names, data }));
  const create = compileModule(text, runtime).create as (data: unknown) => { loss: (x: number[]) => number };
  const value = (v: number): number => runtime.sigmoid(v * v) * Math.exp(v * v);
  const total = all.reduce((sum, _, i) => sum + value(i / 10), 0);
  const values = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => (from + i) / 10);
  const [a, c, t, e] = values(names.length, all.length);
  expect(create({ a, create: c, t2: t, eval: e }).loss(values(0, names.length))).toBeCloseTo(total, 10);
});
