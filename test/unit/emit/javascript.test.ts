import { describe, expect, test } from "vitest";
import { javascriptOf } from "../../../src/emit/javascript.js";

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
