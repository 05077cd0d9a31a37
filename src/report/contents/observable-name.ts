import { texOfText } from "../../display/index.js";

/** As TeX: names of parameters and of declared observables are words; the others are formulas. */
export const texOfObservable = (name: string): string =>
  name.includes("∇") ? texOfText(name) : `\\text{${name.replaceAll("_", "\\_")}}`;
