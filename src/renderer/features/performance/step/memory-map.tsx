import { type Share, ShareBar } from '#renderer/charts/share-bar';
import { type DataColumn, DataTable } from '#renderer/components/data-table';
import { usePlan } from '#renderer/documents/hooks';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { EstimateAnswer, MemoryPerDevice } from '#shared/estimate/result';
import type { Deployment } from '#shared/scenario/schema';

/** What one accelerator's memory holds: weights, cache, buffers, and what is free. */
export function MemoryMap({ deployment }: { readonly deployment: Deployment }) {
  const answer = usePlan((plan) => plan.deployments.find(({ id }) => id === deployment.id)?.result);
  return answer && 'fits' in answer && answer.fits ? (
    <Map answer={answer} hardware={deployment.estimate.hardware} />
  ) : null;
}

function Map({ answer, hardware }: { readonly answer: EstimateAnswer; readonly hardware: string }) {
  const message = useMessage();
  const { percent } = useFormats();
  const shown = useShown();
  const bytes = (value: number): string => shown(value, 'B');
  const memory = answer.memoryPerDeviceBytes;
  const parts = sharesOf(memory, (part) => message(`performance:memory.${part}`));
  const heading = message(
    hardware.includes('lpu') ? 'performance:memory.sram' : 'performance:memory.heading',
  );
  const columns: readonly DataColumn<Share>[] = [
    { id: 'part', title: message('performance:time.part'), value: ({ name }) => name, heads: true },
    {
      id: 'bytes',
      title: message('performance:memory.bytes'),
      value: ({ value }) => value,
      shown: ({ value }) => bytes(value),
    },
    {
      id: 'share',
      title: message('performance:time.share'),
      value: ({ value }) => value / memory.capacity,
      shown: ({ value }) => percent(value / memory.capacity, 1),
    },
  ];
  return (
    <div>
      <ShareBar
        title={`${heading}: ${message('performance:memory.of', { capacity: bytes(memory.capacity) })}`}
        shares={parts}
        format={bytes}
        percent={(share) => percent(share, 1)}
      />
      <DataTable
        title={message('performance:memory.table')}
        fileName={message('performance:memory.fileName')}
        columns={columns}
        rows={parts}
        rowKey={({ id }) => id}
      />
    </div>
  );
}

type Part = 'weights' | 'kv' | 'other' | 'free';

export function sharesOf(memory: MemoryPerDevice, nameOf: (part: Part) => string): readonly Share[] {
  const free = memory.capacity - memory.weights - memory.kv - memory.other;
  const share = (id: Part, value: number, series: number): Share => ({ id, name: nameOf(id), value, series });
  return [
    share('weights', memory.weights, 2),
    share('kv', memory.kv, 0),
    share('other', memory.other, 4),
    { ...share('free', Math.max(0, free), 7), rest: true },
  ];
}
