import type { CheckedClaim } from '#shared/checks';
import { majorUnitsOf, moneyOf, multiplyMoney, sumMoney, type CurrencyCode, type Money } from '#shared/money';
import { claimOf, computed } from './claim';
import type { Known } from './known';

// The card counts in dispute and the article's fleets (docs/facts.md section 0, claims 9, 18 and 19).
const CARDS_BY_MEMORY = 305;
const CARDS_THAT_CLOSE = 572;
const LPUS = 72;
const LPU_SERVERS = 9;
const GPU_SERVERS = 2;
const GPU_SERVERS_LIKE_FOR_LIKE = 4;

/** Claims 9, 17, 18, 19 and 21: what it costs, and what "40 times dearer" rests on. */
export function costClaims({ lpu, gpu, figure }: Known): readonly CheckedClaim[] {
  const dollars = (majorUnits: number): Money => moneyOf(majorUnits, 'USD');
  const sum = (terms: readonly Money[], currency: CurrencyCode = 'USD'): Money => sumMoney(terms, currency);
  const averagePower = figure('accelerators/groq-lpu-v1/power.typical', 'chip-average');
  const costRatio = (cards: number) => (cards * lpu.cardPrice) / gpu.serverPrice;
  const powerRatio = (cards: number) => (cards * averagePower) / gpu.serverPower;

  const cards = multiplyMoney(dollars(lpu.cardPrice), LPUS);
  const hosts = multiplyMoney(dollars(lpu.hostPrice), LPU_SERVERS);
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
