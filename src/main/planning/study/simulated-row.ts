import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { caseOf, catalogueUnder, combination, pricerOf } from '#main/planning/sweep/sweep';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Percentiles, ServingAnswer } from '#shared/serving/report';
import { missedTimes, serviceAt } from '#shared/serving/service';
import type { Study } from '#shared/study/study';
import type { Block } from '#shared/study/study-cases';
import type { StudyValues } from '#shared/study/study-rows';

type Values = Readonly<Record<string, string | number | boolean | undefined>>;

const spread = (name: string, { mean, p50, p95, p99 }: Percentiles): Values => ({
  [name]: mean,
  [`${name}P50`]: p50,
  [`${name}P95`]: p95,
  [`${name}P99`]: p99,
});

/** Serves the configurations of a block event by event, each with the requests that every other one of the study meets. */
export function simulating(
  study: Study,
  block: Block,
  catalogue: Catalogue,
): (number: number) => StudyValues {
  const asked = { mode: 'serving', terms: block.terms, ...block.lists } as const;
  const effective = catalogueUnder(block.terms, catalogue);
  const price = pricerOf(asked, catalogue);
  const { lengths, objective } = block.need;
  const { seed, requests } = study;
  return (number) => {
    const picked = combination(block.lists, number - block.from);
    const { percentile, ...times } = objective ?? {};
    const [answer] = simulateCases(
      [
        {
          ...caseOf(asked, picked),
          seed,
          requests,
          lengths,
          ...(objective === undefined ? {} : { objective: times }),
        },
      ],
      effective,
    );
    if (answer === undefined) throw new Error('The simulation gave no answer');
    if ('error' in answer) return { fits: false, code: answer.error.code, reason: answer.error.message };
    if (!answer.fits) return { fits: false, code: answer.refusal.code, reason: answer.refusal.message };
    const { missing, ...priced } = price(picked, answer);
    return {
      fits: true,
      ...servedValues(answer),
      ...(percentile === undefined
        ? {}
        : { withinObjective: missedTimes(serviceAt(answer, percentile), times).length === 0 }),
      ...priced,
      missing: missing?.join('; '),
    };
  };
}

const servedValues = (answer: ServingAnswer): Values => ({
  seed: answer.seed,
  requests: answer.counts.arrived,
  outputTokensPerSecond: answer.outputTokensPerSecond,
  requestsServedPerSecond: answer.requestsPerSecond,
  goodputRequestsPerSecond: answer.goodputRequestsPerSecond,
  objectiveMetShare: answer.objectiveMetShare,
  ...spread('timeToFirstTokenSeconds', answer.timeToFirstTokenSeconds),
  ...spread('interTokenLatencySeconds', answer.interTokenLatencySeconds),
  ...spread('requestLatencySeconds', answer.requestLatencySeconds),
  energyPerOutputTokenJoules: answer.energyPerOutputTokenJoules,
});
