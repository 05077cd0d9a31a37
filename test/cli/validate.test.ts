import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXIT } from "../../src/cli/exit.js";
import { validateCommand } from "../../src/cli/validate.js";
import { printValidation, type Validation } from "../../src/validate/index.js";
import { capture } from "./capture.js";

const VALLEY = `import type { Vector } from "gen-sde";
export const loss = ([x, y]: Vector<2>) => Math.exp(x / 2) * y ** 2;
export const example = { params: [0, 0] };
`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-sde-validate-"));
  file = join(folder, "valley.loss.ts");
  writeFileSync(file, VALLEY);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (more: object = {}) => capture(() => validateCommand(file, { seed: "0", level: "0.01", ...more }));

describe("gen-sde validate", () => {
  it("prints a table for each noise, and a verdict", async () => {
    const { code, stdout } = await run({ paths: "400" });
    expect(code).toBe(EXIT.ok);
    expect(stdout).toMatch(/^valley {3}the algorithm itself against its limit from \(0, 0\), seed 0$/m);
    expect(stdout).toMatch(/^ {2}self-checks {2}\d+ passed, largest error/m);
    expect(stdout).toContain("SGD with isotropic noise: dY = P dW − ½ H⁺T[P] dt − ¼ P∇ln|H|₊ dt");
    expect(stdout).toMatch(/^ {4}E x .* agrees$/m);
    expect(stdout).toMatch(/(follows its limit|no disagreement): \d+ of \d+ rows agree/);
  });

  it("prints all of it as JSON", async () => {
    const { code, stdout } = await run({ paths: "50", dynamics: "isotropic", json: true, seed: "3", level: "0.05" });
    expect(code).toBe(EXIT.ok);
    const validation = JSON.parse(stdout) as Validation;
    expect(validation).toMatchObject({ loss: "valley", seed: 3, level: 0.05, partial: false });
    expect(validation.dynamics.map(({ name }) => name)).toEqual(["isotropic"]);
    expect(validation.checks.length).toBeGreaterThan(10);
    expect(validation.provenance.source.file).toBe("valley.loss.ts");
  });

  it("compares what the loss file exports as observables", async () => {
    const watched = "export const observables = ([x]: Vector<2>) => ({ steepness: Math.exp(x / 2) });\n";
    writeFileSync(file, VALLEY + watched);
    const { stdout } = await run({ paths: "50", dynamics: "labelNoise", json: true });
    const { checks, dynamics } = JSON.parse(stdout) as Validation;
    expect(checks.map(({ name }) => name)).toContain("observables as read against the functions as written");
    const mean = (name: string): number =>
      dynamics[0]!.rows.find(({ observable, statistic }) => observable === name && statistic === "mean")!.limit.value;
    // tr ∇²L = 2 exp(x/2) on y = 0.
    expect(mean("steepness")).toBeCloseTo(mean("tr ∇²L") / 2, 12);
  });

  it("says why there is nothing to compare where SGD on samples stands still", async () => {
    const net = fileURLToPath(new URL("../../examples/diagonal-net.loss.ts", import.meta.url));
    const { code, stdout } = await capture(() =>
      validateCommand(net, { seed: "0", level: "0.01", dynamics: "sampleSgd" }),
    );
    expect(code).toBe(EXIT.ok);
    expect(stdout).toContain("nothing to compare: the noise is 0 on Γ here, as where every sample is fitted");
    expect(stdout).toMatch(/^ {2}nothing to compare {2}\d/m);
  });

  it("says so with its exit code when it is stopped, and prints what is done", async () => {
    const running = run({ paths: "1000000", json: true });
    const stop = setInterval(() => process.emit("SIGINT"), 50);
    const { code, stdout } = await running.finally(() => {
      clearInterval(stop);
    });
    expect(code).toBe(EXIT.interrupted);
    const validation = JSON.parse(stdout) as Validation;
    expect(validation.partial).toBe(true);
    expect(printValidation(validation, 0)).toContain("partial: ");
  });

  it.each([
    [{ paths: "many" }, "--paths must be an integer from 2, not `many`"],
    [{ eta: "0.1,0.05" }, "--eta takes one learning rate, or at least three from large to small"],
    [{ eta: "0.1,0.2,0.3" }, "--eta takes one learning rate, or at least three from large to small"],
    [{ level: "1.5" }, "--level must be a number between 0 and 1"],
    [{ time: "-1" }, "--time must be a positive number"],
    [{ dynamics: "sgdd" }, "there is no limiting dynamics `sgdd`"],
    [{ dynamics: "declared" }, "declared"],
    [{ dynamics: "isotropic,gradientFlow" }, "gradientFlow is the fast phase, x' = −∇L"],
  ])("refuses %o", async (options, message) => {
    await expect(run(options)).rejects.toThrow(message);
  });
});

it("shows a disagreement as one", () => {
  const row = { observable: "u", statistic: "mean", estimates: [], limit: { value: 1, standardError: 0, timeStep: 0 } };
  const error = { value: 0.2, standardError: 0.01 };
  const validation = {
    ...{ loss: "l", parameters: ["u"], start: [1], seed: 0, level: 0.01, checks: [], partial: false },
    verdict: "disagrees",
    dynamics: [
      {
        ...{ name: "isotropic", title: "SGD", equation: "dY = …", timeScale: "t", time: 1 },
        runs: [{ learningRate: 0.1, steps: 100, paths: 10, lost: 2, seed: 1 }],
        limit: { dt: 0.01, steps: 100, paths: 10, lost: 0, seed: 2, deterministic: false },
        rows: [
          {
            ...{ ...row, errors: [error, error], extrapolated: error, difference: error, allowance: 0, margin: 0.04 },
            ...{ relevant: 0.1, pValue: 1e-9, adjusted: 1e-9, verdict: "disagrees" },
          },
        ],
      },
    ],
    provenance: { version: "0", source: { file: "", sha256: "" } },
  } as Validation;
  const shown = printValidation(validation, 1000);
  expect(shown).toMatch(/E u .*\+0\.20 ± 0\.010 .*1e-9 +DISAGREES/);
  expect(shown).toContain("DOES NOT FOLLOW its limit: 0 of 1 rows agree, 1 disagree");
  expect(shown).toContain("10 paths, 2 lost");
  const [only] = validation.dynamics;
  const alone = { ...validation, dynamics: [{ ...only!, runs: [{ ...only!.runs[0]!, paths: 1, lost: 0 }] }] };
  expect(printValidation(alone)).toMatch(/\(100 steps\), 1 path$/m);
});
