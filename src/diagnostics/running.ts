/** GS52x: what `gen-sde run` and `gen-sde validate` were asked for, and how a simulation ends early. */
import type { Entry } from "./entry.js";

export const RUNNING = {
  unknownProcess: {
    code: "GS520",
    message: "there is no process `{{name}}`",
    help: "Choose from {{names}}; `gen-sde list dynamics` says what they are.",
  },
  unknownColumn: {
    code: "GS521",
    message: "`{{name}}` is no parameter and no observable of {{model}}",
    help: "Choose from {{names}}.",
  },
  runOptions: {
    code: "GS522",
    message: "{{problem}}",
    help: "`gen-sde run --help` lists the options; `--set NAME=VALUE` gives a dynamics its own.",
  },
  runFailed: {
    code: "GS523",
    message: "the simulation stopped{{when}}: {{problem}}",
    help: "{{advice}}",
  },
  validateOptions: {
    code: "GS524",
    message: "{{problem}}",
    help: "`gen-sde validate --help` lists the options.",
  },
} as const satisfies Record<string, Entry>;
