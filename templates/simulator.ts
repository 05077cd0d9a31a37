$header();
import type { Model } from "gen-sde/runtime";
$imports();

declare function $header(): void;
declare function $imports(): void;
declare function $helpers(): void;
declare function $creation(): void;
declare function $code(): void;
declare type $Model = Model;
declare const $name: string;
declare const $dimension: number;
declare const $rank: number;
declare const $parameters: readonly string[];
declare const $functions: Omit<Model, "name" | "dimension" | "rank" | "parameters" | "noises">;
declare const $noises: Model["noises"];

/** The parameters x, in order. */
export const parameters = $parameters;

$helpers();

/** The model, and the limiting dynamics of each noise under their own names. */
export interface Simulator extends $Model {
  $members?: unknown;
}

/** Computes what depends on the data alone, once, and returns the kernels. */
export function create(_$data: unknown): Simulator {
  $creation();

  return {
    name: $name,
    dimension: $dimension,
    rank: $rank,
    parameters,
    ...$functions,
    noises: $noises,
  };
}

$code();
