/**
 * Arithmetic on one double or on two at once: what is written once in terms of `Lanes` becomes scalar code or SIMD code.
 * A mask is the result of a comparison, per lane; bits are doubles seen as 64-bit integers.
 */
import { type Code, f64, f64x2, i32, i64, i64x2, load, op, store } from "./code.js";

type Binary = (a: Code, b: Code) => Code;
type Unary = (a: Code) => Code;

export interface Lanes {
  readonly type: "f64" | "v128";
  /** Doubles per value. */
  readonly width: 1 | 2;
  readonly constant: (x: number) => Code;
  /** One double in every lane. */
  readonly splat: Unary;
  readonly load: (address: Code, offset?: number) => Code;
  /** One double from memory in every lane. */
  readonly loadSplat: (address: Code, offset?: number) => Code;
  readonly store: (address: Code, value: Code, offset?: number) => Code;
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  readonly min: Binary;
  readonly max: Binary;
  readonly neg: Unary;
  readonly abs: Unary;
  readonly sqrt: Unary;
  readonly floor: Unary;
  /** To the nearest integer, ties to even. */
  readonly nearest: Unary;
  readonly eq: Binary;
  readonly lt: Binary;
  readonly le: Binary;
  readonly select: (mask: Code, then: Code, otherwise: Code) => Code;
  /** Whether the mask holds in any lane, as an i32. */
  readonly any: Unary;
  readonly bits: {
    readonly of: Unary;
    readonly toDouble: Unary;
    readonly constant: (x: bigint) => Code;
    readonly add: Binary;
    readonly and: Binary;
    readonly or: Binary;
    readonly xor: Binary;
    readonly shl: (a: Code, by: number) => Code;
    readonly shr: (a: Code, by: number) => Code;
    /** A mask. */
    readonly eq: Binary;
  };
}

export const SCALAR: Lanes = {
  type: "f64",
  width: 1,
  constant: f64,
  splat: (a) => a,
  load: (address, offset) => load("f64.load", address, offset),
  loadSplat: (address, offset) => load("f64.load", address, offset),
  store: (address, value, offset) => store("f64.store", address, value, offset),
  add: (a, b) => op("f64.add", a, b),
  sub: (a, b) => op("f64.sub", a, b),
  mul: (a, b) => op("f64.mul", a, b),
  div: (a, b) => op("f64.div", a, b),
  min: (a, b) => op("f64.min", a, b),
  max: (a, b) => op("f64.max", a, b),
  neg: (a) => op("f64.neg", a),
  abs: (a) => op("f64.abs", a),
  sqrt: (a) => op("f64.sqrt", a),
  floor: (a) => op("f64.floor", a),
  nearest: (a) => op("f64.nearest", a),
  eq: (a, b) => op("f64.eq", a, b),
  lt: (a, b) => op("f64.lt", a, b),
  le: (a, b) => op("f64.le", a, b),
  select: (mask, then, otherwise) => op("select", then, otherwise, mask),
  any: (mask) => mask,
  bits: {
    of: (a) => op("i64.reinterpret_f64", a),
    toDouble: (a) => op("f64.reinterpret_i64", a),
    constant: i64,
    add: (a, b) => op("i64.add", a, b),
    and: (a, b) => op("i64.and", a, b),
    or: (a, b) => op("i64.or", a, b),
    xor: (a, b) => op("i64.xor", a, b),
    shl: (a, by) => op("i64.shl", a, i64(BigInt(by))),
    shr: (a, by) => op("i64.shr_u", a, i64(BigInt(by))),
    eq: (a, b) => op("i64.eq", a, b),
  },
};

export const PAIR: Lanes = {
  type: "v128",
  width: 2,
  constant: f64x2,
  splat: (a) => op("f64x2.splat", a),
  load: (address, offset) => load("v128.load", address, offset),
  loadSplat: (address, offset) => load("v128.load64_splat", address, offset),
  store: (address, value, offset) => store("v128.store", address, value, offset),
  add: (a, b) => op("f64x2.add", a, b),
  sub: (a, b) => op("f64x2.sub", a, b),
  mul: (a, b) => op("f64x2.mul", a, b),
  div: (a, b) => op("f64x2.div", a, b),
  min: (a, b) => op("f64x2.min", a, b),
  max: (a, b) => op("f64x2.max", a, b),
  neg: (a) => op("f64x2.neg", a),
  abs: (a) => op("f64x2.abs", a),
  sqrt: (a) => op("f64x2.sqrt", a),
  floor: (a) => op("f64x2.floor", a),
  nearest: (a) => op("f64x2.nearest", a),
  eq: (a, b) => op("f64x2.eq", a, b),
  lt: (a, b) => op("f64x2.lt", a, b),
  le: (a, b) => op("f64x2.le", a, b),
  select: (mask, then, otherwise) => op("v128.bitselect", then, otherwise, mask),
  any: (mask) => op("v128.any_true", mask),
  bits: {
    of: (a) => a,
    toDouble: (a) => a,
    constant: i64x2,
    add: (a, b) => op("i64x2.add", a, b),
    and: (a, b) => op("v128.and", a, b),
    or: (a, b) => op("v128.or", a, b),
    xor: (a, b) => op("v128.xor", a, b),
    shl: (a, by) => op("i64x2.shl", a, i32(by)),
    shr: (a, by) => op("i64x2.shr_u", a, i32(by)),
    eq: (a, b) => op("i64x2.eq", a, b),
  },
};
