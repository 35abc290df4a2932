/** Prompts are read in steps of their own before all decoding; one is split only where no step could hold it whole. */
export const prefillFirst = {
  advancing: (): number => 0,
  joins: (prompt: number, { taken, left }: { readonly taken: number; readonly left: number }): boolean =>
    taken === 0 || prompt <= left,
};
