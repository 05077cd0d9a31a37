export { type ConservedQuantity, type Motion, conservedSection, motionsOf } from "./conserved.js";
export { curveSection } from "./curve.js";
export { type ClosedForms, closedForms } from "./closed-forms.js";
export { dynamicsSections } from "./dynamics.js";
export { indexedSections } from "./index-notation/sections.js";
export { NoiseScale } from "./noise-scale.js";
export { structuredForms } from "./structured.js";
export { type Line, type Section, derivation, hessianOnGamma } from "./derivation.js";
export { texOfText } from "./tex-of-text.js";
