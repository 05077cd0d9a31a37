/** The oracle for reading: the user's own file, run as it is written. */
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect } from "vitest";
import { evaluate } from "../../../src/expr/index.js";
import { type LossModel, type Slot, packArgument, readLoss, runLossModule, tensors } from "../../../src/read/index.js";

/** Samples are texts; they stand beside this file, so that their relative imports are found. */
export const sampleFile = fileURLToPath(new URL("sample.loss.ts", import.meta.url));

export const read = (source: string): LossModel => readLoss(sampleFile, source);

type Sizes = Readonly<Record<string, number>>;

const extent = (size: number | string, sizes: Sizes): number => (typeof size === "number" ? size : sizes[size]!);
const volume = (shape: readonly (number | string)[], sizes: Sizes): number =>
  shape.reduce<number>((total, size) => total * extent(size, sizes), 1);

/** Values for all tensors of some slots, with `at(name, shape, indices)` to look them up. */
function allot(slots: readonly Slot[], numbers: readonly number[], sizes: Sizes) {
  let next = 0;
  const flats = slots.map((slot) => {
    const count = tensors(slot).reduce((total, { shape }) => total + volume(shape, sizes), 0);
    return Array.from({ length: count }, () => numbers[next++ % numbers.length]!);
  });
  const values = new Map<string, readonly number[]>();
  slots.forEach((slot, k) => {
    let start = 0;
    for (const { name, shape } of tensors(slot)) {
      values.set(name, flats[k]!.slice(start, (start += volume(shape, sizes))));
    }
  });
  return { flats, values };
}

/** The loss as it was read and the loss as it runs agree at random points, for these named sizes. */
export function expectAgreement(source: string, sizes: Sizes): void {
  const model = read(source);
  const { loss } = runLossModule(sampleFile, source);
  const slots = model.data ? [model.parameters, model.data] : [model.parameters];
  const point = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 23, maxLength: 23 });
  fc.assert(
    fc.property(point, (numbers) => {
      const { flats, values } = allot(slots, numbers, sizes);
      const [parameters, data] = slots.map((slot, k) => packArgument(slot, flats[k]!, sizes));
      const expected = loss(parameters, data);
      const found = evaluate(model.loss, {
        element: ({ tensor }, indices) => {
          const offset = indices.reduce((total, index, k) => total * extent(tensor.shape[k]!, sizes) + index, 0);
          return values.get(tensor.name)![offset]!;
        },
        size: (name) => sizes[name]!,
      });
      if (Number.isFinite(expected))
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    }),
    { numRuns: 30, seed: 7 },
  );
}
