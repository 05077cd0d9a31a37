/** Every format gives back what was written, to a reader that shares no code with the writer. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMATS, type FormatName, type Row } from "../../../src/run/formats/index.js";

const columns = ["u", "w[0]", 'it\'s "θ", here'];
const records: Row[][] = [
  [
    { path: 0, step: 0, time: 0, values: [1 / 3, -2, 1e-320] },
    { path: 1, step: 0, time: 0, values: [0.1, Math.PI, 1.7976931348623157e308] },
  ],
  [
    { path: 0, step: 250, time: 0.625, values: [-0, 5e-324, 1e21] },
    { path: 1, step: 250, time: 0.625, values: [2, 3, 4] },
  ],
];

const bytes = (name: FormatName): Buffer =>
  Buffer.concat([
    FORMATS[name].head(columns, records.length, 2),
    ...records.map((rows) => FORMATS[name].record(rows, columns)),
  ]);

const numbers = records.flat().map(({ path, step, time, values }) => [path, step, time, ...values]);

describe("formats", () => {
  it("csv: names that need it are quoted, numbers keep all their digits", () => {
    const [head, ...lines] = bytes("csv").toString().trimEnd().split("\n");
    expect(head).toBe('path,step,time,u,w[0],"it\'s ""θ"", here"');
    expect(lines.map((line) => line.split(",").map(Number))).toEqual(numbers.map((row) => row.map((v) => v + 0)));
  });

  it("ndjson: an object a line", () => {
    const objects = bytes("ndjson").toString().trimEnd().split("\n");
    const named = objects.map((line) => JSON.parse(line) as Record<string, number>);
    expect(named.map(Object.values)).toEqual(numbers.map((row) => row.map((v) => v + 0)));
    expect(Object.keys(named[0]!)).toEqual(["path", "step", "time", ...columns]);
  });

  it("npy: a head of fixed length, aligned, and little-endian numbers", () => {
    const file = bytes("npy");
    expect([...file.subarray(0, 8)]).toEqual([0x93, ...Buffer.from("NUMPY"), 3, 0]);
    const data = 12 + file.readUInt32LE(8);
    expect(data % 64).toBe(0);
    expect(file.subarray(12, data).toString()).toContain("'shape': (2, 2)");
    expect(file.length - data).toBe(4 * 6 * 8);
    expect(file.readBigInt64LE(data + 2 * 48 + 8)).toBe(250n);
    expect(file.readDoubleLE(data + 24)).toBe(1 / 3);
    expect(Object.is(file.readDoubleLE(data + 2 * 48 + 24), -0)).toBe(true);
    for (const count of [1, 99, 1e15]) expect(FORMATS.npy.head(columns, count, 2).length).toBe(data);
  });

  const hasNumPy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
  it.skipIf(!hasNumPy)("npy: NumPy reads the same numbers by name", () => {
    const file = join(mkdtempSync(join(tmpdir(), "gen-sde-npy-")), "a.npy");
    writeFileSync(file, bytes("npy"));
    const program =
      "import numpy as np, sys, json; a = np.load(sys.argv[1]); print(json.dumps([a.shape, list(a.dtype.names), [list(map(float, r)) for r in a.ravel().tolist()]]))";
    const [shape, names, rows] = JSON.parse(execFileSync("python3", ["-c", program, file]).toString()) as unknown[];
    expect(shape).toEqual([2, 2]);
    expect(names).toEqual(["path", "step", "time", ...columns]);
    expect(rows).toEqual(numbers);
  });
});
