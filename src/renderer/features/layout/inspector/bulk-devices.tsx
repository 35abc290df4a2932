import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { placeOf, refusePlaces, shapeOf } from '#renderer/features/layout/carry/placement';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { refusalWords } from '#renderer/features/layout/designer/refusal-words';
import { useHall } from '#renderer/features/layout/designer/scene';
import { changeDeviceLives, renameDevices, reshapeDevices } from '#renderer/features/layout/edits/bulk';
import { useMessage } from '#renderer/i18n/use-language';
import type { Device } from '#shared/scenario/schema';
import { CordSection } from './cord-section';
import { TypeFigures } from './device-inspector';
import { GroupSection } from './group-section';
import styles from './inspector.module.css';
import { LifeFields, MixedSelect } from './mixed-fields';
import { NameFields, partsOfDevice } from './name-fields';

/** What can be said of several devices at once. */
export function BulkDevices({ devices }: { readonly devices: readonly Device[] }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const change = useReshaping(devices);
  const types = [...new Set(devices.map(({ type }) => type))];
  const halfWidth = types.every((type) => shapeOf(catalogue, { type }).halfWidth === true);
  return (
    <>
      <DeviceNames devices={devices} />
      <section className={styles.section} aria-label={message('bulk:all')}>
        <h3 className={styles.heading}>{message('bulk:all')}</h3>
        <MixedSelect
          label={message('layout:inspector.type')}
          values={devices.map(({ type }) => type)}
          options={Object.values(catalogue.deviceTypes).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(type) => change({ type })}
        />
        <MixedSelect
          label={message('layout:inspector.face')}
          values={devices.map(({ face }) => face)}
          options={(['front', 'rear'] as const).map((face) => ({
            value: face,
            label: message(`layout:toolbar.${face}`),
          }))}
          onChange={(face) => change({ face })}
        />
        {halfWidth && (
          <MixedSelect
            label={message('designer:half')}
            values={devices.map(({ side = 'left' }) => side)}
            options={(['left', 'right'] as const).map((side) => ({
              value: side,
              label: message(`designer:halves.${side}`),
            }))}
            onChange={(side) => change({ side })}
          />
        )}
      </section>
      <CordSection devices={devices} />
      <GroupSection devices={devices} />
      <LifeFields
        lives={devices.map(({ lifeCycle }) => lifeCycle)}
        onChange={(life) => dispatch(changeDeviceLives(devices, life))}
      />
      {types.map((type) => (
        <details key={type} open={types.length === 1}>
          <summary className={styles.summary}>{catalogue.deviceTypes[type]?.name ?? type}</summary>
          <TypeFigures type={type} />
        </details>
      ))}
    </>
  );
}

/** Numbered as one walks: rack by rack, from the bottom up. */
function DeviceNames({ devices }: { readonly devices: readonly Device[] }) {
  const dispatch = useCommands();
  const hall = useHall();
  const scenario = useScenario((current) => current);
  const step = new Map(hall.boxes.map(({ id }, index) => [id, index]));
  const ordered = devices.toSorted(
    (a, b) => (step.get(a.rack) ?? 0) - (step.get(b.rack) ?? 0) || a.position - b.position,
  );
  const chosen = new Set(devices.map(({ id }) => id));
  const taken = new Set(
    Object.values(scenario.devices).flatMap(({ id, name }) => (chosen.has(id) ? [] : [name])),
  );
  return (
    <NameFields
      parts={ordered.map((device) => partsOfDevice(device, scenario.racks[device.rack]))}
      usual="{rack}-u{u}"
      taken={taken}
      onRename={(names) => dispatch(renameDevices(ordered, names))}
    />
  );
}

type Reshaping = Partial<Pick<Device, 'type' | 'face' | 'side'>>;

/** Changes the shape of all where each still finds its place; else says the first reason and leaves all. */
function useReshaping(devices: readonly Device[]): (change: Reshaping) => void {
  const dispatch = useCommands();
  const designer = useDesigner();
  const { notices } = useWorkbench();
  const catalogue = useCatalogue();
  const hall = useHall();
  const scenario = useScenario((current) => current);
  return (change) => {
    const scene = { scenario, catalogue, hall };
    const places = devices.map((device) => placeOf(scene, { ...device, ...change }));
    const refusal = refusePlaces(places, scene);
    if (!refusal) dispatch(reshapeDevices(devices, places));
    else {
      const text = refusalWords(refusal);
      designer.say(text);
      notices.notify({ kind: 'problem', text });
    }
  };
}
