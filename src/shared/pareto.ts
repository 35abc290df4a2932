/** A choice with something to pay, of which less is better, and something to get, of which more is. */
export interface Choice {
  readonly gain: number;
  readonly price: number;
}

/** Whether one choice is at least as good both ways and better in one. */
export const dominates = (a: Choice, b: Choice): boolean =>
  a.gain >= b.gain && a.price <= b.price && (a.gain > b.gain || a.price < b.price);

/**
 * Which choices no other dominates, as a flag for each in their order; equal ones stand or fall together. Found by one
 * pass over the choices from the largest gain down.
 */
export function paretoFlags(choices: readonly Choice[]): readonly boolean[] {
  const order = choices
    .map((choice, index) => ({ ...choice, index }))
    .sort((a, b) => b.gain - a.gain || a.price - b.price);
  const flags = choices.map(() => false);
  let best: Choice | undefined;
  for (const { gain, price, index } of order) {
    const equal = best?.gain === gain && best.price === price;
    if (best !== undefined && !equal && best.price <= price) continue;
    flags[index] = true;
    best = { gain, price };
  }
  return flags;
}
