import { type Hardware, type Parallelism, stageDevices } from '#main/simulator/case/resolved-case';
import type { Remark } from '#shared/estimate/result';
import { flops16Of, measuredFor, type MeasuredPart, type PartRates } from './kernels/measured-parts';
import type { LinkRates } from './kernels/rates';

/** What a server carries where neither the part nor a server of the catalogue says, as most boards of today do. */
const USUAL_SERVER = 8;

/** How devices of a case reach one another. */
interface Links {
  /** Devices that the part's own link joins; one where it has none that is faster than its slot. */
  readonly domain: number;
  /** Devices of one server. */
  readonly host: number;
  /** One way, over the link and over the slot. */
  readonly linkBytesPerSecond: number;
  readonly slotBytesPerSecond: number;
}

function linksOf(hardware: Hardware): Links {
  const { linkBytesPerSecond: link = 0, slotBytesPerSecond: slot, linkDomain, server } = hardware;
  const host = server?.accelerators ?? USUAL_SERVER;
  const linked = link > slot;
  return {
    domain: linked ? (linkDomain ?? host) : 1,
    host,
    linkBytesPerSecond: link / 2,
    slotBytesPerSecond: (link > 0 ? Math.min(link, slot) : slot) / 2,
  };
}

const reachOf = ({ domain, host }: Links): number => Math.max(domain, host);

/** Whether so many devices of a layer reach beyond one server and the link that joins them. */
export const spansServers = (hardware: Hardware, devices: number): boolean =>
  devices > reachOf(linksOf(hardware));

/** How so many devices that exchange messages reach one another. */
function linkRatesOf(hardware: Hardware, devices: number): LinkRates {
  const links = linksOf(hardware);
  const onSlots = devices > links.domain || links.domain === 1;
  const within = onSlots ? links.slotBytesPerSecond : links.linkBytesPerSecond;
  const reach = reachOf(links);
  const across = devices > reach;
  return {
    // All GPUs of a server cross at once, each with its own part of a message.
    linkBytesPerSecond: across
      ? Math.min(within, reach * (hardware.betweenServersBytesPerSecond ?? Infinity))
      : within,
    linkSeconds: across || onSlots ? (hardware.farSeconds ?? 0) : 0,
    nearDevices: across ? reach : links.domain,
    ...(across ? { farBytesPerSecond: hardware.betweenServersBytesPerSecond ?? within } : {}),
    overPcie: onSlots,
  };
}

/** What the kernels of a part depend on, when its devices share the work on a layer so. */
export function ratesOf(
  hardware: Hardware,
  split: Pick<Parallelism, 'tensor' | 'attentionRanks'>,
): PartRates {
  const { peaks } = hardware;
  const flops16 = flops16Of(hardware);
  const measured = measuredFor(hardware);
  return {
    flops16: flops16 * reachedOf(hardware, measured, 16),
    flops8: (peaks.fp8 ?? peaks.int8 ?? flops16) * reachedOf(hardware, measured, 8),
    // Nobody measured products in four bits; they are taken to reach the share of eight.
    flops4: (peaks.fp4 ?? peaks.fp8 ?? peaks.int8 ?? flops16) * reachedOf(hardware, measured, 8),
    measured,
    bytesPerSecond: hardware.bytesPerSecond,
    multiprocessors: hardware.multiprocessors ?? measured.rates.multiprocessors,
    ...linkRatesOf(hardware, split.tensor),
    acrossRanks: linkRatesOf(hardware, stageDevices(split)),
  };
}

/** The share of its peak that a part's best product reaches, over that of the part whose kernels are carried over to it. */
function reachedOf({ id, reachedShares }: Hardware, measured: MeasuredPart, bits: 8 | 16): number {
  if (id === measured.id && measured.widths.includes(bits)) return 1;
  const own =
    bits === 16 ? (reachedShares?.fp16 ?? reachedShares?.bf16) : (reachedShares?.fp8 ?? reachedShares?.int8);
  return (own ?? measured.reachedShares[bits]) / measured.reachedShares[bits];
}

/** What the catalogue does not say of a part and is taken from another, each in its own words. */
export function standInRemarks(hardware: Hardware, devices: number): readonly Remark[] {
  const { id, multiprocessors, reachedShares, slotAssumed, linkDomain, server } = hardware;
  const { id: measuredId, name: measured, rates } = measuredFor(hardware);
  const remarks: Remark[] = [];
  if (id !== measuredId) remarks.push({ code: 'kernels-carried-over', params: { hardware: id, measured } });
  if (multiprocessors === undefined) {
    const count = rates.multiprocessors;
    remarks.push({ code: 'multiprocessors-assumed', params: { hardware: id, count, measured } });
  }
  if (id !== measuredId && Object.keys(reachedShares ?? {}).length === 0) {
    remarks.push({ code: 'reached-share-assumed', params: { hardware: id, measured } });
  }
  if (devices === 1) return remarks;
  if (slotAssumed === true) remarks.push({ code: 'slot-assumed', params: { hardware: id } });
  if (server === undefined && linkDomain === undefined) {
    remarks.push({ code: 'server-assumed', params: { hardware: id, accelerators: USUAL_SERVER } });
  }
  return remarks;
}

/** The same part with its clock, and so its peaks, slowed by a power cap. Memory keeps its own clock. */
export const slowedBy = (rates: PartRates, clock: number): PartRates => ({
  ...rates,
  flops16: rates.flops16 * clock,
  flops8: rates.flops8 * clock,
  flops4: rates.flops4 * clock,
});
