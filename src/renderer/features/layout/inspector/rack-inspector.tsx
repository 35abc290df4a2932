import { Button } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useCatalogue, useCommands, usePlan, useScenario } from '#renderer/documents/hooks';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { moveRacks } from '#renderer/features/layout/edits/move-racks';
import { changeRack, faceRacks, renameRack } from '#renderer/features/layout/edits/racks';
import { problemPlaces } from '#renderer/features/layout/hall/problem-places';
import { useMessage } from '#renderer/i18n/use-language';
import type { Rack } from '#shared/scenario/schema';
import { FeedFields } from './feed-fields';
import styles from './inspector.module.css';
import { changeRackLife, LifecycleFields } from './life-cycle-fields';
import { RackReadings } from './plan-readings';
import { ProblemList } from './problem-list';
import { ReservationList } from './reservations';
import { SelectionButtons } from './selection-buttons';

/** The limits of a rack's own that the inspector offers, with the unit and the scale that they are entered in. */
export const rackLimits = [
  { field: 'massKilograms', label: 'massLimit', unit: 'kg', scale: 1 },
  { field: 'powerWatts', label: 'powerLimit', unit: 'kW', scale: 1_000 },
  { field: 'coolingWatts', label: 'coolingLimit', unit: 'kW', scale: 1_000 },
] as const;

const noProblems = [] as const;

/** One rack: what it carries against its limits, its type, place, feeds and own limits. */
export function RackInspector({ rack }: { readonly rack: Rack }) {
  const message = useMessage();
  const { rackTypes } = useCatalogue();
  const dispatch = useCommands();
  const scenario = useScenario((current) => current);
  const { store } = useDesigner();
  const move = (to: Pick<Rack, 'row' | 'place'>) =>
    dispatch(moveRacks(scenario, [rack.id], { anchor: rack, to }).command);
  const problems = usePlan((plan) => problemPlaces(plan).racks.get(rack.id)) ?? noProblems;
  return (
    <>
      <h2 className={styles.title}>
        {message('layout:inspector.rack')} {rack.name}
      </h2>
      <RackReadings rack={rack} />
      <ProblemList problems={problems} />
      <section className={styles.section}>
        <div id="layout-name">
          <TextField
            label={message('layout:inspector.name')}
            value={rack.name}
            maxLength={120}
            onCommit={(name) => name.trim() !== '' && dispatch(renameRack(rack, name.trim()))}
          />
        </div>
        <Select
          label={message('layout:inspector.type')}
          value={rack.type}
          options={Object.values(rackTypes).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(type) => dispatch(changeRack(rack, { type }))}
        />
        <div className={styles.pair}>
          <QuantityField
            label={message('layout:inspector.row')}
            unit=""
            value={rack.row + 1}
            minimum={1}
            maximum={1_000}
            whole
            onCommit={(row) => move({ row: row - 1, place: rack.place })}
          />
          <QuantityField
            label={message('layout:inspector.place')}
            unit=""
            value={rack.place + 1}
            minimum={1}
            maximum={1_000}
            whole
            onCommit={(place) => move({ row: rack.row, place: place - 1 })}
          />
        </div>
        <Select
          label={message('floor:front')}
          value={rack.turned ? 'turned' : 'row'}
          options={(['row', 'turned'] as const).map((value) => ({
            value,
            label: message(`floor:fronts.${value}`),
          }))}
          onChange={(value) => dispatch(faceRacks([rack], value === 'turned'))}
        />
        <p className={styles.quiet}>{message('layout:inspector.moveHint')}</p>
        <div className={styles.actions}>
          <Button onClick={() => store.setState({ dialog: 'fill-rack' })}>
            {message('layout:inspector.fill')}
          </Button>
        </div>
        <SelectionButtons />
      </section>
      <FeedFields rack={rack} />
      <LimitFields rack={rack} />
      <ReservationList rack={rack} />
      <LifecycleFields lifeCycle={rack.lifeCycle} onChange={(life) => dispatch(changeRackLife(rack, life))} />
    </>
  );
}

function LimitFields({ rack }: { readonly rack: Rack }) {
  const message = useMessage();
  const dispatch = useCommands();
  return (
    <section className={styles.section} aria-label={message('layout:inspector.limits')}>
      <h3 className={styles.heading}>{message('layout:inspector.limits')}</h3>
      {rackLimits.map(({ field, label, unit, scale }) => {
        const value = rack.limits[field];
        return (
          <QuantityField
            key={field}
            label={message(`layout:inspector.${label}`)}
            unit={unit}
            value={value === undefined ? undefined : value / scale}
            minimum={0.001}
            placeholder={message('layout:inspector.noLimit')}
            onCommit={(next) =>
              dispatch(changeRack(rack, { limits: { ...rack.limits, [field]: next * scale } }))
            }
            onClear={() => {
              const kept = { ...rack.limits };
              Reflect.deleteProperty(kept, field);
              dispatch(changeRack(rack, { limits: kept }));
            }}
          />
        );
      })}
    </section>
  );
}
