import type { Example, RackPlan, Stack } from './builder';
import {
  chat,
  colocationFeeds,
  dgxH100,
  groqNodes,
  managementSwitch,
  onH100,
  onLpus,
  strongFeeds,
} from './parts';

/** A hall of 100 racks in ten rows: what planning and the screens must stay quick with. */

const RACKS_PER_ROW = 10;

const groqDevices: readonly Stack[] = [groqNodes(9), { type: 'switch-100gbe-32', name: 'Switch', count: 2 }];
const h100Devices: readonly Stack[] = [
  dgxH100(4),
  { type: 'switch-ndr-64', name: 'InfiniBand', count: 2 },
  managementSwitch,
];
const gatewayDevices: readonly Stack[] = [
  { type: 'cpu-server-1u', name: 'Gateway', count: 4 },
  { type: 'groq-storage-server', name: 'Storage' },
  { type: 'switch-100gbe-32', name: 'Switch', count: 2 },
  managementSwitch,
];

/** Rows 0 to 3 hold LPUs, 4 to 7 GPUs, 8 and 9 gateways and storage. */
function rackAt(index: number): RackPlan {
  const row = Math.floor(index / RACKS_PER_ROW);
  const place = index % RACKS_PER_ROW;
  const letter = String.fromCharCode('a'.charCodeAt(0) + row);
  const devices = row < 4 ? groqDevices : row < 8 ? h100Devices : gatewayDevices;
  return {
    id: `${letter}${String(place + 1).padStart(2, '0')}`,
    row,
    place,
    feeds: row < 8 ? strongFeeds : colocationFeeds,
    devices,
  };
}

const LPU_GROUPS = 5;

export const hall: Example = {
  id: 'hall-100-racks',
  name: 'Hall of 100 racks',
  note: 'Forty GroqRacks in five groups of 576 LPUs, forty racks of four DGX H100, and twenty racks of gateways and storage.',
  racks: Array.from({ length: 100 }, (_, index) => rackAt(index)),
  workloads: [
    { ...chat('llama-2-70b', 1), id: 'quick-chat', name: 'Quick chat' },
    { ...chat('llama-3.1-70b', 200), id: 'chat', name: 'Chat' },
  ],
  deployments: [
    ...Array.from({ length: LPU_GROUPS }, (_, index) => ({
      ...onLpus('llama-2-70b', 576, 'int8'),
      id: `quick-chat-${index + 1}`,
      name: `Quick chat, group ${index + 1}`,
      workload: 'quick-chat',
    })),
    onH100({ model: 'llama-3.1-70b', devices: 1280, tensorParallel: 2, precision: 'fp8' }),
  ],
};
