/** Figures that predictions of speed and power read; `*` is any id or level. */
const predictionFigures = [
  'accelerators/*/memory',
  'accelerators/*/memoryBandwidth',
  'accelerators/*/linkBandwidth',
  'accelerators/*/slotBandwidth',
  'accelerators/*/densePeak.*',
  'accelerators/*/reachedShare.*',
  'accelerators/*/power.*',
  'deviceTypes/*/power.*',
  'engines/*/reserve.fixed',
  'engines/*/reserve.collectives',
  'engines/*/reserve.shareOfTotal',
  'engines/*/reserve.shareOfFree',
  'figures/planner-internode-bandwidth/figure',
  'figures/planner-point-to-point-latency/figure',
  'figures/usual-slot-bandwidth/figure',
  'figures/lpu-carried-over-speed/figure',
] as const;

/** Figures that only plans, costs, drawings and quotes read. */
const planFigures = [
  'deviceTypes/*/depth',
  'deviceTypes/*/mass',
  'deviceTypes/*/supplies.rated',
  'deviceTypes/*/capacity',
  'deviceTypes/*/airflow',
  'deviceTypes/*/statedHeat',
  'deviceTypes/*/embodiedCarbon',
  'rackTypes/*/width',
  'rackTypes/*/depth',
  'rackTypes/*/usableDepth',
  'rackTypes/*/massLimit',
  'rackTypes/*/emptyMass',
  'sites/*/tariff',
  'sites/*/carbonIntensity',
  'sites/*/powerUsageEffectiveness',
  'prices/*/amount',
  'exchangeRates/*/rate',
  'figures/colocation-rent/figure',
  'figures/rack-lease/figure',
  'figures/facility-depreciation-years/figure',
  'figures/input-token-weight/figure',
  'figures/zero-unit-mounts/figure',
  'figures/aisle-least-width/figure',
  'figures/air-density-open/figure',
  'figures/air-density-contained/figure',
  'figures/cable-reach-*/figure',
] as const;

type Filled<Pattern extends string> = Pattern extends `${infer Start}*${infer Rest}`
  ? `${Start}${string}${Filled<Rest>}`
  : Pattern;

/**
 * The address of a figure that something derives from. The look-ups take no other, so that a reader of a further figure
 * names it here before it compiles; test/consistency/figures.test.ts holds that each of these has a reader.
 */
export type ReadFigurePath = Filled<(typeof predictionFigures | typeof planFigures)[number]>;

/** The id of a figure of no part in particular that predictions read. */
export type PredictionFigure =
  Extract<(typeof predictionFigures)[number], `figures/${string}`> extends `figures/${infer Id}/figure`
    ? Id
    : never;

const matcher = (patterns: readonly string[]): RegExp =>
  new RegExp(
    `^(?:${patterns.map((each) => each.replaceAll('.', '\\.').replaceAll('*', '[^/]+')).join('|')})$`,
  );

const [predictions, all] = [matcher(predictionFigures), matcher([...predictionFigures, ...planFigures])];

/** What is read, as addresses in which `*` is any id or level. */
export const readFigures: readonly string[] = [...predictionFigures, ...planFigures];

/** Whether anything derived from a scenario reads the figure at this path: only then has a change of it an effect. */
export const isFigureRead = (path: string): path is ReadFigurePath => all.test(path);

/** Whether predictions of speed and power read the figure at this path. */
export const isPredictionFigure = (path: string): boolean => predictions.test(path);
