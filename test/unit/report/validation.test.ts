/** The report's table of `validate`: every row with its verdict, and the same for the same seed. */
import katex from "katex";
import { beforeAll, describe, expect, it } from "vitest";
import { texOfText } from "../../../src/display/index.js";
import { type Generated, generate } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import { validationSection } from "../../../src/report/contents/validation.js";
import { spans } from "../../../src/report/document/document.js";

const FEW = { seed: 1, steps: 1 };
const silent = (): void => undefined;

describe("the validation table of a report", () => {
  let generated: Generated;
  beforeAll(async () => {
    generated = await generate(readLoss(new URL("../../../examples/hyperbola.loss.ts", import.meta.url).pathname));
  });

  it("has a row with a verdict for each statistic, in formulas that KaTeX reads", async () => {
    const { blocks } = await validationSection(generated, FEW, silent);
    const tables = blocks.filter((block) => block.kind === "table");
    expect(tables.map(({ caption }) => caption.split(" until")[0])).toEqual([
      "SGD with isotropic noise",
      "Label-noise SGD",
    ]);
    for (const { head, rows, caption } of tables) {
      expect(rows.length).toBeGreaterThan(7);
      for (const row of rows) {
        expect(row).toHaveLength(head.length);
        expect(row.at(-1)).toMatch(/^(agrees|undecided: (\d+ paths|smaller \$\\eta\$))$/);
      }
      for (const { kind, content } of [caption, ...head, ...rows.flat()].flatMap(spans))
        if (kind === "math") expect(() => katex.renderToString(content, { strict: "error" })).not.toThrow();
    }
    const figures = blocks.flatMap((block) => (block.kind === "figures" ? block.figures : []));
    expect(figures.map(({ id }) => id)).toEqual(["isotropic-error", "labelNoise-error"]);
    expect(tables[1]!.rows.map(([name]) => name)).toContain(`$\\mathbf E\\,${texOfText("tr ∇²L")}$`);
  });

  it("is the same for the same seed, and another for another", async () => {
    const [first, again, other] = [FEW, FEW, { ...FEW, seed: 2 }].map((options) =>
      validationSection(generated, options, silent),
    );
    expect(JSON.stringify(await again)).toBe(JSON.stringify(await first));
    expect(JSON.stringify(await other)).not.toBe(JSON.stringify(await first));
  });
});
