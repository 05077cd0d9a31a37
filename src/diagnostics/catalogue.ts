/**
 * Every error and warning, as data. A code never changes its meaning: GS1xx reading, GS2xx shapes, GS3xx mathematics
 * and geometry, GS4xx verification, GS5xx command line and files.
 */
import { COMMAND_LINE } from "./command-line.js";
import { FORMULA } from "./formula.js";
import { GEOMETRY } from "./geometry.js";
import { MATHEMATICS } from "./mathematics.js";
import { READING } from "./reading.js";
import { RUNNING } from "./running.js";
import { SHAPES } from "./shapes.js";
import { VERIFICATION } from "./verification.js";

export const CATALOGUE = {
  ...READING,
  ...FORMULA,
  ...SHAPES,
  ...MATHEMATICS,
  ...GEOMETRY,
  ...VERIFICATION,
  ...COMMAND_LINE,
  ...RUNNING,
} as const;

export type Key = keyof typeof CATALOGUE;
