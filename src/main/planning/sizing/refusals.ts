import { withUnit } from '#shared/language/written';
import { metPercent } from '#shared/serving/verdict-words';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Precision } from '#shared/catalogue/entries';
import { estimateLimits } from '#shared/estimate/case';
import type { Refusal } from '#shared/refusal/refusal';
import type { SizingRequest, UnsizedFleet } from '#shared/sizing/sizing';
import { unknownId } from '#shared/refusal/unknown-id';
import type { Searching } from './candidates';
import type { Confirmed } from './confirm';
import { counted, written } from '#shared/text/plural';

/** Why a hardware does not serve a need, each with the limit and how near it comes. */

export const unknownHardware = (id: string, { accelerators: known }: Catalogue): Refusal =>
  unknownId({ code: 'size-unknown-hardware', what: 'hardware', parameter: 'hardware', id, known });

export const unknownModel = (id: string, { models: known }: Catalogue): Refusal =>
  unknownId({ code: 'size-unknown-model', what: 'model', parameter: 'model', id, known });

export const noServer = (hardware: string): Refusal => ({
  code: 'size-no-server',
  message: `No server in the catalogue takes ${hardware}.`,
  params: { hardware },
});

export const noPrecision = (hardware: string, { weights }: SizingRequest): Refusal => ({
  code: 'size-no-precision',
  message: `${hardware} supports none of the allowed precisions: ${weights.join(', ')}.`,
  remedy: 'Allow another precision.',
  params: { hardware, precisions: weights.join(', ') },
});

export const noRoom = (
  hardware: string,
  { request }: Searching,
  precisions: readonly Precision[],
): Refusal => ({
  code: 'size-no-room',
  message: `${request.workload.model} in ${precisions.join(' or ')} with one request does not fit on ${hardware} with any split.`,
  params: { hardware, model: request.workload.model, weights: precisions.join(', ') },
});

/** The need is larger than any fleet that a scenario holds. */
export const fleetTooLarge = (hardware: string, devices: number): Refusal => ({
  code: 'size-fleet-too-large',
  message: `The demand needs at least ${written(devices)} × ${hardware}; a fleet has at most ${counted(estimateLimits.devices, 'accelerator')}.`,
  limit: estimateLimits.devices,
  demand: devices,
  remedy: 'Split the demand into several fleets.',
  params: { hardware, devices, limit: estimateLimits.devices },
});

/** The simulation has the last word: the best number of replicas that was tried, and how many requests it served in time. */
export function notConfirmed(
  hardware: string,
  { objective }: SizingRequest,
  { replicas, answer }: Confirmed,
): Refusal {
  const reached = metPercent(answer.served.metShare);
  return {
    code: 'size-not-confirmed',
    message: `In simulation, ${withUnit(String(reached), '%')} of requests meet the objective with ${counted(replicas, 'replica')} of ${hardware} (the best tried); the objective is ${withUnit(String(objective.percentile), '%')}.`,
    limit: objective.percentile,
    demand: reached,
    unit: '%',
    params: { hardware, percentile: objective.percentile, reached, replicas },
  };
}

const milliseconds = (seconds: number): number => Math.round(seconds * 10_000) / 10;

/** What blocks it: the time that is missed even by a single request, with what it comes to. */
export function objectiveMissed(
  hardware: string,
  { objective }: SizingRequest,
  nearest: UnsizedFleet['nearest'],
): Refusal {
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each } = objective;
  const reached = nearest ?? { timeToFirstTokenSeconds: 0, timePerOutputTokenSeconds: 0, bound: 'overhead' };
  const firstIsMissed =
    first !== undefined &&
    reached.timeToFirstTokenSeconds / first > reached.timePerOutputTokenSeconds / (each ?? Infinity);
  const limit = (firstIsMissed ? first : each) ?? 0;
  const demand = firstIsMissed ? reached.timeToFirstTokenSeconds : reached.timePerOutputTokenSeconds;
  const what = firstIsMissed ? 'the first token' : 'each token';
  return {
    code: firstIsMissed ? 'size-first-token-missed' : 'size-output-token-missed',
    message: `Even a single request waits ${milliseconds(demand)} ms for ${what} on ${hardware}; the limit is ${milliseconds(limit)} ms. It is bound by ${reached.bound.replaceAll('-', ' ')}.`,
    limit,
    demand,
    unit: 's',
    params: {
      hardware,
      demand: milliseconds(demand),
      limit: milliseconds(limit),
      bound: reached.bound,
    },
  };
}
