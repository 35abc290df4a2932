import type { Catalogue } from '#shared/catalogue/catalogue';
import type { UserService } from '#shared/serving/service';
import {
  hasObjective,
  type Need,
  type ServiceVerdict,
  type SimulatedService,
  type VerdictState,
} from '#shared/serving/verdict';
import type { CountedScenario } from '#shared/plan/counted-scenario';
import type { Scenario } from '#shared/scenario/schema';
import { estimate as estimateByModels } from '#main/simulator/estimate';
import { predict, type Estimate } from '#main/planning/deployments/deployments';
import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import { planningContext } from '#main/planning/context/planning-context';
import {
  expectedAt,
  judgeObjective,
  type Expected,
  type ObjectiveAnswer,
  type ObjectiveMeans,
  type ObjectiveQuestion,
} from './objective';
import { lacksAccelerators, needsOf, sharesOf, type ServingFleet, type Share } from './shares';

/** What of its workloads' objectives a fleet meets, each by its own percentile; the one answer of every screen and command. */
export const verdictsOf = (
  fleet: ServingFleet,
  published: Catalogue,
  estimate: Estimate = estimateByModels,
): readonly ServiceVerdict[] => verdictsOn(needsOf(fleet.scenario), fleet, published, estimate);

/** The same of needs that may be another fleet's. */
export function verdictsOn(
  needs: readonly Need[],
  fleet: ServingFleet,
  published: Catalogue,
  estimate: Estimate = estimateByModels,
): readonly ServiceVerdict[] {
  if (needs.length === 0) return [];
  const means = serviceMeans(fleet.scenario, published, estimate);
  const shares = sharesOf(needs, fleet);
  return needs.map((need) =>
    verdictOn(
      need,
      shares.filter((share) => share.need === need),
      { fleet, means },
    ),
  );
}

/** The same of a scenario whose racks are counted already. */
export function verdictsOfCounted(
  { scenario, placed }: CountedScenario,
  published: Catalogue,
): readonly ServiceVerdict[] {
  const context = planningContext(scenario, published);
  const deployments = predict(estimateByModels, context).map(({ deployment, result }) => ({
    id: deployment.id,
    result,
    acceleratorsPlaced: placed[deployment.estimate.hardware] ?? 0,
    acceleratorsNeeded: deployment.estimate.devices,
  }));
  return verdictsOf({ scenario, deployments }, published);
}

/** What judging a scenario reads: the models, and the catalogue with its own figures. */
export const serviceMeans = (
  scenario: Scenario,
  published: Catalogue,
  estimate: Estimate,
): ObjectiveMeans => ({
  estimate,
  catalogue: effectiveCatalogue(planningContext(scenario, published).catalogue, scenario),
});

interface Judging {
  readonly fleet: ServingFleet;
  readonly means: ObjectiveMeans;
}

function verdictOn(need: Need, shares: readonly Share[], { fleet, means }: Judging): ServiceVerdict {
  const { id, name, requestsPerSecond, objective } = need;
  const asked = {
    need: id,
    name,
    deployments: shares.map(({ deployment }) => deployment.id),
    requestsPerSecond,
    ...(objective === undefined ? {} : { objective }),
  };
  const unknown = (because: string): ServiceVerdict => ({
    ...asked,
    state: 'unknown',
    because,
    shortfalls: [],
  });
  if (shares.length === 0) return unknown('no-deployment');
  if (shares.some(({ deployment }) => lacksAccelerators(fleet, deployment)))
    return unknown('accelerators-missing');
  const answers: Judged[] = [];
  for (const share of shares) {
    const answer = answerOf(share, means);
    if (typeof answer === 'string') return unknown(answer);
    answers.push(answer);
  }
  return { ...asked, ...slowest(answers) };
}

/** What one deployment gives; without an objective the estimate only says what to expect. */
type Judged = Pick<ObjectiveAnswer, 'expected' | 'served' | 'shortfalls'> & {
  readonly state: VerdictState;
  readonly judged?: ObjectiveAnswer['judged'];
};

/** The question that a share in a need asks of its deployment. */
export const questionOf = ({ need, deployment, requestsPerSecond }: Share): ObjectiveQuestion => ({
  estimate: { ...deployment.estimate, input: need.inputTokens, output: need.outputTokens },
  requestsPerSecond,
  objective: need.objective ?? {},
  percentile: need.objective?.percentile ?? 0,
});

function answerOf(share: Share, means: ObjectiveMeans): Judged | string {
  const question = questionOf(share);
  if (hasObjective(share.need)) {
    const answer = judgeObjective(question, means);
    if (answer === undefined) return 'no-prediction';
    return 'expected' in answer ? answer : codeOf(answer);
  }
  const expected = expectedAt(question, means);
  if (expected === undefined) return 'no-prediction';
  if (!('loadShare' in expected)) return codeOf(expected);
  return {
    state: 'undeclared',
    expected,
    shortfalls: expected.loadShare > 1 ? ['throughput'] : [],
  };
}

type Refused = Exclude<ReturnType<typeof judgeObjective>, ObjectiveAnswer | undefined>;

const codeOf = (refused: Refused): string => ('error' in refused ? refused.error.code : refused.refusal.code);

/** From the worst to the best; what is shared is served as badly as by the worst. */
const worstFirst: readonly VerdictState[] = ['missed', 'unsure', 'met', 'undeclared', 'unknown'];

function slowest(
  answers: readonly Judged[],
): Pick<ServiceVerdict, 'state' | 'judged' | 'reached' | 'served' | 'shortfalls'> {
  const [worst] = answers.toSorted((a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state));
  const served = answers.flatMap((answer) => answer.served ?? []);
  const byEstimate = served.length < answers.length;
  const judged =
    worst?.judged === undefined ? {} : { judged: byEstimate ? ('estimate' as const) : worst.judged };
  return {
    state: worst?.state ?? 'unknown',
    ...judged,
    reached: slowestOf(answers.map(({ expected }) => expected)),
    ...(byEstimate ? {} : { served: slowestRun(served) }),
    shortfalls: [...new Set(answers.flatMap(({ shortfalls }) => shortfalls))],
  };
}

const most = <Value>(values: readonly Value[], read: (value: Value) => number): number =>
  Math.max(...values.map(read));

const slowestTimes = (services: readonly UserService[]): UserService => ({
  timeToFirstTokenSeconds: most(services, ({ timeToFirstTokenSeconds }) => timeToFirstTokenSeconds),
  timePerOutputTokenSeconds: most(services, ({ timePerOutputTokenSeconds }) => timePerOutputTokenSeconds),
});

const slowestOf = (expected: readonly Expected[]): Expected => ({
  ...slowestTimes(expected),
  loadShare: most(expected, ({ loadShare }) => loadShare),
});

const slowestRun = (runs: readonly SimulatedService[]): SimulatedService => ({
  ...slowestTimes(runs),
  percentile: most(runs, ({ percentile }) => percentile),
  metShare: Math.min(...runs.map(({ metShare }) => metShare)),
  requests: runs.reduce((sum, { requests }) => sum + requests, 0),
});
