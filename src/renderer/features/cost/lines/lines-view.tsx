import type { Earnings } from '#shared/plan/cost';
import type { WirePlan, WithoutTraces } from '#shared/plan/plan';
import { EmptyState } from '#renderer/components/empty-state';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { RangeValue } from '#renderer/components/range-value';
import { Trace } from '#renderer/components/trace';
import { usePlan, usePlanStatus, useScenario, useVerdicts } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useVerdictText } from '#renderer/format/use-verdict-text';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import styles from '#renderer/features/cost/cost.module.css';
import { TermsPanel } from '#renderer/features/cost/terms/terms-panel';
import { CapitalTable, MoneyCell } from './capital-table';
import { MonthsChart } from './months-chart';

type Cost = WirePlan['cost'];

const runningItems = [
  'energyPerYear',
  'hostingPerYear',
  'supportPerYear',
  'staffPerYear',
  'softwarePerYear',
] as const;
const totals = ['capitalPerYear', 'totalPerYear', 'perHour', 'total', 'netPresentValue'] as const;
const services = [
  'perMillionOutputTokens',
  'perMillionTokens',
  'perMillionInputTokensSplit',
  'perMillionOutputTokensSplit',
  'perThousandRequests',
  'perUserPerMonth',
] as const;
const carbons = ['operationPerYear', 'embodied', 'perYear'] as const;

/** Every line of capital and running cost, what it comes to, and the terms it is counted by. */
export function LinesView() {
  const message = useMessage();
  const cost = usePlan((plan) => plan.cost);
  const { refusal } = usePlanStatus();
  const isEmpty = useScenario(({ racks }) => Object.keys(racks).length === 0);
  return (
    <div className={styles.split}>
      <div className={styles.main}>
        {refusal && (
          <p role="alert" className={page.refusal}>
            {refusalText(refusal)}
          </p>
        )}
        {isEmpty && <EmptyState title={message('cost:empty')} text={message('cost:emptyHint')} />}
        {cost && !isEmpty && <Lines cost={cost} />}
      </div>
      <TermsPanel />
    </div>
  );
}

function Lines({ cost }: { readonly cost: Cost }) {
  const message = useMessage();
  const unconverted = cost.unpriced.filter(({ from }) => from !== undefined);
  return (
    <>
      {unconverted.length > 0 && (
        <p role="alert" className={page.refusal}>
          {message('cost:refusedCurrencies', {
            items: unconverted.map(({ name, from }) => `${name} (${from ?? ''})`).join(', '),
          })}
        </p>
      )}
      <CapitalTable cost={cost} />
      <RunningTable cost={cost} />
      <TotalsTable cost={cost} />
      <MonthsChart cost={cost} />
      <ServiceTable />
      <CarbonTable carbon={cost.carbon} />
    </>
  );
}

interface AmountRow {
  readonly key: string;
  readonly name: string;
  readonly path: string;
  readonly range: Parameters<typeof MoneyCell>[0]['range'];
  readonly sum?: boolean;
}

function Amounts({ title, rows }: { readonly title: string; readonly rows: readonly AmountRow[] }) {
  const message = useMessage();
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{title}</h2>
      <table className={plain.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{message('cost:item')}</th>
            <th scope="col" className={plain.number}>
              {message('cost:amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, path, range, sum }) => (
            <tr key={key} className={sum ? plain.sum : undefined}>
              <th scope="row">{name}</th>
              <td className={plain.number}>
                <MoneyCell label={name} path={path} range={range} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RunningTable({ cost }: { readonly cost: Cost }) {
  const message = useMessage();
  const shown = runningItems.filter(
    (item) => cost[item].high.amount > 0 || item === 'energyPerYear' || item === 'hostingPerYear',
  );
  const rows: AmountRow[] = shown.map((item) => ({
    key: item,
    name: message(`cost:runningItems.${item}`),
    path: `cost/${item}`,
    range: cost[item],
  }));
  const title = message('cost:running');
  const sum: AmountRow = {
    key: 'sum',
    name: title,
    path: 'cost/runningPerYear',
    range: cost.runningPerYear,
    sum: true,
  };
  return <Amounts title={title} rows={[...rows, sum]} />;
}

function TotalsTable({ cost }: { readonly cost: Cost }) {
  const message = useMessage();
  const years = useScenario(({ finance }) => finance.years);
  const items =
    cost.residual.high.amount > 0
      ? ([...totals.slice(0, 3), 'residual', ...totals.slice(3)] as const)
      : totals;
  const rows = items.map((item): AmountRow => ({
    key: item,
    name: message(`cost:totals.${item}`, { years }),
    path: `cost/${item}`,
    range: cost[item],
    sum: item === 'total',
  }));
  return <Amounts title={message('cost:together')} rows={rows} />;
}

function ServiceTable() {
  const message = useMessage();
  const deployments = usePlan((plan) => plan.deployments) ?? [];
  const { verdicts = [] } = useVerdicts();
  const said = useVerdictText();
  const served = deployments.flatMap(({ id, name, serviceCost }) =>
    serviceCost === undefined ? [] : [{ id, name, serviceCost }],
  );
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{message('cost:service')}</h2>
      <p className={page.intro}>{message(served.length === 0 ? 'cost:noService' : 'cost:serviceHint')}</p>
      {verdicts.length > 0 && (
        <ul aria-label={message('service:objectives')} className={page.intro}>
          {verdicts.map((verdict) => (
            <li key={verdict.need}>{said(verdict)}</li>
          ))}
        </ul>
      )}
      {served.map(({ id, name, serviceCost }) => (
        <div key={id}>
          <Amounts
            title={name}
            rows={services.map((item) => ({
              key: item,
              name: message(`cost:services.${item}`),
              path: `deployments/${id}/serviceCost/${item}`,
              range: serviceCost[item],
            }))}
          />
          {serviceCost.earnings && (
            <EarningsTable deployment={id} name={name} earnings={serviceCost.earnings} />
          )}
        </div>
      ))}
    </section>
  );
}

interface EarningsProps {
  readonly deployment: string;
  readonly name: string;
  readonly earnings: WithoutTraces<Earnings>;
}

function EarningsTable({ deployment, name, earnings }: EarningsProps) {
  const message = useMessage();
  const formats = useFormats();
  const path = `deployments/${deployment}/serviceCost/earnings`;
  const { low, typical, high } = earnings.margin;
  const percent = (value: number) => formats.percent(value);
  const bounds = low === high ? '' : ` (${percent(low)} … ${percent(high)})`;
  const margin = message('cost:earnings.margin');
  return (
    <table className={plain.table} aria-label={`${message('cost:earnings.revenuePerYear')}: ${name}`}>
      <tbody>
        {(['revenuePerYear', 'surplusPerYear'] as const).map((item) => (
          <tr key={item}>
            <th scope="row">{message(`cost:earnings.${item}`)}</th>
            <td className={plain.number}>
              <MoneyCell
                label={message(`cost:earnings.${item}`)}
                path={`${path}/${item}`}
                range={earnings[item]}
              />
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{margin}</th>
          <td className={plain.number}>
            <Trace label={margin} path={`${path}/margin`}>
              {percent(typical)}
              {bounds}
            </Trace>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function CarbonTable({ carbon }: { readonly carbon: Cost['carbon'] }) {
  const message = useMessage();
  const title = message('cost:carbon');
  return (
    <section className={page.block}>
      <h2 className={page.heading}>{title}</h2>
      <table className={plain.table} aria-label={title}>
        <tbody>
          {carbons.map((item) => (
            <tr key={item}>
              <th scope="row">{message(`cost:carbonItems.${item}`)}</th>
              <td className={plain.number}>
                <Trace label={message(`cost:carbonItems.${item}`)} path={`cost/carbon/${item}`}>
                  <RangeValue range={carbon[item]} unit="kg" />
                </Trace>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {carbon.unknownFor.length > 0 && (
        <p className={page.intro}>{message('cost:carbonUnknown', { types: carbon.unknownFor.join(', ') })}</p>
      )}
    </section>
  );
}
