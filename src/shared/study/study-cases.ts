import { withChanges } from './study-terms';
import type { Scenario } from '#shared/scenario/schema';
import { configurationsOf, sweepAxes } from '#shared/sizing/sweep';
import type { Need, PricePoint, SitePoint, Stage, Study, StudyLevel } from './study';

/** The numbering of the cases of a study: by need, site, price and then by the lists, the last varying fastest. */

/** All cases of one need at one site and price. */
export interface Block {
  readonly index: number;
  readonly need: Need;
  readonly site: SitePoint;
  readonly price: PricePoint;
  readonly terms: Scenario;
  /** The lists that are combined. */
  readonly lists: StudyLists;
  /** The number of its first case, and how many it has. */
  readonly from: number;
  readonly size: number;
}

/** The lists of one block, as a sweep takes them. */
export type StudyLists = Pick<
  Study,
  | 'hardware'
  | 'devices'
  | 'tensorParallel'
  | 'pipelineParallel'
  | 'attentionDataParallel'
  | 'expertParallel'
  | 'redundantExperts'
  | 'weights'
  | 'kv'
  | 'engine'
  | 'utilisation'
> &
  Pick<Need, 'model' | 'input' | 'output' | 'requestsPerSecond' | 'batch'> & {
    readonly serverPrice?: number[];
    readonly acceleratorPrice?: number[];
  };

/** What a level works on: single configurations, or needs on a hardware, whose configuration is searched for. */
export type Unit = 'configuration' | 'need';
export const unitOf = (level: StudyLevel): Unit =>
  level === 'estimate' || level === 'simulate' ? 'configuration' : 'need';

/** The lists that tell needs apart; what else is configured is for the sizing to find. */
const needLists = ({ hardware, model, input, output, requestsPerSecond }: StudyLists): StudyLists => ({
  hardware,
  model,
  input,
  output,
  requestsPerSecond,
  devices: [1],
});

function listsOf(
  study: Study,
  { need, price }: { readonly need: Need; readonly price: PricePoint },
): StudyLists {
  const { hardware, devices, tensorParallel, pipelineParallel, attentionDataParallel } = study;
  const { expertParallel, redundantExperts, weights, kv, engine, utilisation } = study;
  const { model, input, output, requestsPerSecond, batch } = need;
  const { serverPrice, acceleratorPrice } = price;
  return {
    ...{ hardware, devices, tensorParallel, pipelineParallel, attentionDataParallel },
    ...{ expertParallel, redundantExperts, weights, kv, engine, utilisation },
    ...{ model, input, output, requestsPerSecond, batch },
    ...(serverPrice === undefined ? {} : { serverPrice: [serverPrice] }),
    ...(acceleratorPrice === undefined ? {} : { acceleratorPrice: [acceleratorPrice] }),
  };
}

/** The blocks of a study in their order, numbered for what a level works on. */
export function blocksOf(study: Study, unit: Unit): readonly Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const need of study.needs) {
    for (const site of study.sites) {
      for (const price of study.prices) {
        const all = listsOf(study, { need, price });
        const lists = unit === 'need' ? needLists(all) : all;
        const size = configurationsOf(lists);
        const terms = withChanges(withChanges(study.terms, site), price);
        blocks.push({ index: blocks.length, need, site, price, terms, lists, from, size });
        from += size;
      }
    }
  }
  return blocks;
}

export const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { size }) => sum + size, 0);

/** The block that holds a case. */
export function blockWith(blocks: readonly Block[], number: number): Block {
  let [low, high] = [0, blocks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((blocks[middle]?.from ?? 0) <= number) low = middle;
    else high = middle - 1;
  }
  const block = blocks[low];
  if (block === undefined || number < block.from || number >= block.from + block.size)
    throw new RangeError(`The study has no case ${number}`);
  return block;
}

/** The axes of a configuration that its need has too. */
const ofNeed: ReadonlySet<string> = new Set(['hardware', 'model', 'input', 'output', 'requestsPerSecond']);

/** The number of the need that a configuration answers. */
export function needOf(
  { lists, from, size }: Pick<Block, 'lists' | 'from' | 'size'>,
  number: number,
  needBlock: Pick<Block, 'from'>,
): number {
  let rest = number - from;
  let below = size;
  let answer = 0;
  for (const axis of sweepAxes) {
    const length = lists[axis]?.length ?? 1;
    below /= length;
    const place = Math.floor(rest / below);
    rest -= place * below;
    if (ofNeed.has(axis)) answer = answer * length + place;
  }
  return needBlock.from + answer;
}

/**
 * What a case is compared within: one demand — a model with its lengths and its rate — of one need at one site and price. It is the
 * same number for a configuration and for a need.
 */
export function demands(study: Study, unit: Unit): (number: number, block: Block) => number {
  const needs = blocksOf(study, 'need');
  const parts = study.hardware.length;
  return (number, block) => {
    const { from, size } = needs[block.index] ?? { from: 0, size: parts };
    const need = unit === 'need' ? number : needOf(block, number, { from });
    return from / parts + ((need - from) % (size / parts));
  };
}

/** The numbers that a stage works on of those that the stage before lets through: each once, in order. */
export function numbersFor(
  study: Study,
  kept: readonly number[],
  { before, stage }: { readonly before: Stage; readonly stage: Stage },
): readonly number[] {
  if (unitOf(before.level) === unitOf(stage.level)) return kept;
  const blocks = blocksOf(study, 'configuration');
  const needs = blocksOf(study, 'need');
  const numbers = kept.map((number) => {
    const block = blockWith(blocks, number);
    return needOf(block, number, needs[block.index] ?? { from: 0 });
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}
