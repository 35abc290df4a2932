import type { Command } from 'commander';
import { type ModelAnswer, modelAnswer } from '#main/models/model-answer';
import { idFor, nameFor, specificationOf } from '#main/models/specification';
import { type ModelFile, readModel } from '#main/models/read-model';
import { withEntry } from '#shared/library/library';
import { CatalogueId } from '#shared/schema/ids';
import {
  exitCode,
  InvalidInput,
  nameOf,
  printJson,
  readText,
  UsageError,
  type CommandHost,
  type Finish,
} from './host';
import { libraryToWrite, writeLibrary } from './library';
import { textTable } from './text-table';
import { counted } from '#shared/text/plural';

const help = `
CONFIG.json is the published configuration of a model. The quantisation is read from the same file or from the file of
NVIDIA's Model Optimizer (hf_quant_config.json). Nothing is guessed: an unknown architecture is refused by name, and all
assumptions are listed as remarks.

  parameters        parameters of the model; layers for multi-token prediction count in the weights only
  activeParameters  parameters used per token: selected experts and all dense parts
  weightBytes       size of the weights with scales and zero points; weightBytesByPart has the parts
  keyValueBytes     KV cache of one request by number of tokens; 16 bits unless the files specify another precision

Examples:
  fleetwright model config.json
  fleetwright model config.json --quantization hf_quant_config.json --json
  fleetwright model config.json --id my-model --output own.fleetwright-library.json
  fleetwright estimate --cases cases.json --library own.fleetwright-library.json

Exit code: 0 done; 1 the model is not valid or not supported; 2 a file cannot be read.`;

interface Options {
  readonly quantization?: string;
  readonly id?: string;
  readonly output?: string;
  readonly json?: true;
}

export function defineModel(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<config>', 'config.json of a model; - for standard input')
    .option('--quantization <file>', 'quantisation of the weights (hf_quant_config.json)')
    .option('--id <id>', 'id of the model in cases and scenarios')
    .option('--output <library>', 'add the model to this library file; replaces a model with the same id')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', help)
    .action(async (config: string, options: Options) => {
      const id = options.id ?? idFor(config);
      if (!CatalogueId.safeParse(id).success) {
        throw new UsageError(`--id: “${id}” may have letters, digits, dots and hyphens only, at most 80`);
      }
      const quantization =
        options.quantization === undefined ? undefined : await modelFile(host, options.quantization);
      const read = readModel(await modelFile(host, config), quantization);
      if (!read.ok) {
        if (options.json) printJson(host, { id, refusal: read.error });
        throw new InvalidInput(read.error.message);
      }
      if (options.output !== undefined) {
        const { library } = await libraryToWrite(host, options.output);
        const entry = specificationOf(read.value, { id, name: options.id ?? nameFor(config), vendor: '' });
        await writeLibrary(host, { name: options.output, library: withEntry(library, 'models', entry) });
      }
      const answer = modelAnswer(id, read.value.description);
      if (options.json) printJson(host, answer);
      else host.out(described(answer));
      finish(exitCode.done);
    });
}

async function modelFile(host: CommandHost, file: string): Promise<ModelFile> {
  return { name: nameOf(file), text: await readText(host, file) };
}

function described(answer: ModelAnswer): string {
  const billions = (count: number): string => `${(count / 1e9).toFixed(2)} billion`;
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
  const parts = Object.entries(answer.weightBytesByPart).map(([part, bytes]) => [
    `  ${part}`,
    gigabytes(bytes),
  ]);
  const caches = Object.entries(answer.keyValueBytes).map(([tokens, bytes]) => [
    `KV cache of ${counted(Number(tokens), 'token')}`,
    gigabytes(bytes),
  ]);
  return [
    answer.id,
    textTable(
      [{ head: 'Figure' }, { head: 'Value', align: 'right' }],
      [
        ['parameters', billions(answer.parameters)],
        ['active', billions(answer.activeParameters)],
        ['layers', String(answer.layers)],
        ['context', answer.contextLimit === null ? 'not stated' : counted(answer.contextLimit, 'token')],
        ['weights', gigabytes(answer.weightBytes)],
        ...parts,
        ...caches,
      ],
    ),
    ...answer.remarks.map((remark) => `note: ${remark}`),
    '',
  ].join('\n');
}
