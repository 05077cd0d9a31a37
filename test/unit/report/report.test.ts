/** The report of a loss, from the derivation to the files: what is in it, and that all formats are whole. */
import katex from "katex";
import { beforeAll, describe, expect, it } from "vitest";
import { type Generated, generate } from "../../../src/pipeline/index.js";
import { readLoss } from "../../../src/read/index.js";
import { type Document, figuresOf, spans } from "../../../src/report/document/document.js";
import { FORMATS, type ReportOptions, reportOf } from "../../../src/report/index.js";
import { faults } from "../../support/markup.js";

const OPTIONS: ReportOptions = {
  seed: 1,
  quick: true,
  paths: 12,
  etas: [0.1, 0.05],
  time: 0.2,
  command: "gen-sde report X",
};
const example = (name: string): string => new URL(`../../../examples/${name}.loss.ts`, import.meta.url).pathname;

/** Every formula of a document. */
function formulas({ title, subtitle, sections }: Document): string[] {
  const proses = [title, subtitle];
  const found: string[] = [];
  for (const { title, blocks } of sections) {
    proses.push(title);
    for (const block of blocks)
      switch (block.kind) {
        case "heading":
        case "paragraph":
          proses.push(block.text);
          break;
        case "list":
          proses.push(...block.items);
          break;
        case "formulas":
          for (const { name, tex, note = "" } of block.rows) {
            proses.push(name, note);
            found.push(tex);
          }
          break;
        case "facts":
          proses.push(...block.rows.flat());
          break;
        case "table":
          proses.push(block.caption, ...block.head, ...block.rows.flat());
          break;
        case "figures":
          proses.push(...block.figures.map(({ caption }) => caption));
          break;
        case "code":
      }
  }
  return [...found, ...proses.flatMap(spans).flatMap(({ kind, content }) => (kind === "math" ? [content] : []))];
}

const textOf = ({ content }: { content: string | Uint8Array }): string => String(content);

describe.each(["ellipse", "soft-labels"])("the report of %s", (name) => {
  let generated: Generated;
  let document: Document;
  let page: string;
  beforeAll(async () => {
    generated = await generate(readLoss(example(name)));
    document = await reportOf(generated, OPTIONS);
    page = textOf((await FORMATS.html(document))[0]!);
  });

  it("is one well-formed page that loads nothing", () => {
    expect(faults(page)).toEqual([]);
    expect(page).toContain('<html lang="en">');
    expect(page).not.toMatch(/<(link|img|iframe|object|embed|base)\b|\ssrc="|@import|url\((?!#)/);
    expect(page).not.toMatch(/<script(?! type="application\/json")/);
    for (const [, href] of page.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^#/);
  });

  it("has formulas that KaTeX and pdflatex both read", () => {
    const all = formulas(document);
    expect(all.length).toBeGreaterThan(60);
    for (const tex of all) {
      expect(tex).toMatch(/^[\x20-\x7e]*$/);
      katex.renderToString(tex, { throwOnError: true, strict: "error" });
    }
    expect(page.match(/<math/g)).toHaveLength(all.length);
    expect(page).not.toContain("katex-error");
  });

  it("says what is minimized, what comes out and where it is from", () => {
    const content = page.replace(/<annotation[^]*?<\/annotation>/g, "");
    for (const { tex, lines } of generated.sections) {
      expect(tex).not.toBe("");
      for (const line of lines) expect(JSON.stringify(document)).toContain(JSON.stringify(line.tex).slice(1, -1));
    }
    expect(content).toContain("arXiv 2110.06914");
    expect(content).toContain("gen-sde report X");
    expect(content).toMatch(/SHA-256 <code>[0-9a-f]{64}</);
  });

  it("draws figures with captions that name what was run", () => {
    const figures = figuresOf(document);
    for (const noise of Object.keys(generated.create(generated.analysis.sample.dataValue).noises)) {
      expect(figures.map(({ id }) => id)).toContain(`${noise}-plane`);
      expect(figures.map(({ id }) => id)).toContain(`${noise}-trace`);
    }
    for (const { svg, caption, specification } of figures) {
      expect(faults(svg)).toEqual([]);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg.match(/<path|<line/g)!.length).toBeGreaterThan(10);
      expect(caption).toContain("$x_0$ = (");
      expect(caption).toMatch(/seed \d/);
      expect(specification).toHaveProperty("$schema");
    }
    expect(page.match(/<svg role="img" aria-label="[^"]{40}/g)).toHaveLength(figures.length);
    const kept = Array.from(
      page.matchAll(/<script type="application\/json"[^>]*>([^]*?)<\/script>/g),
      ([, json]) => json!,
    );
    expect(kept.map((json) => JSON.parse(json) as unknown)).toEqual(
      figures.map(({ specification }) => JSON.parse(JSON.stringify(specification)) as unknown),
    );
  });

  it("is the same bytes again", async () => {
    expect(textOf((await FORMATS.html(await reportOf(generated, OPTIONS)))[0]!)).toBe(page);
  });

  it("names its figures by what LaTeX reads as it stands", async () => {
    const odd = { ...document, name: "50% of #1_ö=x" };
    const [page, ...bitmaps] = await FORMATS.tex(odd);
    expect(page!.name).toBe(`${odd.name}.tex`);
    for (const { name } of bitmaps) {
      expect(name).toMatch(/^50=25=20of=20=231_=F6=3Dx\.figures\/[\w-]+\.png$/);
      expect(textOf(page!)).toContain(`{${name}}`);
    }
  });

  it("is whole as Markdown and as LaTeX, with its figures beside it", async () => {
    const [md, ...pictures] = await FORMATS.md(document);
    expect(pictures.map(({ name }) => name)).toEqual(figuresOf(document).map(({ id }) => `${name}.figures/${id}.svg`));
    for (const picture of pictures) expect(textOf(md!)).toContain(`](${picture.name})`);
    const [tex, ...bitmaps] = await FORMATS.tex(document);
    for (const bitmap of bitmaps) {
      expect(textOf(tex!)).toContain(`{${bitmap.name}}`);
      expect((bitmap.content as Uint8Array).subarray(1, 4)).toEqual(Buffer.from("PNG"));
    }
    const text = textOf(tex!);
    expect(text).toMatch(/^\\documentclass[^]*\\begin\{document\}[^]*\\end\{document\}\n$/);
    const ends = (which: string): string[] =>
      Array.from(text.matchAll(new RegExp(`\\\\${which}\\{(\\w+)\\}`, "g")), ([, name]) => name!).sort();
    expect(ends("begin")).toEqual(ends("end"));
    expect(text).not.toMatch(/U\+[0-9A-F]{4}/);
    for (const { title } of document.sections) for (const each of [text, textOf(md!)]) expect(each).toContain(title);
  });
});
