// How often `validate` raises an alarm: about limits that are right, at several levels, and about limits that are wrong
// on purpose. `SEEDS=20 npm run validate:calibration` for 20 seeds instead of 50.
import { create as createEllipse } from "../generated/ellipse.sde.js";
import { create as createFlatValley } from "../generated/flat-valley.sde.js";
import { create as createHyperbola } from "../generated/hyperbola.sde.js";
import type { Model, NoiseName } from "../src/runtime/index.js";
import { contest, validate } from "../src/validate/index.js";
import { withFactors } from "../test/numeric/validate/factors.js";

const SEEDS = Number(process.env.SEEDS ?? 50);
const PATHS = 500;
const LEVELS = [0.01, 0.05, 0.2];
const provenance = { version: "", source: { file: "", sha256: "" } };

interface Case {
  readonly name: string;
  readonly model: Model;
  readonly noise: NoiseName;
  readonly start: readonly number[];
}

const hyperbola = createHyperbola();
const ellipse = createEllipse({ a: 2, b: 1 });
const valley = createFlatValley();
const onEllipse = [2 * Math.cos(0.7), Math.sin(0.7)];

const RIGHT: readonly Case[] = [
  { name: "hyperbola, isotropic", model: hyperbola, noise: "isotropic", start: [2, 0.5] },
  { name: "hyperbola, label noise", model: hyperbola, noise: "labelNoise", start: [2, 0.5] },
  { name: "flat valley, isotropic", model: valley, noise: "isotropic", start: [0, 0] },
  { name: "ellipse, all four terms", model: ellipse, noise: "declared", start: onEllipse },
];
const planted = (name: string, { model, noise, start }: Case, factors: readonly [number, number, number]): Case => ({
  ...{ name, noise, start },
  model: withFactors(model, noise, factors),
});
const WRONG: readonly Case[] = [
  planted("hyperbola, ½ for ¼", RIGHT[0]!, [1, 1, 2]),
  planted("hyperbola, c/2 for c/4", RIGHT[1]!, [1, 1, 2]),
  planted("flat valley, ½ for ¼", RIGHT[2]!, [1, 1, 2]),
  planted("ellipse, no mixed term", RIGHT[3]!, [1, 0, 1]),
];

/** The smallest adjusted p of the table for each seed. */
async function smallest({ model, noise, start }: Case): Promise<number[]> {
  const found: number[] = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const { dynamics } = await validate(model, {
      ...{ start: Float64Array.from(start), provenance, seed, paths: PATHS },
      contests: (onGamma) => [contest(model, noise, onGamma)],
    });
    found.push(Math.min(...dynamics[0]!.rows.map(({ adjusted }) => adjusted)));
  }
  return found;
}

async function report(title: string, cases: readonly Case[]): Promise<void> {
  console.log(`\n${title} (${String(SEEDS)} seeds, ${String(PATHS)} paths)`);
  console.log(`${"level".padEnd(26)}${LEVELS.map((level) => String(level).padStart(8)).join("")}`);
  for (const each of cases) {
    const p = await smallest(each);
    const rates = LEVELS.map((level) => `${String(p.filter((least) => least <= level).length)}/${String(SEEDS)}`);
    console.log(`${each.name.padEnd(26)}${rates.map((rate) => rate.padStart(8)).join("")}`);
  }
}

await report("false alarms: tables of right limits with a disagreement", RIGHT);
await report("power: tables of wrong limits with a disagreement", WRONG);
