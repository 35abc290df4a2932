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
export function collectiveSeconds(
  bytes: number,
  devices: number,
  rates: LinkRates,
  fitted: CollectiveCoefficients,
): number {
  if (devices < 2) return 0;
  // Devices exchange with far ones in as many rounds as doublings make them of near ones, there and back.
  const waiting = 2 * Math.log2(Math.max(1, devices / rates.nearDevices)) * rates.linkSeconds;
  // A message is small or large by how long it takes to cross: over a slower link it is corrected like a longer one.
  const alike = bytes * Math.max(1, fitted.measuredLinkBytesPerSecond / rates.linkBytesPerSecond);
  const correction = correctionAt(fitted.correction, alike, devices, 1);
  return waiting + collectiveForm(bytes, devices, rates, fitted) * correction;
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
