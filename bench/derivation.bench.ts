// Derivation and emission of small losses, after start-up: the limiting dynamics derived from the text of a loss (reading,
// third derivatives, Γ, drifts), and the whole way to a checked simulator; against what nerdamer, mathjs and SymPy take for the
// gradient, the Hessian and the distinct third derivatives alone, with no simplification.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { derivative } from "mathjs";
import { analyse, generate } from "../src/pipeline/index.js";
import { ask } from "../src/nerdamer/load.js";
import { readLoss } from "../src/read/index.js";
import { deriveAndCreate } from "./support/diagonal-net-100.js";
import { inPython } from "./support/python.js";
import { median, processorTime } from "./support/race.js";
import { report } from "./support/report.js";

interface Case {
  readonly name: string;
  readonly parameters: readonly string[];
  /** The loss as text for computer algebra systems, powers as ^. */
  readonly formula: string;
}

const cell = (i: number, j: number, target: string): string => `(U${i}0*V${j}0+U${i}1*V${j}1-(${target}))^2`;
const output = (input: string): string => [0, 1, 2].map((j) => `a${j}*tanh(w${j}*(${input})+b${j})`).join("+");

const cases: readonly Case[] = [
  { name: "hyperbola", parameters: ["u", "v"], formula: "(u*v-1)^2/2" },
  {
    name: "matrix-factorization",
    parameters: ["U", "V"].flatMap((M) => ["00", "01", "10", "11"].map((at) => `${M}${at}`)),
    formula: `(${cell(0, 0, "2")}+${cell(0, 1, "1/2")}+${cell(1, 0, "-1/4")}+${cell(1, 1, "1")})/2`,
  },
  {
    name: "tanh-net",
    parameters: ["a", "w", "b"].flatMap((name) => [0, 1, 2].map((j) => `${name}${j}`)),
    formula: `((${output("-7/10")}-3/10)^2+(${output("12/10")}+1/2)^2)/2`,
  },
];

/** a ≤ b ≤ c: each distinct third derivative once, by way of the gradient and the Hessian. */
function byNerdamer({ parameters, formula }: Case): void {
  parameters.forEach((a, i) => {
    const first = ask(`diff(${formula},${a})`);
    parameters.slice(i).forEach((b, j) => {
      const second = ask(`diff(${first},${b})`);
      for (const c of parameters.slice(i + j)) ask(`diff(${second},${c})`);
    });
  });
}

/** The same by mathjs. */
function byMathjs({ parameters, formula }: Case): void {
  parameters.forEach((a, i) => {
    const first = derivative(formula, a);
    parameters.slice(i).forEach((b, j) => {
      const second = derivative(first, b);
      for (const c of parameters.slice(i + j)) derivative(second, c);
    });
  });
}

const bySympy = ({ parameters, formula }: Case): (() => number) | undefined => {
  const source = `
names = ${JSON.stringify(parameters)}
symbols = sympy.symbols(names)
loss = sympy.sympify(${JSON.stringify(formula.replaceAll("^", "**"))})
from sympy.core.cache import clear_cache
def run():
    clear_cache()
    for i, a in enumerate(symbols):
        first = sympy.diff(loss, a)
        for j in range(i, len(symbols)):
            second = sympy.diff(first, symbols[j])
            for c in symbols[j:]: sympy.diff(second, c)
measure(run)
`;
  const { SymPy } = inPython("SymPy", ["sympy"], source)();
  return SymPy && (() => SymPy(1));
};

const clock = async (run: () => unknown): Promise<number> => {
  const begun = processorTime();
  await run();
  return (processorTime() - begun) * 1e3;
};

/** Milliseconds: what takes longer is timed once. */
const SLOW = 2000;
const times: Record<string, Record<string, number>> = {};
for (const one of cases) {
  const file = join("examples", `${one.name}.loss.ts`);
  const text = readFileSync(file, "utf8");
  const contestants: Record<string, () => Promise<number>> = {
    derived: () => clock(() => analyse(readLoss(file, text))),
    "derived, emitted, checked": () => clock(() => generate(readLoss(file, text))),
    "nerdamer, derivatives": () =>
      clock(() => {
        byNerdamer(one);
      }),
    "mathjs, derivatives": () =>
      clock(() => {
        byMathjs(one);
      }),
  };
  const sympy = bySympy(one);
  if (sympy) contestants["SymPy, derivatives"] = () => Promise.resolve(sympy());
  const turns: Record<string, number[]> = {};
  for (let turn = 0; turn < 4; turn++)
    for (const [name, run] of Object.entries(contestants)) {
      if ((turns[name]?.[0] ?? 0) > SLOW) continue;
      const time = await run();
      if (turn > 0) (turns[name] ??= []).push(time);
    }
  times[one.name] = Object.fromEntries(Object.entries(turns).map(([name, list]) => [name, median(list)]));
}

// One module for all sizes: derived, lowered, written and loaded, then created for 100 parameters and 20 samples.
const turns: number[] = [];
for (let turn = 0; turn < 4; turn++) {
  const time = await clock(deriveAndCreate);
  if (turn > 0) turns.push(time);
}
times["diagonal-net, 100 parameters"] = { "derived, emitted, created": median(turns) };

report("derivation", "loss", times);
