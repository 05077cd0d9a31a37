import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deriveCommand } from "../../src/cli/derive.js";
import { EXIT, exitCodeOf } from "../../src/cli/exit.js";
import type { DiagnosticError } from "../../src/diagnostics/index.js";
import type { PointValues } from "../../src/pipeline/index.js";
import { capture } from "./capture.js";

const example = (name: string): string => new URL(`../../examples/${name}.loss.ts`, import.meta.url).pathname;

const DEFAULTS = { retract: true, workers: "4", batch: "4", alpha: "0.6" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-sde-derive-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function point(content: unknown): string {
  const file = join(folder, "point.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

async function values(name: string, content: unknown, more: object = {}): Promise<PointValues> {
  const at = point(content);
  const { stdout } = await capture(() => deriveCommand(example(name), { at, ...DEFAULTS, json: true, ...more }));
  return JSON.parse(stdout) as PointValues;
}

it("goes to Γ first, unless told not to", async () => {
  const onto = await values("hyperbola", { x: [2.01, 0.5] });
  expect(onto.x[0]! * onto.x[1]!).toBeCloseTo(1, 14);
  const stay = await values("hyperbola", { x: [2.01, 0.5] }, { retract: false });
  expect(stay.x).toEqual([2.01, 0.5]);
  expect(stay.loss).toBeCloseTo(0.005 ** 2 / 2, 12);
});

it("takes names for parameters, and data", async () => {
  const flat = await values("ellipse", { x: [1.2, 0.8], data: { a: 2, b: 1 } });
  expect(await values("motor", { x: [1, 0, 0, 0, 0] })).toMatchObject({ rank: 4 });
  expect(await values("motor", { params: { x: [1, 0], z: [0, 0, 0] } })).toMatchObject({ rank: 4 });
  expect(await values("tanh-net", { a: [0.6, -0.6, 0.8], w: [1, 1, -0.5], b: [-0.1, 0, 0] })).toMatchObject({
    rank: 2,
  });
  expect((await values("hyperbola", { u: 2, v: 0.5 })).x).toEqual([2, 0.5]);
  expect((await values("hyperbola", { v: 0.5, u: 2 })).x).toEqual([2, 0.5]);
  expect(flat.params).toEqual(["x", "y"]);
  expect(flat.drift.declared!.sigma).toHaveLength(2);
});

it("prints a table without --json", async () => {
  const at = point({ x: [2, 0.5] });
  const { stdout } = await capture(() => deriveCommand(example("hyperbola"), { at, ...DEFAULTS }));
  expect(stdout).toMatch(/tr ∇²L +4\.25/);
});

it.each([
  ["not JSON", "{"],
  ["an array", [1, 2]],
  ["too few numbers", { x: [1] }],
  ["no numbers", { x: ["1", 2] }],
  ["a number beyond all bounds", '{ "x": [1e400, 2] }'],
  ["data that the loss does not take", { x: [1, 2], data: { y: [1] } }],
])("complains about a point file with %s", (_, content) => {
  const at = point(content);
  expect(() => deriveCommand(example("hyperbola"), { at, ...DEFAULTS })).toThrow("GS502");
});

it("evaluates every drift off Γ when told to stay there", async () => {
  const { drift } = await values("hyperbola", { x: [2.1, 0.6] }, { retract: false });
  for (const total of [drift.normalizedGd, drift.sqrtLoss, drift.samFull, drift.samSingle, drift.localSgd])
    expect(total?.every(Number.isFinite)).toBe(true);
  // ∇λ₁ = T[v₁v₁ᵀ]: −½ P∇λ₁ and −⅛ P∇λ₁.
  drift.samFull!.forEach((value, a) => {
    expect(value).toBeCloseTo(4 * drift.sqrtLoss![a]!, 12);
  });
  expect(drift.precondDiagH?.every(Number.isFinite)).toBe(true);
});

it("says so where the formulas have no meaning: between the branches no eigenvalue is positive enough", () => {
  expect(() => deriveCommand(example("product-chain"), { at: point({ x: [0, 0, 0] }), ...DEFAULTS })).toThrow("GS335");
  const at = point({ x: [0.02, 0.01] });
  expect(() => deriveCommand(example("hyperbola"), { at, ...DEFAULTS, retract: false })).not.toThrow();
});

it.each([
  ["workers", "0"],
  ["workers", "two"],
  ["batch", "1.5"],
  ["alpha", "-1"],
  ["alpha", "Infinity"],
])("refuses --%s %s as a wrong command line", (option, text) => {
  const at = point({ x: [2, 0.5] });
  const failure = failureOf(() => deriveCommand(example("hyperbola"), { at, ...DEFAULTS, [option]: text }));
  expect(String(failure)).toContain(`--${option} must be`);
  expect(exitCodeOf(failure)).toBe(EXIT.usage);
});

function failureOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

it("takes a point file with a byte order mark", async () => {
  expect((await values("hyperbola", '\uFEFF{ "x": [2, 0.5] }')).x).toEqual([2, 0.5]);
});

it("makes up no data", () => {
  const file = join(folder, "fit.loss.ts");
  writeFileSync(
    file,
    `import type { Vector } from "gen-sde";
export const loss = ([a, b]: Vector<2>, { x, y }: { x: number; y: number }) => (a * b * x - y) ** 2;`,
  );
  const at = point({ x: [1, 2] });
  expect(() => deriveCommand(file, { at, ...DEFAULTS })).toThrow("the data x, y are missing");
});

it.each([
  ["a number", "({ x }: { x: Scalar }) => Math.cosh(x - 1)", '{ "x": 0.4 }'],
  ["a matrix", "({ x }: { x: Matrix<1, 2> }) => (x[0][0] * x[0][1] - 1) ** 2", '{ "x": [[2, 0.5]] }'],
  ["an object", "({ x }: { x: { a: Scalar } }) => (x.a - 1) ** 2", '{ "x": { "a": 1.5 } }'],
])("takes %s under the name x for the parameter x", async (_, loss, content) => {
  const file = join(folder, "named-x.loss.ts");
  writeFileSync(file, `import type { Matrix, Scalar } from "gen-sde";\nexport const loss = ${loss};\n`);
  const { stdout } = await capture(() => deriveCommand(file, { at: point(content), ...DEFAULTS, json: true }));
  expect(JSON.parse(stdout)).toMatchObject({ rank: 1 });
});

describe("a loss that is defined by pieces", () => {
  const derive = async (loss: string, x: readonly number[]) => {
    const file = join(folder, "pieces.loss.ts");
    writeFileSync(
      file,
      `import { type Vector, relu } from "gen-sde";\nexport const loss = ([a, b]: Vector<2>) => ${loss};\n`,
    );
    const { stdout } = await capture(() => deriveCommand(file, { at: point({ x }), ...DEFAULTS, json: true }));
    return JSON.parse(stdout) as PointValues;
  };

  it.each([
    ["(a * relu(b)) ** 2 / 2"],
    ["(relu(a * b - 1) ** 2 + relu(1 - a * b) ** 2) / 2"],
    ["relu(a * b - 1) ** 2 + 3 * relu(1 - a * b) ** 2"],
    ["Math.abs(a * b - 1) ** 3 + (a * b - 1) ** 2"],
  ])("has no derivatives where the pieces of %s meet", async (loss) => {
    await expect(derive(loss, [2, 1])).rejects.toThrow("GS336");
  });

  it.each([
    ["Math.max(a * b - 1, 1 - a * b) ** 2 / 2"],
    ["(Math.abs(a * b - 1) < 1 ? (a * b - 1) ** 2 / 2 : Math.abs(a * b - 1) - 0.5)"],
    ["(relu(a) * b - 1) ** 2 / 2"],
  ])("has those of ½(ab − 1)² where %s is that", async (loss) => {
    const { x, hessian } = await derive(loss, [2, 1]);
    const [a, b] = x as [number, number];
    [b * b, 2 * a * b - 1, 2 * a * b - 1, a * a].forEach((value, i) => {
      expect(hessian.flat()[i]).toBeCloseTo(value, 12);
    });
  });
});

it("shows the values that do not fit in the point file", () => {
  const at = point('{\n  "a": 1,\n  "b": [2, 1], "c": 1\n}');
  let error: unknown;
  try {
    deriveCommand(example("product-chain"), { at, ...DEFAULTS });
  } catch (thrown) {
    error = thrown;
  }
  expect((error as DiagnosticError).diagnostics).toMatchObject([
    { code: "GS218", span: { file: at, line: 3, column: 3, length: 3 } },
  ]);
});

it("says how far the point may be off where digits are lost", async () => {
  const file = join(folder, "neither.loss.ts");
  writeFileSync(
    file,
    `import type { Vector } from "gen-sde";
const hump = (r: number) => Math.cosh(r) - 1;
export const loss = ([x, y, z]: Vector<3>) =>
  1e6 * hump(x * y - 1) + hump(y * z - 1) + hump(x * y - 1) * hump(y * z - 1);`,
  );
  const { stderr, stdout } = await capture(() =>
    deriveCommand(file, { at: point({ x: [1.5, 1.2, 1.3] }), ...DEFAULTS, json: true }),
  );
  const { uncertainty } = JSON.parse(stdout) as PointValues;
  expect(uncertainty).toBeGreaterThan(1e-11);
  expect(stderr).toContain("GS338");
  expect(stderr).toContain(`about ${uncertainty!.toPrecision(1)} of x`);
});

it.each([
  ["u - 2", "GS337"],
  ["u * v - 2", "GS332"],
])("refuses `manifold` = %s beside (uv − 1)²", (equation, code) => {
  const file = join(folder, "declared.loss.ts");
  writeFileSync(
    file,
    `import type { Vector } from "gen-sde";
export const loss = ([u, v]: Vector<2>) => (u * v - 1) ** 2;
export const manifold = ([u, v]: Vector<2>) => [${equation}];`,
  );
  expect(() => deriveCommand(file, { at: point({ x: [2, 0.5] }), ...DEFAULTS })).toThrow(code);
});

it("takes no rounding error for a curvature, where all of it is negative", () => {
  const file = join(folder, "ring.loss.ts");
  writeFileSync(
    file,
    `import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => (x ** 2 / 4 + y ** 2 - 1) ** 2 / 2;`,
  );
  // ∂²L/∂y² = 3y² + x²/4 − 1 is 7e-16 there.
  const at = point({ x: [0, 0.5773502691896258] });
  expect(() => deriveCommand(file, { at, ...DEFAULTS, retract: false })).toThrow("∇²L has rank below 1");
});
