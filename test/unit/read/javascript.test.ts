import { readFileSync, readdirSync } from "node:fs";
import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import * as language from "../../../src/language/index.js";
import { javascriptOf, javascriptOfPlain } from "../../../src/read/javascript.js";

describe("the JavaScript in a module's TypeScript", () => {
  test.each([
    ["const x: Float64Array = new Float64Array(3);", "const x = new Float64Array(3);"],
    ["const a = x[0]!, b = (y as number[])[1]! * 2;", "const a = x[0], b = (y)[1] * 2;"],
    ["let late!: number;", "let late;"],
    ["const f = (x: ArrayLike<number>, n?: number): number => x[0]! + n!;", "const f = (x, n) => x[0] + n;"],
    ["const pairs = new Map<string, readonly number[]>();", "const pairs = new Map();"],
    [
      "function first<T>(list: readonly T[]): T | undefined {\n  return list[0];\n}",
      "function first(list) {\n  return list[0];\n}",
    ],
    ["const names = ['u', 'v'] as const satisfies readonly string[];", "const names = ['u', 'v'];"],
    ["interface A {\n  readonly x: number;\n}\ntype B = A | undefined;", "\n"],
    ["const o = { f(x: number): number { return x! as number; } };", "const o = { f(x) { return x; } };"],
    ["const text = `${String(n as number)}: not a type`;", "const text = `${String(n)}: not a type`;"],
  ])("%s", (typescript, javascript) => expect(javascriptOf(typescript)).toBe(javascript));

  test("imports and exports become CommonJS", () => {
    const text = `import { type Model, sigmoid } from "gen-sde/runtime";
import type { Data } from "gen-sde/runtime";
export const parameters = ["u"] as const;
export interface Simulator extends Model {}
export function create(data: Data): Simulator {
  return sigmoid(data);
}
`;
    expect(javascriptOf(text)).toBe(`const { sigmoid } = require("gen-sde/runtime");

 const parameters = ["u"];

 function create(data) {
  return sigmoid(data);
}
exports.parameters = parameters;
exports.create = create;
`);
  });
});

describe("a user's file", () => {
  const folder = new URL("../../../examples/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".loss.ts"));

  test.each(files)("%s is plain, and means what TypeScript's emitter makes of it", (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const [plain, expected] = [run(javascriptOfPlain(text)!), run(emit(text))];
    expect(Object.keys(plain).sort()).toEqual(Object.keys(expected).sort());
    expect(plain.example).toEqual(expected.example);
    const { params, data } = plain.example ?? {};
    if (params !== undefined) expect(plain.loss(params, data)).toBe(expected.loss(params, data));
  });

  test("takes names under others, types inside functions, and lines that go on", () => {
    const text = `import { sum as total, type Vector } from "gen-sde";
export const loss = (
  { u }: { u: Vector<2> },
  c?: number,
): number => {
  type N = number;
  const squares = <T extends N>(x: readonly T[]): number[] =>
    (x as readonly N[]).map((xi) => xi ** 2);
  return total(squares(u)) / (c! as N);
};
`;
    expect(run(javascriptOfPlain(text)!).loss({ u: [1, 2] }, 2)).toBe(2.5);
    expect(run(emit(text)).loss({ u: [1, 2] }, 2)).toBe(2.5);
  });

  test.each([
    ["enum A { b = 1 }"],
    ["namespace A { export const b = 1; }"],
    ["export default (x: number) => x;"],
    ["const a = 1;\nexport { a };"],
    ['import { a } from "./a.js";'],
    ['import * as all from "gen-sde";'],
    ["class A { constructor(readonly x: number) {} }"],
    ["const a = <number>b;"],
    ["declare const a: number;"],
    ["function f(x: number): number;\nfunction f(x: unknown) { return x; }"],
    ["function f(this: object) {}"],
    ["export const { a } = b;"],
    ["const a = b as A\n(c)"],
    ["const a = b\ninterface A {}\n[c].map(d)"],
  ])("%s is left to TypeScript", (text) => expect(javascriptOfPlain(text)).toBeUndefined());
});

interface Exports {
  readonly loss: (...args: readonly unknown[]) => number;
  readonly example?: { readonly params?: unknown; readonly data?: unknown };
}

function run(code: string): Exports {
  const exports = {};
  (compileFunction(code, ["exports", "require"]) as (exports: object, require: () => object) => void)(
    exports,
    () => language,
  );
  return exports as Exports;
}

const emit = (text: string): string =>
  ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } })
    .outputText;
