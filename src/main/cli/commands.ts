import type { Command } from 'commander';
import type { CommandHost, Finish } from './host';

/** Adds to a command what it takes, its help, and what it does. */
type Define = (command: Command, host: CommandHost, finish: Finish) => void;

interface CommandEntry {
  /** What follows the name in the list of commands, as the command itself says it. */
  readonly usage: string;
  readonly description: string;
  /** Brings the module of the command: nobody waits for what another one needs. */
  readonly load: () => Promise<Define>;
}

/** Every command by its name, in the order of the help. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  plan: {
    usage: '[options] <file>',
    description:
      'Calculate space, weight, power, cooling, cost and speed of a scenario, and list what does not fit.',
    load: async () => (await import('./plan')).definePlan,
  },
  compare: {
    usage: '[options] <file...>',
    description: 'Compare two or more scenarios side by side with a baseline.',
    load: async () => (await import('./compare')).defineCompare,
  },
  diff: {
    usage: '[options] <before> <after>',
    description: 'List what changed between two scenarios: devices, racks, fields, power and capital.',
    load: async () => (await import('./diff')).defineDiff,
  },
  quote: {
    usage: '[options] <file>',
    description: 'Write the quote of a scenario as PDF, XLSX, CSV or JSON, or convert an issued quote.',
    load: async () => (await import('./quote')).defineQuote,
  },
  cost: {
    usage: '[options] <file>',
    description: 'Cost of a scenario: every line, per year, over all years, per token, request and user.',
    load: async () => (await import('./cost')).defineCost,
  },
  size: {
    usage: '[options] [request]',
    description: 'Find the cheapest fleet of each accelerator that serves a demand within its objective.',
    load: async () => (await import('./size')).defineSize,
  },
  sweep: {
    usage: '[options] <request>',
    description: 'Speed, power and cost of every combination of values, as JSON; uses all cores.',
    load: async () => (await import('./sweep')).defineSweep,
  },
  study: {
    usage: '[options] [command] <study>',
    description:
      'Estimate, simulate, size and plan every combination of many lists, into files; stops and goes on.',
    load: async () => (await import('./study')).defineStudy,
  },
  worker: {
    usage: '[options]',
    description: 'Compute chunks of studies that a queue hands out, on all cores.',
    load: async () => (await import('./worker')).defineWorker,
  },
  estimate: {
    usage: '[options]',
    description:
      'Predict speed, memory and power: reads a JSON array of cases, prints an array in the same order.',
    load: async () => (await import('./estimate')).defineEstimate,
  },
  simulate: {
    usage: '[options] <cases>',
    description:
      'Simulate serving event by event: reads a JSON array of cases, prints an array of reports in the same order.',
    load: async () => (await import('./simulate')).defineSimulate,
  },
  fit: {
    usage: '[options] <file>',
    description: 'Place servers into racks within all limits, and show what limits each rack.',
    load: async () => (await import('./fit')).defineFit,
  },
  lpu: {
    usage: '[options] [command] <graph>',
    description:
      'Simulate a tensor graph on Groq LPUs: cycle by cycle on one chip, or as a schedule on many.',
    load: async () => (await import('./lpu')).defineLpu,
  },
  model: {
    usage: '[options] <config>',
    description: 'Read a model from its configuration: parameters, weights by part, KV cache, context.',
    load: async () => (await import('./model')).defineModel,
  },
  list: {
    usage: '[options] <what>',
    description: 'List what the catalogue and your libraries hold, by the ids that cases and scenarios use.',
    load: async () => (await import('./list')).defineList,
  },
  examples: {
    usage: '[options]',
    description: 'List the example scenarios; every FILE argument also accepts example:ID.',
    load: async () => (await import('./examples')).defineExamples,
  },
  check: {
    usage: '[options] <file...>',
    description: 'Check whether scenario files can be read; if not, report what is wrong and where.',
    load: async () => (await import('./check')).defineCheck,
  },
  import: {
    usage: '[options] <file>',
    description:
      'Check a scenario file against the catalogue, add NetBox exports to it, and write it normalised.',
    load: async () => (await import('./import')).defineImport,
  },
  export: {
    usage: '[options] <file>',
    description: 'Export a scenario, or its layout as drawings, tables or files for other programs.',
    load: async () => (await import('./export')).defineExport,
  },
  schema: {
    usage: '<document>',
    description: 'Print the JSON Schema of a document that Fleetwright reads or writes.',
    load: async () => (await import('./schema')).defineSchema,
  },
  validate: {
    usage: '[options]',
    description: 'Predict every measured case; print measured and predicted values and a summary of errors.',
    load: async () => (await import('./validate')).defineValidate,
  },
  library: {
    usage: '[command]',
    description: 'List, merge, edit and check library files with your own models, accelerators and servers.',
    load: async () => (await import('./library')).defineLibrary,
  },
};
