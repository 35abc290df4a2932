import { ownValue } from '#shared/schema/own-value';
import { type Catalogue, figureAt } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { ModelSpecification } from '#shared/catalogue/entries';
import { weightBytes } from '#shared/catalogue/model-arithmetic';
import { bytes, type Bytes } from '#shared/units/units';

/** The catalogue's figures that the article's claims are held against, each by the reading that the claim is about. */
export interface Known {
  readonly figure: (path: string, reading?: string) => number;
  readonly weights: (model: string, precision: 'int8' | 'fp16') => Bytes;
  readonly lpu: {
    readonly memory: Bytes;
    readonly bandwidth: number;
    readonly fp16: number;
    readonly int8: number;
    readonly typicalPower: number;
    readonly cardPrice: number;
    readonly hostPrice: number;
    readonly perServer: number;
    readonly serverUnits: number;
    readonly serverMaximumPower: number;
  };
  readonly gpu: {
    readonly memory: Bytes;
    readonly bandwidth: number;
    readonly fp16: number;
    readonly int8: number;
    readonly serverPrice: number;
    readonly serverPower: number;
    readonly perServer: number;
  };
}

/** Reads what the claims need; a figure that the catalogue lacks is a fault of the catalogue and said as such. */
export function knownFrom(catalogue: Catalogue): Known {
  const figure = (path: string, reading?: string): number => {
    const found = figureAt(catalogue, path);
    const readings = found && isKnown(found) ? found.readings : [];
    const chosen = reading === undefined ? readings[0] : readings.find(({ id }) => id === reading);
    if (!chosen) throw new Error(`The catalogue has no reading ${reading ?? ''} of ${path}`);
    return chosen.typical;
  };
  const lpuNode = entry(catalogue.deviceTypes, 'groq-node-v1');
  const gpuServer = entry(catalogue.deviceTypes, 'dgx-h100');
  return {
    figure,
    weights: (model, precision) => weightBytes(entry<ModelSpecification>(catalogue.models, model), precision),
    lpu: {
      memory: bytes(figure('accelerators/groq-lpu-v1/memory', 'brief')),
      bandwidth: figure('accelerators/groq-lpu-v1/memoryBandwidth', 'brief'),
      fp16: figure('accelerators/groq-lpu-v1/densePeak.fp16', 'brief'),
      int8: figure('accelerators/groq-lpu-v1/densePeak.int8', 'brief'),
      typicalPower: figure('accelerators/groq-lpu-v1/power.typical', 'chip-tdp'),
      cardPrice: figure('prices/groq-card-usd/amount', 'retail-listing'),
      hostPrice: figure('prices/groq-host-usd/amount', 'article'),
      perServer: lpuNode.accelerators?.count ?? 0,
      serverUnits: lpuNode.heightUnits,
      serverMaximumPower: figure('deviceTypes/groq-node-v1/power.maximum', 'secondary'),
    },
    gpu: {
      memory: bytes(figure('accelerators/h100-sxm/memory', 'data-sheet')),
      bandwidth: figure('accelerators/h100-sxm/memoryBandwidth'),
      fp16: figure('accelerators/h100-sxm/densePeak.fp16'),
      int8: figure('accelerators/h100-sxm/densePeak.int8'),
      serverPrice: figure('prices/h100-server-usd/amount', 'article'),
      serverPower: figure('deviceTypes/dgx-h100/power.typical', 'article'),
      perServer: gpuServer.accelerators?.count ?? 0,
    },
  };
}

function entry<Entry>(entries: Readonly<Record<string, Entry>>, id: string): Entry {
  const found = ownValue(entries, id);
  if (!found) throw new Error(`The catalogue has no entry ${id}`);
  return found;
}
