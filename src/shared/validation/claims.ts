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

/**
 * The dispute over "40 times dearer": five assumptions explain all disagreement (facts section 6). Here they are numbers,
 * and the verdict follows from them at once, so that a reader can move one and see what it does.
 */

export interface DisputeAssumptions {
  /** US dollars for one LPU card. */
  readonly cardPrice: number;
  readonly cards: number;
  readonly wattsPerCard: number;
  /** Requests that the LPU fleet serves at once: its occupancy. */
  readonly requestsAtOnce: number;
  /** How much of the GPU throughput that the LPU fleet's load leaves idle is counted as sold to others, 0 to 1. */
  readonly creditForIdle: number;
}

export const disputeFields = [
  'cardPrice',
  'cards',
  'wattsPerCard',
  'requestsAtOnce',
  'creditForIdle',
] as const satisfies readonly (keyof DisputeAssumptions)[];
export type DisputeField = (typeof disputeFields)[number];

export const disputeLimits: Readonly<
  Record<DisputeField, { readonly minimum: number; readonly maximum: number; readonly step: number }>
> = {
  cardPrice: { minimum: 100, maximum: 25_000, step: 100 },
  cards: { minimum: 280, maximum: 640, step: 1 },
  wattsPerCard: { minimum: 150, maximum: 400, step: 5 },
  requestsAtOnce: { minimum: 1, maximum: 600, step: 1 },
  creditForIdle: { minimum: 0, maximum: 1, step: 0.05 },
};

/** Who said what; a field that is not stated is left as the reader has it. */
export interface DisputePosition {
  readonly id: string;
  /** A source of the catalogue. */
  readonly source: string;
  readonly stated: Readonly<Partial<DisputeAssumptions>>;
}

/** What does not depend on the assumptions: the GPU server, and how fast each side is, as we predict it. */
export interface DisputeBase {
  readonly model: string;
  readonly gpuServer: {
    readonly price: number;
    readonly watts: number;
    /** Output tokens a second when saturated; undefined where nothing is predicted. */
    readonly tokensPerSecond: number;
    readonly tokensPerSecondPerUser: number;
  };
  /** Output tokens a second that one user of the LPU fleet gets. */
  readonly lpuTokensPerSecondPerUser: number;
  readonly years: number;
  /** Dollars per kilowatt and month of hosting, energy included. */
  readonly rentPerKilowattMonth: number;
  readonly positions: readonly DisputePosition[];
  readonly neutral: DisputeAssumptions;
}

export interface DisputeVerdict {
  readonly lpuHardware: number;
  readonly lpuWatts: number;
  readonly lpuTokensPerSecond: number;
  /** GPU servers whose saturated throughput carries the same tokens. */
  readonly gpuServers: number;
  /** Share of their throughput that this load leaves idle. */
  readonly gpuIdle: number;
  readonly gpuHardware: number;
  /** The article's own comparison: the LPU cards against one GPU server. */
  readonly hardwareAgainstOneServer: number;
  readonly powerAgainstOneServer: number;
  /** The same against as many servers as carry the same tokens, idle throughput credited. */
  readonly hardwareAtEqualThroughput: number;
  readonly powerAtEqualThroughput: number;
  /** Hardware and hosting over the years, per million output tokens. */
  readonly lpuPerMillionTokens: number;
  readonly gpuPerMillionTokens: number;
  readonly costAtEqualThroughput: number;
  /** How much faster one user is served. */
  readonly speed: number;
}

const HOURS_PER_MONTH = 730;
const MONTHS_PER_YEAR = 12;
const SECONDS_PER_HOUR = 3_600;

/** What follows from a set of assumptions. Prices in dollars; ratios are LPU over GPU. */
export function disputeVerdict(base: DisputeBase, assumed: DisputeAssumptions): DisputeVerdict {
  const { gpuServer } = base;
  const lpuHardware = assumed.cards * assumed.cardPrice;
  const lpuWatts = assumed.cards * assumed.wattsPerCard;
  const lpuTokensPerSecond = assumed.requestsAtOnce * base.lpuTokensPerSecondPerUser;
  const gpuServers = Math.max(1, Math.ceil(lpuTokensPerSecond / gpuServer.tokensPerSecond));
  const gpuIdle = 1 - lpuTokensPerSecond / (gpuServers * gpuServer.tokensPerSecond);
  const borne = gpuServers * (1 - assumed.creditForIdle * gpuIdle);
  const gpuHardware = gpuServer.price * borne;
  const gpuWatts = gpuServer.watts * borne;
  const months = base.years * MONTHS_PER_YEAR;
  const costOf = (hardware: number, watts: number) =>
    hardware + (watts / 1_000) * base.rentPerKilowattMonth * months;
  const millions = (lpuTokensPerSecond * SECONDS_PER_HOUR * HOURS_PER_MONTH * months) / 1e6;
  const [lpuCost, gpuCost] = [costOf(lpuHardware, lpuWatts), costOf(gpuHardware, gpuWatts)];
  return {
    lpuHardware,
    lpuWatts,
    lpuTokensPerSecond,
    gpuServers,
    gpuIdle,
    gpuHardware,
    hardwareAgainstOneServer: lpuHardware / gpuServer.price,
    powerAgainstOneServer: lpuWatts / gpuServer.watts,
    hardwareAtEqualThroughput: lpuHardware / gpuHardware,
    powerAtEqualThroughput: lpuWatts / gpuWatts,
    lpuPerMillionTokens: lpuCost / millions,
    gpuPerMillionTokens: gpuCost / millions,
    costAtEqualThroughput: lpuCost / gpuCost,
    speed: base.lpuTokensPerSecondPerUser / gpuServer.tokensPerSecondPerUser,
  };
}

/** The card price at which both sides cost the same under the other assumptions; negative where none would do. */
export function breakEvenCardPrice(base: DisputeBase, assumed: DisputeAssumptions): number {
  const { gpuHardware, gpuServers, gpuIdle } = disputeVerdict(base, assumed);
  const hosting = (base.rentPerKilowattMonth * base.years * MONTHS_PER_YEAR) / 1_000;
  const gpuWatts = base.gpuServer.watts * gpuServers * (1 - assumed.creditForIdle * gpuIdle);
  return (gpuHardware + hosting * (gpuWatts - assumed.cards * assumed.wattsPerCard)) / assumed.cards;
}
