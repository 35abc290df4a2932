import { fillIn } from '#shared/fill-in';
import type { Problem } from '#shared/plan/plan';
import { inForm, type WithoutForm } from '#shared/plural';
import type { Refusal } from '#shared/refusal';
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
