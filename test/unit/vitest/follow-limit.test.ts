import { describe, expect, it } from "vitest";
import { create } from "../../../generated/hyperbola.sde.js";
import type { Model } from "../../../src/runtime/index.js";
import "../../../src/vitest/index.js";

const hyperbola = create();
const start = [2, 0.5];

/** The drift of label noise with another constant. */
const labelNoiseTimes = (factor: number): Model => {
  const { labelNoise } = hyperbola.noises;
  return {
    ...hyperbola,
    noises: {
      ...hyperbola.noises,
      labelNoise: {
        ...labelNoise,
        drift: (x, out) => {
          labelNoise.drift(x, out);
          for (let a = 0; a < out.length; a++) out[a]! *= factor;
        },
      },
    },
  };
};

describe("toFollowLimit", () => {
  it("passes for the derived limit", async () => {
    await expect(hyperbola).toFollowLimit({ start, dynamics: "labelNoise", paths: 400 });
  });

  it("fails for twice the constant, and shows the table", async () => {
    await expect(labelNoiseTimes(2)).not.toFollowLimit({ start, dynamics: "labelNoise", paths: 400 });
    const failure = expect(labelNoiseTimes(2)).toFollowLimit({ start, dynamics: "labelNoise", paths: 400 });
    await expect(failure).rejects.toThrow(/DOES NOT FOLLOW its limit/);
  });

  it("neither passes nor fails on too few paths", async () => {
    const few = { start, dynamics: "isotropic", paths: 20 } as const;
    await expect(expect(hyperbola).toFollowLimit(few)).rejects.toThrow(/undecided/);
    await expect(expect(hyperbola).not.toFollowLimit(few)).rejects.toThrow(/undecided/);
  });

  it("is for simulators", async () => {
    await expect(expect(3).toFollowLimit({ start })).rejects.toThrow("is for a simulator");
  });
});
