import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ReportCommandOptions, reportCommand } from "../../src/cli/report.js";
import { DiagnosticError } from "../../src/diagnostics/index.js";
import { capture } from "./capture.js";

const FILE = new URL("../../examples/hyperbola.loss.ts", import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gen-sde-report-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (more: Partial<ReportCommandOptions> = {}, file = FILE) =>
  capture(() =>
    reportCommand(file, {
      ...{
        out: folder,
        format: "html",
        seed: "1",
        quick: true,
        paths: "10",
        eta: "0.1,0.05",
        time: "0.2",
        quiet: true,
      },
      ...more,
    }),
  );

describe("gen-sde report", () => {
  it("writes a page with the command that makes it again", async () => {
    const { code, stdout } = await run({ quiet: false });
    expect(code).toBe(0);
    expect(stdout).toBe(`${join(folder, "hyperbola.html")}\n`);
    const page = readFileSync(join(folder, "hyperbola.html"), "utf8");
    expect(page).toContain("gen-sde report hyperbola.loss.ts --seed 1 --paths 10 --eta 0.1,0.05 --time 0.2 --quick");
    expect(page).not.toContain(folder);
  });

  it("quotes a file name that a shell or an address would take apart", async () => {
    const file = join(folder, "it's #1 (a b).loss.ts");
    copyFileSync(FILE, file);
    const { code } = await run({ format: "md" }, file);
    expect(code).toBe(0);
    const page = readFileSync(join(folder, "it's #1 (a b).md"), "utf8");
    expect(page).toContain("](it's%20%231%20%28a%20b%29.figures/");
    expect(page).toContain(String.raw`gen-sde report 'it'\''s #1 (a b).loss.ts' --format md`);
  });

  it("draws one figure, of another optimizer too", async () => {
    const { code } = await run({ svg: join(folder, "figures"), dynamics: "sqrtLoss", figures: "sqrtLoss-plane" });
    expect(code).toBe(0);
    expect(readdirSync(join(folder, "figures"))).toEqual(["sqrtLoss-plane.svg"]);
    expect(readFileSync(join(folder, "figures", "sqrtLoss-plane.svg"), "utf8")).toContain("Gradient descent on √L");
    expect(existsSync(join(folder, "hyperbola.html"))).toBe(false);
  });

  it.each<[Partial<ReportCommandOptions>, string]>([
    [{ format: "pdf" }, "html, md, tex"],
    [{ plane: "u,w" }, "u, v"],
    [{ plane: "u" }, "--plane"],
    [{ eta: "0.05,0.1" }, "coarsest"],
    [{ eta: "0.1,x" }, "--eta must be a positive number"],
    [{ time: "-1" }, "--time"],
    [{ paths: "1" }, "--paths"],
    [{ seed: "0.5" }, "--seed"],
    [{ figures: "isotropic-nothing" }, "isotropic-nothing"],
    [{ dynamics: "sgdd" }, "sgdd"],
  ])("refuses %o", async (options, words) => {
    const error: unknown = await run(options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DiagnosticError);
    expect((error as DiagnosticError).message).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });
});
