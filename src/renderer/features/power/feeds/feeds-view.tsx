import { useMemo, useState } from 'react';
import type { FeedReport, LinesReport, PowerReport } from '#shared/power/report';
import { feedName } from '#shared/scenario/names';
import { levelOf } from '../../../components/level';
import { classNames } from '../../../components/class-names';
import { TextField } from '../../../components/text-field';
import { useScenario } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { useShown } from '../../../format/use-shown';
import { DataSection } from '../data-section';
import styles from '../power.module.css';
import { SuppliesTable } from './supplies-table';

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
            value: ({ volts, amperes, phases, connection }) =>
              `${volts} V ${amperes} A ${phases}~${connection === undefined ? '' : ` ${message(`power:connections.${connection}`)}`}`,
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
      <SuppliesTable supplies={report.supplies} />
    </div>
  );
}

function Loaded({
  load,
  limit,
  text,
}: {
  readonly load: number;
  readonly limit: number;
  readonly text: string;
}) {
  const message = useMessage();
  const state = levelOf(load, limit);
  return (
    <span className={classNames(state === 'near' && styles.nearText, state === 'over' && styles.overText)}>
      {text}
      {state !== 'fine' && ` ${message(`shell:level.${state}`)}`}
    </span>
  );
}

/** Three bars, a line each, against what a line carries; the amperes beside them. */
export function LineBars({ lines: { currents, limit } }: { readonly lines: LinesReport }) {
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
