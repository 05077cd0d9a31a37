import { type Code, call } from "../code.js";
import type { Lanes } from "../lanes.js";
import type { MathLibrary } from "./library.js";

/** Where code is put: how it keeps what is read more than once, and reads a number that all rounds share. */
interface Place {
  readonly lanes: Lanes;
  readonly library: MathLibrary;
  readonly constant: (x: number) => Code;
  readonly let: (value: Code) => Code;
}

/** m + ln Σ exp(xᵢ − m), m the largest of the values xᵢ, each read more than once; m itself where that is infinite. */
export function logsumexp(values: readonly Code[], { lanes, library, constant, let: name }: Place): Code {
  const largest = name(values.reduce(lanes.max));
  const terms = values.map((value) => call(library.get("exp", lanes), lanes.sub(value, largest)));
  const total = name(lanes.add(largest, call(library.get("log", lanes), terms.reduce(lanes.add))));
  return lanes.select(lanes.lt(lanes.abs(largest), constant(Infinity)), total, largest);
}
