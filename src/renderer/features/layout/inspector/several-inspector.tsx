import { useCatalogue, usePlan, useScenario, useSelected } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { WirePlan } from '#shared/plan/plan';
import type { RackId } from '#shared/schema/ids';
import { BulkDevices } from './bulk-devices';
import { BulkRacks } from './bulk-racks';
import styles from './inspector.module.css';
import { SelectionButtons } from './selection-buttons';

/** What is selected in numbers: how many of each type, and for racks their sums from the plan. */
function SelectionSums() {
  const message = useMessage();
  const { number, shown } = useFormats();
  const racks = useSelected((selection) => selection.racks);
  const plan = usePlan((current) => current);
  const counts = useCounts();
  const sums = plan && racks.length > 0 ? sumsOf(racks, plan) : [];
  return (
    <section className={styles.section} aria-label={message('designer:sums.title')}>
      {sums.map(({ key, value, unit, partial }) => {
        const text = shown(value, unit);
        return (
          <Line
            key={key}
            label={message(`designer:sums.${key}`)}
            text={partial ? message('layout:canvas.atLeast', { value: text }) : text}
          />
        );
      })}
      {counts.map(([name, count]) => (
        <Line key={name} label={name} text={`× ${number(count)}`} />
      ))}
    </section>
  );
}

const Line = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <div className={styles.value}>
    <span>{label}</span>
    <span>{text}</span>
  </div>
);

interface Sum {
  readonly key: 'units' | 'mass' | 'typical' | 'nameplate' | 'capital';
  readonly value: number;
  readonly unit: string;
  /** Whether something selected has no published figure, so that the sum is a lower bound. */
  readonly partial: boolean;
}

function sumsOf(ids: readonly RackId[], plan: WirePlan): readonly Sum[] {
  const racks = ids.flatMap((id) => plan.racks[id] ?? []);
  const sum = (of: (rack: (typeof racks)[number]) => number) =>
    racks.reduce((total, rack) => total + of(rack), 0);
  const power = racks.some(({ powerUnknownFor }) => powerUnknownFor.length > 0);
  const mass = racks.some(({ massUnknownFor }) => massUnknownFor.length > 0);
  const capital = racks.some(({ unpriced }) => unpriced.length > 0);
  return [
    { key: 'units', value: sum(({ space }) => space.usedUnits), unit: 'U', partial: false },
    { key: 'mass', value: sum(({ mass: carried }) => carried.demand.typical), unit: 'kg', partial: mass },
    { key: 'typical', value: sum((rack) => rack.power.typical.typical), unit: 'W', partial: power },
    { key: 'nameplate', value: sum((rack) => rack.power.maximum.typical), unit: 'W', partial: power },
    {
      key: 'capital',
      value: sum((rack) => rack.capital.typical.amount),
      unit: plan.cost.currency,
      partial: capital,
    },
  ];
}

/** The types of what is selected, or of what stands in the selected racks, with how many there are. */
function useCounts(): readonly (readonly [string, number])[] {
  const { deviceTypes } = useCatalogue();
  const racks = useSelected((selection) => selection.racks);
  const selected = useSelected((selection) => selection.devices);
  const devices = useScenario((scenario) => scenario.devices);
  const inRacks = new Set(racks);
  const chosen =
    racks.length > 0
      ? Object.values(devices).filter(({ rack }) => inRacks.has(rack))
      : selected.flatMap((id) => devices[id] ?? []);
  const counts = new Map<string, number>();
  for (const { type } of chosen) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([type, count]) => [deviceTypes[type]?.name ?? type, count] as const);
}

/** The fields that everything selected has, each to be set for all of it in one step. */
function BulkFields() {
  const racks = useSelected((selection) => selection.racks);
  const devices = useSelected((selection) => selection.devices);
  const scenario = useScenario((current) => current);
  if (racks.length > 0) return <BulkRacks racks={racks.flatMap((id) => scenario.racks[id] ?? [])} />;
  return <BulkDevices devices={devices.flatMap((id) => scenario.devices[id] ?? [])} />;
}

/** Several things at once: their sums, and what can be said of all of them. */
export function SeveralInspector({ count }: { readonly count: number }) {
  const message = useMessage();
  return (
    <>
      <h2 className={styles.title}>{message('layout:inspector.several', { count })}</h2>
      <SelectionSums />
      <SelectionButtons />
      <BulkFields />
    </>
  );
}
