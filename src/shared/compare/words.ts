import { type FigureWords, type Say, verdictSentence } from '#shared/serving/verdict-words';
import type { ComparedVerdict, Comparison, ReachedService } from './comparison';

/**
 * A verdict in words: which messages of the catalogue `compare` it is made of, with what fills them in. The screen, the command
 * line and the reports say it in the same sentences.
 */

export interface SaidSentence {
  readonly text: string;
  /** `alarm` where the fleets must not be held against each other as they stand. */
  readonly tone: 'plain' | 'fine' | 'alarm';
}

/** Below this the difference is not worth a word. */
const ALIKE = 0.01;
/** From this on a cost is said as a multiple. */
const MULTIPLE = 2;

export interface Speaking {
  /** Finds messages below `verdict` in the catalogue `compare`. */
  readonly say: Say;
  /** Finds those of the catalogue `service`. */
  readonly service: Say;
  readonly words: FigureWords;
}

/** What a verdict says, the most important first. */
export function verdictSentences(
  comparison: Comparison,
  verdict: ComparedVerdict,
  speaking: Speaking,
): readonly SaidSentence[] {
  return [
    headline(comparison, verdict, speaking),
    serviceSentence(comparison, verdict, speaking),
    ...throughput(comparison, verdict, speaking),
    ...monthsSentences(comparison, verdict, speaking),
    ...unpriced(verdict, speaking),
  ];
}

const nameOf = ({ scenarios }: Comparison, index: number): string => scenarios[index]?.name ?? '';

function headline(comparison: Comparison, verdict: ComparedVerdict, speaking: Speaking): SaidSentence {
  const [a, b] = [nameOf(comparison, comparison.baseline), nameOf(comparison, verdict.other)];
  const speed = speedClause(verdict, speaking);
  const cost = costClause(comparison, verdict, speaking);
  const at = verdict.speed?.at ?? 'deployment';
  return { text: speaking.say(`headline.${at}`, { a, b, speed, cost }), tone: 'plain' };
}

function speedClause({ models, speed }: ComparedVerdict, { say, words }: Speaking): string {
  const [mine, theirs] = models ?? [];
  const which =
    theirs === undefined
      ? say('model.none')
      : mine === theirs || speed?.at === 'need'
        ? say('model.same')
        : say('model.other', { model: theirs });
  if (speed === undefined) return say('speed.unknown', { which });
  const { ratio } = speed;
  if (Math.abs(ratio - 1) <= ALIKE) return say('speed.alike', { which });
  const faster = ratio > 1;
  const times = words.number(faster ? ratio : 1 / ratio);
  return say(faster ? 'speed.faster' : 'speed.slower', { which, times });
}

function costClause(
  { scenarios, baseline }: Comparison,
  { cost }: ComparedVerdict,
  { say, words }: Speaking,
): string {
  if (cost === undefined) return say('cost.unknown');
  const { ratio, over } = cost;
  const years = words.number(scenarios[baseline]?.years ?? 0);
  const span = over === 'years' ? say('span.years', { years }) : say('span.year');
  if (Math.abs(ratio - 1) <= ALIKE) return say('cost.alike', { span });
  if (ratio >= MULTIPLE) return say('cost.multiple', { times: words.number(ratio), span });
  return ratio > 1
    ? say('cost.more', { share: words.percent(ratio - 1), span })
    : say('cost.less', { share: words.percent(1 - ratio), span });
}

function serviceSentence(comparison: Comparison, verdict: ComparedVerdict, speaking: Speaking): SaidSentence {
  const [a, b] = [nameOf(comparison, comparison.baseline), nameOf(comparison, verdict.other)];
  const { standing } = verdict;
  const { say } = speaking;
  if (standing === 'undeclared') return { text: say('service.undeclared', { a }), tone: 'alarm' };
  const faults = [comparison.baseline, verdict.other]
    .map((index) => {
      const service = comparison.services[index];
      const said = service === undefined ? '' : serviceText(service, speaking);
      return say('service.of', { fleet: nameOf(comparison, index), faults: said });
    })
    .join(say('service.between'));
  const objective = objectiveText(comparison, speaking);
  const text = say(`service.${standing}`, { a, b, faults, objective });
  return { text, tone: standing === 'equal' ? 'fine' : 'alarm' };
}

/** What a fleet reaches of each need that has an objective or falls short. */
export function serviceText({ needs }: ReachedService, { service, words }: Speaking): string {
  const said = needs.filter(({ state, shortfalls }) => state !== 'undeclared' || shortfalls.length > 0);
  return words.list(said.map((verdict) => verdictSentence(verdict, { say: service, words })));
}

/** What the baseline is asked to do, need by need. */
export function objectiveText({ needs }: Comparison, { say, words }: Speaking): string {
  return words.list(
    needs.map(({ requestsPerSecond, objective }) => {
      const first = objective?.timeToFirstTokenSeconds;
      const each = objective?.timePerOutputTokenSeconds;
      const parts = [
        say('objective.rate', { rate: words.number(requestsPerSecond) }),
        ...(first === undefined ? [] : [say('objective.first', { seconds: words.seconds(first) })]),
        ...(each === undefined ? [] : [say('objective.each', { seconds: words.seconds(each) })]),
        ...(first === undefined && each === undefined
          ? []
          : [say('objective.percentile', { percentile: String(objective?.percentile ?? '') })]),
      ];
      return parts.join(say('objective.between'));
    }),
  );
}

function throughput(
  comparison: Comparison,
  { other, throughputRatio: ratio }: ComparedVerdict,
  { say, words }: Speaking,
): readonly SaidSentence[] {
  if (ratio === undefined || Math.abs(ratio - 1) <= ALIKE) return [];
  const [a, b] = [nameOf(comparison, comparison.baseline), nameOf(comparison, other)];
  const times = words.number(ratio > 1 ? ratio : 1 / ratio);
  return [{ text: say(ratio > 1 ? 'throughput.more' : 'throughput.less', { a, b, times }), tone: 'plain' }];
}

/** Which fleet has cost less at first, and from which month on the other; nothing where one has no price. */
export function monthsSentences(
  comparison: Comparison,
  { other, overMonths: found }: ComparedVerdict,
  { say, words }: Speaking,
): readonly SaidSentence[] {
  if (found?.firstCheaper === undefined) return [];
  const { baseline } = comparison;
  const { firstCheaper, crossings } = found;
  const dearer = firstCheaper === baseline ? other : baseline;
  const first = { cheap: nameOf(comparison, firstCheaper), dear: nameOf(comparison, dearer) };
  if (crossings.length === 0) return [{ text: say('months.never', first), tone: 'plain' }];
  const turns = crossings.map(({ month, cheaper }) =>
    say('months.turn', { month: words.number(month), fleet: nameOf(comparison, cheaper) }),
  );
  return [
    { text: say('months.crossing', { ...first, turns: turns.join(say('months.between')) }), tone: 'plain' },
  ];
}

function unpriced({ unpriced: names }: ComparedVerdict, { say, words }: Speaking): readonly SaidSentence[] {
  return names.length === 0 ? [] : [{ text: say('unpriced', { names: words.list(names) }), tone: 'plain' }];
}
