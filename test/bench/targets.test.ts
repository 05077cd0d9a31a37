import { describe, expect, it } from "vitest";
import { withTables } from "../../bench/support/markdown.js";
import { digits } from "../../bench/support/report.js";
import { judge, type Results } from "../../bench/support/targets.js";

const results: Results = {
  "diagonal network, gradient": {
    "gradient (20, 50)": { simulator: 1700, "TS kernel": 1400, "wasm kernel": 300, "C -O2": 1000, "C -O3 native": 250 },
    "gradient (40, 100)": { simulator: 6000, "TS kernel": 6000, "wasm kernel": 1000, "C -O2": 5000 },
  },
  kernels: { "tanh net": { "emitted TS": 32, "emitted wasm": 9, "C -O2": 20, "C -O3 native": 5, yardstick: 2 } },
  "diagonal network, other kernels": {
    "label-noise step (20, 50)": { simulator: 300, "PyTorch, autograd": 300 },
    "label-noise step (40, 100)": { simulator: 500, "PyTorch, autograd": 1e5 },
    "label-noise step (40, 100), wasm": { simulator: 500, "PyTorch, by hand": 1.5e4 },
  },
  "libraries for SDEs, one path": {
    "ellipse, limiting SDE": {
      ...{ emitted: 80, "Euler–Maruyama in PyTorch": 48_000, "Python, three calls": 90 },
      ...{ "Runge–Kutta, C -O2": 150, "Runge–Kutta, C fast-math": 110 },
    },
  },
  "ensembles on threads, on the clock (other programs count)": {
    ellipse: { "no threads": 40, "1 worker": 42, "2 workers": 22 },
  },
  "small steps": {
    "ellipse, limiting SDE": { emitted: 80, "side by side": 40, "C -O2": 80 },
    "ellipse, limiting SDE, after the others": { emitted: 130, "side by side": 70, "C -O2": 80 },
  },
  derivation: { "diagonal-net, 100 parameters": { "derived, emitted, created": 1.6e8 } },
};

const judged = (part: string, of = results): unknown[] =>
  judge(of).flatMap(({ target, measured, verdict }) => (target.includes(part) ? [[measured, verdict]] : []));

describe("targets", () => {
  it("takes the worst of all loops, and only those that have both contestants", () => {
    expect(judged("worst: TS / C -O2")).toEqual([["1.6", "missed"]]);
    expect(judged("wasm / C -O2")).toEqual([["0.45", "met"]]);
    expect(judged("wasm / C -O3")).toEqual([["1.8", "met"]]);
  });

  it("divides the other's time by ours", () => {
    expect(judged("autograd")).toEqual([["200", "met"]]);
    expect(judged("by hand")).toEqual([["30", "missed"]]);
    expect(judged("torchsde")).toEqual([["600", "met"]]);
  });

  it("adds the parts of JiTCSDE, with the fastest build", () => {
    expect(judged("JiTCSDE")).toEqual([["2.5", "met"]]);
    const [row] = Object.values(results["libraries for SDEs, one path"]!);
    const { "Python, three calls": _, ...withoutPython } = row!;
    const partial = { ...results, "libraries for SDEs, one path": { "ellipse, limiting SDE": withoutPython } };
    expect(judged("JiTCSDE", partial)).toEqual([["", "not measured"]]);
  });

  it("takes the case of the very name", () => {
    expect(judged("ellipse step: TS / C -O2")).toEqual([["1", "met"]]);
    expect(judged("side by side")).toEqual([["40", "met"]]);
  });

  it("gives efficiency and seconds", () => {
    expect(judged("efficiency")).toEqual([["0.909", "met"]]);
    expect(judged("100 parameters")).toEqual([["0.16", "met"]]);
  });

  it("judges nothing without times", () => {
    expect(new Set(judge({}).map(({ verdict }) => verdict))).toEqual(new Set(["not measured"]));
  });
});

describe("tables of a page", () => {
  const page = `# Title\n\n<!-- bench: kernels -->\n\n| old |\n| --- |\n| 1 |\n\nText.\n\n<!-- bench: other -->\n\n| kept |\n`;

  it("are written below their marks, with the first time and ratios to it", () => {
    const text = withTables(page, results);
    expect(text).toContain(
      "| tanh net | 32.0 ns | 0.28 | 0.63 | 0.16 |\n\nText.\n\n<!-- bench: other -->\n\n| kept |\n",
    );
    expect(text).not.toContain("old");
    expect(withTables(text, results)).toBe(text);
  });

  it("have the cases that are chosen", () => {
    const text = withTables("<!-- bench: diagonal network, gradient; (40 -->\n", results);
    expect(text).toContain("| gradient (40, 100) | 6.00 µs |");
    expect(text).not.toContain("(20, 50)");
  });
});

it("prints times with three digits", () => {
  expect([1.234, 999.7, 12_345, 4.5e8, 2e10].map(digits)).toEqual([
    "1.23 ns",
    "1.00 µs",
    "12.3 µs",
    "450 ms",
    "20.0 s",
  ]);
});
