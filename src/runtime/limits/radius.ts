/** ρ of the two forms of SAM. */
import type { LearningRate } from "../processes/schedule.js";
import { optionalNumber } from "./options.js";

export const RADIUS_OPTIONS = { radius: optionalNumber("ρ, the length of the ascent step; 0.4 η when not given") };

/** ρ/η where ρ is not given: it shows only in the error, and small values take long, T/(ηρ²) steps. */
const RATIO = 0.4;

export function radiusOf(learningRate: LearningRate, radius: number | undefined): LearningRate {
  if (radius !== undefined) return radius;
  return typeof learningRate === "number" ? RATIO * learningRate : (k) => RATIO * learningRate(k);
}
