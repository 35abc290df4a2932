import type { CheckedClaim } from '#shared/checks';
import { amperes, bytes, volts } from '#shared/units';
import { usableWatts } from '../power/breaker';
import { claimOf, computed } from './claim';
import type { Known } from './known';

// What the article says of speed (docs/facts.md section 0, claims 1 to 3).
const LPU_TOKENS_PER_SECOND = 500;
const GPU_TOKENS_PER_SECOND = 40;
// The usual rate of English text: three words in four tokens.
const WORDS_PER_TOKEN = 0.75;

// I20: 88 MEM slices of 2.5 MiB (docs/facts.md A1.1).
const MEMORY_SLICES = 88;
const SLICE_BYTES = bytes(2.5 * 1024 * 1024);

// GR: two PDUs on each side of 208 V, 60 A, three phases (docs/facts.md A1.9, A4.6).
const RACK_FEED = { volts: volts(208), amperes: amperes(60), phases: 3 } as const;
const FEEDS_PER_SIDE = 2;
const CONTINUOUS_LOAD_FRACTION = 0.8;

const LPU_SERVERS = 9;
const LPUS = 72;

/** Claims 1 to 6, 11, 12 and 14: speed, power and peaks. */
export function speedClaims({ lpu, gpu, figure }: Known): readonly CheckedClaim[] {
  const tokenRatio = computed('token-ratio', LPU_TOKENS_PER_SECOND / GPU_TOKENS_PER_SECOND, '1', 20);
  const cardsOfTheDispute = 572;
  const powerOfTheDispute =
    cardsOfTheDispute * figure('accelerators/groq-lpu-v1/power.typical', 'chip-average');
  return [
    claimOf(1, 'misleading', [
      computed('bandwidth-ratio', lpu.bandwidth / gpu.bandwidth, '1', 20),
      tokenRatio,
    ]),
    claimOf(2, 'misleading', [tokenRatio]),
    claimOf(3, 'cannot-be-checked', [
      computed('words-per-second', LPU_TOKENS_PER_SECOND * WORDS_PER_TOKEN, '1/s'),
    ]),
    claimOf(4, 'cannot-be-checked'),
    claimOf(5, 'wrong', [computed('power-ratio-572', powerOfTheDispute / gpu.serverPower, '1')]),
    claimOf(6, 'holds-with-reservations', [
      computed('sram-of-slices', MEMORY_SLICES * SLICE_BYTES, 'B', 230e6),
      computed(
        'sram-bandwidth-paper',
        figure('accelerators/groq-lpu-v1/memoryBandwidth', 'paper'),
        'B/s',
        80e12,
      ),
      computed('peak-fp16', lpu.fp16, 'FLOP/s', 188e12),
    ]),
    claimOf(11, 'holds-with-reservations', [
      computed('used-units', LPU_SERVERS * lpu.serverUnits, 'U', 36),
      computed('chip-power-72', LPUS * lpu.typicalPower, 'W'),
      computed('server-power-9', LPU_SERVERS * lpu.serverMaximumPower, 'W'),
      computed('usable-feed', FEEDS_PER_SIDE * usableWatts(RACK_FEED, CONTINUOUS_LOAD_FRACTION), 'W'),
    ]),
    claimOf(12, 'holds', [
      computed('peak-fp16-72', LPUS * lpu.fp16, 'FLOP/s', 13.5e15),
      computed('peak-int8-72', LPUS * lpu.int8, 'FLOP/s', 54e15),
    ]),
    claimOf(14, 'misleading', [
      computed('gpu-dense-fp16', gpu.fp16, 'FLOP/s', 2e15),
      computed('gpu-dense-int8', gpu.int8, 'FLOP/s', 4e15),
    ]),
  ];
}
