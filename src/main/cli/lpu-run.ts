import type { Command } from 'commander';
import { readJson } from '#shared/json/read';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';
import { z } from '#shared/schema/zod';
import { chipOf } from '#main/simulator/lpu/named-graph';
import { directoryOf } from '#main/simulator/resolve/directory';
import {
  type DecoderConfiguration,
  endTokensOf,
  GenerationConfiguration,
  readConfiguration,
} from '#main/simulator/lpu/checkpoint/configuration';
import { networkOf } from '#main/simulator/lpu/checkpoint/network-of';
import { readSafetensors, type Tensor, type Tensors } from '#main/simulator/lpu/checkpoint/safetensors';
import { generate, type Generated } from '#main/simulator/lpu/decoder/generate';
import { type DecoderSystem, decoderSystem, secondsOf } from '#main/simulator/lpu/decoder/system';
import type { DecoderNetwork } from '#main/simulator/lpu/decoder/network';
import {
  exitCode,
  printJson,
  reasonOf,
  UsageError,
  wholeNumber,
  type CommandHost,
  type Finish,
} from './host';

const help = `
FOLDER holds a Llama-style model as it is published: config.json, model.safetensors (or model.safetensors.index.json and
its parts; F32, F16 or BF16) and tokenizer.json. Supported are Llama, Mistral, Qwen2 and Qwen3. Without --model the small model
that comes with Fleetwright runs; it was trained on Fleetwright's own documents.

Every operation runs on the simulated chips with values: embedding rows are gathered, norms, products, rotary positions,
attention over the cache in SRAM, SwiGLU, and the choice of the largest logit. Decoding is greedy and stops at an end of text.
Layers are spread over the chips of one node (1 to 8); left out, as few chips as hold the model are used.

  tokens          token numbers that the model chose, the end of text included
  cyclesPerToken  cycles of each, from the token before it until the number is in SRAM (900 MHz)
  latencySeconds  prompt and tokens together; energyJoules at the chips' typical power in operation

Examples:
  fleetwright lpu run --prompt "The rack" --tokens 20
  fleetwright lpu run --model ./tiny-llama --prompt "Once upon a time" --tokens 32 --chips 2 --json

Exit code: 0 done; 1 the model is not supported, not valid or does not fit; 2 wrong usage, or a file cannot be read.`;

interface Options {
  readonly model?: string;
  readonly prompt: string;
  readonly tokens: number;
  readonly chips?: number;
  readonly json?: true;
}

const MOST_TOKENS = 4_096;
const MOST_CHIPS = 8;
/** The largest file of weights that is read whole. */
const MOST_WEIGHT_BYTES = 2_000_000_000;
const jsonLimits = { bytes: 64 * 1024 * 1024, depth: 32 } as const;

export function defineLpuRun(command: Command, host: CommandHost, finish: Finish): void {
  command
    .description('Run a language model on simulated LPUs and print the text that it writes.')
    .option('--model <folder>', 'folder with config.json, model.safetensors and tokenizer.json')
    .option('--prompt <text>', 'text to continue', 'The rack')
    .option('--tokens <number>', 'number of tokens to generate', wholeNumber, 32)
    .option('--chips <number>', 'number of chips, 1 to 8 (default: as few as hold the model)', wholeNumber)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', help)
    .action(async () => {
      // Options that `lpu` has as well are read by it, wherever they stand.
      const options = command.optsWithGlobals<Options>();
      const answer = await runModel(host, options);
      if (!answer.ok) {
        if (options.json) printJson(host, { model: options.model ?? ON_BOARD, refusal: answer.error });
        host.err(`${answer.error.message}\n`);
        finish(exitCode.refused);
      } else if (options.json) printJson(host, answer.value);
      else host.out(described(answer.value));
    });
}

const ON_BOARD = 'built-in';

/** The part of a tokenizer that is used; the library's own type says more than it checks. */
interface TextTokenizer {
  encode(text: string): { readonly ids: readonly number[] };
  decode(ids: number[], options: { readonly skip_special_tokens: boolean }): string;
}

interface LoadedModel {
  readonly configuration: DecoderConfiguration;
  readonly network: DecoderNetwork;
  readonly tokenizer: TextTokenizer;
}

async function runModel(host: CommandHost, options: Options) {
  const { tokens, chips, prompt } = options;
  if (tokens < 1 || tokens > MOST_TOKENS) throw new UsageError(`--tokens: must be from 1 to ${MOST_TOKENS}`);
  if (chips !== undefined && (chips < 1 || chips > MOST_CHIPS)) {
    throw new UsageError(`--chips: must be from 1 to ${MOST_CHIPS}, the chips of one node`);
  }
  const folder = options.model ?? host.modelOnBoard;
  if (folder === undefined) throw new UsageError('--model: name a folder');
  const model = await loadModel(host, folder);
  if (!model.ok) return model;
  const { configuration, network, tokenizer } = model.value;
  const ids = [...tokenizer.encode(prompt).ids];
  const promptProblem = problemOfPrompt(ids, tokens, configuration);
  if (promptProblem !== undefined) return failure(promptProblem);
  host.err(`${counted(ids.length, 'token')} in the prompt; placing the model on chips\n`);
  const system = systemFor(network, ids.length + tokens, chips);
  if (!system.ok) return system;
  const work = (signal: { readonly aborted: boolean }) =>
    generateOn(host, system.value, { ids, tokens, configuration, signal });
  const generated = await (host.interruptible?.(work) ?? work({ aborted: false }));
  if (!generated.ok) return generated;
  const { chipWatts } = chipOf(directoryOf((await host.services()).catalogue));
  return success(answerOf(options, { ids, tokenizer, system: system.value, generated: generated.value, watts: chipWatts?.typical })); // prettier-ignore
}

interface Run {
  readonly ids: readonly number[];
  readonly tokens: number;
  readonly configuration: DecoderConfiguration;
  readonly signal: { readonly aborted: boolean };
}

/** Progress is told about ten times in a run. */
function generateOn(host: CommandHost, system: DecoderSystem, { ids, tokens, configuration, signal }: Run) {
  const every = Math.max(1, Math.round((ids.length + tokens) / 10));
  return generate(system, {
    prompt: ids,
    tokens,
    endTokens: configuration.endTokens,
    progress: async ({ passes, of }) => {
      if (passes % every === 0) host.err(`${passes} of ${counted(of, 'token')} passed\n`);
      // An interrupt is heard between two passes.
      await new Promise((resolve) => setImmediate(resolve));
      return !signal.aborted;
    },
  });
}

function problemOfPrompt(
  ids: readonly number[],
  tokens: number,
  { shape, window }: DecoderConfiguration,
): Refusal | undefined {
  const refused = (message: string): Refusal => ({ code: 'lpu-run-prompt', message, path: 'prompt' });
  if (ids.length === 0) return refused('The prompt has no tokens.');
  const outside = ids.find((id) => id < 0 || id >= shape.vocabulary);
  if (outside !== undefined) {
    return refused(
      `tokenizer.json gives token ${outside}; the model has ${counted(shape.vocabulary, 'token')}.`,
    );
  }
  const limit = Math.min(shape.context, window ?? Infinity);
  const demand = ids.length + tokens;
  if (demand <= limit) return undefined;
  const what = limit === shape.context ? 'context' : 'attention window';
  return {
    ...refused(`Prompt and tokens take ${counted(demand, 'position')}; the model’s ${what} is ${limit}.`),
    limit,
    demand,
  };
}

/** On the chips that were asked for, or on the fewest that hold the model. */
function systemFor(network: DecoderNetwork, positions: number, chips: number | undefined) {
  if (chips !== undefined) return decoderSystem(network, { chips, positions });
  let system = decoderSystem(network, { chips: 1, positions });
  for (let more = 2; !system.ok && more <= MOST_CHIPS; more *= 2) {
    system = decoderSystem(network, { chips: more, positions });
  }
  return system;
}

interface Answering {
  readonly ids: readonly number[];
  readonly tokenizer: TextTokenizer;
  readonly system: DecoderSystem;
  readonly generated: Generated;
  readonly watts: number | undefined;
}

function answerOf(options: Options, { ids, tokenizer, system, generated, watts }: Answering) {
  const { tokens, cyclesPerToken, promptCycles } = generated;
  const cycles = cyclesPerToken.reduce((sum, each) => sum + each, promptCycles);
  const latencySeconds = secondsOf(cycles);
  const text = (all: readonly number[]): string => tokenizer.decode([...all], { skip_special_tokens: true });
  const [before, whole] = [text(ids), text([...ids, ...tokens])];
  return {
    model: options.model ?? ON_BOARD,
    // Decoded with the prompt, so that the space before the first word is kept.
    text: whole.startsWith(before) ? whole.slice(before.length) : text(tokens),
    tokens,
    cyclesPerToken,
    latencySeconds,
    ...(watts === undefined ? {} : { energyJoules: watts * system.chips * latencySeconds }),
    chips: system.chips,
    chipsUsed: system.plans.length,
    promptTokens: ids,
    promptCycles,
    ended: generated.ended,
    sramBytesPerChip: Math.max(...system.plans.map(({ bytes }) => bytes)),
    cyclesByUnit: cyclesByUnit(system),
  };
}

/** The cycles of one token by the unit that sets the pace. */
function cyclesByUnit({ phases }: DecoderSystem): Readonly<Record<string, number>> {
  const cycles: Record<string, number> = {};
  for (const { unit, cycles: each } of phases) cycles[unit] = (cycles[unit] ?? 0) + each;
  return cycles;
}

type Answer = ReturnType<typeof answerOf>;

function described(answer: Answer): string {
  const [perToken = 0] = answer.cyclesPerToken;
  const units = Object.entries(answer.cyclesByUnit).map(([unit, cycles]) => `${unit} ${cycles}`);
  const energy = answer.energyJoules === undefined ? '' : `, ${answer.energyJoules.toPrecision(3)} J`;
  return [
    answer.text,
    '',
    `  tokens       ${answer.tokens.length} after ${counted(answer.promptTokens.length, 'token')} of prompt (${answer.ended})`,
    `  per token    ${counted(perToken, 'cycle')}, ${(secondsOf(perToken) * 1e6).toFixed(2)} µs at 900 MHz`,
    `  by unit      ${units.join(', ')}`,
    `  all          ${(answer.latencySeconds * 1e3).toPrecision(4)} ms${energy} on ${counted(answer.chips, 'chip')}, layers on ${counted(answer.chipsUsed, 'chip')}`,
    '',
  ].join('\n');
}

async function loadModel(host: CommandHost, folder: string): Promise<Result<LoadedModel, Refusal>> {
  const file = (name: string): string => `${folder.replace(/[/\\]$/, '')}/${name}`;
  const json = async (name: string): Promise<Result<unknown, Refusal>> =>
    jsonOf(await textOf(host, file(name)), name);
  const config = await json('config.json');
  if (!config.ok) return config;
  const configuration = readConfiguration(config.value);
  if (!configuration.ok) return configuration;
  const tokenizerJson = await json('tokenizer.json');
  if (!tokenizerJson.ok) return tokenizerJson;
  const tokenizer = await tokenizerOf(tokenizerJson.value);
  if (!tokenizer.ok) return tokenizer;
  const names = await weightFiles(host, file);
  if (!names.ok) return names;
  const tensors = await tensorsOf(
    host,
    names.value.map((name) => ({ name, path: file(name) })),
  );
  if (!tensors.ok) return tensors;
  const generation = await json('generation_config.json').catch(() => undefined);
  const ends =
    generation?.ok === true
      ? GenerationConfiguration.safeParse(generation.value).data?.eos_token_id
      : undefined;
  const whole = {
    ...configuration.value,
    endTokens: [...new Set([...configuration.value.endTokens, ...endTokensOf(ends)])],
  };
  const network = networkOf(whole, tensors.value);
  if (!network.ok) return network;
  return success({ configuration: whole, network: network.value, tokenizer: tokenizer.value });
}

async function textOf(host: CommandHost, path: string): Promise<Result<string, Refusal>> {
  try {
    return await host.readFile(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

function jsonOf(text: Result<string, Refusal>, name: string): Result<unknown, Refusal> {
  if (!text.ok) return text;
  const json = readJson(text.value, jsonLimits);
  if (json.ok) return success(json.value);
  return failure({ code: 'lpu-model-json', message: `${name} is not valid JSON.`, path: name });
}

const tokenizerKinds = ['BPE', 'Unigram', 'WordPiece'];
const TokenizerFile = z.looseObject({ model: z.looseObject({ type: z.string().optional() }) });

/** The kept library reads the file; what it cannot read is refused in its own words. */
async function tokenizerOf(value: unknown): Promise<Result<TextTokenizer, Refusal>> {
  const refused = (problem: string): Result<never, Refusal> =>
    failure({ code: 'lpu-tokenizer', message: `tokenizer.json: ${problem}.`, path: 'tokenizer.json', params: { problem } }); // prettier-ignore
  const parsed = TokenizerFile.safeParse(value);
  if (!parsed.success) return refused('it describes no tokenizer model');
  const kind = parsed.data.model.type ?? 'BPE';
  if (!tokenizerKinds.includes(kind))
    return refused(`tokenizer ${kind} is not one of ${tokenizerKinds.join(', ')}`);
  const { Tokenizer } = await import('@huggingface/tokenizers');
  try {
    return success(new Tokenizer(parsed.data, {}));
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

const INDEX = 'model.safetensors.index.json';
const WeightIndex = z.looseObject({ weight_map: z.record(z.string(), z.string().regex(/^[\w.-]{1,200}$/)) });
const MOST_PARTS = 200;

/** The one file of weights, or the parts that an index names. */
async function weightFiles(
  host: CommandHost,
  file: (name: string) => string,
): Promise<Result<readonly string[], Refusal>> {
  const text = await host.readFile(file(INDEX)).catch(() => undefined);
  if (text === undefined) return success(['model.safetensors']);
  const json = jsonOf(text, INDEX);
  if (!json.ok) return json;
  const index = WeightIndex.safeParse(json.value);
  const parts = index.success ? [...new Set(Object.values(index.data.weight_map))] : [];
  if (parts.length === 0 || parts.length > MOST_PARTS) {
    return failure({ code: 'lpu-model-json', message: `${INDEX} names no files of weights.`, path: INDEX });
  }
  return success(parts);
}

interface WeightFile {
  readonly name: string;
  readonly path: string;
}

async function tensorsOf(host: CommandHost, files: readonly WeightFile[]): Promise<Result<Tensors, Refusal>> {
  const all = new Map<string, Tensor>();
  let total = 0;
  for (const { name, path } of files) {
    const bytes = await weightBytes(host, path);
    if (typeof bytes !== 'number') total += bytes.length;
    if (typeof bytes === 'number' || total > MOST_WEIGHT_BYTES) {
      const demand = typeof bytes === 'number' ? bytes : total;
      return failure({
        code: 'file-too-large',
        message: `${name}: the weights take ${(demand / 1e9).toFixed(1)} GB; the limit is ${MOST_WEIGHT_BYTES / 1e9} GB.`,
        path: name,
        limit: MOST_WEIGHT_BYTES,
        demand,
        unit: 'B',
      });
    }
    const tensors = readSafetensors(name, bytes);
    if (!tensors.ok) return tensors;
    for (const [key, tensor] of tensors.value) all.set(key, tensor);
  }
  return success(all);
}

/** The bytes of a file, or its size where that is over the limit. */
async function weightBytes(host: CommandHost, path: string): Promise<Uint8Array | number> {
  try {
    const size = (await host.sizeOf?.(path)) ?? 0;
    if (size > MOST_WEIGHT_BYTES) return size;
    return (await host.readBytes?.(path)) ?? new Uint8Array(0);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}
