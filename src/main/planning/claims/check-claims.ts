import { usableWatts } from '#main/planning/power/strips';
import type { Catalogue } from '#shared/catalogue/catalogue';
import {
  type CurrencyCode,
  majorUnitsOf,
  type Money,
  moneyOf,
  multiplyMoney,
  sumMoney,
} from '#shared/money/money';
import { amperes, type Bytes, bytes, volts } from '#shared/units/units';
import type { CheckedClaim } from '#shared/validation/claims';
import { type Known, knownFrom } from './known';

type Verdict = CheckedClaim['verdict'];
type Computed = CheckedClaim['computed'][number];

const ARTICLE = 'article-2024';

/** A claim of the article by its number in docs/facts.md section 0, with its verdict and what was computed for it. */
const claimOf = (number: number, verdict: Verdict, computed: readonly Computed[] = []): CheckedClaim => ({
  id: String(number),
  claim: `claims.${number}.claim`,
  verdict,
  computed,
  why: `claims.${number}.why`,
  source: ARTICLE,
});

/** A value computed by us, beside what the article says where it gives a number. */
const computed = (name: string, value: number, unit: string, claimed?: number): Computed =>
  claimed === undefined ? { name, value, unit } : { name, value, unit, claimed };

/**
 * How many accelerators hold this many bytes of weights, and nothing else: no KV cache, no activations, no code. A
 * lower bound, therefore; docs/facts.md A1.6 has it for the LPU (70 GB on 230 MB each: 305).
 */
export const acceleratorsForWeights = (weights: Bytes, memoryPerAccelerator: Bytes): number =>
  Math.ceil(weights / memoryPerAccelerator);

/** The count rounded up to whole servers of so many accelerators. */
export const inWholeServers = (accelerators: number, perServer: number): number =>
  Math.ceil(accelerators / perServer) * perServer;

// The card counts in dispute and the article's fleets (docs/facts.md section 0, claims 9, 18 and 19).
const CARDS_BY_MEMORY = 305;
const CARDS_THAT_CLOSE = 572;
const LPUS = 72;
const PRICED_LPU_SERVERS = 9;
const GPU_SERVERS = 2;
const GPU_SERVERS_LIKE_FOR_LIKE = 4;

/** Claims 9, 17, 18, 19 and 21: what it costs, and what "40 times dearer" rests on. */
function costClaims({ lpu, gpu, figure }: Known): readonly CheckedClaim[] {
  const dollars = (majorUnits: number): Money => moneyOf(majorUnits, 'USD');
  const sum = (terms: readonly Money[], currency: CurrencyCode = 'USD'): Money => sumMoney(terms, currency);
  const averagePower = figure('accelerators/groq-lpu-v1/power.typical', 'chip-average');
  const costRatio = (cards: number) => (cards * lpu.cardPrice) / gpu.serverPrice;
  const powerRatio = (cards: number) => (cards * averagePower) / gpu.serverPower;

  const cards = multiplyMoney(dollars(lpu.cardPrice), LPUS);
  const hosts = multiplyMoney(dollars(lpu.hostPrice), PRICED_LPU_SERVERS);
  const lpuFleet = sum([cards, hosts]);
  const gpuFleet = multiplyMoney(dollars(gpu.serverPrice), GPU_SERVERS);
  const gpuFleetChina = multiplyMoney(
    moneyOf(figure('prices/h100-server-cny/amount', 'article'), 'CNY'),
    GPU_SERVERS,
  );
  const gpuFleetChinaInDollars = dollars(
    majorUnitsOf(gpuFleetChina) / figure('exchangeRates/usd-cny/rate', '2024-02'),
  );
  const likeForLike = multiplyMoney(dollars(gpu.serverPrice), GPU_SERVERS_LIKE_FOR_LIKE);
  return [
    claimOf(9, 'wrong', [
      computed('cost-ratio-305', costRatio(CARDS_BY_MEMORY), '1', 40),
      computed('power-ratio-305', powerRatio(CARDS_BY_MEMORY), '1', 10),
      computed('cost-ratio-572', costRatio(CARDS_THAT_CLOSE), '1', 40),
      computed('power-ratio-572', powerRatio(CARDS_THAT_CLOSE), '1', 10),
    ]),
    claimOf(17, 'cannot-be-checked'),
    claimOf(18, 'holds-with-reservations', [
      computed('cost-cards-72', cards.amount, 'USD', 144_000_000),
      computed('cost-hosts-9', hosts.amount, 'USD', 18_000_000),
      computed('cost-lpu-fleet', lpuFleet.amount, 'USD', 160_000_000),
    ]),
    claimOf(19, 'holds-with-reservations', [
      computed('cost-gpu-fleet', gpuFleet.amount, 'USD', 60_000_000),
      computed('cost-gpu-fleet-china', gpuFleetChina.amount, 'CNY', 600_000_000),
      computed('cost-gpu-fleet-china-dollars', gpuFleetChinaInDollars.amount, 'USD'),
      computed('cost-ratio-7b', lpuFleet.amount / gpuFleet.amount, '1'),
      computed('cost-ratio-7b-china', lpuFleet.amount / gpuFleetChinaInDollars.amount, '1'),
      computed('cost-ratio-7b-dense', lpuFleet.amount / likeForLike.amount, '1'),
    ]),
    claimOf(21, 'cannot-be-checked'),
  ];
}

// The round weights that the article reckons with (docs/facts.md section 0, claims 7, 10, 13 and 16).
const WEIGHTS_70B_INT8 = bytes(70e9);
const WEIGHTS_7B_FP16 = bytes(14e9);
const WEIGHTS_7B_INT8 = bytes(7e9);
const LPUS_CLAIMED_FOR_7B = 70;
const GPUS = 16;
// An H100's sparse peak is twice its dense one (NVIDIA data sheet).
const SPARSITY_FACTOR = 2;

/** Claims 7, 8, 10, 13, 15, 16 and 20: what fits where, and how many it takes. */
function memoryClaims({ lpu, gpu, weights }: Known): readonly CheckedClaim[] {
  const lpusFor = (model: string, precision: 'int8' | 'fp16') =>
    acceleratorsForWeights(weights(model, precision), lpu.memory);
  const lpusFor7b = acceleratorsForWeights(WEIGHTS_7B_FP16, lpu.memory);
  const models = Math.floor(gpu.memory / WEIGHTS_7B_FP16);
  const fleetInt8 = 72 * lpu.int8;
  const gpusForPeak = fleetInt8 / gpu.int8;
  return [
    claimOf(7, 'holds-with-reservations', [
      computed('lpus-70b-round', acceleratorsForWeights(WEIGHTS_70B_INT8, lpu.memory), '1', 305),
      computed('lpus-70b-int8', lpusFor('llama-2-70b', 'int8'), '1', 305),
    ]),
    claimOf(8, 'misleading', [
      computed('gpus-70b-int8', acceleratorsForWeights(WEIGHTS_70B_INT8, gpu.memory), '1', 8),
      computed('gpus-70b-fp16', acceleratorsForWeights(weights('llama-2-70b', 'fp16'), gpu.memory), '1', 8),
    ]),
    claimOf(10, 'holds-with-reservations', [
      computed('lpus-7b-round', lpusFor7b, '1', 70),
      computed('lpus-7b-servers', inWholeServers(lpusFor7b, lpu.perServer), '1'),
      computed('lpus-7b-claimed-servers', inWholeServers(LPUS_CLAIMED_FOR_7B, lpu.perServer), '1', 72),
      computed('lpus-7b-fp16', lpusFor('llama-2-7b', 'fp16'), '1'),
    ]),
    claimOf(13, 'holds-with-reservations', [computed('models-per-gpu', models, '1', 5)]),
    claimOf(15, 'wrong', [
      computed('sparse-peak-16', GPUS * gpu.int8 * SPARSITY_FACTOR, 'FLOP/s', 64e15),
      computed('gpus-for-dense-peak', gpusForPeak, '1', GPUS),
      computed('servers-for-dense-peak', inWholeServers(gpusForPeak, gpu.perServer) / gpu.perServer, '1', 2),
    ]),
    claimOf(16, 'misleading', [
      computed('models-fp16', GPUS * models, '1', 80),
      computed('models-int8', GPUS * Math.floor(gpu.memory / WEIGHTS_7B_INT8), '1', 80),
      computed('lpus-7b-int8', acceleratorsForWeights(WEIGHTS_7B_INT8, lpu.memory), '1', 72),
    ]),
    claimOf(20, 'wrong', [
      computed('lpus-70b-int8', lpusFor('llama-2-70b', 'int8'), '1', 600),
      computed('lpus-70b-fp16', lpusFor('llama-2-70b', 'fp16'), '1'),
    ]),
  ];
}

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
/** Claims 1 to 6, 11, 12 and 14: speed, power and peaks. */
function speedClaims({ lpu, gpu, figure }: Known): readonly CheckedClaim[] {
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

/**
 * The article's 21 numbered claims (docs/facts.md section 0) in their order, each with what the planning functions compute
 * from the catalogue, and the verdict.
 */
export function checkClaims(catalogue: Catalogue): readonly CheckedClaim[] {
  const known = knownFrom(catalogue);
  return [...speedClaims(known), ...memoryClaims(known), ...costClaims(known)].sort(
    (a, b) => Number(a.id) - Number(b.id),
  );
}
