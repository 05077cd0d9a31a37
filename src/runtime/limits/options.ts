/** Options as plain data: what a dynamics can be told beside its step and seed, in a form that JSON carries anywhere. */
import { type LearningRate, rateOf, type Schedule } from "../processes/schedule.js";

/** What an option of a dynamics can be: a rate is a number, a function of the step, or a schedule as data. */
export type OptionValue = number | boolean | string | readonly number[] | LearningRate | Schedule;

type Kind = "number" | "integer" | "boolean" | "vector" | "choice" | "rate";

/** One option; `Value` is what a dynamics gets for it. */
export interface Option<Value = unknown> {
  readonly kind: Kind;
  /** What it is, as `gen-sde list dynamics` prints it. */
  readonly doc: string;
  /** The values of a choice. */
  readonly choices?: readonly string[];
  /** Taken where nothing is given; an option without one may stay undefined unless it is required. */
  readonly default?: Value;
  readonly required?: true;
}

/** Options by name. */
export type OptionTable = Readonly<Record<string, Option>>;

export const NO_OPTIONS = {};

/** What is given for a table of options: any of them. */
export type Given<Table extends OptionTable> = {
  readonly [Name in keyof Table]?: Table[Name]["kind"] extends "rate" ? LearningRate | Schedule : ValueOf<Table[Name]>;
};

/** What a dynamics gets: every option with a default or a value that was asked for, the others maybe. */
export type Values<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly default: unknown } | { readonly required: true }
    ? ValueOf<Table[Name]>
    : ValueOf<Table[Name]> | undefined;
};

type ValueOf<O extends Option> = O extends Option<infer Value> ? Value : never;

type Defaulted<Value> = Option<Value> & { readonly default: Value };

export const number = (doc: string, value: number): Defaulted<number> => ({ kind: "number", doc, default: value });
export const integer = (doc: string, value: number): Defaulted<number> => ({ kind: "integer", doc, default: value });
export const flag = (doc: string, value: boolean): Defaulted<boolean> => ({ kind: "boolean", doc, default: value });
export const choice = <C extends string>(doc: string, choices: readonly C[], value: C): Defaulted<C> => ({
  kind: "choice",
  ...{ doc, choices, default: value },
});
/** Without a default: `doc` says what happens when it is not given. */
export const optionalNumber = (doc: string): Option<number> => ({ kind: "number", doc });
export const optionalChoice = <C extends string>(doc: string, choices: readonly C[]): Option<C> => ({
  kind: "choice",
  ...{ doc, choices },
});
export const vector = (doc: string): Option<readonly number[]> => ({ kind: "vector", doc });
export const rate = (doc: string): Option<LearningRate> & { readonly kind: "rate"; readonly required: true } => ({
  kind: "rate",
  ...{ doc, required: true },
});

/**
 * The options of `owner` by its table: known names, the right kinds, defaults filled in.
 *
 * @throws RangeError naming the option and what it may be
 */
export function readOptions<Table extends OptionTable>(owner: string, table: Table, given: object): Values<Table> {
  const names = Object.keys(table);
  for (const name of Object.keys(given))
    if (!(name in table)) throw new RangeError(`${owner} has no option "${name}"; it has ${names.join(", ")}`);
  const entries = names.map((name) => {
    const option = table[name]!;
    const value = (given as Readonly<Record<string, unknown>>)[name] ?? undefined;
    if (value !== undefined) return [name, KINDS[option.kind](`option "${name}" of ${owner}`, value, option)];
    if (option.required) throw new RangeError(`${owner} needs the option "${name}": ${option.doc}`);
    return [name, option.default];
  });
  return Object.fromEntries(entries) as Values<Table>;
}

type Reader = (name: string, value: unknown, option: Option) => unknown;

/** A reader that takes what `accepts` accepts. */
const taking =
  (what: string, accepts: (value: unknown) => boolean): Reader =>
  (name, value) => {
    if (accepts(value)) return value;
    throw new RangeError(`${name} must be ${what}, not ${JSON.stringify(value)}`);
  };

const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);

const KINDS: Readonly<Record<Kind, Reader>> = {
  number: taking("a finite number", isNumber),
  integer: taking("an integer", Number.isInteger),
  boolean: taking("true or false", (value) => typeof value === "boolean"),
  vector: taking("an array of finite numbers", (value) => Array.isArray(value) && value.every(isNumber)),
  choice: (name, value, { choices = [] }) =>
    taking(`one of ${choices.join(", ")}`, (it) => choices.includes(it as string))(name, value, {
      kind: "choice",
      doc: "",
    }),
  rate: (name, value) => (typeof value === "function" ? value : rateOf(name, value)),
};
