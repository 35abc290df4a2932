import {
  activeParametersIn,
  cacheBytes,
  type ModelDescription,
  parametersIn,
  storedBytes,
  type WeightPart,
  weightParts,
} from '#shared/model/description';
import { bytesPerElement } from '#shared/catalogue/model-arithmetic';

/** What `fleetwright model` answers of a model. */
export interface ModelAnswer {
  readonly id: string;
  readonly parameters: number;
  readonly activeParameters: number;
  readonly layers: number;
  readonly weightBytes: number;
  readonly weightBytesByPart: Readonly<Partial<Record<WeightPart, number>>>;
  /** Of one request of so many tokens. */
  readonly keyValueBytes: Readonly<Record<string, number>>;
  readonly contextLimit: number | null;
  readonly remarks: readonly string[];
}

const lengths = [1024, 131_072];

/** The answer of a description under an id. The cache is in 16 bits unless the files say otherwise. */
export function modelAnswer(id: string, description: ModelDescription): ModelAnswer {
  const perNumber = bytesPerElement(description.cachePrecision ?? 'bf16');
  const byPart = weightParts.map(
    (part) =>
      [
        part,
        description.weights.filter((each) => each.part === part).reduce((sum, { bytes }) => sum + bytes, 0),
      ] as const,
  );
  return {
    id,
    parameters: parametersIn(description),
    activeParameters: activeParametersIn(description),
    layers: description.layers,
    weightBytes: storedBytes(description),
    weightBytesByPart: Object.fromEntries(byPart.filter(([, bytes]) => bytes > 0)),
    keyValueBytes: Object.fromEntries(
      lengths.map((tokens) => [String(tokens), Math.round(cacheBytes(description.kinds, tokens, perNumber))]),
    ),
    contextLimit: description.contextLimit ?? null,
    remarks: [...description.remarks, ...description.assumed.map((each) => `Assumed: ${each}`)],
  };
}
