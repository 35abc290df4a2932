import { useMemo, useState } from 'react';
import { Button } from '#renderer/components/button';
import { classNames } from '#renderer/components/class-names';
import { levelOf } from '#renderer/components/level';
import { QuantityField } from '#renderer/components/quantity-field';
import { TextField } from '#renderer/components/text-field';
import { useCommands, useScenario } from '#renderer/documents/hooks';
import { useFormats, useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { FeedReport, LinesReport, PowerReport, SuppliesReport } from '#shared/power/report';
import { feedName } from '#shared/scenario/names';
import { changeSupplies } from './chain-edits';
import { DataSection } from './data-section';
import { Loaded } from './loaded';
import { StripsTable } from './strips-table';
import styles from './power.module.css';

/** The power supplies of the device types in use: published, assumed, or the user's own. */
function SuppliesTable({ supplies }: { readonly supplies: readonly SuppliesReport[] }) {
  const message = useMessage();
  return (
    <DataSection<SuppliesReport>
      title={message('power:supplies.title')}
      note={message('power:supplies.note')}
      fileName={message('power:supplies.file')}
      rows={supplies}
      rowKey={({ type }) => type}
      columns={[
        { id: 'type', title: message('power:columns.type'), heads: true, value: ({ name }) => name },
        { id: 'devices', title: message('power:columns.devices'), value: ({ devices }) => devices },
        {
          id: 'count',
          title: message('power:columns.count'),
          value: ({ count }) => count,
          shown: (row) => <SuppliesField row={row} field="count" />,
        },
        {
          id: 'needed',
          title: message('power:columns.needed'),
          value: ({ needed }) => needed,
          shown: (row) => <SuppliesField row={row} field="needed" />,
        },
        {
          id: 'basis',
          title: message('power:columns.basis'),
          value: ({ basis }) => message(`power:supplies.${basis}`),
          shown: (row) => <Basis row={row} />,
        },
      ]}
    />
  );
}

const MOST_SUPPLIES = 16;

function SuppliesField({ row, field }: { readonly row: SuppliesReport; readonly field: 'count' | 'needed' }) {
  const message = useMessage();
  const dispatch = useCommands();
  const { type, name, count, needed, rated } = row;
  const change = (value: number) => {
    const changed =
      field === 'count' ? { count: value, needed: Math.min(needed, value) } : { count, needed: value };
    dispatch(changeSupplies(type, name, rated === undefined ? changed : { ...changed, ratedWatts: rated }));
  };
  return (
    <div className={styles.cellField}>
      <QuantityField
        label={message(`power:supplies.${field}Of`, { name })}
        unit=""
        value={row[field]}
        minimum={1}
        maximum={field === 'count' ? MOST_SUPPLIES : count}
        whole
        onCommit={change}
      />
    </div>
  );
}

function Basis({ row: { type, name, basis } }: { readonly row: SuppliesReport }) {
  const message = useMessage();
  const dispatch = useCommands();
  return (
    <span className={styles.basis}>
      {message(`power:supplies.${basis}`)}
      {basis === 'own' && (
        <Button
          kind="quiet"
          aria-label={message('power:supplies.resetOf', { name })}
          onClick={() => dispatch(changeSupplies(type, name, undefined))}
        >
          {message('power:supplies.reset')}
        </Button>
      )}
    </span>
  );
}

const loadShare = ({ load, loadOnLostSide, limit }: FeedReport): number =>
  Math.max(load, loadOnLostSide) / limit;

/** The feeds of all racks, the fullest first, with their phases; the phases of the PDUs; the supplies below. */
export function FeedsView({ report }: { readonly report: PowerReport }) {
  const message = useMessage();
  const shown = useShown();
  const formats = useFormats();
  const [wanted, setWanted] = useState('');
  const watts = (value: number) => shown(value, 'W');
  const feeds = useMemo(
    () =>
      report.feeds
        .filter(({ rackName, pdu }) =>
          `${rackName} ${pdu ?? ''}`.toLowerCase().includes(wanted.toLowerCase()),
        )
        .toSorted((a, b) => loadShare(b) - loadShare(a)),
    [report.feeds, wanted],
  );
  const imbalance = (lines: LinesReport | undefined) => (lines === undefined ? null : lines.imbalance);
  return (
    <div className={styles.view}>
      <PduPhases report={report} />
      <div className={styles.filter}>
        <TextField label={message('power:feeds.filter')} value={wanted} maxLength={80} onCommit={setWanted} />
      </div>
      <DataSection<FeedReport>
        title={message('power:feeds.title')}
        note={message('power:feeds.note')}
        fileName={message('power:feeds.file')}
        rows={feeds}
        rowKey={({ rack, feed }) => `${rack} ${feed}`}
        columns={[
          {
            id: 'feed',
            title: message('power:columns.feed'),
            heads: true,
            value: ({ rackName, feed }) => `${rackName} ${feedName(rackName, feed)}`,
          },
          { id: 'pdu', title: message('power:kinds.pdus'), value: ({ pdu }) => pdu ?? '' },
          {
            id: 'supply',
            title: message('power:columns.supply'),
            value: ({ volts, amperes, continuous, phases, connection }) =>
              `${volts} V ${amperes} A (${formats.number(continuous, 1)} A) ${phases}~${connection === undefined ? '' : ` ${message(`power:connections.${connection}`)}`}`,
          },
          {
            id: 'load',
            title: message('power:columns.load'),
            unit: 'W',
            value: ({ load }) => load,
            shown: ({ load }) => watts(load),
          },
          {
            id: 'lost',
            title: message('power:columns.lost'),
            unit: 'W',
            value: ({ loadOnLostSide }) => loadOnLostSide,
            shown: ({ loadOnLostSide, limit }) => (
              <Loaded load={loadOnLostSide} limit={limit} text={watts(loadOnLostSide)} />
            ),
          },
          {
            id: 'limit',
            title: message('power:columns.limit'),
            unit: 'W',
            value: ({ limit }) => limit,
            shown: ({ limit }) => watts(limit),
          },
          {
            id: 'phases',
            title: message('power:columns.lines'),
            value: ({ lines }) =>
              lines === undefined ? '' : lines.currents.map((current) => current.toFixed(1)).join(' / '),
            shown: ({ lines }) => lines && <LineBars lines={lines} />,
          },
          {
            id: 'neutral',
            title: message('power:columns.neutral'),
            unit: 'A',
            value: ({ lines }) => lines?.neutral ?? null,
            shown: ({ lines }) =>
              lines?.neutral === undefined ? '' : `${formats.number(lines.neutral, 1)} A`,
          },
          {
            id: 'imbalance',
            title: message('power:columns.imbalance'),
            value: ({ lines }) => imbalance(lines),
            shown: ({ lines }) => (lines === undefined ? '' : formats.percent(lines.imbalance)),
          },
        ]}
      />
      <StripsTable strips={report.strips} />
      <SuppliesTable supplies={report.supplies} />
    </div>
  );
}

/** Three bars, a line each, against what a line carries; the amperes beside them. */
function LineBars({ lines: { currents, limit } }: { readonly lines: LinesReport }) {
  const { number } = useFormats();
  return (
    <span className={styles.lineBars}>
      {currents.map((current, index) => (
        <span key={index} className={styles.lineBar}>
          <span className={styles.lineTrack} aria-hidden>
            <span
              className={classNames(styles.lineFill, styles[levelOf(current, limit)])}
              style={{ width: `${Math.min(100, (current / limit) * 100)}%` }}
            />
          </span>
          <span>{`L${index + 1} ${number(current, 1)} A`}</span>
        </span>
      ))}
    </span>
  );
}

function PduPhases({ report: { pduLines } }: { readonly report: PowerReport }) {
  const message = useMessage();
  const { number, percent } = useFormats();
  const pdus = useScenario(({ electrical }) => electrical.pdus);
  if (pduLines.length === 0) return null;
  const nameOf = (id: string) => Object.values(pdus).find((pdu) => pdu.id === id)?.name ?? id;
  return (
    <DataSection
      title={message('power:feeds.pduPhases')}
      fileName={message('power:feeds.pduFile')}
      rows={pduLines}
      rowKey={({ pdu }) => pdu}
      columns={[
        { id: 'pdu', title: message('power:kinds.pdus'), heads: true, value: ({ pdu }) => nameOf(pdu) },
        {
          id: 'lines',
          title: message('power:columns.lines'),
          value: ({ currents }) => currents.map((current) => current.toFixed(1)).join(' / '),
          shown: (lines) => <LineBars lines={lines} />,
        },
        {
          id: 'limit',
          title: message('power:columns.limit'),
          unit: 'A',
          value: ({ limit }) => limit,
          shown: ({ limit }) => `${number(limit, 0)} A`,
        },
        {
          id: 'imbalance',
          title: message('power:columns.imbalance'),
          value: ({ imbalance }) => imbalance,
          shown: ({ imbalance }) => percent(imbalance),
        },
      ]}
    />
  );
}
