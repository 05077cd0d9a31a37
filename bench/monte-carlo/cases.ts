/**
 * SGD and its relatives at finite learning rates, against an independent implementation of the same runs (numpy, up to
 * 400 000 paths, other random numbers). Every run is a registered process from plain data; observables are of Φ(x), by
 * what gradient flow conserves, so that no fluctuation across Γ is left in them.
 */
import type { Case } from "./case.js";
import { optimizerCases } from "./optimizers.js";
import { sgdCases } from "./sgd.js";
import { sharpnessCases } from "./two-valleys.js";

export const cases: readonly Case[] = [...sgdCases, ...optimizerCases, ...sharpnessCases];
