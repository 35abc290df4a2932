import type { Example, RackPlan } from './builder';
import { chat, dgxH100, groqNodes, groqRackFeeds, inOneRow, onH100, onLpus } from './parts';

/** The four fleets that the article of February 2024 sets side by side (facts section 0). */

const groqRack = (id: string, nodes = 9): Omit<RackPlan, 'place'> => ({
  id,
  feeds: groqRackFeeds,
  devices: [groqNodes(nodes)],
});

/** So many nodes over racks of nine. */
export const groqRacks = (nodes: number): readonly RackPlan[] =>
  inOneRow(
    Array.from({ length: Math.ceil(nodes / 9) }, (_, index) =>
      groqRack(`a${String(index + 1).padStart(2, '0')}`, Math.min(9, nodes - 9 * index)),
    ),
  );

export const h100Racks = (servers: number): readonly RackPlan[] =>
  inOneRow(
    Array.from({ length: Math.ceil(servers / 2) }, (_, index) => ({
      id: `a${String(index + 1).padStart(2, '0')}`,
      feeds: groqRackFeeds,
      devices: [dgxH100(Math.min(2, servers - 2 * index))],
    })),
  );

export const articleFleets: readonly Example[] = [
  {
    id: 'article-7b-lpu',
    name: '7B on 72 LPUs (article)',
    note: 'Claims 10, 11 and 18: nine 4U servers with 72 cards for $1.62 M. By height they fit one rack; at nameplate, nine times about 4 kW are 36 kW and trip the 34.6 kW that a GroqRack feed leaves with one side lost. $20k a card is a retail listing at quantity one; other sources imply $4k.',
    racks: groqRacks(9),
    workloads: [chat('llama-2-7b', 0.5)],
    deployments: [onLpus('llama-2-7b', 72, 'fp16')],
  },
  {
    id: 'article-7b-h100',
    name: '7B on two H100 servers (article)',
    note: 'Claims 15 to 19: "equal compute" is two servers only if sparse GPU figures are set against dense LPU figures. $0.60 M.',
    racks: h100Racks(2),
    workloads: [chat('llama-2-7b', 0.5)],
    deployments: [onH100({ model: 'llama-2-7b', devices: 16, tensorParallel: 1, precision: 'fp16' })],
  },
  {
    id: 'article-70b-lpu',
    name: '70B on 305 LPUs (article)',
    note: 'Claim 7: 70 GB of INT8 weights over 0.230 GB a card make 305 cards, the weights alone. Whole nodes of eight make 39 nodes and 312 cards.',
    racks: groqRacks(39),
    workloads: [chat('llama-2-70b', 0.25)],
    deployments: [onLpus('llama-2-70b', 305, 'int8')],
  },
  {
    id: 'article-70b-h100',
    name: '70B on one H100 server (article)',
    note: 'Claim 8: "H100 only needs 8 cards" is one chassis. In FP8 the model fits one or two of them; here four pairs serve it.',
    racks: h100Racks(1),
    workloads: [chat('llama-2-70b', 0.25)],
    deployments: [onH100({ model: 'llama-2-70b', devices: 8, tensorParallel: 2, precision: 'fp8' })],
  },
];

export const likeForLikeFleets: readonly Example[] = [
  {
    id: 'like-for-like-7b-h100',
    name: '7B on four H100 servers (dense against dense)',
    note: 'Claim 15, like for like: 54 dense INT8 POPS over 1.979 a GPU are 27.3 GPUs, four servers. At $1.2 M the ratio to 72 LPUs is 1.35.',
    racks: h100Racks(4),
    workloads: [chat('llama-2-7b', 0.5)],
    deployments: [onH100({ model: 'llama-2-7b', devices: 32, tensorParallel: 1, precision: 'fp16' })],
  },
  {
    id: 'like-for-like-70b-lpu-576',
    name: '70B on 576 LPUs (as deployed)',
    note: 'Eight racks of nine nodes, the reported deployment of Llama-2-70B and Mixtral at Groq. INT8 weights leave room for KV cache; its aggregate throughput was never published.',
    racks: groqRacks(72),
    workloads: [chat('llama-2-70b', 0.25)],
    deployments: [onLpus('llama-2-70b', 576, 'int8')],
  },
  {
    id: 'like-for-like-70b-lpu-600',
    name: '70B on 600 LPUs (FP16)',
    note: 'Claim 20: the article\'s "600 cards for INT8" are what FP16 needs: 137.95 GB over 0.230 GB. The weights alone fill them; 47 MB are left, KV cache for 143 tokens in FP16.',
    racks: groqRacks(75),
    workloads: [chat('llama-2-70b', 0.25)],
    deployments: [onLpus('llama-2-70b', 600, 'fp16')],
  },
];
