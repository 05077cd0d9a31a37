import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { create } from "../../generated/hyperbola.sde.js";
import { runCommand } from "../../src/cli/run.js";
import { type Diagnostic, DiagnosticError } from "../../src/diagnostics/index.js";
import { sgd, simulate } from "../../src/runtime/index.js";
import { capture } from "./capture.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-sde-run-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const hyperbola = new URL("../../examples/hyperbola.loss.ts", import.meta.url).pathname;
const DEFAULTS = { process: "sgd", paths: "1", seed: "0", set: [], quiet: true } as const;

describe("gen-sde run", () => {
  it("writes what `simulate` gives", async () => {
    const out = join(folder, "a.csv");
    const options = { ...DEFAULTS, process: "label-noise-sgd", eta: "0.05", seed: "7", steps: "50", every: "20" };
    await runCommand(hyperbola, { ...options, set: ["law=gaussian", "c=0.25"], out });
    const process = sgd(create(), { noise: "labelNoise", learningRate: 0.05, seed: 7, law: "gaussian", scale: 0.5 });
    const expected = [...simulate(process, { start: [2, 0.5], steps: 50, every: 20 })].length;
    const rows = readFileSync(out, "utf8").trimEnd().split("\n");
    expect(rows[0]).toBe("path,step,time,u,v,loss");
    expect(rows).toHaveLength(1 + expected);
    let k = 1;
    for (const { step, time, x } of simulate(process, { start: [2, 0.5], steps: 50, every: 20 }))
      expect(rows[k++]!.split(",").map(Number)).toEqual([0, step, time, x[0], x[1], create().loss(x)]);
  });

  it("writes CSV to standard output, and tells what it does on standard error", async () => {
    const { code, stdout, stderr } = await capture(() =>
      runCommand(hyperbola, {
        ...DEFAULTS,
        process: "limiting-sde",
        steps: "3",
        columns: "u,logPseudoDet",
        quiet: false,
      }),
    );
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toBe("path,step,time,u,logPseudoDet");
    expect(stderr).toContain("the limit of: SGD with isotropic noise");
    const [, , , u, logPseudoDet] = stdout.split("\n")[4]!.split(",").map(Number);
    expect(logPseudoDet).toBeCloseTo(Math.log(u! ** 2 + 1 / u! ** 2), 8);
  });

  it("starts limits at Φ(x₀), and algorithms at x₀", async () => {
    const at = join(folder, "point.json");
    writeFileSync(at, '{ "u": 3, "v": 1 }');
    const first = async (process: string): Promise<number[]> => {
      const { stdout } = await capture(() => runCommand(hyperbola, { ...DEFAULTS, process, at, steps: "1" }));
      return stdout.split("\n")[1]!.split(",").slice(3, 5).map(Number);
    };
    expect(await first("sgd")).toEqual([3, 1]);
    const [u, v] = (await first("label-noise-flow")) as [number, number];
    // The flow keeps u² − v².
    expect(u * v).toBeCloseTo(1, 9);
    expect(u ** 2 - v ** 2).toBeCloseTo(8, 8);
  });

  it("says that a start is outside the basin of Γ", async () => {
    const at = join(folder, "outside.json");
    writeFileSync(at, '{ "u": -1, "v": 1 }');
    for (const process of ["label-noise-sgd", "label-noise-flow"])
      await expect(runCommand(hyperbola, { ...DEFAULTS, process, at })).rejects.toThrow(
        "GS335: gradient flow from the start leads to no point of Γ",
      );
  });

  it("names the assumption that fails on the way, and when", async () => {
    // The motor has no noise along its circle: v_0 = 0.
    const motor = new URL("../../examples/motor.loss.ts", import.meta.url).pathname;
    const failure: unknown = await capture(() => runCommand(motor, { ...DEFAULTS, process: "adam:limit" })).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DiagnosticError);
    const [{ code, message, help }] = (failure as DiagnosticError).diagnostics as [Diagnostic];
    expect(code).toBe("GS523");
    expect(message).toMatch(
      /^the simulation stopped, at slow time 0: path 0, step 0: .* where v_0 = 0: .* needs ε > 0/,
    );
    expect(help).toBe("The limit supposes that this does not happen: `gen-sde list dynamics` prints all assumptions.");
  });

  it("explains what it cannot do", async () => {
    const refused = (more: object): Promise<unknown> => runCommand(hyperbola, { ...DEFAULTS, ...more });
    await expect(refused({ eta: "5" })).rejects.toThrow("the slow time 1 is less than half a step of 25");
    await expect(refused({ process: "sgdd" })).rejects.toThrow("GS520: there is no process `sgdd`");
    await expect(refused({ columns: "w" })).rejects.toThrow(
      "GS521: `w` is no parameter and no observable of hyperbola",
    );
    await expect(refused({ steps: "1", time: "1" })).rejects.toThrow("give --steps or --time, not both");
    await expect(refused({ steps: "-1" })).rejects.toThrow("--steps must be an integer from 0, not `-1`");
    await expect(refused({ set: ["c"] })).rejects.toThrow("--set takes NAME=VALUE, not `c`");
    await expect(refused({ set: ["cc=1"] })).rejects.toThrow('has no option "cc"');
    await expect(refused({ out: join(folder, "a.xls") })).rejects.toThrow("is no format that is known");
    await expect(refused({ out: join(folder, "b.csv"), resume: true })).rejects.toThrow("there is nothing to resume");
  });

  it("refuses what no run can have before it reads the loss", async () => {
    const refused = (more: object): Promise<unknown> => runCommand("missing.loss.ts", { ...DEFAULTS, ...more });
    await expect(refused({ eta: "-1" })).rejects.toThrow("--eta must be a positive number, not -1");
    await expect(refused({ eta: "fast" })).rejects.toThrow('--eta must be a positive number or a schedule, not "fast"');
    await expect(refused({ paths: "0" })).rejects.toThrow("--paths must be an integer from 1, not `0`");
    await expect(refused({ dt: "-1" })).rejects.toThrow("--dt must be a positive number");
  });

  it("keeps what was written when a path is lost, under another name", async () => {
    const out = join(folder, "lost.csv");
    const lost = runCommand(hyperbola, { ...DEFAULTS, eta: "0.9", steps: "10000", every: "1", out });
    await expect(lost).rejects.toThrow(/GS523: the simulation stopped, at slow time 5\.67: .*η·λ₁/s);
    expect(existsSync(out)).toBe(false);
    expect(readFileSync(`${out}.partial`, "utf8").split("\n").length).toBeGreaterThan(1);
  });

  it("takes a finished run further", async () => {
    const [out, whole] = [join(folder, "further.csv"), join(folder, "whole.csv")];
    const options = { ...DEFAULTS, every: "50", keepCheckpoint: true };
    await runCommand(hyperbola, { ...options, steps: "100", out });
    await runCommand(hyperbola, { ...options, steps: "200", out, resume: true });
    await runCommand(hyperbola, { ...options, steps: "200", out: whole });
    expect(readFileSync(out, "utf8")).toBe(readFileSync(whole, "utf8"));
    await expect(runCommand(hyperbola, { ...options, steps: "100", out, resume: true })).rejects.toThrow("beyond 100");
    await expect(runCommand(hyperbola, { ...options, steps: "300", seed: "1", out, resume: true })).rejects.toThrow(
      "is of a run with other settings",
    );
  });
});
