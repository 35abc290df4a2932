/** One claim of the article or of a commentator, what our own functions compute for it, and the verdict. */
export interface CheckedClaim {
  /** The number of the claim in docs/facts.md section 0. */
  readonly id: string;
  /** Names the claim's words in the message catalogue. */
  readonly claim: string;
  readonly verdict: 'holds' | 'holds-with-reservations' | 'misleading' | 'wrong' | 'cannot-be-checked';
  /** What was computed, each with the value claimed where there is one. */
  readonly computed: readonly {
    readonly name: string;
    readonly value: number;
    readonly unit: string;
    readonly claimed?: number;
  }[];
  /** Names the explanation in the message catalogue. */
  readonly why: string;
  readonly source: string;
}
