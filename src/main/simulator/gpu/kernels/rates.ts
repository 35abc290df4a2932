/** What of an accelerator the forms of its kernels depend on. */
export interface Rates {
  /** Dense peaks of the matrix units in FLOP/s, by the width of what they multiply. */
  readonly flops16: number;
  readonly flops8: number;
  readonly bytesPerSecond: number;
  readonly multiprocessors: number;
  /** One direction of the link to the other accelerators of a server. */
  readonly linkBytesPerSecond: number;
  /** Seconds that a crossing of that link takes beyond what the measured one, NVLink, takes. */
  readonly linkSeconds: number;
}

/** The part that the measured tables come from: H100 80GB SXM (facts.md section 3; 132 multiprocessors). */
export const measuredPart: Rates = {
  flops16: 989e12,
  flops8: 1979e12,
  bytesPerSecond: 3.35e12,
  multiprocessors: 132,
  linkBytesPerSecond: 450e9,
  linkSeconds: 0,
};
