import { useCallback, useMemo, useRef, useState } from 'react';
import { Button, IconButton } from '#renderer/components/button';
import { DataTable } from '#renderer/components/data-table';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import styles from '#renderer/features/performance/performance.module.css';
import { type Formats, useFormats } from '#renderer/format/format';
import { useRemarkText } from '#renderer/format/use-remark-text';
import { useMessage } from '#renderer/i18n/use-language';
import { type LpuTimeline, timelineUnits } from '#shared/performance/timeline';
import { ChipSram } from './chip-sram';
import { unitTokens } from './draw-timeline';
import { Gantt, type GanttControls } from './gantt';
import type { InSight, PickedBar } from './gantt-picture';
import { createSight, OperationTable, SightText } from './operation-table';
import { inferenceChoices, layoutOf, type RowKind, WAITING } from './timeline-layout';

/** How busy each kind of unit is over the whole schedule, on all chips. */
function UnitTable({ timeline }: { readonly timeline: LpuTimeline }) {
  const message = useMessage();
  const { percent, number } = useFormats();
  const rows = useMemo(
    () =>
      timelineUnits.map((unit, index) => ({
        unit,
        share: timeline.utilisation[unit],
        operations: timeline.operations.unit.reduce((count, each) => (each === index ? count + 1 : count), 0),
      })),
    [timeline],
  );
  return (
    <section>
      <h3 className={page.subheading}>{message('performance:timeline.units')}</h3>
      <dl className={styles.meters}>
        {rows.map(({ unit, share }) => (
          <div key={unit}>
            <dt>{message(`performance:units.${unit}`)}</dt>
            <dd>
              <span className={styles.meter} aria-hidden>
                <span style={{ width: `${100 * share}%` }} />
              </span>
              {percent(share, 1)}
            </dd>
          </div>
        ))}
      </dl>
      <DataTable
        title={message('performance:timeline.units')}
        fileName={message('performance:timeline.fileName')}
        columns={[
          {
            id: 'unit',
            title: message('performance:timeline.unit'),
            value: ({ unit }) => message(`performance:units.${unit}`),
            heads: true,
          },
          {
            id: 'operations',
            title: message('performance:timeline.operations'),
            value: ({ operations }) => operations,
            shown: ({ operations }) => number(operations, 0),
          },
          {
            id: 'share',
            title: message('performance:timeline.busy'),
            value: ({ share }) => share,
            shown: ({ share }) => percent(share, 2),
          },
        ]}
        rows={rows}
        rowKey={({ unit }) => unit}
      />
    </section>
  );
}

const rowKinds: readonly RowKind[] = ['chip', 'unit'];
/** Below so many chips every unit can have a row that is high enough to read. */
const FEW_CHIPS = 16;

/** A schedule as a picture with its controls, what is picked in words, and its tables. */
export function TimelinePicture({ timeline }: { readonly timeline: LpuTimeline }) {
  const message = useMessage();
  const remarkText = useRemarkText();
  const { number, shown } = useFormats();
  const [kind, setKind] = useState<RowKind>();
  const [inferences, setInferences] = useState(1);
  const [picked, setPicked] = useState<{ readonly in: object; readonly bar: PickedBar | undefined }>();
  const [sight] = useState(createSight);
  const onSight = useCallback((seen: InSight) => sight.setState(seen, true), [sight]);
  const controls = useRef<GanttControls>(null);
  const choices = inferenceChoices(timeline.operations.name.length);
  const repeated = choices.includes(inferences) ? inferences : 1;
  const rows = kind ?? (timeline.chips <= FEW_CHIPS ? 'unit' : 'chip');
  const layout = useMemo(
    () => layoutOf(timeline, { rows, inferences: repeated }),
    [timeline, rows, repeated],
  );
  const waits = useMemo(() => layout.unit.includes(WAITING), [layout]);
  const pickedBar = picked?.in === layout ? picked.bar : undefined;
  const nameOf = useCallback(
    (bar: number): string => {
      const operation = layout.operation[bar] ?? 0;
      return timeline.names[timeline.operations.name[operation] ?? 0] ?? '';
    },
    [layout, timeline],
  );
  const rowName = useCallback(
    (index: number): string => {
      const row = layout.rows[index];
      if (!row) return '';
      return row.unit === undefined
        ? `${row.chip}`
        : `${row.chip} ${timelineUnits[row.unit]?.toUpperCase() ?? ''}`;
    },
    [layout],
  );
  const timeOf = useCallback(
    (cycle: number): string => {
      const micro = (cycle / timeline.clockHertz) * 1e6;
      return `${number(micro, 3)} µs`;
    },
    [timeline, number],
  );
  return (
    <>
      <p>
        <strong>
          {message('performance:timeline.summary', {
            count: timeline.chips,
            name: timeline.name,
            chips: number(timeline.chips, 0),
            precision: timeline.precision.toUpperCase(),
            latency: shown(timeline.latencySeconds, 's'),
            rate: number(timeline.inferencesPerSecond, 1),
          })}
        </strong>
        {timeline.energyJoules &&
          ` · ${message('performance:timeline.energy', {
            energy: `${number(timeline.energyJoules.typical, 3)} J (${number(timeline.energyJoules.low, 3)}–${number(timeline.energyJoules.high, 3)})`,
          })}`}
      </p>
      <div className={styles.bar}>
        <Select
          label={message('performance:timeline.rows')}
          value={rows}
          options={rowKinds.map((value) => ({
            value,
            label: message(value === 'chip' ? 'performance:timeline.byChip' : 'performance:timeline.byUnit'),
          }))}
          onChange={setKind}
        />
        <Select
          label={message('performance:timeline.inferences')}
          value={String(repeated)}
          options={choices.map((count) => ({ value: String(count), label: String(count) }))}
          onChange={(count) => setInferences(Number(count))}
        />
        <span className={page.spring} />
        <UnitKeys waits={waits} />
        <IconButton
          kind="plain"
          icon="plus"
          label={message('performance:timeline.zoomIn')}
          onClick={() => controls.current?.zoom(2)}
        />
        <IconButton
          kind="plain"
          icon="minus"
          label={message('performance:timeline.zoomOut')}
          onClick={() => controls.current?.zoom(0.5)}
        />
        <Button onClick={() => controls.current?.fit()}>{message('performance:timeline.fit')}</Button>
      </div>
      <Gantt
        controls={controls}
        label={message('performance:timeline.label', {
          operations: number(layout.operation.length, 0),
          chips: number(timeline.chips, 0),
        })}
        layout={layout}
        nameOf={nameOf}
        rowName={rowName}
        timeOf={timeOf}
        cyclesPerMicrosecond={timeline.clockHertz / 1e6}
        picked={pickedBar}
        onPick={(bar) => setPicked({ in: layout, bar })}
        onSight={onSight}
      />
      <div className={styles.sight}>
        <SightText sight={sight} timeOf={timeOf} />
        <span aria-live="polite">
          {pickedBar ? (
            <Picked
              timeline={timeline}
              name={nameOf(pickedBar.bar)}
              layout={layout}
              bar={pickedBar.bar}
              shown={shown}
              timeOf={timeOf}
            />
          ) : (
            message('performance:timeline.nothing')
          )}
        </span>
      </div>
      <p className={page.note}>{message('performance:timeline.keys')}</p>
      <OperationTable timeline={timeline} layout={layout} sight={sight} nameOf={nameOf} />
      <div className={styles.charts}>
        <UnitTable timeline={timeline} />
        <ChipSram timeline={timeline} />
      </div>
      {timeline.notes.length > 0 && (
        <div className={styles.warnings}>
          <h3>{message('performance:timeline.notes')}</h3>
          <ul>
            {timeline.notes.map((note) => (
              <li key={note.code}>{remarkText(note)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Which colour is which unit. */
function UnitKeys({ waits }: { readonly waits: boolean }) {
  const message = useMessage();
  return (
    <ul className={styles.unitKeys}>
      {timelineUnits.map((unit, index) => (
        <li key={unit} title={message(`performance:units.${unit}`)}>
          <span
            className={styles.ink}
            style={{ backgroundColor: `var(${unitTokens[index] ?? ''})` }}
            aria-hidden
          />
          {unit.toUpperCase()}
        </li>
      ))}
      {waits && (
        <li>
          <span
            className={styles.ink}
            style={{ backgroundColor: `var(${unitTokens[WAITING]})` }}
            aria-hidden
          />
          {message('performance:timeline.waiting')}
        </li>
      )}
    </ul>
  );
}

interface PickedProps {
  readonly timeline: LpuTimeline;
  readonly name: string;
  readonly layout: ReturnType<typeof layoutOf>;
  readonly bar: number;
  readonly shown: Formats['shown'];
  readonly timeOf: (cycle: number) => string;
}

function Picked({ timeline, name, layout, bar, shown, timeOf }: PickedProps) {
  const message = useMessage();
  const { number } = useFormats();
  const operation = layout.operation[bar] ?? 0;
  const [start, release] = [layout.start[bar] ?? 0, layout.release[bar] ?? 0];
  const { operations } = timeline;
  return message('performance:timeline.picked', {
    name,
    chip: number(operations.chip[operation] ?? 0, 0),
    unit: timelineUnits[layout.unit[bar] ?? 0]?.toUpperCase() ?? message('performance:timeline.waiting'),
    from: timeOf(start),
    to: timeOf(release),
    cycles: number(release - start, 0),
    bytes: shown(operations.sramBytes[operation] ?? 0, 'B'),
    address: number(operations.sramAddress[operation] ?? 0, 0),
  });
}
