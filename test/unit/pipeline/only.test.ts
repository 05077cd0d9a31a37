/** Modules of a few members: what is in them, what is not, and that what is left is checked and runs. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { DiagnosticError } from "../../../src/diagnostics/index.js";
import { generate, lossFromFormula } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import { limitingSde, sgd } from "../../../src/runtime/index.js";

const ellipse = readLoss("examples/ellipse.loss.ts");
const hyperbola = lossFromFormula("hyperbola", "(u*v-1)^2/2", ["u", "v"]);
const only = (...names: string[]) => generate(hyperbola, undefined, undefined, { only: names });

describe("the members of a module", () => {
  it("are those asked for, with what they call", async () => {
    const { create, emitted } = await only("labelNoise.drift", "flow");
    const model = create(undefined);
    expect(Object.keys(model)).not.toContain("hessian");
    // The first is what the drift is checked by, the second what the flow calls.
    expect(Object.keys(model)).toEqual(expect.arrayContaining(["gradient", "retractStep"]));
    expect(Object.keys(model.noises)).toEqual(["labelNoise"]);
    expect(Object.keys(model.noises.labelNoise).sort()).toEqual(["channels", "drift", "name"]);
    expect(emitted.text).toContain("with --only labelNoise.drift,flow; do not edit");
    expect(emitted.text).not.toContain("hessian(");
    expect(emitted.unwanted().map(({ name }) => name)).toContain("thirdContraction");
  });

  it("give the numbers that the whole module gives", async () => {
    const whole = (await generate(hyperbola)).create(undefined);
    const part = (await only("drift", "gradient")).create(undefined);
    const x = Float64Array.of(2, 0.5);
    for (const noise of ["isotropic", "labelNoise"] as const) {
      const [a, b] = [new Float64Array(2), new Float64Array(2)];
      whole.noises[noise].drift(x, a);
      part.noises[noise].drift(x, b);
      expect(b).toEqual(a);
    }
  });

  it.each(["gradient", "loss", "apply", "diffuse", "driftTerms", "isotropic", "retractStep", "tangentProject"])(
    "alone are checked: %s",
    async (name) => {
      expect((await generate(ellipse, undefined, undefined, { only: [name] })).checks.length).toBeGreaterThan(1);
    },
  );

  it("are what a drift by eigenvectors asks for", async () => {
    const { create } = await generate(ellipse, undefined, ["samFull"], { only: ["driftSamFull"] });
    expect(Object.keys(create({ a: 2, b: 1 }))).toContain("driftSamFull");
  });
});

describe("processes", () => {
  it.each(["ts", "wasm"] as const)("run on what they ask for, as on the whole: %s", async (target) => {
    const emission = { target, only: ["sgd", "limitingSde"] };
    const part = (await generate(hyperbola, undefined, undefined, emission)).create(undefined);
    const whole = (await generate(hyperbola)).create(undefined);
    expect("hessian" in part).toBe(false);
    expect(part.batch !== undefined).toBe(target === "wasm");
    const ends = [part, whole].map((model) => {
      const x = Float64Array.of(2, 0.5);
      const steps = sgd(model, { noise: "isotropic", learningRate: 0.05, seed: 1 });
      const limit = limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 1 });
      for (let k = 0; k < 5; k++) steps.step(x, 0, k);
      for (let k = 0; k < 5; k++) limit.step(x, 0, k);
      expect(steps.explain!(x, 0)).toBeUndefined();
      return x;
    });
    expect(ends[0]).toEqual(ends[1]);
  });

  it("say which kernel of a noise is missing", async () => {
    const model = (await only("labelNoise.drift", "retractStep")).create(undefined);
    expect(() => limitingSde(model, { noise: "isotropic", dt: 0.01, seed: 1 })).toThrow("no isotropic noise");
    expect(() => limitingSde(model, { noise: "labelNoise", dt: 0.01, seed: 1 })).toThrow(
      "the labelNoise noise of the model has no diffuse",
    );
  });
});

describe("the type of a module", () => {
  /** What TypeScript says of a program beside the module. */
  const faults = (text: string, program: string): string[] => {
    const files = new Map([
      ["module.ts", text],
      ["program.ts", program],
    ]);
    const options: ts.CompilerOptions = {
      ...{ strict: true, noEmit: true, skipLibCheck: true, exactOptionalPropertyTypes: true, types: [] },
      ...{ target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      paths: { "gen-sde/runtime": [`${process.cwd()}/src/runtime/index.ts`] },
    };
    const host = ts.createCompilerHost(options);
    const own = (name: string): string | undefined => files.get(name.split("/").at(-1)!);
    const [fileExists, readFile] = [host.fileExists.bind(host), host.readFile.bind(host)];
    host.fileExists = (name) => own(name) !== undefined || fileExists(name);
    host.readFile = (name) => own(name) ?? readFile(name);
    const found = ts.createProgram(["module.ts", "program.ts"], options, host);
    return ts.getPreEmitDiagnostics(found).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  };
  const start = `import { create } from "./module.js";\nimport { limitingSde, sgd } from "gen-sde/runtime";\n`;
  const limit = `limitingSde(create(), { noise: "labelNoise", dt: 1, seed: 1 });`;
  const algorithm = `sgd(create(), { noise: "labelNoise", learningRate: 1, seed: 1 });`;

  it("lets a process run that has all it asks for, and no other", { timeout: 120_000 }, async () => {
    const { text } = (await only("labelNoise.limitingSde")).emitted;
    const said = faults(text, start + limit + algorithm);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/apply/);
  });
});

describe("names", () => {
  const refusal = async (...names: string[]): Promise<string> => {
    const error: unknown = await only(...names).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DiagnosticError);
    return (error as DiagnosticError).diagnostics.map(({ code, message, help }) => `${code} ${message} ${help}`).join();
  };

  it("that stand for nothing are refused, with those that do", async () => {
    const said = await refusal("gradiant", "declared.drift", "gradient");
    expect(said).toContain("GS512 the model of hyperbola has no `gradiant`");
    expect(said).toContain("`declared.drift`");
    expect(said).toContain("loss, gradient, hessian");
    expect(said).not.toContain("no `gradient`");
  });

  it("are for literal sizes", async () => {
    const named = generate(readLoss("examples/diagonal-net.loss.ts"), undefined, undefined, { only: ["gradient"] });
    await expect(named).rejects.toThrow("GS513");
  });
});
