// Derivation in processes that have just been started, on the clock: the module of the diagonal network at 100 parameters
// after start-up, and the whole command `gen-sde FILE` (from dist/, npm run build), which reads, derives, emits and checks.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deriveAndCreate } from "./support/diagonal-net-100.js";
import { median } from "./support/race.js";
import { report, type Times } from "./support/report.js";

const TURNS = 5;
const fresh = (...args: readonly string[]): string => execFileSync(process.execPath, args, { encoding: "utf8" });

/** Nanoseconds that a process of node takes from its start to its end. */
function lifetime(...args: readonly string[]): number {
  const start = performance.now();
  fresh(...args);
  return (performance.now() - start) * 1e6;
}

/** In this process: nanoseconds from its start to the work, and those of the work. */
interface Once {
  readonly startUp: number;
  readonly work: number;
}
function once(): Once {
  const startUp = performance.now() * 1e6;
  deriveAndCreate();
  return { startUp, work: performance.now() * 1e6 - startUp };
}

function all(file: string): Times {
  const out = mkdtempSync(join(tmpdir(), "gen-sde-bench-"));
  const command = (loss: string): readonly string[] => [
    "dist/cli/main.js",
    `examples/${loss}.loss.ts`,
    "--out",
    out,
    "--quiet",
  ];
  const turns = Array.from({ length: TURNS }, () => ({
    ...(JSON.parse(fresh(file, "once")) as Once),
    node: lifetime("-e", "0"),
    version: lifetime("dist/cli/main.js", "--version"),
    hyperbola: lifetime(...command("hyperbola")),
    diagonalNet: lifetime(...command("diagonal-net")),
  }));
  rmSync(out, { recursive: true });
  const of = (key: keyof (typeof turns)[number]): number => median(turns.map((turn) => turn[key]));
  const rest = { "node alone": of("node"), "gen-sde --version": of("version") };
  return {
    "diagonal-net, 100 parameters": { "derived, emitted, created": of("work"), "start-up before it": of("startUp") },
    "gen-sde hyperbola.loss.ts": { "whole command": of("hyperbola"), ...rest },
    "gen-sde diagonal-net.loss.ts": { "whole command": of("diagonalNet"), ...rest },
  };
}

const [, file, only] = process.argv;
if (only === undefined) report("derivation in a fresh process, on the clock", "process", all(file!));
else console.log(JSON.stringify(once()));
