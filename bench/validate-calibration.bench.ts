// How often `validate` raises an alarm: about limits that are right, at several levels, and about limits that are wrong
// on purpose. `SEEDS=20 ONLY=adam npm run validate:calibration` for 20 seeds instead of 50, and the cases with "adam".
import { create as createEllipse } from "../generated/ellipse.sde.js";
import { create as createFlatValley } from "../generated/flat-valley.sde.js";
import { create as createHyperbola } from "../generated/hyperbola.sde.js";
import type { Model, NoiseName, RegisteredName } from "../src/runtime/index.js";
import { type Contest, contest, validate } from "../src/validate/index.js";
import { withFactors, withLimit, withThird } from "../test/numeric/validate/factors.js";

const SEEDS = Number(process.env.SEEDS ?? 50);
const ONLY = process.env.ONLY ?? "";
const PATHS = 500;
const LEVELS = [0.01, 0.05, 0.2];
const provenance = { version: "", source: { file: "", sha256: "" } };

interface Case {
  readonly name: string;
  readonly model: Model;
  readonly start: readonly number[];
  readonly contest: (start: Float64Array) => Contest;
}

interface Place {
  readonly title: string;
  readonly model: Model;
  readonly start: readonly number[];
}
const hyperbola: Place = { model: createHyperbola(), start: [2, 0.5], title: "hyperbola" };
const ellipse: Place = {
  model: createEllipse({ a: 2, b: 1 }),
  start: [2 * Math.cos(0.7), Math.sin(0.7)],
  title: "ellipse",
};
const valley: Place = { model: createFlatValley(), start: [0, 0], title: "flat valley" };

const right = ({ model, start, title }: Place, dynamics: RegisteredName): Case => ({
  ...{ name: `${title}, ${dynamics}`, model, start },
  contest: (onGamma) => contest(model, dynamics, onGamma),
});
const RIGHT: readonly Case[] = [
  right(hyperbola, "isotropic"),
  right(hyperbola, "labelNoise"),
  right(valley, "isotropic"),
  right(ellipse, "declared"),
  ...(["heavyBall", "preconditioned", "localSgd", "adam"] as const).flatMap((dynamics) => [
    right(hyperbola, dynamics),
    right(ellipse, dynamics),
  ]),
];

/** The factors of compensation, mixed and normal term. */
const factors = (name: string, place: Place, noise: NoiseName, by: readonly [number, number, number]): Case => {
  const model = withFactors(place.model, noise, by);
  return { name, model, start: place.start, contest: (onGamma) => contest(model, noise, onGamma) };
};
const planted = (
  name: string,
  { model, start }: Place,
  dynamics: RegisteredName,
  ...[limitModel, own]: [Model, Parameters<typeof withLimit>[3]?]
): Case => ({
  ...{ name, model, start },
  contest: (onGamma) => withLimit(contest(model, dynamics, onGamma), limitModel, dynamics, own),
});
const twice = withThird(hyperbola.model, 2);
const WRONG: readonly Case[] = [
  factors("hyperbola, ½ for ¼", hyperbola, "isotropic", [1, 1, 2]),
  factors("hyperbola, c/2 for c/4", hyperbola, "labelNoise", [1, 1, 2]),
  factors("flat valley, ½ for ¼", valley, "isotropic", [1, 1, 2]),
  factors("ellipse, no mixed term", ellipse, "declared", [1, 0, 1]),
  planted("heavyBall, 2t for t", hyperbola, "heavyBall", hyperbola.model, { scale: Math.SQRT2 }),
  planted("preconditioned, 2T for T", hyperbola, "preconditioned", twice),
  planted("localSgd, 7 workers for 4", hyperbola, "localSgd", hyperbola.model, { workers: 7 }),
  planted("adam, 2T for T", hyperbola, "adam", twice),
];

/** The smallest adjusted p of the table for each seed. */
async function smallest({ model, start, contest }: Case): Promise<number[]> {
  const found: number[] = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const { dynamics } = await validate(model, {
      ...{ start: Float64Array.from(start), provenance, seed, paths: PATHS },
      contests: (onGamma) => [contest(onGamma)],
    });
    found.push(Math.min(...dynamics[0]!.rows.map(({ adjusted }) => adjusted)));
  }
  return found;
}

async function report(title: string, cases: readonly Case[]): Promise<void> {
  console.log(`\n${title} (${String(SEEDS)} seeds, ${String(PATHS)} paths)`);
  console.log(`${"level".padEnd(26)}${LEVELS.map((level) => String(level).padStart(8)).join("")}`);
  for (const each of cases.filter(({ name }) => name.includes(ONLY))) {
    const p = await smallest(each);
    const rates = LEVELS.map((level) => `${String(p.filter((least) => least <= level).length)}/${String(SEEDS)}`);
    console.log(`${each.name.padEnd(26)}${rates.map((rate) => rate.padStart(8)).join("")}`);
  }
}

await report("false alarms: tables of right limits with a disagreement", RIGHT);
await report("power: tables of wrong limits with a disagreement", WRONG);
