import { majorUnitsOf, type MoneyRange } from '#shared/money/money';
import { inMinorUnits, majorUnitsOfRate, minorUnitsOf, type MoneyRateRange } from '#shared/money/money-rate';
import { exactly } from '#shared/units/range';
import { metPercent } from '#shared/serving/verdict-words';
import type { SizedFleet, SizingReport, SizingRequest, UnsizedFleet } from '#shared/sizing/sizing';
import { Button } from '#renderer/components/button';
import { CsvButton } from '#renderer/components/save-table';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { RangeValue } from '#renderer/components/range-value';
import { useApi } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useFormats } from '#renderer/format/format';
import { useVerdictText } from '#renderer/format/use-verdict-text';
import { refusalText } from '#renderer/i18n/refusal-text';
import { showEntry } from '#renderer/shell/intake';
import { useMessage } from '#renderer/i18n/use-language';
import { FleetRemarks } from './fleet-remarks';
import { ObjectiveMapView } from './objective-map/objective-map';
import styles from './size.module.css';

export interface SizeResultsProps {
  readonly report: SizingReport;
  readonly request: SizingRequest;
  readonly running: boolean;
  /** How many parts there are to be sized. */
  readonly all: number;
}

/** Fleets that meet the objective, cheapest first; and in red, apart from them, why each other one fails. */
export function SizeResults({ report, request, running, all }: SizeResultsProps) {
  const message = useMessage();
  const stopped = !running && report.outcomes.length < all;
  const met = report.outcomes.filter((outcome): outcome is SizedFleet => outcome.meets);
  const failed = report.outcomes.filter((outcome): outcome is UnsizedFleet => !outcome.meets);
  const unpriced = [...new Set(met.flatMap((fleet) => fleet.unpriced))];
  return (
    <>
      {stopped && (
        <p role="status" className={page.missing}>
          {message('size:stopped', { done: report.outcomes.length, all })}
        </p>
      )}
      {!running && <Said report={report} met={met} />}
      {met.length > 0 && <FleetTable met={met} report={report} request={request} />}
      {unpriced.length > 0 && (
        <p className={page.intro}>{message('size:inNoSum', { items: unpriced.join(', ') })}</p>
      )}
      {met.length > 0 && (
        <div>
          {met.map((fleet) => (
            <FleetRemarks key={fleet.hardware} fleet={fleet} />
          ))}
        </div>
      )}
      {failed.length > 0 && <Failed failed={failed} />}
      {!running && <ObjectiveMapView request={request} />}
    </>
  );
}

function Said({ report, met }: { readonly report: SizingReport; readonly met: readonly SizedFleet[] }) {
  const message = useMessage();
  const formats = useFormats();
  const find = (hardware: string | undefined) => met.find((fleet) => fleet.hardware === hardware);
  const cost = ({ total }: SizedFleet) => formats.moneyShort(total.typical);
  const [winner, second] = [find(report.winner), find(report.runnerUp)];
  if (winner && second) {
    const names = { winner: winner.name, cost: cost(winner), second: second.name, secondCost: cost(second) };
    return <p className={styles.verdict}>{message('size:winnerSaid', names)}</p>;
  }
  if (winner)
    return (
      <p className={styles.verdict}>
        {message('size:onlyWinner', { winner: winner.name, cost: cost(winner) })}
      </p>
    );
  if (met.length > 0) return <p className={styles.verdict}>{message('size:noWinner')}</p>;
  const { nearest } = report;
  if (report.outcomes.length === 0) return null;
  return (
    <div role="alert" className={page.refusal}>
      <strong>{message('size:nothingMeets')}</strong>{' '}
      {nearest && message('size:nearest', { name: nearest.name, reason: refusalText(nearest.refusal) })}
    </div>
  );
}

interface FleetTableProps {
  readonly met: readonly SizedFleet[];
  readonly report: SizingReport;
  readonly request: SizingRequest;
}

const columns = [
  'fleet',
  'total',
  'capital',
  'million',
  'servers',
  'split',
  'racks',
  'power',
  'first',
  'each',
  'met',
  'binding',
  'actions',
] as const;
const textColumns: readonly string[] = ['fleet', 'split', 'binding', 'actions'];

function FleetTable({ met, report, request }: FleetTableProps) {
  const message = useMessage();
  const title = message('size:results');
  const { years } = request.terms.finance;
  return (
    <section className={page.block}>
      <div className={styles.bar}>
        <h3 className={page.subheading}>{title}</h3>
        <SaveSizes met={met} />
      </div>
      <div className={page.scroller} tabIndex={0} role="region" aria-label={title}>
        <table className={`${plain.table} ${styles.fleets}`}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={textColumns.includes(column) ? undefined : plain.number}
                >
                  {message(`size:${column}`, { years })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {met.map((fleet) => (
              <FleetRow key={fleet.hardware} fleet={fleet} report={report} request={request} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FleetRow({ fleet, report, request }: Omit<FleetTableProps, 'met'> & { readonly fleet: SizedFleet }) {
  const message = useMessage();
  const formats = useFormats();
  const { deployment, simulated } = fleet;
  const seconds = (value: number) => formats.shown(value, 's');
  const place =
    fleet.hardware === report.winner ? 'winner' : fleet.hardware === report.runnerUp ? 'runnerUp' : undefined;
  const spare = deployment.spareServers === 0 ? '' : ` + ${deployment.spareServers}`;
  const verdictText = useVerdictText();
  const said = verdictText(fleet.service);
  return (
    <tr data-place={place}>
      <th scope="row">
        {fleet.name}
        {place && <span className={styles.mark}>{message(`size:${place}`)}</span>}
      </th>
      <Amount fleet={fleet} range={fleet.total} />
      <Amount fleet={fleet} range={fleet.capital} />
      <Amount fleet={fleet} range={fleet.perMillionOutputTokens} />
      <td className={plain.number}>
        {formats.number(deployment.servers)}
        {spare}
      </td>
      <td>
        {deployment.replicas} × ({deployment.tensorParallel} × {deployment.pipelineParallel}){' '}
        {deployment.weights.toUpperCase()}
      </td>
      <td className={plain.number}>
        {formats.number(fleet.racks)}
        {fleet.rackStops[0] && (
          <span className={styles.aside}>
            {message('size:fullBy', { limit: message(`size:stops.${fleet.rackStops[0].limit}`) })}
          </span>
        )}
      </td>
      <td className={plain.number}>
        {fleet.powerUnknownFor.length > 0 ? (
          <span className={page.missing}>{message('size:unknownPower')}</span>
        ) : (
          <RangeValue range={exactly(fleet.powerWatts.typical)} unit="W" />
        )}
      </td>
      <td className={plain.number} title={said}>
        {seconds(simulated.timeToFirstTokenSeconds)}
      </td>
      <td className={plain.number} title={said}>
        {seconds(simulated.timePerOutputTokenSeconds)}
      </td>
      <td className={plain.number} title={said}>
        {formats.percent(metPercent(simulated.objectiveMetShare) / 100, 1)}
      </td>
      <td>{message(`size:bindings.${fleet.binding}`)}</td>
      <td>
        <CreateButton fleet={fleet} request={request} />
      </td>
    </tr>
  );
}

/** The typical amount, with its range on hover: a row of ranges would not fit beside what the fleet does. */
interface AmountProps {
  readonly fleet: SizedFleet;
  readonly range: MoneyRange | MoneyRateRange | undefined;
}

function Amount({ fleet, range }: AmountProps) {
  const message = useMessage();
  const formats = useFormats();
  if (!fleet.serversPriced || !range) {
    return <td className={`${plain.number} ${page.missing}`}>{message('size:unpriced')}</td>;
  }
  const { currency } = range.typical;
  return (
    <td className={plain.number} title={formats.bounds(inMinorUnits(range), currency)}>
      {formats.quantity(minorUnitsOf(range.typical), currency).value}
    </td>
  );
}

interface CreateButtonProps {
  readonly fleet: SizedFleet;
  readonly request: SizingRequest;
}

function CreateButton({ fleet, request }: CreateButtonProps) {
  const message = useMessage();
  const api = useApi();
  const { documents, notices } = useWorkbench();
  const { deployment } = fleet;
  const create = async () => {
    const name = message('size:name', {
      model: request.workload.model,
      devices: deployment.devices,
      hardware: fleet.name,
    });
    const id = documents.newScenarioId();
    const laid = await api.layOutSize({ request, deployment, id, name });
    if (!laid.ok) {
      notices.notify({ kind: 'problem', text: refusalText(laid.error) });
      return;
    }
    await documents.add([laid.value], { key: 'commands:sized', params: { name } });
    notices.notify({ kind: 'done', text: message('size:created', { name }) });
  };
  return (
    <Button aria-label={message('size:createFor', { name: fleet.name })} onClick={() => void create()}>
      {message('size:create')}
    </Button>
  );
}

function Failed({ failed }: { readonly failed: readonly UnsizedFleet[] }) {
  const message = useMessage();
  return (
    <section className={styles.failed} aria-label={message('size:fails')}>
      <h3 className={page.subheading}>{message('size:fails')}</h3>
      <p className={page.intro}>{message('size:failsHint')}</p>
      <ul>
        {failed.map(({ hardware, name, refusal }) => (
          <li key={hardware}>
            <strong>{name}</strong> {refusalText(refusal)}{' '}
            {refusal.code === 'size-no-server' && <MakeServer hardware={hardware} name={name} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Leads to the Catalogue, with a server for this part begun. */
function MakeServer({ hardware, name }: { readonly hardware: string; readonly name: string }) {
  const message = useMessage();
  const { actions } = useWorkbench();
  const make = () => {
    showEntry({ kind: 'accelerators', id: hardware, makeServer: true });
    actions.store
      .getState()
      .find(({ id }) => id === 'screen-catalogue')
      ?.run();
  };
  return (
    <Button aria-label={message('size:makeServerFor', { name })} onClick={make}>
      {message('size:makeServer')}
    </Button>
  );
}

function SaveSizes({ met }: { readonly met: readonly SizedFleet[] }) {
  const message = useMessage();
  const head = [
    'fleet',
    'servers',
    'racks',
    'power',
    'capital',
    'total',
    'million',
    'first',
    'each',
    'met',
  ] as const;
  const amount = (fleet: SizedFleet, { typical }: MoneyRange) =>
    fleet.serversPriced ? majorUnitsOf(typical) : null;
  const rows = () => [
    head.map((column) => message(`size:${column}`, { years: '' })),
    ...met.map((fleet) => [
      fleet.name,
      fleet.deployment.servers + fleet.deployment.spareServers,
      fleet.racks,
      fleet.powerUnknownFor.length > 0 ? null : fleet.powerWatts.typical,
      amount(fleet, fleet.capital),
      amount(fleet, fleet.total),
      fleet.serversPriced && fleet.perMillionOutputTokens
        ? majorUnitsOfRate(fleet.perMillionOutputTokens.typical)
        : null,
      fleet.simulated.timeToFirstTokenSeconds,
      fleet.simulated.timePerOutputTokenSeconds,
      fleet.simulated.objectiveMetShare,
    ]),
  ];
  return (
    <CsvButton
      title={message('size:results')}
      table={() => ({ name: message('size:csvName'), rows: rows() })}
    />
  );
}
