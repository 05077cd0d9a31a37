/** A simulation that stopped early, as a diagnostic. */
import { DiagnosticError, diagnostic } from "../diagnostics/index.js";
import type { SimulationError, SimulationErrorCode } from "../runtime/index.js";

const SMALLER = "A smaller --eta or --dt, or a start nearer to Γ, may help.";
const ASSUMED = "The limit supposes that this does not happen: `gen-sde list dynamics` prints all assumptions.";

const ADVICE: Record<SimulationErrorCode, string> = {
  E_DIVERGED: SMALLER,
  E_NOT_CONVERGED: SMALLER,
  E_NOT_POSITIVE_DEFINITE: ASSUMED,
  E_RANK_CHANGE: ASSUMED,
  E_ASSUMPTION: ASSUMED,
  E_NON_FINITE_OBSERVABLE: "Leave it out of --columns, or stop before.",
};

/** @param kept what is left of the run, as a sentence */
export function runFailed({ code, message, details }: SimulationError, kept = ""): DiagnosticError {
  const { time } = details;
  const when = typeof time === "number" ? `, at slow time ${Number(time.toPrecision(4))}` : "";
  const advice = [ADVICE[code], kept].join(" ").trim();
  return new DiagnosticError([diagnostic("runFailed", undefined, { when, problem: message, advice })]);
}
