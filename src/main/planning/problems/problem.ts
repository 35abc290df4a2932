import type { Problem } from '#shared/plan/plan';
import type { Refusal } from '#shared/refusal';
import texts from '../../../../resources/locales/en/problems.json';

/** A code that has a text and a way to mend what it names. */
export type ProblemCode = keyof typeof texts & keyof typeof texts.remedy;

type Params = Readonly<Record<string, string | number>>;

const fill = (text: string, params: Params): string =>
  text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : placeholder,
  );

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
    message: fill(texts[code], params),
    remedy: fill(texts.remedy[code], params),
    params,
    ...measure,
  };
  return { severity, place, refusal };
}
