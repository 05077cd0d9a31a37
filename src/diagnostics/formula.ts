/** GS15x: formulas given as text, on the command line and in tests. */
import type { Entry } from "./entry.js";

export const FORMULA = {
  formulaSyntax: {
    code: "GS150",
    message: "{{problem}}",
    help: "Write it as in mathematics: +, -, *, /, ^, parentheses and functions, `2*x` for 2x.",
  },
  formulaName: {
    code: "GS151",
    message: "`{{name}}` is not known here",
    help: "The names here are {{names}}; functions are called with parentheses.",
  },
  formulaReadings: {
    code: "GS152",
    message: "{{problem}}",
    help: "Parentheses leave no choice; or write the loss as a TypeScript file.",
  },
} as const satisfies Record<string, Entry>;
