import type { Finance } from '#shared/scenario/finance';
import type { Command } from '#renderer/documents/command';

/** Changes terms of finance; `term` is what the user sees changed. A term set to undefined is left out again. */
export const changeTerm = (
  change: { readonly [Term in keyof Finance]?: Finance[Term] | undefined },
  term: string,
): Command => ({
  name: { key: 'commands:finance', params: { term } },
  recipe: (draft) => {
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined) Reflect.deleteProperty(draft.finance, key);
      else Object.assign(draft.finance, { [key]: value });
    }
  },
  merge: `finance ${Object.keys(change).join()}`,
});
