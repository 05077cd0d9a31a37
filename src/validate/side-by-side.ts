/** An algorithm and its limit driven by the same random numbers. */
import { type Process, startingState } from "../runtime/processes/process.js";

/**
 * Two processes as one, the state of the second behind that of the first. With the same noise ξ_k on both sides they stay
 * within O(√η) of each other, so that differences between them have a small variance; each alone has the law it always
 * has.
 */
export function sideBySide(first: Process, second: Process): Process {
  const split = first.dimension;
  let whole = new Float64Array(split + second.dimension) as Float64Array;
  let own = whole.subarray(0, split);
  let others = whole.subarray(split);
  const view = (state: Float64Array): void => {
    if (state === whole) return;
    whole = state;
    own = state.subarray(0, split);
    others = state.subarray(split);
  };
  return {
    dimension: split + second.dimension,
    timeAt: (k) => first.timeAt(k),
    // (x0, y0), as only the first may remember more than its parameters.
    initial: (x0) =>
      Float64Array.of(
        ...startingState(first, Array.from(x0).slice(0, -second.dimension)),
        ...Array.from(x0).slice(-second.dimension),
      ),
    step(state, path, k) {
      view(state);
      first.step(own, path, k);
      second.step(others, path, k);
    },
  };
}
