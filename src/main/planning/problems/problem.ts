import { byCodeUnits } from '#shared/text/order';
import { type Problem, severityRank } from '#shared/plan/plan';
import { inForm, type WithoutForm } from '#shared/text/plural';
import type { Refusal } from '#shared/refusal/refusal';
import { fillIn } from '#shared/language/language';
import type { Kilograms, Watts } from '#shared/units/units';
import texts from '../../../../resources/locales/en/problems.json';

/** A code that has a text and a way to mend what it names. */
export type ProblemCode = WithoutForm<keyof typeof texts> & WithoutForm<keyof typeof texts.remedy>;

type Params = Readonly<Record<string, string | number>>;

const { remedy: remedies, ...messages } = texts;

const sentence = (from: Readonly<Record<string, string>>, code: ProblemCode, params: Params): string =>
  fillIn(inForm((key) => from[key], { key: code, count: params['count'], language: 'en' }) ?? code, params);

/** What a problem is about, in the texts of the message catalogue `problems`. */
export function problem({
  severity,
  place,
  code,
  params,
  measure = {},
}: {
  readonly severity: Problem['severity'];
  readonly place: Problem['place'];
  readonly code: ProblemCode;
  /** Numbers are formatted with their units: they read the same in every language offered. */
  readonly params: Params;
  readonly measure?: Pick<Refusal, 'limit' | 'demand' | 'unit' | 'path'>;
}): Problem {
  const refusal: Refusal = {
    code,
    message: sentence(messages, code, params),
    remedy: sentence(remedies, code, params),
    params,
    ...measure,
  };
  return { severity, place, refusal };
}

/** Kilowatts with one decimal, as feeds and breakers are spoken of. */
export const kilowattText = (power: Watts): string => `${(power / 1_000).toFixed(1)} kW`;

export const kilogramText = (mass: Kilograms): string => `${Math.round(mass)} kg`;

/** Metres in millimetres, as racks and devices are measured. */
export const millimetreText = (meters: number): string => `${Math.round(meters * 1_000)} mm`;

function overload({ refusal: { demand, limit } }: Problem): number {
  if (demand === undefined || limit === undefined) return 0;
  return limit > 0 ? demand / limit : Number.MAX_VALUE;
}

// A planner keeps the problems of racks that did not change, and with them their addresses.
const addresses = new WeakMap<Problem, string>();

function addressOf(problem: Problem): string {
  const known = addresses.get(problem);
  if (known !== undefined) return known;
  const address = `${JSON.stringify(problem.place)}${problem.refusal.code}${problem.refusal.message}`;
  addresses.set(problem, address);
  return address;
}

/** Worst first: errors before warnings before notes, the largest overload first, then by place. */
export function worstFirst(problems: readonly Problem[]): readonly Problem[] {
  const addressed = problems.map((problem) => ({
    problem,
    overload: overload(problem),
    address: addressOf(problem),
  }));
  addressed.sort(
    (a, b) =>
      severityRank[a.problem.severity] - severityRank[b.problem.severity] ||
      b.overload - a.overload ||
      byCodeUnits(a.address, b.address),
  );
  return addressed.map(({ problem }) => problem);
}
