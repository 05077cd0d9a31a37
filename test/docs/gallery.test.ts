/** The gallery shows what its commands write, and nothing else. */
import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";

const page = readFileSync("docs/gallery.md", "utf8");
const shown = [...page.matchAll(/^!\[.+\]\((.+)\)$/gm)].map(([, path]) => `docs/${path!}`);

it("has a command for each picture, and a picture for each figure that a command names", () => {
  const named = [...page.matchAll(/^npx gen-sde report .*--figures (\S+).* --svg (\S+)$/gm)].flatMap(
    ([, figures, folder]) => figures!.split(",").map((id) => `${folder!}/${id}.svg`),
  );
  const drawn = [...page.matchAll(/^npm run pictures -- (\S+)$/gm)].map(
    ([, name]) => `docs/dynamics/pictures/${name!}.svg`,
  );
  const experiment = page.includes("\nnpm run sparse-recovery\n") ? ["docs/sparse-recovery/scaling.svg"] : [];
  expect(named.length).toBeGreaterThan(3);
  expect([...named, ...drawn, ...experiment].toSorted()).toEqual(shown.toSorted());
  expect(
    readdirSync("docs/gallery", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".svg"))
      .map((name) => `docs/gallery/${name}`)
      .toSorted(),
  ).toEqual(named.toSorted());
});

it("shows whole pictures that say what they are", () => {
  for (const path of shown)
    expect(readFileSync(path, "utf8")).toMatch(/^<svg role="img" [^]*<desc>[^<]{80,}<\/desc>[^]*<\/svg>\n$/);
});
