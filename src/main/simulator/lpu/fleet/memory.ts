import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { bytes } from '#shared/units/units';
import type { Precision } from '#shared/catalogue/entries';
import { cacheOnLpu, type MemoryFit } from '#main/simulator/case/kv-cache';
import type { ModelShape, ResolvedCase } from '#main/simulator/case/resolved-case';
import { RESERVED_SHARE, storedBytes } from './generation';
import type { FleetSplit } from './split';
import { counted, written } from '#shared/text/plural';

export interface SramDemand {
  readonly model: ModelShape;
  readonly hardware: string;
  readonly split: FleetSplit;
  readonly weights: Precision;
  readonly kv: Precision;
  readonly capacityBytes: number;
  /** Tokens of one user at its longest. */
  readonly tokens: number;
}

/**
 * Weights are spread evenly over all chips, to the matrix, as a compiler does that is free to cut anywhere; the cache likewise.
 * Refuses with capacity, demand and the number of chips that would do.
 */
export function fitSram(demand: SramDemand): Result<MemoryFit, Refusal> {
  const { model, split, capacityBytes, tokens } = demand;
  const chips = split.tensor * split.pipeline;
  const weights = (model.parameters * storedBytes(demand.weights)) / chips;
  const cache = cacheOnLpu(model, demand.kv, split);
  const perUser = cache.bytesOf(tokens);
  const other = capacityBytes * RESERVED_SHARE;
  const users = Math.floor((capacityBytes - other - weights) / perUser);
  if (users >= 1) {
    return success({
      weights: bytes(weights),
      kv: bytes(perUser * users),
      other: bytes(other),
      capacity: bytes(capacityBytes),
      requestsThatFit: users,
      cache,
    });
  }
  return failure(
    refusalOf(demand, { needed: weights + perUser + other, total: (weights + perUser) * chips }),
  );
}

/** Whether a case fits the SRAM of its chips with prompts and answers at their length. */
export const fitSramOf = ({ model, hardware, parallelism, weights, kv, input, output }: ResolvedCase) =>
  fitSram({
    model,
    hardware: hardware.id,
    split: parallelism,
    weights,
    kv,
    capacityBytes: hardware.memoryBytes,
    tokens: input + output,
  });

interface Needed {
  readonly needed: number;
  readonly total: number;
}

function refusalOf(
  { model, hardware, weights, tokens, capacityBytes, split }: SramDemand,
  { needed, total }: Needed,
): Refusal {
  const chips = split.tensor * split.pipeline;
  const enough = Math.ceil(total / (capacityBytes * (1 - RESERVED_SHARE)));
  const megabytes = (value: number): string => `${(value / 1e6).toFixed(1)} MB`;
  const remedy = `${counted(enough, 'chip')} would hold it; with a lower precision or a shorter context, fewer may.`;
  return {
    code: 'memory-capacity',
    message:
      `${model.id} in ${weights} with one user of ${counted(tokens, 'token')} needs ${megabytes(needed)} on each of ${written(chips)} ` +
      `${hardware}, which has ${megabytes(capacityBytes)} of SRAM. ${remedy}`,
    limit: capacityBytes,
    demand: needed,
    unit: 'B',
    remedy,
    params: {
      model: model.id,
      hardware,
      weights,
      chips,
      enough,
      needs: megabytes(needed),
      has: megabytes(capacityBytes),
    },
  };
}
