import { USUAL_COLD_AISLE_METERS, USUAL_HOT_AISLE_METERS } from '#shared/floor/floor-plan';
import { USUAL_CABLE_SLACK, USUAL_TRAY_METERS } from '#shared/floor/cable-length';
import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { TextField } from '#renderer/components/text-field';
import { useCommands, usePlan, useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { changeRoom, putObstacles, type Obstacle } from '#renderer/features/layout/edits/floor';
import styles from '#renderer/features/layout/inspector/inspector.module.css';
import { ProblemList } from '#renderer/features/layout/inspector/problem-list';
import { useFloor } from './floor-geometry';

const floorCodes = [
  'aisle-mixed',
  'rack-against-row',
  'aisle-too-narrow',
  'racks-overlap',
  'rack-on-obstacle',
  'rack-outside-room',
];

/** The room: its measures, its aisles, its cable trays and what else stands in it. */
export function RoomInspector() {
  const message = useMessage();
  const { number } = useFormats();
  const { plan } = useFloor();
  const problems = usePlan((current) => current.problems) ?? [];
  const wrong = problems.filter(({ refusal }) => floorCodes.includes(refusal.code));
  return (
    <>
      <h2 className={styles.title}>{message('floor:room.title')}</h2>
      <p className={styles.quiet}>{message('floor:hint')}</p>
      <section className={styles.section} aria-label={message('floor:room.size')}>
        <div className={styles.pair}>
          <RoomField field="widthMeters" unit="m" usual={number(plan.widthMeters, 2)} />
          <RoomField field="depthMeters" unit="m" usual={number(plan.depthMeters, 2)} />
          <RoomField field="coldAisleMeters" unit="m" usual={number(USUAL_COLD_AISLE_METERS, 2)} />
          <RoomField field="hotAisleMeters" unit="m" usual={number(USUAL_HOT_AISLE_METERS, 2)} />
          <RoomField field="trayMeters" unit="m" usual={number(USUAL_TRAY_METERS, 2)} />
          <RoomField field="cableSlack" unit="%" scale={0.01} usual={number(USUAL_CABLE_SLACK * 100)} />
        </div>
        <p className={styles.quiet}>{message('floor:room.hint')}</p>
      </section>
      <ProblemList problems={wrong} />
      <ObstacleList />
    </>
  );
}

interface RoomFieldProps {
  readonly field: Parameters<typeof changeRoom>[0];
  readonly unit: string;
  /** What counts where nothing is entered. */
  readonly usual: string;
  readonly scale?: number;
}

function RoomField({ field, unit, usual, scale = 1 }: RoomFieldProps) {
  const message = useMessage();
  const dispatch = useCommands();
  const value = useScenario(({ floor }) => floor?.[field]);
  return (
    <QuantityField
      label={message(`floor:room.${field}`)}
      unit={unit}
      value={value === undefined ? undefined : Number((value / scale).toFixed(4))}
      minimum={field === 'cableSlack' || field === 'trayMeters' ? 0 : 0.1}
      maximum={
        field === 'cableSlack'
          ? 100
          : field === 'trayMeters'
            ? 20
            : field.endsWith('AisleMeters')
              ? 100
              : 10_000
      }
      step={0.1}
      placeholder={usual}
      onCommit={(next) => dispatch(changeRoom(field, next * scale))}
      onClear={() => dispatch(changeRoom(field, undefined))}
    />
  );
}

const measures = ['xMeters', 'yMeters', 'widthMeters', 'depthMeters'] as const;
const noObstacles: readonly Obstacle[] = [];
const MOST_OBSTACLES = 200;

function ObstacleList() {
  const message = useMessage();
  const dispatch = useCommands();
  const obstacles = useScenario(({ floor }) => floor?.obstacles) ?? noObstacles;
  const put = (next: readonly Obstacle[], name: string) => dispatch(putObstacles(next, name));
  const change = (index: number, part: Partial<Obstacle>) =>
    put(
      obstacles.map((each, at) => (at === index ? { ...each, ...part } : each)),
      obstacles[index]?.name ?? '',
    );
  const add = () => {
    const name = message('floor:obstacles.usual', { number: obstacles.length + 1 });
    put([...obstacles, { name, xMeters: 0, yMeters: 0, widthMeters: 0.6, depthMeters: 0.6 }], name);
  };
  return (
    <section className={styles.section} aria-label={message('floor:obstacles.title')}>
      <h3 className={styles.heading}>{message('floor:obstacles.title')}</h3>
      {obstacles.map((obstacle, index) => (
        <div key={index} className={styles.section} role="group" aria-label={obstacle.name}>
          <div className={styles.value}>
            <TextField
              label={message('layout:inspector.name')}
              value={obstacle.name}
              maxLength={120}
              onCommit={(name) => name.trim() !== '' && change(index, { name: name.trim() })}
            />
            <IconButton
              icon="close"
              label={message('floor:obstacles.remove', { name: obstacle.name })}
              onClick={() => put(obstacles.toSpliced(index, 1), obstacle.name)}
            />
          </div>
          <div className={styles.pair}>
            {measures.map((field) => (
              <QuantityField
                key={field}
                label={message(`floor:obstacles.${field}`)}
                unit="m"
                value={obstacle[field]}
                minimum={0}
                maximum={10_000}
                step={0.1}
                onCommit={(meters) => change(index, { [field]: meters })}
              />
            ))}
          </div>
        </div>
      ))}
      <div className={styles.actions}>
        <Button disabled={obstacles.length >= MOST_OBSTACLES} onClick={add}>
          {message('floor:obstacles.add')}
        </Button>
      </div>
    </section>
  );
}
