import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/cli/exit.js";
import { generateCommand } from "../../src/cli/generate.js";
import { capture } from "./capture.js";

const HYPERBOLA =
  'import type { Vector } from "gen-sde";\nexport const loss = ([u, v]: Vector<2>) => (u * v - 1) ** 2 / 2;\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-sde-cli-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const out = (): string => join(folder, "out");
const options = (more: object = {}) => ({ out: out(), name: "loss", ...more });

describe("gen-sde FILE", () => {
  it("prints the derivation that one does by hand, and writes the simulator", async () => {
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    const { code, stdout, stderr } = await capture(() => generateCommand([file], options()));
    expect(code).toBe(0);
    expect(stderr).not.toContain("error");
    expect(stdout).toContain("D = 2, M = rank ∇²L = 1, dim Γ = 1");
    expect(stdout).toContain("-c*(u^2 - v^2)/(2*(u^2 + v^2)) * (u, -v)");
    expect(stdout).toMatch(/self-checks +19 passed, largest error \d/);
    expect(readFileSync(join(out(), "hyperbola.sde.ts"), "utf8")).toContain("export function create()");
  });

  it("puts WebAssembly beside the TypeScript where it is asked for", async () => {
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    const { code } = await capture(() => generateCommand([file], options({ quiet: true, target: "wasm" })));
    expect(code).toBe(0);
    expect(readFileSync(join(out(), "hyperbola.sde.ts"), "utf8")).toMatch(/const wasmCode =\s+"AGFzb/);
  });

  it("leaves a file with the same bytes alone", async () => {
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    await capture(() => generateCommand([file], options({ quiet: true })));
    const generated = join(out(), "hyperbola.sde.ts");
    const before = statSync(generated).mtimeMs;
    const { stdout } = await capture(() => generateCommand([file], options()));
    expect(stdout).toContain("unchanged");
    expect(statSync(generated).mtimeMs).toBe(before);
  });

  it("gives the same bytes whatever was read before", async () => {
    const files = ["motor", "soft-labels", "product-chain"].map(
      (name) => new URL(`../../examples/${name}.loss.ts`, import.meta.url).pathname,
    );
    const texts = async (order: readonly string[]): Promise<string[]> => {
      await capture(() => generateCommand(order, options({ quiet: true })));
      return readdirSync(out())
        .sort()
        .map((name) => readFileSync(join(out(), name), "utf8"));
    };
    const first = await texts(files);
    rmSync(out(), { recursive: true });
    expect(await texts([...files].reverse())).toEqual(first);
  });

  it("prints nothing with --quiet, one document with --json, LaTeX with --tex", async () => {
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    expect((await capture(() => generateCommand([file], options({ quiet: true })))).stdout).toBe("");
    const { stdout } = await capture(() => generateCommand([file], options({ json: true })));
    const [loss] = (JSON.parse(stdout) as { losses: { rank: number; params: string[] }[] }).losses;
    expect(loss).toMatchObject({ rank: 1, params: ["u", "v"], dimension: 2, route: "least squares" });
    expect((await capture(() => generateCommand([file], options({ tex: true })))).stdout).toContain("\\frac{");
  });

  it("derives, checks and writes the dynamics that are asked for", async () => {
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    const { code, stdout } = await capture(() =>
      generateCommand([file], options({ dynamics: "samFull, precondDiagH,isotropic" })),
    );
    expect(code).toBe(0);
    expect(stdout).toContain("Sharpness-aware minimization, full batch:  Y' = −½ P∇λ₁(∇²L)");
    expect(stdout).toContain("drift        -(u^2 - v^2)/(u^2 + v^2) * (u, -v)");
    expect(stdout).toContain("drift, c = 1");
    expect(stdout).not.toContain("Normalized gradient descent");
    const text = readFileSync(join(out(), "hyperbola.sde.ts"), "utf8");
    expect(text).toContain("readonly driftSamFull: (x: Float64Array, out: Float64Array) => void;");
    expect(text).toContain("driftPrecondDiagH");
    const { stdout: json } = await capture(() => generateCommand([file], options({ dynamics: "all", json: true })));
    const [loss] = (JSON.parse(json) as { losses: { dynamics: object[]; checks: { name: string }[] }[] }).losses;
    expect(loss!.dynamics).toHaveLength(9);
    expect(loss!.dynamics[0]).toMatchObject({ name: "normalizedGd", closedForm: true, timeScale: "t = Σ η²" });
    expect(loss!.checks.map(({ name }) => name)).toContain("localSgd drift against the eigenvector route");
    const tex = await capture(() => generateCommand([file], options({ dynamics: "sqrtLoss", tex: true })));
    expect(tex.stdout).toContain("Y' = -\\tfrac18  P\\nabla \\lambda _1(\\nabla ^2L)");
  });

  it("names the dynamics there are when one is unknown", async () => {
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    const { code, stderr } = await capture(() => generateCommand([file], options({ dynamics: "samfull" })));
    expect(code).toBe(2);
    expect(stderr).toContain("GS507: there is no limiting dynamics `samfull`");
    expect(stderr).toContain("normalizedGd, sqrtLoss, samFull");
  });

  it("takes a formula instead of a file", async () => {
    const formula = options({ expr: "(u*v-1)^2/2", params: "u,v", name: "valley" });
    const { code, stdout } = await capture(() => generateCommand([], formula));
    expect(code).toBe(0);
    expect(stdout).toContain("-c*(u^2 - v^2)/(2*(u^2 + v^2)) * (u, -v)");
    expect(existsSync(join(out(), "valley.sde.ts"))).toBe(true);
  });

  it("refuses a name that leads out of the directory, formulas without parameters, and nothing at all", async () => {
    const formula = { expr: "(u*v-1)^2/2", params: "u,v" };
    for (const name of ["../x", "a/b", "", ".hidden", "a\\b"]) {
      const failure: unknown = await generateCommand([], options({ ...formula, name })).catch(
        (error: unknown) => error,
      );
      expect(String(failure)).toContain("GS508");
      expect(exitCodeOf(failure)).toBe(2);
    }
    for (const more of [{ expr: "(u*v-1)^2/2" }, {}]) {
      const failure: unknown = await generateCommand([], options(more)).catch((error: unknown) => error);
      expect(exitCodeOf(failure)).toBe(2);
    }
    expect(existsSync(out())).toBe(false);
  });

  it("goes on after a bad file, and ends with its exit code; nothing of it is written", async () => {
    const bad = write(
      "bad.loss.ts",
      'import type { Vector } from "gen-sde";\nexport const loss = ([u]: Vector<1>) => Math.random() * u;\n',
    );
    const good = write("hyperbola.loss.ts", HYPERBOLA);
    const { code, stdout, stderr } = await capture(() => generateCommand([bad, good], options()));
    expect(code).toBe(1);
    expect(stderr).toContain("Math.random");
    expect(stdout).toContain("hyperbola");
    expect(readdirSync(out())).toEqual(["hyperbola.sde.ts"]);
  });

  it("refuses isolated minimizers, two losses of one name, and a directory that cannot be made", async () => {
    const round = write(
      "round.loss.ts",
      'import type { Vector } from "gen-sde";\nexport const loss = ([x, y]: Vector<2>) => x ** 2 + y ** 2;\n',
    );
    expect((await capture(() => generateCommand([round], options()))).stderr).toContain("GS331");
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    expect((await capture(() => generateCommand([file, file], options()))).stderr).toContain("GS505");
    const blocked = options({ out: join(file, "out") });
    expect((await capture(() => generateCommand([file], blocked))).stderr).toContain("GS504");
  });
});

describe("--stats", () => {
  interface Row {
    readonly name: string;
    readonly before: object;
    readonly after: object;
    readonly passes: readonly { readonly pass: string; readonly before: object; readonly after: object }[];
  }

  it("prints the operations before and after each pass, and JSON has them all", async () => {
    const file = write("hyperbola.loss.ts", HYPERBOLA);
    const { stdout } = await capture(() => generateCommand([file], options({ stats: true })));
    expect(stdout).toMatch(/ {4}value numbering +\d+ → \d+\n {4}hoisting of data +\d+ → \d+/);
    expect(stdout).toMatch(/ {4}driftIsotropic +18 → 15 operations, .*common factors \d+/);
    const json = await capture(() => generateCommand([file], options({ json: true })));
    const { losses } = JSON.parse(json.stdout) as { losses: { operations: Row[] }[] };
    for (const { before, after, passes } of losses[0]!.operations) {
      expect(passes.length).toBeGreaterThan(7);
      expect(passes[0]!.before).toEqual(before);
      expect(passes.at(-1)!.after).toEqual(after);
      for (const [i, pass] of passes.slice(1).entries()) expect(pass.before).toEqual(passes[i]!.after);
    }
  });

  it("counts loops at the example's sizes on the screen, for all sizes in JSON", async () => {
    const file = new URL("../../examples/softmax-regression.loss.ts", import.meta.url).pathname;
    const { stdout } = await capture(() => generateCommand([file], options({ stats: true })));
    expect(stdout).toContain("all kernels at k = 3, d = 2, n = 1, batches of 1");
    expect(stdout).toMatch(/ {4}hoisting out of loops +\d+ → \d+/);
    expect(stdout).toMatch(/ {4}gradient +3\*n \+ .* operations, hoisting out of loops \d+/);
    const json = await capture(() => generateCommand([file], options({ json: true })));
    expect(json.stdout).toContain('"pass": "hoisting out of loops"');
  });
});

describe("the limiting dynamics of other optimizers", () => {
  it("are those that the loss file names and those of the flag", async () => {
    const file = write("hyperbola.loss.ts", `${HYPERBOLA}export const dynamics = ["samSingle"] as const;\n`);
    const { code, stdout } = await capture(() =>
      generateCommand([file], options({ dynamics: "sqrtLoss", json: true })),
    );
    expect(code).toBe(0);
    const { losses } = JSON.parse(stdout) as { losses: { dynamics: { name: string }[] }[] };
    expect(losses[0]!.dynamics.map(({ name }) => name)).toEqual(["sqrtLoss", "samSingle"]);
    expect(readFileSync(join(out(), "hyperbola.sde.ts"), "utf8")).toContain("driftSamSingle");
  });

  it("have to exist: a wrong name is shown where it is written", async () => {
    const file = write("hyperbola.loss.ts", `${HYPERBOLA}export const dynamics = ["samHalf"];\n`);
    const { code, stderr } = await capture(() => generateCommand([file], options()));
    expect(code).toBe(1);
    expect(stderr).toContain("hyperbola.loss.ts:3:26 - error GS507: there is no limiting dynamics `samHalf`");
    expect(existsSync(out())).toBe(false);
  });
});
