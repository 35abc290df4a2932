/** What of an accelerator the forms of its kernels depend on. */
export interface Rates extends LinkRates {
  /** Dense peaks of the matrix units in FLOP/s, by the width of what they multiply. */
  readonly flops16: number;
  readonly flops8: number;
  /** That of eight bits where the part has nothing narrower. */
  readonly flops4: number;
  readonly bytesPerSecond: number;
  readonly multiprocessors: number;
}

/** How the devices that exchange messages reach one another. */
export interface LinkRates {
  /** One direction of the link to the other accelerators of a server. */
  readonly linkBytesPerSecond: number;
  /** Seconds that a crossing to a far device takes beyond what one of the measured link, NVLink, takes. */
  readonly linkSeconds: number;
  /** Devices that are near each other, so that nothing crosses that far between them. */
  readonly nearDevices: number;
  /** One way between servers, for each device; absent where all devices are within reach of one server and its link. */
  readonly farBytesPerSecond?: number | undefined;
  /** Whether the link is PCIe, over which engines' own collectives do not run. */
  readonly overPcie: boolean;
}

/** Bits that the matrix units multiply. */
export type Width = 4 | 8 | 16;

export function peakOf(rates: Rates, bits: Width): number {
  if (bits === 16) return rates.flops16;
  return bits === 8 ? rates.flops8 : rates.flops4;
}
