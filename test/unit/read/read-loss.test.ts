import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { freshIndex, print } from "../../../src/expr/index.js";
import { flatten, readLoss, runLossModule, tensors } from "../../../src/read/index.js";
import { read, sampleFile } from "./agreement.js";
import cube, { shifted } from "./helpers.js";

const header = `import { type Matrix, type Vector, dot } from "gen-sde";\n`;

it("names the model after its file", () => {
  const model = readLoss("/somewhere/two-layers.loss.ts", `${header}export const loss = ([x]: Vector<1>) => x ** 2;`);
  expect([model.name, model.file]).toEqual(["two-layers", "/somewhere/two-layers.loss.ts"]);
});

it("says which file cannot be read", () => {
  expect(() => readLoss("/nowhere/a.loss.ts")).toThrow(DiagnosticError);
  expect(() => readLoss("/nowhere/a.loss.ts")).toThrow("GS100: cannot read /nowhere/a.loss.ts");
});

it("keeps the layout of the arguments", () => {
  const { parameters, data } = read(`${header}
    export const loss = ({ u, w: [a, b] }: { u: Vector<"d">; w: Vector<2> }, [y]: Matrix<1, "d">) => dot(u, y) * a * b;`);
  expect(parameters).toEqual({
    kind: "object",
    fields: [
      ["u", { kind: "tensor", tensor: { name: "u", role: "parameter", shape: ["d"] } }],
      [
        "w",
        {
          kind: "tuple",
          items: ["a", "b"].map((name) => ({ kind: "tensor", tensor: { name, role: "parameter", shape: [] } })),
        },
      ],
    ],
  });
  expect(data && tensors(data)).toEqual([{ name: "y", role: "data", shape: ["d"] }]);
});

describe("the exports beside the loss", () => {
  const model = read(`${header}
    type Parameters = { u: Vector<"d">; b: number };
    export const loss = ({ u, b }: Parameters, { y }: { y: Vector<"d"> }) => (dot(u, y) - b) ** 2;
    export const noise = ({ u: weights }: Parameters, xi: Vector<"d">, { y }: { y: Vector<"d"> }) => ({
      u: weights.map((w, j) => w * xi[j] * y[0]),
      b: -dot(xi, y),
    });
    export const manifold = ({ u, b }: Parameters, { y }: { y: Vector<"d"> }) => [dot(u, y) - b, u.map((uj) => uj - b)];
    export const labels = "y";
    export const observables = ({ u, b }: Parameters) => ({ product: dot(u, u) * b, first: u[0] });
    export const example = { params: { u: [1, new Date().getDay()], b: 1 } };`);

  it("gives the noise by components", () => {
    const [u, b] = tensors(model.parameters);
    expect(print(model.noise!.component(u!, [freshIndex("d")])).replace(/~\d+/g, "j")).toBe("y[0]*xi[j]*u[j]");
    expect(print(model.noise!.component(b!, []))).toBe("-sum_i(y[i]*xi[i])");
    expect(model.noise?.xi).toEqual({ kind: "tensor", tensor: { name: "xi", role: "noise", shape: ["d"] } });
  });
  it("gives the observables by name", () => {
    const printed = Object.entries(model.observables!).map(([name, e]) => [name, print(e)]);
    expect(printed).toEqual([
      ["product", "b*sum_i(u[i]^2)"],
      ["first", "u[0]"],
    ]);
    const flat = flatten(model, { d: 2 });
    expect(print(flat.observables!.product!)).toBe("b*(u[0]^2 + u[1]^2)");
  });
  it("gives the equations of the manifold, over a named size with the index free", () => {
    expect(model.manifold?.map((e) => print(e).replace(/~\d+/g, "j"))).toEqual(["sum_i(y[i]*u[i]) - b", "u[j] - b"]);
    expect(model.manifold?.[1]?.free.map(({ size }) => size)).toEqual(["d"]);
  });
  it("writes them out once the sizes are numbers", () => {
    const flat = flatten(model, { d: 2 });
    expect(flat.manifold?.map(print)).toEqual(["y[0]*u[0] + y[1]*u[1] - b", "u[0] - b", "u[1] - b"]);
    expect(flat.sigma?.map((row) => row.map(print))).toEqual([
      ["y[0]*u[0]", "0"],
      ["0", "y[0]*u[1]"],
      ["-y[0]", "-y[1]"],
    ]);
  });
  it("gives the labels, and whether there is an example", () => {
    expect([model.labels, model.hasExample]).toEqual(["y", true]);
  });
  it("warns of nothing", () => {
    expect(model.warnings).toEqual([]);
  });
});

describe("running the file", () => {
  it("gives the functions as they are written, helpers included", () => {
    const source = `import cube, { shifted } from "./helpers.js";
      export default function (x: number) { return cube(shifted(x)); }
      export const example = { params: 1 };`;
    const { loss, example } = runLossModule(sampleFile, source);
    expect(loss(2)).toBe(cube(shifted(2)));
    expect(example).toEqual({ params: 1 });
  });
  it("says why a file does not load", () => {
    expect(() => runLossModule(sampleFile, `throw new Error("out of data");`)).toThrow(/GS198: .* out of data/);
  });
});

describe("a vector is declared as", () => {
  it.each([
    ["[number, number]", ""],
    ["readonly [u: number, v: number]", ""],
    ["G.Vector<2>", 'import type * as G from "gen-sde";'],
    ["Pair", "type Pair = [number, number];"],
  ])("%s", (type, before) => {
    expect(print(read(`${before}\nexport const loss = ([u, v]: ${type}) => (u * v - 1) ** 2;`).loss)).toBe(
      "(u*v - 1)^2",
    );
  });
  it("but not as a tuple of other things", () => {
    expect(() => read("export const loss = ([u, v]: [number, string]) => u;")).toThrow("GS106");
  });
});

it.each([
  ["a.loss.ts", "a"],
  ["b.mts", "b"],
  [".loss.ts", "loss"],
])("calls the loss of %s %s", (file, name) => {
  expect(readLoss(file, "export const loss = ([u, v]: [number, number]) => u * v;").name).toBe(name);
});

it("passes over directives", () => {
  expect(print(read('"use strict";\nexport const loss = ([u, v]: [number, number]) => u * v;').loss)).toBe("u*v");
});

describe("files of modules, .mts", () => {
  const folder = mkdtempSync(join(tmpdir(), "gen-sde-read-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  it.each(["./square.mjs", "./square.mts", "./square"])("read and run, and import each other as %s", (specifier) => {
    write(specifier === "./square" ? "square.ts" : "square.mts", "export const square = (x: number) => x ** 2;");
    const file = write(
      "pair.loss.mts",
      `import { square } from "${specifier}";\nexport const loss = ([u, v]: [number, number]) => square(u * v - 1);`,
    );
    const model = readLoss(file);
    expect([model.name, print(model.loss)]).toEqual(["pair", "(u*v - 1)^2"]);
    expect(runLossModule(file).loss([2, 3])).toBe(25);
  });
});
