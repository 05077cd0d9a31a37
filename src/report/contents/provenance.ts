/** Where the report comes from, and how to make it again. */
import { createHash } from "node:crypto";
import { type Generated, largestError, version } from "../../pipeline/index.js";
import type { DocumentSection } from "../document/document.js";

export interface Provenance {
  /** The command line that makes the report again. */
  readonly command: string;
  readonly seed: number;
}

export function provenanceSection({ analysis, checks }: Generated, { command, seed }: Provenance): DocumentSection {
  const { model } = analysis;
  return {
    id: "provenance",
    title: "Provenance",
    blocks: [
      { kind: "paragraph", text: "This command makes the same report again, byte for byte:" },
      { kind: "code", text: command },
      {
        kind: "facts",
        rows: [
          ["loss", `\`${model.name}\`, SHA-256 \`${createHash("sha256").update(model.source).digest("hex")}\``],
          ["gen-sde", version],
          ["seed", `$${String(seed)}$; random numbers are Philox4x32-10 by (seed, path, step)`],
          [
            "self-checks",
            `${String(checks.length)} comparisons of the generated kernels with independent oracles passed; the largest error is ${largestError(checks)}`,
          ],
        ],
      },
    ],
  };
}
