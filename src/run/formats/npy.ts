/**
 * NumPy's array format: a structured array of shape (records, paths), so that `np.load(file)["u"]` is a matrix of times
 * × paths and `pd.DataFrame(np.load(file).ravel())` a table. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { type Format, utf8 } from "./format.js";

/** Numbers of records up to 2⁵³ leave the length of the head as it is. */
const WIDEST_COUNT = 16;
const ALIGNMENT = 64;
/** Magic string, version 3.0 (names in UTF-8), and the length of what follows in 4 bytes. */
const PREAMBLE = 12;

const literal = (name: string): string => `'${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

export const npy: Format = {
  head(columns, records, paths) {
    const fields = [
      ["path", "<i8"],
      ["step", "<i8"],
      ["time", "<f8"],
      ...columns.map((name): [string, string] => [name, "<f8"]),
    ].map(([name, type]) => `(${literal(name!)}, '${type!}')`);
    const shape = `(${String(records)}, ${String(paths)})`;
    const text = `{'descr': [${fields.join(", ")}], 'fortran_order': False, 'shape': ${shape}, }`;
    const slack = WIDEST_COUNT - String(records).length;
    const unpadded = PREAMBLE + utf8(text).length + slack + 1;
    const length = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT - PREAMBLE;
    const head = new Uint8Array(PREAMBLE + length).fill(0x20);
    head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 3, 0]);
    new DataView(head.buffer).setUint32(8, length, true);
    head.set(utf8(text), PREAMBLE);
    head[head.length - 1] = 0x0a;
    return head;
  },
  record(rows) {
    const size = 8 * (3 + (rows[0]?.values.length ?? 0));
    const view = new DataView(new ArrayBuffer(size * rows.length));
    rows.forEach(({ path, step, time, values }, i) => {
      view.setBigInt64(i * size, BigInt(path), true);
      view.setBigInt64(i * size + 8, BigInt(step), true);
      [time, ...values].forEach((value, j) => {
        view.setFloat64(i * size + 16 + 8 * j, value, true);
      });
    });
    return new Uint8Array(view.buffer);
  },
};
