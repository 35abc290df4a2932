/** The order of texts by their code units: the same on every machine, whatever its language. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of entries by their ids. */
export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  byCodeUnits(a.id, b.id);

/** Each of the texts once, where it came first. */
export const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
