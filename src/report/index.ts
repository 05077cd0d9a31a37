/** The report of a loss: a document, and the files it is written as. */
export { figuresOf } from "./document/document.js";
export { FORMATS, type OutputFile, type ReportFormat, isReportFormat, singleFigures } from "./write.js";
export { type ReportOptions, reportOf } from "./report.js";
