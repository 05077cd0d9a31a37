/** Lowering: index notation → steps → fused loops → scalars → tiles → addresses, verified in between. */
import type { Tensor } from "../../expr/index.js";
import { type Place, flatArray, flattenAddresses } from "./addresses.js";
import { operations } from "./count.js";
import { fuse } from "./fuse.js";
import { loadFirst, worksInPlace } from "./in-place.js";
import { hoistInvariants } from "./invariants.js";
import { jam } from "./jam.js";
import type { LoopDerivation, LoopKernel } from "../kernel.js";
import { type Nest, statements } from "../nest.js";
import { printNests } from "./print.js";
import type { LoopFunction, LoopPassCount, LoopProgram } from "../program.js";
import { promote } from "./promote.js";
import { shareCommon } from "./share.js";
import { shrink } from "./shrink.js";
import { Steps } from "./steps.js";
import { lowerTriangles } from "./triangle.js";
import { verify } from "./verify.js";

/** No tiles. */
const plain = (nests: readonly Nest[]): readonly Nest[] => nests;

type Lowered = Omit<LoopFunction, "kernel">;

export function lowerLoops({ problem, lets, kernels }: LoopDerivation): LoopProgram {
  const creation = new Steps(lets);
  const pending = kernels.map((kernel) => {
    const steps = new Steps(lets, creation);
    steps.defineAll(kernel.values);
    return { kernel, steps };
  });
  const data = problem.data.map(({ name }) => name);
  const made = lowerSteps("creation", creation, data, { placeOf: () => undefined, tile: plain, symmetric: new Map() });
  const known = [...data, ...made.buffers.map(({ name }) => name), ...scalarsOf(made.nests)];
  return {
    problem,
    creation: made,
    functions: pending.map(({ kernel, steps }) => {
      const read = [...kernel.inputs, ...(kernel.adds ? [kernel.output] : [])];
      const inputs = read.flatMap(({ name, views }) => [name, ...views.map(({ tensor }) => tensor.name)]);
      // Of a single sample there are no rows to take four at a time.
      const isRare = kernel.rare === true;
      const isShort = (isRare && kernel.inRuns !== true) || kernel.adds === true;
      const tile = isShort ? plain : (nests: readonly Nest[]) => jam(nests, (i) => lets.isSample(i), isRare);
      const options = {
        placeOf: placesOf(kernel),
        tile,
        symmetric: symmetricResults(kernel),
        ...(kernel.adds && { added: kernel }),
      };
      return { kernel, ...lowerSteps(kernel.name, steps, [...known, ...inputs], options) };
    }),
  };
}

interface Options {
  readonly placeOf: (tensor: Tensor) => Place | undefined;
  readonly tile: (nests: readonly Nest[]) => readonly Nest[];
  readonly symmetric: ReadonlyMap<string, number>;
  /** The kernel, where it should work in place if it can. */
  readonly added?: LoopKernel;
}

function lowerSteps(
  where: string,
  steps: Steps,
  known: readonly string[],
  { placeOf, tile, symmetric, added }: Options,
): Lowered {
  const names = new Set(known);
  const stages: Stage[] = [];
  const pass = (name: string, nests: readonly Nest[]): readonly Nest[] => {
    verify(where, nests, names);
    stages.push([name, nests]);
    return nests;
  };
  const fused = pass("fusion of loops", fuse(steps.list));
  const scalars = pass("scalars for arrays", promote(pass("shrinking", shrink(fused))));
  const halves = pass("lower triangles", lowerTriangles(scalars, symmetric));
  const loaded = added ? loadFirst(added, halves) : halves;
  const inPlace = added !== undefined && worksInPlace(added, loaded);
  const tiled = pass("tiles", tile(inPlace ? loaded : halves));
  const flat = pass("addresses", flattenAddresses(tiled, placeOf));
  const nests = pass("common subexpressions", shareCommon(pass("hoisting out of loops", hoistInvariants(flat))));
  return {
    nests,
    buffers: buffersOf(tiled),
    operations: operations(nests),
    passes: () => countsOf(steps, stages),
    text: () => printNests(halves),
    inPlace,
  };
}

/** The loops after a pass. */
type Stage = readonly [pass: string, nests: readonly Nest[]];

/** Before the first pass each step has loops of its own. */
function countsOf({ list }: Steps, stages: readonly Stage[]): readonly LoopPassCount[] {
  let before = operations(list.flatMap((step) => fuse([step])));
  return stages.map(([pass, nests]) => {
    const count = { pass, before, after: operations(nests) };
    before = count.after;
    return count;
  });
}

/** Where the parts of a kernel's arguments lie. A number that is returned is a scalar. */
function placesOf({ inputs, output, returns }: LoopKernel): (tensor: Tensor) => Place | undefined {
  const places = new Map(
    [...inputs, ...(returns ? [] : [output])].flatMap(({ name, views }) =>
      views.map(({ tensor, offset, strides }) => [
        tensor.name,
        { array: flatArray(name, "argument"), offset, strides },
      ]),
    ),
  );
  return ({ name, role }) => (role === "parameter" || role === "argument" ? places.get(name) : undefined);
}

/** The symmetric results of a kernel, each with half the number of its axes. */
const symmetricResults = ({ values }: LoopKernel): ReadonlyMap<string, number> =>
  new Map(values.filter(({ symmetric }) => symmetric).map(({ tensor, indices }) => [tensor.name, indices.length / 2]));

const buffersOf = (nests: readonly Nest[]): readonly Tensor[] => [
  ...new Map(
    [...statements(nests)]
      .map(([{ target }]) => target.tensor)
      .filter(({ role, shape }) => role !== "argument" && shape.length > 0)
      .map((tensor) => [tensor.name, tensor]),
  ).values(),
];

const scalarsOf = (nests: readonly Nest[]): readonly string[] =>
  [...statements(nests)]
    .filter(([{ target }]) => target.indices.length === 0)
    .map(([{ target }]) => target.tensor.name);
