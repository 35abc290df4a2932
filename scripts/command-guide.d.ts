interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}
export declare const examples: readonly (readonly [string, readonly string[]])[];
export declare function guideSections(
  run: (words: readonly string[]) => Promise<Ran>,
): Promise<readonly string[]>;
