import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  FunctionBuilder,
  MathLibrary,
  ModuleBuilder,
  PAIR,
  SCALAR,
  call,
  choose,
  f64,
  i32,
  lane,
  op,
  when,
  whileLoop,
} from "../../../src/wasm/index.js";
import { webAssembly } from "../../../src/runtime/simd/webassembly.js";
import { signedLeb, unsignedLeb } from "../../../src/wasm/leb128.js";
import { INSTRUCTIONS, type ValueType } from "../../../src/wasm/opcodes.js";

describe("LEB128", () => {
  it("has the known encodings", () => {
    expect(unsignedLeb(0)).toEqual([0]);
    expect(unsignedLeb(127)).toEqual([0x7f]);
    expect(unsignedLeb(128)).toEqual([0x80, 0x01]);
    expect(unsignedLeb(624485)).toEqual([0xe5, 0x8e, 0x26]);
    expect(unsignedLeb(2 ** 32 - 1)).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
    expect(signedLeb(63n)).toEqual([0x3f]);
    expect(signedLeb(64n)).toEqual([0xc0, 0x00]);
    expect(signedLeb(-1n)).toEqual([0x7f]);
    expect(signedLeb(-64n)).toEqual([0x40]);
    expect(signedLeb(-123456n)).toEqual([0xc0, 0xbb, 0x78]);
  });

  it("is read back by the machine", () => {
    fc.assert(
      fc.property(fc.integer(), (x) => {
        const f = new FunctionBuilder([], "i32");
        f.push(i32(x));
        expect(run([f])[0]!()).toBe(x);
      }),
      { numRuns: 50 },
    );
  });
});

const machine = webAssembly!;

type Call = (...args: number[]) => number;

function run(
  functions: readonly FunctionBuilder[],
  module = new ModuleBuilder(),
  imports: Record<string, Record<string, unknown>> = {},
): Call[] {
  functions.forEach((f, i) => module.add(f, String(i)));
  const bytes = module.encode();
  expect(machine.validate(bytes)).toBe(true);
  const { exports } = new machine.Instance(new machine.Module(bytes), imports);
  return functions.map((_, i) => exports[String(i)] as Call);
}

describe("modules", () => {
  it("encodes (a, b) => a + b as the specification says", () => {
    const f = new FunctionBuilder(["f64", "f64"], "f64");
    f.push(SCALAR.add(f.args[0]!.get, f.args[1]!.get));
    const module = new ModuleBuilder();
    module.add(f, "add");
    expect(Buffer.from(module.encode()).toString("hex")).toBe(
      [
        "0061736d01000000",
        "0107016002" + "7c7c017c",
        "03020100",
        "07070103" + "6164640000",
        "0a09010700200020" + "01a00b",
      ].join(""),
    );
  });

  it("writes loops and branches", () => {
    const f = new FunctionBuilder(["i32"], "f64");
    const [n] = f.args;
    const [i, sum] = [f.local("i32"), f.local("f64")];
    f.push(
      whileLoop(op("i32.lt_s", i.get, n!.get), [
        when(op("i32.ne", i.get, i32(2)), sum.set(SCALAR.add(sum.get, op("f64.convert_i32_s", i.get)))),
        i.set(op("i32.add", i.get, i32(1))),
      ]),
      choose("f64", op("i32.eqz", n!.get), f64(-1), sum.get),
    );
    const [total] = run([f]);
    expect([0, 1, 3, 5].map((count) => total!(count))).toEqual([-1, 0, 1, 8]);
  });

  it("imports memory, globals and functions in any order, and numbers its own functions after them", () => {
    const module = new ModuleBuilder();
    const inner = new FunctionBuilder(["f64"], "f64");
    inner.push(SCALAR.mul(inner.args[0]!.get, module.global("given", "scale", "f64")));
    module.add(inner);
    const f = new FunctionBuilder(["f64"], "f64");
    const twice = module.importFunction("given", "twice", ["f64"], "f64");
    f.push(call(inner, call(twice, SCALAR.add(f.args[0]!.get, SCALAR.load(i32(8))))));
    module.importMemory("given", "memory");
    const memory = new machine.Memory({ initial: 1 });
    new Float64Array(memory.buffer)[1] = 0.5;
    const [made] = run([f], module, {
      given: { memory, scale: 3, twice: (x: number) => 2 * x },
    });
    expect(made!(1)).toBe(9);
  });

  it("asks the host for functions it has no formula of, once for each lane", () => {
    const module = new ModuleBuilder();
    const library = new MathLibrary(module);
    const f = new FunctionBuilder(["f64", "f64"], "f64");
    const both = PAIR.add(PAIR.splat(f.args[0]!.get), PAIR.constant(1));
    f.push(lane(call(library.get("atan2", PAIR, 2), both, PAIR.splat(f.args[1]!.get)), 1));
    const [made] = run([f], module, { host: { atan2: Math.atan2 } });
    expect(made!(1, 3)).toBe(Math.atan2(2, 3));
  });

  it("has a valid encoding for every instruction of the table", () => {
    const operands = (name: string): readonly ValueType[] => {
      const [prefix, what] = name.split(".") as [ValueType, string];
      const type = /^[fi]64x2|^v128/.test(name) ? "v128" : prefix;
      if (name === "f64x2.splat") return ["f64"];
      if (name === "i64x2.splat") return ["i64"];
      if (what.startsWith("trunc_f64") || what === "reinterpret_f64") return ["f64"];
      if (what === "convert_i32_s") return ["i32"];
      if (what === "reinterpret_i64") return ["i64"];
      if (what === "bitselect") return ["v128", "v128", "v128"];
      if (name.startsWith("i64x2.sh")) return ["v128", "i32"];
      return /^(eqz|not|any_true|abs|neg|floor|nearest|sqrt)$/.test(what) ? [type] : [type, type];
    };
    for (const name of Object.keys(INSTRUCTIONS) as (keyof typeof INSTRUCTIONS)[]) {
      if (!name.includes(".")) continue;
      const f = new FunctionBuilder(operands(name));
      f.push(op(name, ...f.args.map(({ get }) => get)), op("drop"));
      const module = new ModuleBuilder();
      module.add(f);
      expect(machine.validate(module.encode()), name).toBe(true);
    }
  });
});
