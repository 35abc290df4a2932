import type { Hardware } from '#main/simulator/case/resolved-case';
import type { Rates } from './kernels/rates';

/** Those of the H100 SXM, which the kernels were measured on: taken, and said, where a part's own are not known. */
export const ASSUMED_MULTIPROCESSORS = 132;

/**
 * Shares of their dense peaks that parts reach at the best matrix product (STAS, docs/facts.md section 3), over the same
 * share of the H100 that the kernels were measured on; parts that nobody measured count as alike.
 */
const H100_SHARES = { flops16: 0.803, flops8: 0.709 } as const;
const bestShares: Readonly<Record<string, Partial<Record<'flops16' | 'flops8', number>>>> = {
  'h200-sxm': { flops8: 0.734 },
  'b200-sxm': { flops16: 0.776, flops8: 0.763 },
  'a100-sxm-80': { flops16: 0.869, flops8: 0.869 },
};

function reachable(id: string, kind: 'flops16' | 'flops8', peak: number): number {
  return peak * ((bestShares[id]?.[kind] ?? H100_SHARES[kind]) / H100_SHARES[kind]);
}

/** Parts whose link is PCIe or nothing: collectives go through host memory at the rate of PCIe 4.0 x16, one way. */
const PCIE_BYTES_PER_SECOND = 32e9;
/** A crossing of PCIe or of the network between servers (AIC's latency between peers, docs/facts.md section 3). */
const FAR_SECONDS = 10e-6;
/** Cards whose NVLink is a bridge over so many of them; beyond it they meet over their slots (NVIDIA's data sheet). */
const bridgedCards: Readonly<Record<string, number>> = { 'h100-nvl': 2 };
/** PCIe 5.0 x16, one way: what is faster is NVLink. */
const FASTEST_PCIE_BYTES_PER_SECOND = 64e9;
const USUAL_SERVER = 8;

/** What the kernels of a part depend on, when so many devices work on one layer. */
export function ratesOf(hardware: Hardware, tensor: number): Rates {
  const { peaks } = hardware;
  const flops16 = peaks.fp16 ?? peaks.bf16 ?? (peaks.fp8 ?? peaks.int8 ?? 0) / 2;
  const bridged = bridgedCards[hardware.id] ?? Infinity;
  const link = tensor > bridged ? FASTEST_PCIE_BYTES_PER_SECOND : (hardware.linkBytesPerSecond ?? 0) / 2;
  const within = link > 0 ? link : PCIE_BYTES_PER_SECOND;
  const server = hardware.server?.accelerators ?? USUAL_SERVER;
  const across = tensor > server;
  const onPcie = within <= FASTEST_PCIE_BYTES_PER_SECOND;
  const near = onPcie ? 1 : server;
  return {
    flops16: reachable(hardware.id, 'flops16', flops16),
    flops8: reachable(hardware.id, 'flops8', peaks.fp8 ?? peaks.int8 ?? flops16),
    // Nobody measured products in four bits; they are taken to reach the share of eight.
    flops4: reachable(hardware.id, 'flops8', peaks.fp4 ?? peaks.fp8 ?? peaks.int8 ?? flops16),
    bytesPerSecond: hardware.bytesPerSecond,
    multiprocessors: hardware.multiprocessors ?? ASSUMED_MULTIPROCESSORS,
    // All GPUs of a server cross at once, each with its own part of a message.
    linkBytesPerSecond: across
      ? Math.min(within, server * (hardware.betweenServersBytesPerSecond ?? Infinity))
      : within,
    linkSeconds: across || onPcie ? FAR_SECONDS : 0,
    nearDevices: tensor > bridged ? bridged : near,
    overPcie: onPcie,
  };
}

/** The same part with its clock, and so its peaks, slowed by a power cap. Memory keeps its own clock. */
export const slowedBy = (rates: Rates, clock: number): Rates => ({
  ...rates,
  flops16: rates.flops16 * clock,
  flops8: rates.flops8 * clock,
  flops4: rates.flops4 * clock,
});
