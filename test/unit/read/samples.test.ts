import { describe, expect, it } from "vitest";
import { expectAgreement, read } from "./agreement.js";
import { print } from "../../../src/expr/index.js";
import { SAMPLES } from "./samples.js";

const NAMES = "Matrix Scalar Vector dot erf logsumexp matvec mean norm2 prod range relu sigmoid softmax softplus sum";
const withImport = (text: string): string => {
  const used = NAMES.split(" ").filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  return `import { ${used.map((name) => (/^[A-Z]/.test(name) ? `type ${name}` : name)).join(", ")} } from "gen-sde";\n${text}`;
};

describe("what is read is what runs", () => {
  for (const [name, text] of Object.entries(SAMPLES))
    it(name, () => {
      expectAgreement(withImport(text), { n: 3, d: 2, m: 2, r: 2 });
      expectAgreement(withImport(text), { n: 1, d: 4, m: 3, r: 1 });
    });
});

it("reads these expressions", async () => {
  const printed = Object.entries(SAMPLES).map(([name, text]) => `${name}\n  ${print(read(withImport(text)).loss)}`);
  await expect(`${printed.join("\n\n")}\n`).toMatchFileSnapshot("samples.expected.txt");
});
