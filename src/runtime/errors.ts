/** What can go wrong while a simulator runs. Wrong arguments are RangeErrors; these are faults of the dynamics. */
export type SimulationErrorCode =
  /** A state left the finite numbers, or the gradient flow ran away. */
  | "E_DIVERGED"
  /** The Hessian does not have the stated rank: the point is off Γ, or Γ is singular there. */
  | "E_RANK_CHANGE"
  /** A theorem's assumption does not hold at this point; the message names the value that broke it. */
  | "E_ASSUMPTION"
  /** An iteration (gradient flow, retraction, eigenvalues) did not reach its tolerance. */
  | "E_NOT_CONVERGED"
  /** A matrix that must be positive definite is not; for J Jᵀ this means that J lost full row rank. */
  | "E_NOT_POSITIVE_DEFINITE"
  /** An observable is not a finite number although the state is. */
  | "E_NON_FINITE_OBSERVABLE";

/** The numbers and names behind the message of an error. */
export type SimulationErrorDetails = Readonly<Record<string, number | string>>;

/** A fault of a running simulation, with a stable `code` and the numbers behind the message in `details`. */
export class SimulationError extends Error {
  override readonly name = "SimulationError";
  readonly code: SimulationErrorCode;
  readonly details: SimulationErrorDetails;

  constructor(
    code: SimulationErrorCode,
    message: string,
    details: SimulationErrorDetails = {},
    options: ErrorOptions = {},
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  /** The same fault, located at one step of one path, at slow time `time`; the original error is its `cause`. */
  at(path: number, step: number, time: number): SimulationError {
    const details = { ...this.details, path, step, time };
    return new SimulationError(this.code, `path ${path}, step ${step}: ${this.message}`, details, { cause: this });
  }
}
