/** What several things have in common: one value, or that they differ. */
export type Common<Value> = { readonly same: true; readonly value: Value } | { readonly same: false };

/** The value that all have; values are compared by what they hold. */
export function commonOf<Value>(values: readonly Value[]): Common<Value> {
  const [first] = values;
  const wanted = JSON.stringify(first);
  return values.length > 0 && values.every((value) => JSON.stringify(value) === wanted)
    ? { same: true, value: first as Value }
    : { same: false };
}
