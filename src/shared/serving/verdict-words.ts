import type { ServiceVerdict, Shortfall } from './verdict';

/** How a host writes figures. */
export interface FigureWords {
  /** About three significant digits. */
  readonly number: (value: number) => string;
  readonly percent: (fraction: number) => string;
  readonly seconds: (seconds: number) => string;
  /** Names of several things in one go. */
  readonly list: (names: readonly string[]) => string;
}

/** A message of the catalogue of the host, filled in. */
export type Say = (key: string, params?: Readonly<Record<string, string>>) => string;

/** `say` finds messages of the catalogue `service`. */
export interface VerdictSpeaking {
  readonly say: Say;
  readonly words: Pick<FigureWords, 'number' | 'seconds'>;
}

/** A verdict in one sentence, the same on every screen and in every file: service and objective, the verdict, and by what. */
export function verdictSentence(verdict: ServiceVerdict, speaking: VerdictSpeaking): string {
  const { say } = speaking;
  const { state, judged } = verdict;
  if (state === 'unknown') return say('unknown', { reason: reasonOf(verdict, speaking) });
  if (judged === 'simulation') return simulated(verdict, speaking);
  const services = verdict.shortfalls.map((shortfall) => shortfallText(shortfall, verdict, speaking));
  if (services.length === 0) return say('undeclared');
  const service = services.join(say('between'));
  return state === 'undeclared' ? service : say('estimated', { service, state: say(`states.${state}`) });
}

/** The same after the name of the workload. */
export const namedVerdict = (verdict: ServiceVerdict, speaking: VerdictSpeaking): string =>
  speaking.say('of', { name: verdict.name, said: verdictSentence(verdict, speaking) });

/** The share of requests that meet the objective in percent, rounded down: it reaches 100 only where all do. */
export const metPercent = (share: number): number => Math.floor(share * 1_000 + 1e-9) / 10;

function simulated(verdict: ServiceVerdict, speaking: VerdictSpeaking): string {
  const { say, words } = speaking;
  const { state, objective, served } = verdict;
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each } = objective ?? {};
  const time = (
    name: 'first' | 'each',
    value: number | undefined,
    limit: number | undefined,
  ): readonly string[] =>
    limit === undefined
      ? []
      : [
          say(name, {
            percentile: String(served?.percentile ?? 0),
            value: words.seconds(value ?? 0),
            limit: words.seconds(limit),
          }),
        ];
  const times = [
    ...time('first', served?.timeToFirstTokenSeconds, first),
    ...time('each', served?.timePerOutputTokenSeconds, each),
  ];
  return say(times.length > 1 ? 'simulatedBoth' : 'simulated', {
    service: times.join(say('between')),
    state: say(`states.${state}`),
    share: words.number(metPercent(served?.metShare ?? 0)),
    requests: words.number(served?.requests ?? 0),
  });
}

const knownReasons: readonly string[] = ['no-deployment', 'accelerators-missing'];

const reasonOf = ({ because = '' }: ServiceVerdict, { say }: VerdictSpeaking): string =>
  say(`reason.${knownReasons.includes(because) ? because : 'cannot-run'}`, { code: because });

/** What the estimate alone was sure of. */
function shortfallText(
  shortfall: Shortfall,
  { objective, reached }: ServiceVerdict,
  { say, words }: VerdictSpeaking,
): string {
  const both = (value: number | undefined, limit: number | undefined) => ({
    value: words.seconds(value ?? 0),
    limit: words.seconds(limit ?? 0),
  });
  switch (shortfall) {
    case 'time-to-first-token':
      return say('aloneFirst', both(reached?.timeToFirstTokenSeconds, objective?.timeToFirstTokenSeconds));
    case 'time-per-output-token':
      return say('aloneEach', both(reached?.timePerOutputTokenSeconds, objective?.timePerOutputTokenSeconds));
    case 'throughput':
      return say('overload', { share: words.number(100 * (reached?.loadShare ?? 0)) });
  }
}
