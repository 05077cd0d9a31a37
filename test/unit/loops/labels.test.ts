/** Which array of the data is the label: the one that enters its own residual alone, linearly, whatever the parameters. */
import { expect, it } from "vitest";
import { print } from "../../../src/expr/index.js";
import { labelsOf } from "../../../src/loops/derive/labels.js";
import type { LoopProblem } from "../../../src/loops/index.js";
import { readLoss, tensors } from "../../../src/read/index.js";

function problemOf(body: string): LoopProblem {
  const model = readLoss(
    "/virtual/labels.loss.ts",
    `import { type Matrix, type Scalar, type Vector, dot, mean, sum } from "gen-sde";\n${body}`,
  );
  return {
    parameters: tensors(model.parameters),
    data: tensors(model.data!),
    loss: model.loss,
    ...(model.labels !== undefined && { labels: model.labels }),
  };
}

const labels = (body: string): string | undefined => {
  const found = labelsOf(problemOf(body));
  return found && `${found.name}: ${print(found.slope)}`;
};
const net = (residual: string, data = `{ X: Matrix<"n", "d">; y: Vector<"n">; z: Vector<"n"> }`): string =>
  `export const loss = ({ w }: { w: Vector<"d"> }, { X, y, z }: ${data}) => mean(y, (yi, i) => ${residual});`;

it.each([
  ["additive", net("(dot(X[i]!, w) ** 2 - yi) ** 2"), /^y: (-1|1)$/],
  ["scaled", net("(3 * dot(X[i]!, w) ** 2 - 2 * yi) ** 2"), /^y: -?2$/],
  ["with its own scale from the data", net("(dot(X[i]!, w) ** 2 - z[i]! * yi) ** 2"), undefined],
  ["inputs and labels alike", net("(dot(X[i]!, w) ** 2 + z[i]! - yi) ** 2"), undefined],
  ["an input that the parameters multiply", net("(z[i]! * dot(X[i]!, w) - yi) ** 2"), /^y: (-1|1)$/],
  ["not linear", net("(dot(X[i]!, w) - yi ** 2) ** 2"), undefined],
  ["in the weight too", net("yi * (dot(X[i]!, w) - yi) ** 2"), undefined],
])("%s", (_, body, expected) => {
  const found = labels(body);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(expected);
});

it("a declaration decides between two", () => {
  const body = net("(dot(X[i]!, w) ** 2 + z[i]! - yi) ** 2");
  expect(labels(`${body}\nexport const labels = "z";`)).toMatch(/^z: (-1|1)$/);
});

it("one label for each entry of a matrix", () => {
  const body = `export const loss = (
    { U, V }: { U: Matrix<"m", "k">; V: Matrix<"n", "k"> }, { Y }: { Y: Matrix<"m", "n"> },
  ) => sum(U, (u, a) => sum(V, (v, b) => (dot(u, v) - Y[a]![b]!) ** 2)) / 2;`;
  expect(labels(body)).toMatch(/^Y: (-1|1)$/);
});
