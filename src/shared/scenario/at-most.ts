/** The arguments of a refinement that lets a record hold so many entries at most. */
export const atMost = (limit: number) =>
  [
    (entries: Readonly<Record<string, unknown>>) => Object.keys(entries).length <= limit,
    { message: `at most ${limit} entries` },
  ] as const;
