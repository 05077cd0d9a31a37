// Kernels of some size: gradient and Hessian–vector product of a tanh network (16 inputs, 64 units, 50 samples) and the
// gradient of a masked 60 × 60 factorization of rank 8, emitted as TypeScript and as WebAssembly, against the same loops by
// hand in JavaScript and in C, and against PyTorch. All of them have to agree first.
import { agree } from "./support/agree.js";
import { CASES } from "./support/loop-cases.js";
import { compileLoops } from "./support/loop-kernels.js";
import { byHand, programs } from "./support/loops-by-hand.js";
import { numbers } from "./support/programs.js";
import { here, race } from "./support/race.js";
import { report, type Times } from "./support/report.js";

const times: Record<string, Times[string]> = {};
for (const each of CASES) {
  const { name, kernel, size } = each;
  const data = { X: numbers(each.data.X!, 1), y: numbers(each.data.y!, 2) };
  const [x, v, out, expected] = [numbers(size, 3), numbers(size, 4), new Float64Array(size), new Float64Array(size)];
  const { plain, simd } = compileLoops(each.loss, [kernel], each.sizes, data);
  const hand = byHand(each, data.X, data.y);
  const inputs = kernel === "gradient" ? [x] : [x, v];
  hand(x, v, expected);
  for (const [title, kernels] of Object.entries({ TypeScript: plain, WebAssembly: simd })) {
    kernels[kernel](...inputs, out);
    agree(`${name} in ${title}`, out, expected);
  }
  times[name] = race(100, {
    "emitted TS": here(() => void plain[kernel](...inputs, out)),
    "emitted wasm": here(() => void simd[kernel](...inputs, out)),
    "by hand, JS": here(() => {
      hand(x, v, out);
    }),
    ...programs(each, expected),
  });
}
report("kernels", "call", times);
