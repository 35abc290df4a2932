import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DisputeBase, DisputePosition } from '#shared/validation/claims';
import type { EstimateAnswer } from '#shared/estimate/result';
import { estimate as estimateByModels } from '#main/simulator/estimate';
import type { Estimate } from '#main/planning/deployments/deployments';
import { knownFrom } from './known';

// What each commentator states, and nothing that they do not (docs/facts.md sections 0 and 6).
const positions: readonly DisputePosition[] = [
  {
    id: 'article',
    source: 'article-2024',
    stated: { cards: 305, cardPrice: 20_000, wattsPerCard: 185, creditForIdle: 0 },
  },
  // The count at which the article's "40 times" and "10 times" close, from memory of the original post.
  {
    id: 'jia-reconstructed',
    source: 'article-2024',
    stated: { cards: 572, cardPrice: 20_000, wattsPerCard: 185, creditForIdle: 0 },
  },
  { id: 'bojie', source: 'bojie-groq', stated: { cards: 305, wattsPerCard: 215 } },
  { id: 'isopack', source: 'isopack-2024', stated: { cards: 512, cardPrice: 500, wattsPerCard: 300 } },
  {
    id: 'semianalysis',
    source: 'semianalysis-groq',
    stated: { cards: 576, requestsAtOnce: 3 },
  },
  {
    id: 'latent-space',
    source: 'latent-space-2024',
    stated: { cards: 576, cardPrice: 4_000, requestsAtOnce: 500 },
  },
];

const MODEL = 'llama-2-70b';
// Prompts and answers of about the length that MLPerf's OpenOrca has (docs/facts.md, validation).
const LENGTHS = { input: 290, output: 290 } as const;
const YEARS = 5;

const answered = (result: ReturnType<Estimate>[number] | undefined, what: string): EstimateAnswer => {
  if (result !== undefined && 'fits' in result && result.fits) return result;
  throw new Error(`The dispute has no prediction for ${what}`);
};

/** What the dispute rests on besides its five assumptions, from the catalogue and our own predictions. */
export function disputeBase(catalogue: Catalogue, estimate: Estimate = estimateByModels): DisputeBase {
  const { figure, gpu, lpu } = knownFrom(catalogue);
  const common = { model: MODEL, ...LENGTHS } as const;
  const [onLpu, onGpu] = estimate(
    [
      {
        ...common,
        id: 'lpu',
        hardware: 'groq-lpu-v1',
        devices: 576,
        weights: 'int8',
        mode: 'static',
        batch: 1,
      },
      {
        ...common,
        id: 'gpu',
        hardware: 'h100-sxm',
        devices: gpu.perServer,
        tensorParallel: 2,
        weights: 'fp8',
        mode: 'in-flight',
      },
    ],
    catalogue,
  );
  const server = answered(onGpu, 'the GPU server');
  return {
    model: MODEL,
    gpuServer: {
      price: gpu.serverPrice,
      watts: gpu.serverPower,
      tokensPerSecond: server.outputTokensPerSecond,
      tokensPerSecondPerUser: server.outputTokensPerSecondPerUser,
    },
    lpuTokensPerSecondPerUser: answered(onLpu, 'the LPUs').outputTokensPerSecondPerUser,
    years: YEARS,
    rentPerKilowattMonth: figure('figures/colocation-rent/figure', 'jia-reconstructed'),
    positions,
    neutral: {
      cardPrice: lpu.cardPrice,
      cards: 576,
      wattsPerCard: lpu.typicalPower,
      requestsAtOnce: 80,
      creditForIdle: 0.5,
    },
  };
}
