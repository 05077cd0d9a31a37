/** Φ in closed form against the integrated flow; the label-noise flow against the drift it should have. */
import { type Model, SimulationError, gradientFlow } from "../runtime/index.js";
import { type Check, Comparison, largest } from "./check.js";
import { axis, directionalDerivative } from "./differences.js";

/** @param elsewhere points near Γ */
export function checkClosedFlow(
  model: Model,
  points: readonly Float64Array[],
  elsewhere: readonly Float64Array[],
): Check[] {
  const { dimension: D, flow, labelNoiseFlow } = model;
  const checks: Check[] = [];
  if (flow) {
    const ends = new Comparison("Φ in closed form against the integrated flow", 1e-6);
    for (const x of elsewhere) {
      const expected = integrated(model, x);
      if (!expected) continue;
      const found = new Float64Array(D);
      flow(x, found);
      ends.compare(x, found, expected);
    }
    checks.push(ends.result);
  }
  if (labelNoiseFlow) {
    const moves = new Comparison("label-noise flow in closed form against its drift", 1e-6);
    for (const x of points) {
      const expected = new Float64Array(D);
      model.noises.labelNoise.drift(x, expected);
      // x moves by the order of itself in this time.
      const time = largest(x) / largest(expected);
      const path = (t: Float64Array): Float64Array => {
        const out = new Float64Array(D);
        labelNoiseFlow(x, time * t[0]!, out);
        return out;
      };
      const { value, doubt } = directionalDerivative(path, new Float64Array(1), axis(1, 0));
      const found = value.map((entry) => entry / time);
      moves.compare(x, found, expected, largest(expected), doubt / time);
    }
    checks.push(moves.result);
  }
  return checks;
}

/** Φ(x) by the integrated flow; undefined where that does not arrive. */
function integrated(model: Model, x: Float64Array): Float64Array | undefined {
  try {
    return gradientFlow(model, x).x;
  } catch (error) {
    if (error instanceof SimulationError) return undefined;
    throw error;
  }
}
