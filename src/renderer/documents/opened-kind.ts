import type { OpenedFile } from '#shared/api/files';

/** What a file that the user opened is, as far as its text tells; whoever takes it checks it whole. */
export type OpenedKind = 'backup' | 'library' | 'scenario' | 'model' | 'quantization';

const formatOf = (text: string): string | undefined =>
  /^\s*\{\s*"format"\s*:\s*"([^"]*)"/.exec(text)?.[1] ??
  /"format"\s*:\s*"(fleetwright-[a-z]+)"/.exec(text.slice(0, HEAD))?.[1];

/** A format stands at the beginning of the files that Fleetwright writes. */
const HEAD = 4_096;

/** Keys that configurations of models have, and those of the file in which NVIDIA's Model Optimizer tells the quantisation. */
const modelKeys = /"(architectures|model_type|hidden_size|text_config)"\s*:/;
const quantizationKeys = /"quant_algo"\s*:|"exclude_modules"\s*:/;

/** A file of an unknown kind counts as a scenario, whose reader says what is missing. */
export function openedKind({ name, text }: OpenedFile): OpenedKind {
  const format = formatOf(text);
  if (format === 'fleetwright-backup') return 'backup';
  if (format === 'fleetwright-library') return 'library';
  if (format !== undefined) return 'scenario';
  const head = text.slice(0, MODEL_HEAD);
  if (modelKeys.test(head)) return 'model';
  if (quantizationKeys.test(head) || /quant_config\.json$/i.test(name)) return 'quantization';
  return /(^|[_/\\-])config\.json$/i.test(name) ? 'model' : 'scenario';
}

/** Configurations are far shorter; of a longer file no more is looked at. */
const MODEL_HEAD = 4 * 1024 * 1024;
