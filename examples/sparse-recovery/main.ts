/** The three parts of docs/sparse-recovery.md: tables on the screen, CSV files in results/, pictures. Runs in the root. */
import { writeFileSync } from "node:fs";
import { draw, specification, standalone } from "../../src/report/chart/index.js";
import { confirmations, CONFIRMED } from "./confirm.js";
import { diagonalNetwork } from "./networks.js";
import { atZero, predictedPath, sgdPath } from "./path.js";
import { pathPicture, publishedPicture, scalingPicture } from "./pictures.js";
import { sparseProblem } from "./problem.js";
import { PUBLISHED, publishedNetwork, testErrors } from "./published.js";
import { scaling } from "./scaling.js";
import { DIMENSIONS, PATH } from "./settings.js";
import { type Row, csv, table } from "./table.js";

function write(name: string, rows: readonly Row[], shown = rows): void {
  writeFileSync(`examples/sparse-recovery/results/${name}.csv`, csv(rows));
  console.log(`\n${name}\n${table(shown)}`);
}

const scaled = DIMENSIONS.map(scaling);
write("scaling", scaled);

write("confirmed", CONFIRMED.flatMap(confirmations));

const network = diagonalNetwork(sparseProblem(PATH));
const predicted = predictedPath(network, PATH.alpha, PATH.T, PATH.looks);
const simulated = PATH.runs.map(({ eta, paths }) => ({ eta, looks: sgdPath(network, { ...PATH, eta, paths }) }));
const extrapolated = atZero(
  PATH.runs.map(({ eta }) => eta),
  simulated.map(({ looks }) => looks),
);
const seen = [...simulated, { eta: 0, looks: extrapolated }];
write(
  "path",
  predicted.map(({ time, trace, error }, i) => ({
    ...{ ct: time, trace, error },
    ...Object.fromEntries(
      seen.flatMap(({ eta, looks }) => [
        [`trace_${eta}`, looks[i]!.trace.mean],
        [`traceSE_${eta}`, looks[i]!.trace.standardError],
        [`error_${eta}`, looks[i]!.error.mean],
        [`errorSE_${eta}`, looks[i]!.error.standardError],
      ]),
    ),
  })),
);

const errors = testErrors(publishedNetwork());
const published = errors.map(({ step, labelNoise, gradientDescent }) => ({
  ...{ step, labelNoise: labelNoise.mean, labelNoiseSE: labelNoise.standardError, gradientDescent },
}));
write(
  "published",
  published,
  published.filter((_, i) => i % 10 === 0),
);

const pictures = {
  scaling: [scalingPicture(scaled), publishedPicture(errors, PUBLISHED)],
  path: pathPicture(predicted, seen),
};
for (const [name, panels] of Object.entries(pictures)) {
  const description = `Sparse recovery: ${panels.map(({ title }) => title).join("; ")}`;
  const svg = await draw(specification(panels, description), `sparse-recovery-${name}`);
  writeFileSync(`docs/sparse-recovery/${name}.svg`, standalone(svg, description));
}
