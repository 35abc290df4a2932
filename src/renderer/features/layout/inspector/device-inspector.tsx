import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useCatalogue, useCommands, usePlan, useScenario } from '#renderer/documents/hooks';
import { placeOf, refusePlaces, shapeOf } from '#renderer/features/layout/carry/placement';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { refusalWords } from '#renderer/features/layout/designer/refusal-words';
import { useHall } from '#renderer/features/layout/designer/scene';
import { changeDevice, type DeviceChange, renameDevice } from '#renderer/features/layout/edits/devices';
import { isOfGroup, problemPlaces } from '#renderer/features/layout/hall/problem-places';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { MOST_UNITS } from '#shared/catalogue/entries';
import type { Device } from '#shared/scenario/schema';
import { CordSection } from './cord-section';
import { FigureChoice, figuresOfType } from './figure-choice';
import { GroupSection } from './group-section';
import styles from './inspector.module.css';
import { changeDeviceLife, LifecycleFields } from './life-cycle-fields';
import { DeviceReadings } from './plan-readings';
import { ProblemList } from './problem-list';
import { SelectionButtons } from './selection-buttons';
import { StripSection } from './strip-section';

/** What a device type is, and its figures with a choice of the reading that counts. */
export function TypeFigures({ type }: { readonly type: string }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { number } = useFormats();
  const entry = catalogue.deviceTypes[type];
  if (!entry) return null;
  return (
    <section className={styles.section} aria-label={message('layout:inspector.figures')}>
      <h3 className={styles.heading}>{message('layout:inspector.figures')}</h3>
      <p className={styles.quiet}>
        {entry.vendor} {entry.name} · {number(entry.heightUnits, 1)}U ·{' '}
        {message(`layout:kinds.${entry.front}`)}
      </p>
      <p className={styles.quiet}>{message('layout:inspector.figuresHint')}</p>
      {figuresOfType(catalogue, type).map((figure) => (
        <FigureChoice key={figure.path} {...figure} />
      ))}
    </section>
  );
}

const noProblems = [] as const;

/** One device: name, type, place, and the figures that are in use for its type. */
export function DeviceInspector({ device }: { readonly device: Device }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const change = useDeviceChange(device);
  const shape = shapeOf(catalogue, device);
  const problems = usePlan((plan) => problemPlaces(plan).devices.get(device.id)) ?? noProblems;
  return (
    <>
      <h2 className={styles.title}>{device.name}</h2>
      <section className={styles.section}>
        <div id="layout-name">
          <TextField
            label={message('layout:inspector.name')}
            value={device.name}
            maxLength={120}
            onCommit={(name) => name.trim() !== '' && dispatch(renameDevice(device, name.trim()))}
          />
        </div>
        <Select
          label={message('layout:inspector.type')}
          value={device.type}
          options={Object.values(catalogue.deviceTypes).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(type) => change({ type })}
        />
        <div className={styles.pair}>
          <QuantityField
            label={message('layout:inspector.position')}
            unit="U"
            value={device.position}
            minimum={1}
            maximum={MOST_UNITS}
            step={1}
            onCommit={(position) => change({ position })}
          />
          <Select
            label={message('layout:inspector.face')}
            value={device.face}
            options={(['front', 'rear'] as const).map((face) => ({
              value: face,
              label: message(`layout:toolbar.${face}`),
            }))}
            onChange={(face) => change({ face })}
          />
        </div>
        {shape.halfWidth === true && (
          <Select
            label={message('designer:half')}
            value={device.side ?? 'left'}
            options={(['left', 'right'] as const).map((side) => ({
              value: side,
              label: message(`designer:halves.${side}`),
            }))}
            onChange={(side) => change({ side })}
          />
        )}
        <SelectionButtons />
      </section>
      <StripSection device={device} />
      <CordSection devices={[device]} />
      <DeviceReadings device={device} />
      <ProblemList problems={problems.filter((problem) => !isOfGroup(problem))} />
      <GroupSection devices={[device]} />
      <LifecycleFields
        lifeCycle={device.lifeCycle}
        onChange={(life) => dispatch(changeDeviceLife(device, life))}
      />
      <TypeFigures type={device.type} />
    </>
  );
}

/** Changes a device where its new shape and place are free; else says why not and leaves it. */
function useDeviceChange(device: Device): (change: DeviceChange) => void {
  const dispatch = useCommands();
  const designer = useDesigner();
  const catalogue = useCatalogue();
  const hall = useHall();
  const scenario = useScenario((current) => current);
  return (change) => {
    const next = { ...device, ...change };
    const { rack, position } = next;
    const scene = { scenario, catalogue, hall };
    const refusal = refusePlaces([placeOf(scene, next)], scene);
    if (refusal) {
      const text = refusalWords(refusal);
      designer.store.setState({ refused: { text, rack, position }, said: text });
    } else dispatch(changeDevice(device, change));
  };
}
