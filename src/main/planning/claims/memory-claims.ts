import type { CheckedClaim } from '#shared/checks';
import { bytes } from '#shared/units';
import { acceleratorsForWeights, inWholeServers } from '../sizing/for-weights';
import { claimOf, computed } from './claim';
import type { Known } from './known';

// The round weights that the article reckons with (docs/facts.md section 0, claims 7, 10, 13 and 16).
const WEIGHTS_70B_INT8 = bytes(70e9);
const WEIGHTS_7B_FP16 = bytes(14e9);
const WEIGHTS_7B_INT8 = bytes(7e9);
const LPUS_CLAIMED_FOR_7B = 70;
const GPUS = 16;
// An H100's sparse peak is twice its dense one (NVIDIA data sheet).
const SPARSITY_FACTOR = 2;

/** Claims 7, 8, 10, 13, 15, 16 and 20: what fits where, and how many it takes. */
export function memoryClaims({ lpu, gpu, weights }: Known): readonly CheckedClaim[] {
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
