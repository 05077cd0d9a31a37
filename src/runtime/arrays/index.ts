export { DataReader, type DataArray, type FlatArray } from "./data-reader.js";
export { entryNames } from "./entry-names.js";
