/** Contestants in Python, by the first python3 that has their libraries; left out, with a word, where there is none. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, folder, printed } from "./programs.js";
import type { Contestant } from "./race.js";

/** The one that is called by its name, and Debian's, for which there are packages python3-numpy, -sympy and -torch. */
const PYTHONS = ["python3", "/usr/bin/python3"];

/**
 * What every program has: its arguments, the data of `numbers` in programs.ts as arrays of NumPy, and `measure`. That
 * prints nanoseconds per call of `run`, the median of seven goes of at most 0.1 s; or, for 0 calls, the numbers of `result()`.
 */
const PRELUDE = `
import json, sys, time
*args, calls = [int(a) for a in sys.argv[1:]]
def at(length, seed): return numpy.sin(0.7310585 * numpy.arange(1.0, length + 1) ** 2 + seed)
def measure(run, result=None):
    if calls == 0: return print(json.dumps([float(value) for value in result()]))
    def timed(count):
        start = time.process_time()
        for _ in range(count): run()
        return (time.process_time() - start) * 1e9 / count
    timed(1)
    count = max(1, min(calls, int(1e8 / max(1, timed(1)))))
    print(sorted(timed(count) for _ in range(7))[3])
`;
/** PyTorch in double precision, as all others. */
const TORCH_PRELUDE = "torch.set_default_dtype(torch.float64)";

let files = 0;
const found = new Map<string, string | undefined>();
function pythonWith(imports: string): string | undefined {
  if (!found.has(imports))
    found.set(
      imports,
      PYTHONS.find((python) => spawnSync(python, ["-c", imports]).status === 0),
    );
  return found.get(imports);
}

/**
 * The program `source`, if its libraries are installed: a contestant named `title` for any arguments. With expected
 * numbers it is asked for those that it computes first.
 */
export function inPython<Title extends string>(
  title: Title,
  libraries: readonly string[],
  source: string,
): (args?: readonly number[], expected?: Float64Array) => Partial<Record<Title, Contestant>> {
  const none: Partial<Record<Title, Contestant>> = {};
  const imports = libraries.map((library) => `import ${library}`).join("\n");
  const python = pythonWith(imports);
  if (python === undefined) {
    console.error(`no ${PYTHONS.join(" or ")} has ${libraries.join(" and ")}: ${title} is left out`);
    return () => none;
  }
  const file = join(folder, `${String(files++)}.py`);
  writeFileSync(file, [imports, PRELUDE, libraries.includes("torch") ? TORCH_PRELUDE : "", source].join("\n"));
  return (args = [], expected) => {
    const command = [python, file, ...args.map(String)] as const;
    if (expected) check(title, command, expected);
    // Starting Python takes as long as many calls: it runs once, for all rounds.
    let time: number | undefined;
    return { [title]: (calls: number) => (time ??= printed(command)(calls)) } as Record<Title, Contestant>;
  };
}
