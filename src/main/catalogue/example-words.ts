import type { Language } from '#shared/language';
import type { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/zod';

const text = z.string().min(1).max(2_000);
const namesById = z.record(z.string().max(80), text);

/** What a user reads in an example: its name and note, and the names of what runs on it by id. */
export const ExampleWords = z.strictObject({
  name: text,
  note: text,
  workloads: namesById,
  deployments: namesById,
});
export type ExampleWords = Readonly<z.infer<typeof ExampleWords>>;

/** The words of every example by its id. */
export const WordsOfExamples = z.record(z.string().max(80), ExampleWords);
export type WordsOfExamples = Readonly<z.infer<typeof WordsOfExamples>>;

/** Every language but that of the examples themselves. */
export type TranslatedLanguage = Exclude<Language, 'en'>;

/** The same scenario in other words; what has none keeps its own. */
export function inWords(example: Scenario, words: ExampleWords | undefined): Scenario {
  if (words === undefined) return example;
  return {
    ...example,
    name: words.name,
    note: words.note,
    workloads: renamed(example.workloads, words.workloads),
    deployments: renamed(example.deployments, words.deployments),
  };
}

function renamed<Named extends { readonly name: string }>(
  things: Readonly<Record<string, Named>>,
  names: Readonly<Record<string, string>>,
): Record<string, Named> {
  return Object.fromEntries(
    Object.entries(things).map(([id, thing]) => [id, { ...thing, name: names[id] ?? thing.name }]),
  );
}
