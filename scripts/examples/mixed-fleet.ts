import type { Example } from './builder';
import {
  blanks,
  chat,
  colocationFeeds,
  dgxH100,
  groqNodes,
  groqRackFeeds,
  inOneRow,
  managementSwitch,
  onH100,
  onLpus,
  strongFeeds,
} from './parts';

/** A small fleet as it would really stand: LPUs and GPUs with switches, strips, storage and blanking panels. */
export const mixedFleet: Example = {
  id: 'mixed-fleet',
  name: 'Mixed fleet: LPU and H100 with network and storage',
  note: 'A GroqRack as its brief describes it (eight nodes and a spare; all nine at nameplate trip its feed), two racks of DGX H100 with InfiniBand, and a rack for gateways and storage. Power and weight of plain servers and switches are wide unsourced estimates; replace them with those of the products you buy.',
  racks: inOneRow([
    {
      id: 'a01',
      feeds: groqRackFeeds,
      devices: [
        { type: 'pdu-17kw-zero-u', name: 'PDU', count: 4, face: 'rear' },
        groqNodes(9),
        { type: 'groq-rack-controller', name: 'Controller' },
        { type: 'groq-storage-server', name: 'Storage' },
        { type: 'switch-100gbe-32', name: 'Switch', count: 2 },
        managementSwitch,
        blanks(1),
      ],
    },
    {
      id: 'a02',
      feeds: strongFeeds,
      devices: [
        dgxH100(4),
        { type: 'switch-ndr-64', name: 'InfiniBand', count: 2 },
        managementSwitch,
        { type: 'blank-4u', name: 'Panel' },
        blanks(3),
      ],
    },
    {
      id: 'a03',
      feeds: groqRackFeeds,
      devices: [dgxH100(2), managementSwitch, { type: 'blank-4u', name: 'Panel', count: 6 }, blanks(1)],
    },
    {
      id: 'a04',
      feeds: colocationFeeds,
      devices: [
        { type: 'pdu-17kw-2u', name: 'PDU', count: 2, face: 'rear' },
        { type: 'cpu-server-1u', name: 'Gateway', count: 8 },
        { type: 'groq-storage-server', name: 'Storage', count: 4 },
        { type: 'shelf-1u', name: 'Shelf' },
        { type: 'switch-100gbe-32', name: 'Switch', count: 2 },
        managementSwitch,
      ],
    },
  ]),
  workloads: [
    { ...chat('llama-2-7b', 0.5), id: 'quick-chat', name: 'Quick chat' },
    { ...chat('llama-3.1-70b', 4), id: 'chat', name: 'Chat' },
  ],
  deployments: [
    { ...onLpus('llama-2-7b', 72, 'fp16'), id: 'quick-chat', workload: 'quick-chat' },
    onH100({ model: 'llama-3.1-70b', devices: 48, tensorParallel: 2, precision: 'fp8' }),
  ],
};
