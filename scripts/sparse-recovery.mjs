// Runs the experiment of docs/sparse-recovery.md: tables on the screen, CSV files and pictures.
import { runBundled } from "./run-bundled.mjs";

await runBundled("sparse-recovery", "examples", "sparse-recovery", "main.ts");
