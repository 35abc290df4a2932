import { type ConfigFault, factsOf, type Facts, isRaw, newNotes, type Raw, shown } from './facts';
import { familyOf, knownTypes } from './families';
import { namesOf } from './family';
import { layoutOf } from './layout-of';
import { modulesOf } from './modules';
import { bf16, plainFormat, type NumberFormat } from './number-format';
import { quantizationOf, type Quantization } from './quantization';
import { describeModel } from './describe';
import { unnamedModules } from './named-modules';
import { sizeKeys } from './sizes';
import { describeJsonProblem, readJson } from '#shared/json/read';
import type { ModelDescription } from '#shared/model/description';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { nearestId } from '#shared/schema/nearest-id';
import { counted, written } from '#shared/text/plural';

/** One file of a model: its name for messages, and its text. */
export interface ModelFile {
  readonly name: string;
  readonly text: string;
}

export const configLimits = { bytes: 4 * 1024 * 1024, depth: 32 } as const;

export interface ModelRead {
  readonly description: ModelDescription;
  readonly layout: ReturnType<typeof layoutOf>['layout'];
}

/**
 * The model that a configuration of Hugging Face's form describes, with its quantisation from the same file or one beside it; or why it
 * cannot be read, with the file and the key. Nothing is guessed: an architecture that is not known is refused by name.
 */
export function readModel(config: ModelFile, quantization?: ModelFile): Result<ModelRead, Refusal> {
  const raw = objectIn(config);
  if (!raw.ok) return raw;
  const beside = quantization === undefined ? undefined : objectIn(quantization);
  if (beside !== undefined && !beside.ok) return beside;
  const notes = newNotes();
  const top = factsOf(raw.value, { place: '', usual: {}, notes });
  const text = textPart(raw.value);
  const types = [text.value, raw.value].flatMap(({ model_type: type }) =>
    typeof type === 'string' ? [type] : [],
  );
  const classes = [text.value, raw.value].flatMap(({ architectures }) =>
    Array.isArray(architectures)
      ? architectures.filter((each): each is string => typeof each === 'string')
      : [],
  );
  const family = familyOf(types, classes);
  if (family === undefined) return failure(unknownArchitecture(config, { raw: raw.value, types, classes }));
  const usual = { ...family.usual, ...inherited(raw.value, text) };
  const facts = factsOf(text.value, { place: text.place, usual, notes });
  const { layout, remarks } = layoutOf(facts, family, top);
  const stored = storedFormat(facts, top);
  const told = toldQuantization({ raw: raw.value, text, beside: beside?.value, notes });
  const names = namesOf(family);
  if (notes.faults.length > 0) return failure(faultIn(notes.faults, { config, quantization, told }));
  const modules = modulesOf(layout, names);
  const stray =
    told === undefined ? undefined : unnamedModules(told.quantization, { modules, layout, names });
  if (stray?.fault !== undefined && told !== undefined) {
    return failure(
      faultIn([{ path: `${told.place}${stray.fault.path}`, reason: stray.fault.reason }], {
        config,
        quantization,
        told,
      }),
    );
  }
  const parameters = modules.reduce((sum, each) => sum + each.copies * each.rows * each.columns, 0);
  if (!Number.isSafeInteger(parameters)) {
    return failure(
      faultIn([{ path: 'hidden_size', reason: 'makes a model of more parameters than can be counted' }], {
        config,
        quantization,
        told,
      }),
    );
  }
  const description = describeModel({
    architecture: classes[0] ?? types[0] ?? 'unnamed',
    layout,
    modules,
    stored,
    quantization: told?.quantization,
    expertFormat: expertFormat(facts),
    context: contextOf(facts),
    stateBits: stateBits(facts),
    remarks: [...remarks, ...(stray?.remarks ?? [])],
    assumed: notes.assumed,
  });
  return success({ description, layout });
}

/** The object that a file holds; what is wrong is named with the file. */
function objectIn({ name, text }: ModelFile): Result<Raw, Refusal> {
  const json = readJson(withoutInfinities(text), configLimits);
  if (!json.ok) return failure(notReadable(name, describeJsonProblem(json.error)));
  if (!isRaw(json.value)) return failure(notReadable(name, 'is not a JSON object'));
  return success(json.value);
}

const notReadable = (file: string, reason: string): Refusal =>
  refused('model-file', `${file}: ${reason}`, { file, reason });

/** Python writes NaN and Infinity, which JSON lacks; none of the sizes that are read can be either, so null takes their place. */
const withoutInfinities = (text: string): string =>
  /\b(NaN|Infinity)\b/.test(text)
    ? text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
        found.startsWith('"') ? found : 'null',
      )
    : text;

const refused = (code: string, message: string, params: Readonly<Record<string, string>>): Refusal => ({
  code,
  message,
  params,
});

interface TextPart {
  readonly value: Raw;
  readonly place: string;
}

const textKeys = ['text_config', 'language_config', 'llm_config', 'thinker_config', 'text_model_config'];

/** The part of a configuration that describes the text model: all of it, or an object inside. */
function textPart(raw: Raw): TextPart {
  for (const key of textKeys) {
    const inner = raw[key];
    if (!isRaw(inner)) continue;
    const further = textPart(inner);
    return { value: further.value, place: further.place === '' ? key : `${key}.${further.place}` };
  }
  return { value: raw, place: '' };
}

/** What the text part of a configuration of several towers leaves to its top: ties, number format, quantisation. */
function inherited(raw: Raw, text: TextPart): Raw {
  if (text.place === '') return {};
  const keys = ['tie_word_embeddings', 'torch_dtype', 'dtype', 'vocab_size', 'num_nextn_predict_layers'];
  return Object.fromEntries(
    keys.flatMap((key) => (raw[key] === undefined ? [] : [[key, raw[key]] as const])),
  );
}

function unknownArchitecture(
  { name }: ModelFile,
  {
    raw,
    types,
    classes,
  }: { readonly raw: Raw; readonly types: readonly string[]; readonly classes: readonly string[] },
): Refusal {
  const asked = classes[0] ?? types[0];
  if (asked === undefined) {
    return refused(
      'model-unnamed',
      `${name}: model_type: is missing; neither it nor architectures says what the model is.`,
      { file: name, path: 'model_type' },
    );
  }
  const nearest = types[0] === undefined ? undefined : nearestId(types[0], knownTypes);
  const kinds = [
    Object.keys(raw).some((key) => /expert|moe/.test(key)) ? 'its experts' : undefined,
    'its attention',
    'its feed-forward blocks',
    'its norms and biases',
  ].filter((each) => each !== undefined);
  const type =
    types[0] === undefined || types[0] === asked
      ? ''
      : ` (model_type ${JSON.stringify(types[0].slice(0, 80))})`;
  return refused(
    'model-architecture',
    `${name}: architectures: ${asked.slice(0, 120)}${type} is not an architecture that Fleetwright knows. Missing: how ${kinds.join(', ')} are built.` +
      (nearest === undefined
        ? ''
        : ` The nearest that is known is ${nearest}; it is not taken in its place.`),
    {
      file: name,
      path: 'architectures',
      architecture: asked.slice(0, 120),
      missing: kinds.join(', '),
    },
  );
}

interface Told {
  readonly quantization: Quantization;
  readonly place: string;
  readonly separate: boolean;
}

interface QuantizationSources {
  readonly raw: Raw;
  readonly text: TextPart;
  readonly beside: Raw | undefined;
  readonly notes: Facts['notes'];
}

/** The quantisation of a file beside the configuration, or else of the configuration itself. */
function toldQuantization({ raw, text, beside, notes }: QuantizationSources): Told | undefined {
  if (beside !== undefined) {
    const inner = isRaw(beside['quantization']) ? beside['quantization'] : beside;
    const place = inner === beside ? '' : 'quantization';
    const apart = quantizationOf(factsOf(inner, { place, usual: {}, notes }));
    const own =
      apart.format === undefined ? toldQuantization({ raw, text, beside: undefined, notes }) : undefined;
    return {
      // A file that quantises named modules only leaves the others as the configuration says.
      quantization: { ...apart, format: apart.format ?? own?.quantization.format },
      place: place === '' ? '' : `${place}.`,
      separate: true,
    };
  }
  for (const { value, place } of [text, { value: raw, place: '' }]) {
    const own = value['quantization_config'] ?? value['compression_config'];
    if (!isRaw(own)) continue;
    const path = place === '' ? 'quantization_config' : `${place}.quantization_config`;
    const usual = value['expert_dtype'] === undefined ? {} : { expert_dtype: value['expert_dtype'] };
    return {
      quantization: quantizationOf(factsOf(own, { place: path, usual, notes })),
      place: `${path}.`,
      separate: false,
    };
  }
  return undefined;
}

/** Experts that are stored apart from the rest, as DeepSeek V4 does. */
function expertFormat(facts: Facts): string | undefined {
  return facts.text('expert_dtype');
}

function storedFormat(facts: Facts, top: Facts): NumberFormat {
  const said = facts.value(['torch_dtype', 'dtype']) ?? top.value(['torch_dtype', 'dtype']);
  if (said === undefined || said === 'auto') {
    facts.notes.assumed.push('torch_dtype: 16 bits (bfloat16); the file does not state it.');
    return bf16;
  }
  const format = typeof said === 'string' ? plainFormat(said) : undefined;
  if (format !== undefined) return format.bits === 8 ? bf16 : format;
  facts.fault(
    facts.has('torch_dtype') ? 'torch_dtype' : 'dtype',
    `is an unknown number format: ${shown(said)}`,
  );
  return bf16;
}

/** Bits of the states of linear attention and state spaces, where the file says them. */
function stateBits(facts: Facts): 16 | 32 {
  const said = facts.text(['mamba_ssm_cache_dtype', 'mamba_ssm_dtype']);
  return said === 'bfloat16' || said === 'float16' ? 16 : 32;
}

function contextOf(facts: Facts): {
  readonly tokens: number | undefined;
  readonly remarks: readonly string[];
} {
  const tokens = facts.maybeCount(sizeKeys.context);
  const scaling = facts.object('rope_scaling') ?? facts.object('rope_parameters');
  const factor = scaling?.value('factor');
  const kind = scaling?.text(['rope_type', 'type']) ?? '';
  if (scaling === undefined || typeof factor !== 'number' || factor <= 1) return { tokens, remarks: [] };
  const original =
    scaling.maybeCount('original_max_position_embeddings') ??
    facts.maybeCount('original_max_position_embeddings');
  const stretched = original === undefined ? undefined : Math.round(original * factor);
  // Qwen2.5 states the length it was trained for and leaves the stretched one to the scaling.
  const limit = stretched !== undefined && original === tokens ? stretched : tokens;
  if (original === undefined || limit === undefined) return { tokens: limit, remarks: [] };
  return {
    tokens: limit,
    remarks: [
      `Trained for ${counted(original, 'token')} and extended to ${written(limit)} by RoPE scaling (${kind}, factor ${factor}).`,
    ],
  };
}

interface Named {
  readonly config: ModelFile;
  readonly quantization: ModelFile | undefined;
  readonly told: Told | undefined;
}

/** A refusal that names file and key of the first fault, and how many more there are. */
function faultIn(faults: readonly ConfigFault[], { config, quantization, told }: Named): Refusal {
  const [first = { path: '', reason: 'is not valid' }] = faults;
  const besides = told?.separate === true && isOfQuantization(first.path) && quantization !== undefined;
  const file = besides ? quantization.name : config.name;
  const further =
    faults.length === 1
      ? ''
      : ` (and ${faults.length - 1} more: ${faults
          .slice(1, 6)
          .map(({ path }) => path)
          .join(', ')})`;
  return {
    code: 'model-config',
    message: `${file}: ${first.path}: ${first.reason}${further}`,
    path: first.path,
    params: { file, path: first.path, reason: first.reason },
  };
}

const isOfQuantization = (path: string): boolean =>
  path.startsWith('quantization.') ||
  /^(quant_|exclude|ignore|config_groups|kv_cache|quantized_layers|weight_block|modules_to_not|group_size|bits)/.test(
    path,
  );
