export { type ClosedForms, closedForms } from "./closed-forms.js";
export { dynamicsSections } from "./dynamics.js";
export { type Line, type Section, derivation } from "./derivation.js";
export { indexedSections } from "./index-notation/sections.js";
export { structuredForms } from "./structured.js";
