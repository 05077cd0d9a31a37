// The linear algebra of the runtime at several orders, against LAPACK through NumPy.
import { choleskyFactor, choleskySolve, symmetricEigen } from "gen-sde/runtime";
import { numbers } from "./support/programs.js";
import { inPython } from "./support/python.js";
import { here, race } from "./support/race.js";
import { report, type Times } from "./support/report.js";

const PYTHON = (call: string): string => `
n = args[0]
B = at(n * n, 1).reshape(n, n)
A = B @ B.T + n * numpy.eye(n)
b = numpy.ones(n)
measure(lambda: ${call})
`;
const inNumpy = {
  factor: inPython("NumPy", ["numpy"], PYTHON("numpy.linalg.cholesky(A)")),
  eigen: inPython("NumPy", ["numpy"], PYTHON("numpy.linalg.eigh(A)")),
};

const times: Record<string, Times[string]> = {};
for (const n of [4, 20, 100, 400]) {
  const B = numbers(n * n, 1);
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = i === j ? n : 0;
      for (let k = 0; k < n; k++) sum += B[i * n + k]! * B[j * n + k]!;
      A[i * n + j] = sum;
    }
  const [work, b] = [A.slice(), new Float64Array(n)];
  const cubic = Math.max(1, Math.round(1e7 / (n * n * n + 500)));
  times[`Cholesky factor, n = ${n}`] = race(cubic, {
    runtime: here(() => {
      work.set(A);
      choleskyFactor(work, n);
    }),
    ...inNumpy.factor([n]),
  });
  times[`Cholesky solve, n = ${n}`] = race(Math.max(1, Math.round(1e6 / (n * n + 50))), {
    runtime: here(() => {
      b.fill(1);
      choleskySolve(work, n, b);
    }),
  });
  if (n <= 100)
    times[`symmetric eigenvectors, n = ${n}`] = race(Math.max(1, Math.round(cubic / 40)), {
      runtime: here(() => void symmetricEigen(A, n)),
      ...inNumpy.eigen([n]),
    });
}
report("linear algebra", "call", times);
