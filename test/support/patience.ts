/** How long a unit test waits for a state: what a busy machine may need, where a second is the runners' own measure. */
export const PATIENTLY = { timeout: 30_000 } as const;
