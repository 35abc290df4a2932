import { correctionAt, type Correction } from './correction';
import type { LinkRates } from './rates';

export interface CollectiveCoefficients {
  readonly launchSeconds: number;
  /** Share of the link that a large message reaches. */
  readonly linkShare: number;
  /** How often the message crosses the link, in multiples of (n - 1) / n. */
  readonly crossings: number;
  /** The link that it was measured over, one way. */
  readonly measuredLinkBytesPerSecond: number;
  readonly correction: Correction;
}

/** Seconds of a collective over a message of so many bytes on so many devices; none on a single one. */
export const collectiveSeconds = (
  bytes: number,
  devices: number,
  rates: LinkRates,
  fitted: CollectiveCoefficients,
): number => rowsSeconds({ bytes, rowBytes: 1 }, devices, rates, fitted);

interface Rows {
  readonly bytes: number;
  /** Of one row, where rows are sent one by one. */
  readonly rowBytes: number;
}

function rowsSeconds(
  { bytes, rowBytes }: Rows,
  devices: number,
  rates: LinkRates,
  fitted: CollectiveCoefficients,
): number {
  if (devices < 2) return 0;
  // Devices exchange with far ones in as many rounds as doublings make them of near ones, there and back.
  const waiting = 2 * Math.log2(Math.max(1, devices / rates.nearDevices)) * rates.linkSeconds;
  // A message is small or large by how long it takes to cross: over a slower link it is corrected like a longer one.
  const alike = bytes * Math.max(1, fitted.measuredLinkBytesPerSecond / rates.linkBytesPerSecond);
  const correction = correctionAt(fitted.correction, alike, devices, rowBytes);
  return waiting + collectiveForm(bytes, devices, rates, fitted) * correction;
}

/** Tokens of one device that go to those of their experts, or come back. */
interface Exchange {
  readonly tokens: number;
  readonly bytesPerToken: number;
  /** Devices among which experts are spread and split, and of these the shares that hold whole ones. */
  readonly devices: number;
  readonly shares: number;
  readonly expertsPerToken: number;
}

/** The usual kernels, which send a token once to every device that it concerns, and those for least latency, once for every expert. */
interface ExchangeKernels {
  readonly usual: CollectiveCoefficients;
  readonly leastLatency: CollectiveCoefficients;
}

/** Parts of so many that a token meets which chooses k experts at random, n · (1 − (1 − 1/n)^k). */
export const partsMet = (parts: number, chosen: number): number => parts * (1 - (1 - 1 / parts) ** chosen);

/**
 * What an exchange beyond one server takes apart from its bytes, and up to how many tokens of a device the kernels for least latency run
 * there; with more, each is sent once to every server. Of the latencies that DeepEP publishes for 16 to 256 H800 (docs/legacy.md), taking a
 * copy for every expert at 50 GB/s leaves 41 to 57 µs in eight rows of ten.
 */
const FAR_SECONDS = 50e-6;
const LEAST_LATENCY_TOKENS = 256;

/** Seconds of one exchange: within a server and its link by the faster kernels, beyond by what crosses. */
export function exchangeSeconds(exchange: Exchange, links: LinkRates, kernels: ExchangeKernels): number {
  const { tokens, bytesPerToken, devices, shares, expertsPerToken } = exchange;
  const split = devices / shares;
  const bytes = tokens * bytesPerToken;
  const met = partsMet(shares, expertsPerToken) * split;
  const { farBytesPerSecond, nearDevices } = links;
  if (farBytesPerSecond === undefined) {
    const rowBytes = bytesPerToken;
    return Math.min(
      rowsSeconds({ bytes: bytes * met, rowBytes }, devices, links, kernels.usual),
      rowsSeconds({ bytes: bytes * expertsPerToken * split, rowBytes }, devices, links, kernels.leastLatency),
    );
  }
  const servers = devices / nearDevices;
  const copies =
    tokens <= LEAST_LATENCY_TOKENS ? expertsPerToken * split : partsMet(servers, expertsPerToken);
  return FAR_SECONDS + (bytes * copies * (1 - 1 / servers)) / farBytesPerSecond;
}

export function collectiveForm(
  bytes: number,
  devices: number,
  rates: LinkRates,
  {
    launchSeconds,
    linkShare,
    crossings,
  }: Omit<CollectiveCoefficients, 'correction' | 'measuredLinkBytesPerSecond'>,
): number {
  const crossing = (crossings * bytes * (devices - 1)) / devices;
  return launchSeconds + crossing / (rates.linkBytesPerSecond * linkShare);
}
