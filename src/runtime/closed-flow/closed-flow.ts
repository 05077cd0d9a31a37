/** Gradient flow to its end without integrating it, for losses whose conserved quantities give Φ. */
export interface ClosedFlow {
  /**
   * out[D] = Φ(x), the limit of gradient flow x' = −∇L(x).
   *
   * @throws SimulationError E_NOT_CONVERGED when Γ is not reached from x
   */
  readonly flow: (x: Float64Array, out: Float64Array) => void;
  /**
   * out[D] = the exact limiting flow Y' = −(c/4) P∇tr∇²L of label noise after time t, from Y(0) = Φ(x0), for c = 1; for
   * another c at time ct. Absent where no closed form is known.
   *
   * @throws as `flow`
   */
  readonly labelNoiseFlow?: (x0: Float64Array, t: number, out: Float64Array) => void;
}
