import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { type RememberedKey, useCatalogue } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import { SizingRequest } from '#shared/sizing/sizing';
import styles from './size.module.css';

/** What the form holds: the need, the objective, and how the fleet is built. Kept between visits. */
const Need = z.object({
  model: z.string(),
  inputTokens: z.int().min(1),
  outputTokens: z.int().min(1),
  requestsPerSecond: z.number().positive(),
  peakFactor: z.number().min(1),
  growthPerYear: z.number().min(0),
  growthYears: z.number().min(0),
  timeToFirstTokenSeconds: z.number().positive().optional(),
  timePerOutputTokenSeconds: z.number().positive().optional(),
  percentile: z.number(),
  spareServers: z.int().min(0),
  bits: z.enum(['four', 'eight', 'sixteen']),
  rack: z.string(),
  withSwitch: z.boolean(),
});
type Need = z.infer<typeof Need>;

export const needKey: RememberedKey<Need> = {
  key: 'size.need',
  schema: Need,
  initial: {
    model: 'llama-3.1-70b',
    inputTokens: 1_024,
    outputTokens: 256,
    requestsPerSecond: 10,
    peakFactor: 2,
    growthPerYear: 0,
    growthYears: 0,
    timeToFirstTokenSeconds: 1,
    timePerOutputTokenSeconds: 0.05,
    percentile: 95,
    spareServers: 1,
    bits: 'eight',
    rack: 'rack-42u',
    withSwitch: true,
  },
};

const precisions = {
  four: ['fp4', 'int4'],
  eight: ['fp8', 'int8'],
  sixteen: ['fp16', 'bf16'],
} as const;

/** The request that a need makes under the terms of a scenario; undefined where it has no objective. */
export function requestOf(need: Need, terms: Scenario): SizingRequest | undefined {
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each } = need;
  const parsed = SizingRequest.safeParse({
    workload: {
      model: need.model,
      inputTokens: need.inputTokens,
      outputTokens: need.outputTokens,
      requestsPerSecond: need.requestsPerSecond,
      peakFactor: need.peakFactor,
      growthPerYear: need.growthPerYear,
      growthYears: need.growthYears,
    },
    objective: {
      ...(first === undefined ? {} : { timeToFirstTokenSeconds: first }),
      ...(each === undefined ? {} : { timePerOutputTokenSeconds: each }),
      percentile: need.percentile,
    },
    spareServers: need.spareServers,
    weights: precisions[need.bits],
    rack: { type: need.rack },
    switchPerRack: need.withSwitch ? 'switch-100gbe-32' : null,
    terms,
  });
  return parsed.success ? parsed.data : undefined;
}

interface NeedFormProps {
  readonly need: Need;
  readonly onChange: (need: Need) => void;
  readonly canRun: boolean;
  readonly running: boolean;
  readonly onRun: () => void;
}

const bits = { four: 'weightsFour', eight: 'weightsEight', sixteen: 'weightsSixteen' } as const;

/** The need: who asks, how fast it must answer, and what may be built. */
export function NeedForm({ need, onChange, canRun, running, onRun }: NeedFormProps) {
  const message = useMessage();
  const { models, rackTypes } = useCatalogue();
  const set = (part: Partial<Need>) => onChange({ ...need, ...part });
  return (
    <aside className={styles.side} aria-label={message('size:need')}>
      <fieldset className={page.group}>
        <legend>{message('size:need')}</legend>
        <Select
          label={message('size:model')}
          value={need.model}
          options={Object.values(models).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(model) => set({ model })}
        />
        <div className={page.pair}>
          {(['inputTokens', 'outputTokens'] as const).map((field) => (
            <QuantityField
              key={field}
              label={message(`size:${field}`)}
              unit=""
              value={need[field]}
              minimum={1}
              maximum={1_000_000}
              whole
              onCommit={(value) => set({ [field]: value })}
            />
          ))}
          <QuantityField
            label={message('size:requestsPerSecond')}
            unit={message('size:perSecond')}
            value={need.requestsPerSecond}
            minimum={0.001}
            maximum={1e6}
            onCommit={(requestsPerSecond) => set({ requestsPerSecond })}
          />
          <QuantityField
            label={message('size:peakFactor')}
            unit={message('size:times')}
            value={need.peakFactor}
            minimum={1}
            maximum={100}
            step={0.1}
            onCommit={(peakFactor) => set({ peakFactor })}
          />
          <QuantityField
            label={message('size:growthPerYear')}
            unit="%"
            value={Number((need.growthPerYear * 100).toFixed(4))}
            minimum={0}
            maximum={1_000}
            onCommit={(value) => set({ growthPerYear: value / 100 })}
          />
          <QuantityField
            label={message('size:growthYears')}
            unit=""
            value={need.growthYears}
            minimum={0}
            maximum={10}
            onCommit={(growthYears) => set({ growthYears })}
          />
        </div>
      </fieldset>
      <Objective need={need} set={set} />
      <fieldset className={page.group}>
        <legend>{message('size:buildTitle')}</legend>
        <Select
          label={message('size:weights')}
          value={need.bits}
          options={(['four', 'eight', 'sixteen'] as const).map((value) => ({
            value,
            label: message(`size:${bits[value]}`),
          }))}
          onChange={(value) => set({ bits: value })}
        />
        <Select
          label={message('size:rack')}
          value={need.rack}
          options={Object.values(rackTypes).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(rack) => set({ rack })}
        />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={need.withSwitch}
            onChange={({ target }) => set({ withSwitch: target.checked })}
          />
          <span>{message('size:switch')}</span>
        </label>
      </fieldset>
      {!canRun && (
        <p role="alert" className={page.refusal}>
          {message('size:noObjective')}
        </p>
      )}
      <Button kind="primary" disabled={!canRun || running} onClick={onRun}>
        {message('size:run')}
      </Button>
    </aside>
  );
}

const MILLISECONDS = 1_000;

function Objective({ need, set }: { readonly need: Need; readonly set: (part: Partial<Need>) => void }) {
  const message = useMessage();
  const times = [
    ['timeToFirstTokenSeconds', 'ttft'],
    ['timePerOutputTokenSeconds', 'tpot'],
  ] as const;
  return (
    <fieldset className={page.group}>
      <legend>{message('size:objectiveTitle')}</legend>
      <div className={page.pair}>
        {times.map(([field, label]) => (
          <QuantityField
            key={field}
            label={message(`size:${label}`)}
            unit="ms"
            value={
              need[field] === undefined ? undefined : Number(((need[field] ?? 0) * MILLISECONDS).toFixed(4))
            }
            minimum={0.01}
            maximum={1e6}
            onCommit={(value) => set({ [field]: value / MILLISECONDS })}
            onClear={() => set({ [field]: undefined })}
          />
        ))}
        <QuantityField
          label={message('size:percentile')}
          unit=""
          value={need.percentile}
          minimum={50}
          maximum={99.9}
          onCommit={(percentile) => set({ percentile })}
        />
        <QuantityField
          label={message('size:spareServers')}
          unit=""
          value={need.spareServers}
          minimum={0}
          maximum={100}
          whole
          onCommit={(spareServers) => set({ spareServers })}
        />
      </div>
    </fieldset>
  );
}
