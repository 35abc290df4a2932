import {
  type CrossValidation,
  type GateVerdict,
  type PeerAccuracy,
  type RowErrors,
  type ValidationSummary,
  verdictOnLeftOut,
} from '#shared/validation/validation';
import { DataTable, type DataColumn } from '#renderer/components/data-table';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/checks/checks.module.css';

type Errors = Pick<RowErrors, 'rows' | 'median' | 'p80'> & {
  readonly mean?: number;
  readonly coverage?: number;
};

function useErrorColumns<Row extends Errors>(): readonly DataColumn<Row>[] {
  const message = useMessage();
  const { number, percent } = useFormats();
  const share = (id: string, value: (row: Row) => number | undefined, digits: number): DataColumn<Row> => ({
    id,
    title: message(`checks:validation.${id as 'median'}`),
    value: (row) => value(row) ?? null,
    shown: (row) => {
      const known = value(row);
      return known === undefined ? '–' : percent(known, digits);
    },
  });
  return [
    {
      id: 'rows',
      title: message('checks:validation.rows'),
      value: ({ rows }) => rows,
      shown: ({ rows }) => number(rows, 0),
    },
    share('median', ({ median }) => median, 1),
    share('p80', ({ p80 }) => p80, 1),
    share('mean', ({ mean }) => mean, 1),
    share('coverage', ({ coverage }) => coverage, 0),
  ];
}

/** What errors may be at most, and whether they are. */
function useGateColumns<Row>(gateOf: (row: Row) => GateVerdict | undefined): readonly DataColumn<Row>[] {
  const message = useMessage();
  const { percent } = useFormats();
  const aim = ({ median, p80 }: GateVerdict): string =>
    p80 === undefined
      ? message('checks:validation.aimMedian', { median: percent(median) })
      : message('checks:validation.aimBoth', { median: percent(median), p80: percent(p80) });
  const verdict = ({ met }: GateVerdict): string => message(`checks:validation.${met ? 'met' : 'missed'}`);
  return [
    {
      id: 'aim',
      title: message('checks:validation.aim'),
      value: (row) => valueOf(gateOf(row), aim),
      shown: (row) => valueOf(gateOf(row), aim) ?? '–',
    },
    {
      id: 'verdict',
      title: message('checks:validation.verdict'),
      value: (row) => valueOf(gateOf(row), verdict),
      shown: (row) => {
        const gate = gateOf(row);
        if (gate === undefined) return '–';
        return (
          <span
            className={gate.met ? styles.met : styles.missed}
          >{`${gate.met ? '✓' : '▲'} ${verdict(gate)}`}</span>
        );
      },
    },
  ];
}

const valueOf = (gate: GateVerdict | undefined, text: (gate: GateVerdict) => string): string | null =>
  gate === undefined ? null : text(gate);

/** The errors of each group of figures. */
export function Summaries({ summary }: { readonly summary: readonly ValidationSummary[] }) {
  const message = useMessage();
  const errors = useErrorColumns<ValidationSummary>();
  const columns: readonly DataColumn<ValidationSummary>[] = [
    {
      id: 'group',
      title: message('checks:validation.group'),
      heads: true,
      value: ({ group }) => message(`checks:validation.groups.${group}`),
    },
    ...errors,
    ...useGateColumns<ValidationSummary>(({ gate }) => gate),
  ];
  return (
    <DataTable
      title={message('checks:validation.summary')}
      fileName={message('checks:validation.fileName')}
      columns={columns}
      rows={summary}
      rowKey={({ group }) => group}
      startsOpen
    />
  );
}

/** The proof that predictions hold beyond what they were calibrated on. */
export function LeftOut({ crossValidation }: { readonly crossValidation: readonly CrossValidation[] }) {
  const message = useMessage();
  const errors = useErrorColumns<CrossValidation>().filter(({ id }) => id !== 'mean');
  const columns: readonly DataColumn<CrossValidation>[] = [
    { id: 'engine', title: message('checks:validation.engine'), heads: true, value: ({ engine }) => engine },
    {
      id: 'left-out',
      title: message('checks:validation.leftOut'),
      value: ({ leftOut }) => message(`checks:validation.leftOuts.${leftOut}`),
    },
    ...errors,
    ...useGateColumns<CrossValidation>(verdictOnLeftOut),
  ];
  return (
    <DataTable
      title={message('checks:validation.crossValidation')}
      fileName={message('checks:validation.fileName')}
      columns={columns}
      rows={crossValidation}
      rowKey={({ engine, leftOut }) => `${engine} ${leftOut}`}
      startsOpen
    />
  );
}

interface PeersProps {
  readonly peers: readonly PeerAccuracy[];
  readonly throughput: ValidationSummary | undefined;
}

interface Reached {
  readonly name: string;
  readonly accuracy: string;
  readonly source: string;
  /** What others say of themselves stays in their language. */
  readonly english: boolean;
}

/** What other tools say they reach, below what Fleetwright reaches on the throughput of the rows here. */
export function Peers({ peers, throughput }: PeersProps) {
  const message = useMessage();
  const { percent } = useFormats();
  const own: readonly Reached[] =
    throughput === undefined
      ? []
      : [
          {
            name: 'Fleetwright',
            accuracy: message('checks:validation.ownAccuracy', {
              median: percent(throughput.median, 1),
              p80: percent(throughput.p80, 1),
              mean: percent(throughput.mean, 1),
            }),
            source: message('checks:validation.ownSource', { count: throughput.rows }),
            english: false,
          },
        ];
  const text = (row: Reached, value: string) => <span lang={row.english ? 'en' : undefined}>{value}</span>;
  const columns: readonly DataColumn<Reached>[] = [
    {
      id: 'name',
      title: message('checks:validation.tool'),
      heads: true,
      value: ({ name }) => name,
      shown: (row) => text(row, row.name),
    },
    {
      id: 'accuracy',
      title: message('checks:validation.reaches'),
      value: ({ accuracy }) => accuracy,
      shown: (row) => text(row, row.accuracy),
    },
    {
      id: 'source',
      title: message('checks:validation.note'),
      value: ({ source }) => source,
      shown: (row) => text(row, row.source),
    },
  ];
  return (
    <DataTable
      title={message('checks:validation.peers')}
      fileName={message('checks:validation.fileName')}
      columns={columns}
      rows={[...own, ...peers.map((peer) => ({ ...peer, english: true }))]}
      rowKey={({ name }) => name}
      startsOpen
    />
  );
}
