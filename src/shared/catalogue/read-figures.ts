import type { FigurePath } from './catalogue';

/**
 * Figures that a scenario may change because something derives from them: only those are offered, and a change of any
 * other is said to have no effect. The general figures are named here one by one, as each has a reader of its own.
 */
const read: readonly RegExp[] = [
  /^accelerators\/[^/]+\/(memory|memoryBandwidth|linkBandwidth|densePeak\.\w+|power\.(idle|typical|maximum))$/,
  /^deviceTypes\/[^/]+\/(depth|mass|power\.(idle|typical|maximum)|supplies\.rated|airflow|statedHeat|embodiedCarbon)$/,
  /^rackTypes\/[^/]+\/(width|depth|usableDepth|massLimit|emptyMass)$/,
  /^sites\/[^/]+\/(tariff|carbonIntensity|powerUsageEffectiveness)$/,
  /^prices\/[^/]+\/amount$/,
  /^exchangeRates\/[^/]+\/rate$/,
  /^figures\/(colocation-rent|rack-lease|facility-depreciation-years|input-token-weight|planner-internode-bandwidth)\/figure$/,
  /^figures\/(zero-unit-mounts|aisle-least-width|air-density-open|air-density-contained|cable-reach-[^/]+)\/figure$/,
];

/** Whether anything derived from a scenario reads the figure at this path. */
export const isFigureRead = (path: FigurePath): boolean => read.some((pattern) => pattern.test(path));
