import { SimulationError } from "../../errors.js";

/** λ_M / λ_1 below this: too close to a change of rank to invert G. */
export const LEAST = 1e-10;

export const rankLoss = (rank: number, largest: number, smallest: number): SimulationError =>
  new SimulationError(
    "E_RANK_CHANGE",
    `the Jacobian of the residuals has rank below ${rank} here: JJᵀ has a pivot or eigenvalue ${smallest} against ${largest}; ` +
      "where that holds on all of Γ (fewer parameters than residuals, or residuals that depend on each other), give the model its rank",
    { rank, largest, smallest },
  );
