import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { javascriptOf } from "../../src/read/javascript.js";
import { emitModule } from "../../src/emit/index.js";
import { type Expr, add, call, element, multiply, num } from "../../src/expr/index.js";
import { MOST_BYTECODE, bytecodeOf } from "../support/bytecode.js";
import { specOf } from "../unit/emit/specs.js";

const folder = new URL("../../generated/", import.meta.url);

it("of every function of every example is short enough for V8 to optimise", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".sde.ts"));
  const functions = bytecodeOf(files.map((name) => javascriptOf(readFileSync(new URL(name, folder), "utf8"))));
  // All kernels have been seen, those of loops and those written out.
  const count = (name: string): number => functions.filter((each) => each.name === name).length;
  expect(count("create")).toBe(files.length);
  expect(count("gradient")).toBeGreaterThanOrEqual(files.length);
  expect(count("thirdContraction")).toBeGreaterThan(0);
  expect(count("hessianVector")).toBeGreaterThan(0);
  expect(functions.filter(({ bytes }) => bytes > MOST_BYTECODE)).toEqual([]);
});

it("of a kernel of 9,000 operations neither: it is split, and the pieces are not small", async () => {
  const D = 20;
  const x = Array.from({ length: D }, (_, i) => element({ name: "x", role: "parameter", shape: [D] }, [num(i)]));
  const term = (a: Expr, b: Expr, c: Expr, k: number): Expr =>
    multiply(num(k), a, call("sin", add(multiply(b, num(k + 1)), c)));
  const values = x.flatMap((a, i) =>
    x.map((b, j): Expr => add(...x.slice(0, 8).map((c, k) => term(a, b, c, i + j + k + 1)))),
  );
  const inputs = [{ name: "x", elements: x, doc: "" }];
  const kernel = { name: "large", doc: [], inputs, output: { name: "out", values, doc: "" } };
  const { text, stats } = await emitModule(specOf([kernel]));
  const functions = bytecodeOf([javascriptOf(text)]);
  const pieces = functions.filter(({ name }) => /^large\d+$/.test(name));
  expect(pieces.length).toBe(stats[0]!.functions);
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map(({ bytes }) => bytes))).toBeLessThan(MOST_BYTECODE);
  expect(Math.max(...pieces.map(({ bytes }) => bytes))).toBeGreaterThan(MOST_BYTECODE / 3);
});
