import type { Catalogue } from '#shared/catalogue/catalogue';
import { Precision, type Accelerator } from '#shared/catalogue/entries';
import { isKnown, type Figure } from '#shared/catalogue/figure';
import type { Hardware, PowerLevels, ServerShare } from './resolved-case';

/** The typical value of the preferred reading; undefined where nothing is published. */
const typicalOf = (figure: Figure): number | undefined =>
  isKnown(figure)
    ? figure.readings.find(({ referenceOnly }) => referenceOnly === undefined)?.typical
    : undefined;

/** An accelerator in plain numbers, or the name of the figure without which nothing can be predicted. */
export function hardwareOf(
  accelerator: Accelerator,
  catalogue: Catalogue,
): Hardware | { readonly missing: 'memory' | 'memoryBandwidth' | 'densePeak' } {
  const memoryBytes = typicalOf(accelerator.memory);
  if (memoryBytes === undefined) return { missing: 'memory' };
  const bytesPerSecond = typicalOf(accelerator.memoryBandwidth);
  if (bytesPerSecond === undefined) return { missing: 'memoryBandwidth' };
  const peaks = peaksOf(accelerator);
  if (Object.keys(peaks).length === 0) return { missing: 'densePeak' };
  return {
    id: accelerator.id,
    kind: accelerator.kind,
    memoryBytes,
    bytesPerSecond,
    peaks,
    linkBytesPerSecond: typicalOf(accelerator.linkBandwidth),
    betweenServersBytesPerSecond: betweenServers(catalogue),
    multiprocessors: accelerator.multiprocessors?.count,
    defaultEngine: accelerator.defaultEngine,
    power: levelsOf(accelerator),
    server: serverFor(accelerator, catalogue),
  };
}

/** Between servers, for each accelerator: a figure of the catalogue that a scenario may replace. */
function betweenServers({ figures }: Catalogue): number | undefined {
  const entry = figures['planner-internode-bandwidth'];
  return entry === undefined ? undefined : typicalOf(entry.figure);
}

function peaksOf(accelerator: Accelerator): Hardware['peaks'] {
  const peaks: Partial<Record<Precision, number>> = {};
  for (const precision of Precision.options) {
    const figure = accelerator.densePeak[precision];
    const peak = figure === undefined ? undefined : typicalOf(figure);
    if (peak !== undefined) peaks[precision] = peak;
  }
  return peaks;
}

function levelsOf({ power }: Pick<Accelerator, 'power'>): PowerLevels | undefined {
  const maximumWatts = typicalOf(power.maximum);
  if (maximumWatts === undefined) return undefined;
  return { idleWatts: typicalOf(power.idle), typicalWatts: typicalOf(power.typical), maximumWatts };
}

/** The first server of the catalogue that carries this accelerator. */
function serverFor(accelerator: Accelerator, catalogue: Catalogue): ServerShare | undefined {
  for (const device of Object.values(catalogue.deviceTypes)) {
    if (device.kind !== 'server' || device.accelerators?.type !== accelerator.id) continue;
    const levels = levelsOf(device);
    if (levels !== undefined) return { id: device.id, accelerators: device.accelerators.count, ...levels };
  }
  return undefined;
}
