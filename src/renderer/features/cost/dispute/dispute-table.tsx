import type { DisputeBase, DisputeVerdict } from '#shared/dispute';
import { moneyOf } from '#shared/money';
import page from '../../../components/page.module.css';
import plain from '../../../components/plain-table.module.css';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';

export interface DisputeTableProps {
  readonly base: DisputeBase;
  readonly verdict: DisputeVerdict;
}

interface Row {
  readonly name: string;
  readonly lpu: string;
  readonly gpu: string;
  readonly ratio: number | undefined;
}

/** Both sides of the dispute in numbers, against one server as the article counts and at equal throughput. */
export function DisputeTable({ base, verdict }: DisputeTableProps) {
  const message = useMessage();
  const formats = useFormats();
  const dollars = (value: number) => formats.moneyShort(moneyOf(value, 'USD'));
  const kilowatts = (value: number) => `${formats.number(value / 1_000, 1)} kW`;
  const servers = `${formats.number(verdict.gpuServers)} (${message('cost:dispute.idleText', { share: formats.percent(verdict.gpuIdle) })})`;
  const one: readonly Row[] = [
    {
      name: message('cost:dispute.hardware'),
      lpu: dollars(verdict.lpuHardware),
      gpu: dollars(base.gpuServer.price),
      ratio: verdict.hardwareAgainstOneServer,
    },
    {
      name: message('cost:dispute.power'),
      lpu: kilowatts(verdict.lpuWatts),
      gpu: kilowatts(base.gpuServer.watts),
      ratio: verdict.powerAgainstOneServer,
    },
  ];
  const equal: readonly Row[] = [
    {
      name: message('cost:dispute.throughput'),
      lpu: formats.number(verdict.lpuTokensPerSecond, 0),
      gpu: formats.number(verdict.gpuServers * base.gpuServer.tokensPerSecond, 0),
      ratio: undefined,
    },
    { name: message('cost:dispute.servers'), lpu: '–', gpu: servers, ratio: undefined },
    {
      name: message('cost:dispute.hardware'),
      lpu: dollars(verdict.lpuHardware),
      gpu: dollars(verdict.gpuHardware),
      ratio: verdict.hardwareAtEqualThroughput,
    },
    {
      name: message('cost:dispute.million', { years: base.years }),
      lpu: dollars(verdict.lpuPerMillionTokens),
      gpu: dollars(verdict.gpuPerMillionTokens),
      ratio: verdict.costAtEqualThroughput,
    },
  ];
  return (
    <div className={page.scroller} tabIndex={0} role="region" aria-label={message('cost:dispute.table')}>
      <table className={plain.table}>
        <thead>
          <tr>
            <th scope="col">{message('cost:dispute.figure')}</th>
            {(['lpu', 'gpu', 'ratio'] as const).map((column) => (
              <th key={column} scope="col" className={plain.number}>
                {message(`cost:dispute.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <Rows title={message('cost:dispute.oneServer')} rows={one} />
        <Rows title={message('cost:dispute.equal')} rows={equal} />
      </table>
    </div>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const formats = useFormats();
  return (
    <tbody>
      <tr className={plain.sum}>
        <th scope="rowgroup" colSpan={4}>
          {title}
        </th>
      </tr>
      {rows.map(({ name, lpu, gpu, ratio }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td className={plain.number}>{lpu}</td>
          <td className={plain.number}>{gpu}</td>
          <td className={plain.number}>{ratio === undefined ? '' : `${formats.number(ratio, 1)}×`}</td>
        </tr>
      ))}
    </tbody>
  );
}
