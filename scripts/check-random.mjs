// The random numbers of the runtime against their laws, 10⁸ of each (or as many as the first argument says; the second is the seed): moments,
// correlation with the neighbour and with the next step, and Kolmogorov–Smirnov on 2²⁰ cells of equal probability, which
// is within 1e-6 of the exact statistic. Exit code 1 if a probability is below 1e-6.
import { fillNormal, fillRademacher, fillUniform, kolmogorovTail, normalCdf } from "../dist/runtime/index.js";

const COUNT = Number(process.argv[2] ?? 1e8);
const SEED = Number(process.argv[3] ?? 1);
const BATCH = 1e5;
const CELLS = 2 ** 20;

const laws = [
  { name: "normal", fill: fillNormal, cdf: normalCdf, moments: [0, 1, 0, 3, 0, 15, 0, 105] },
  {
    name: "uniform × √12",
    fill: centredUniform,
    cdf: (x) => x / Math.sqrt(12) + 0.5,
    moments: [0, 1, 0, 9 / 5, 0, 27 / 7, 0, 9],
  },
  { name: "signs", fill: fillRademacher, moments: [0, 1, 0, 1, 0, 1, 0, 1] },
];

function centredUniform(seed, path, step, out, count) {
  fillUniform(seed, path, step, out, count);
  for (let i = 0; i < count; i++) out[i] = (out[i] - 0.5) * Math.sqrt(12);
}

const rows = [];
const report = (law, test, value, probability) =>
  rows.push({ law, test, value: value.toExponential(2), probability: probability.toPrecision(3) });
/** The probability of a standard normal number at least as far from 0. */
const twoSided = (z) => 2 * normalCdf(-Math.abs(z));

for (const { name, fill, cdf, moments } of laws) {
  const [now, before] = [new Float64Array(BATCH), new Float64Array(BATCH)];
  const sums = new Float64Array(4);
  const products = new Float64Array(2);
  const cells = new Float64Array(CELLS);
  fill(SEED, 0, 0, before, BATCH);
  for (let step = 1; step <= COUNT / BATCH; step++) {
    fill(SEED, 0, step, now, BATCH);
    for (let i = 0; i < BATCH; i++) {
      const x = now[i];
      sums[0] += x;
      sums[1] += x ** 2;
      sums[2] += x ** 3;
      sums[3] += x ** 4;
      products[0] += x * now[(i + 1) % BATCH];
      products[1] += x * before[i];
      if (cdf) cells[Math.min(CELLS - 1, Math.floor(cdf(x) * CELLS))] += 1;
    }
    before.set(now);
  }
  sums.forEach((sum, i) => {
    // A power that is constant, as are the even ones of signs, must be so exactly.
    const variance = moments[2 * i + 1] - moments[i] ** 2;
    const error = sum / COUNT - moments[i];
    const z = variance === 0 ? (error === 0 ? 0 : Infinity) : error / Math.sqrt(variance / COUNT);
    report(name, `moment ${i + 1}`, error, twoSided(z));
  });
  report(name, "correlation of neighbours", products[0] / COUNT, twoSided(products[0] / Math.sqrt(COUNT)));
  report(name, "correlation of steps", products[1] / COUNT, twoSided(products[1] / Math.sqrt(COUNT)));
  if (cdf) {
    let below = 0;
    let distance = 0;
    cells.forEach((cell, i) => {
      below += cell;
      distance = Math.max(distance, Math.abs(below / COUNT - (i + 1) / CELLS));
    });
    report(name, "Kolmogorov–Smirnov", distance, kolmogorovTail(Math.sqrt(COUNT) * distance));
  }
}
console.table(rows);
if (rows.some((row) => Number(row.probability) < 1e-6)) process.exitCode = 1;
