import { useCallback, useMemo, useState } from 'react';
import { useAnswer } from '#renderer/api/use-answer';
import { Button } from '#renderer/components/button';
import { Field } from '#renderer/components/field';
import page from '#renderer/components/page.module.css';
import plain from '#renderer/components/plain-table.module.css';
import { useApi, useCatalogue } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { moneyOf } from '#shared/money/money';
import {
  breakEvenCardPrice,
  type DisputeAssumptions,
  type DisputeBase,
  type DisputeField,
  disputeFields,
  disputeLimits,
  type DisputePosition,
  type DisputeVerdict,
  disputeVerdict,
} from '#shared/validation/claims';
import styles from './cost.module.css';

interface DisputeTableProps {
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
function DisputeTable({ base, verdict }: DisputeTableProps) {
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

/** The article's dispute: five assumptions to move, each commentator's position to take, and the verdict at once. */
export function DisputeView() {
  const api = useApi();
  const answer = useAnswer(useCallback(() => api.dispute({}), [api]));
  if (answer === undefined) return null;
  if (!answer.ok) {
    return (
      <p role="alert" className={page.refusal}>
        {refusalText(answer.error)}
      </p>
    );
  }
  return <Dispute base={answer.value} />;
}

function Dispute({ base }: { readonly base: DisputeBase }) {
  const message = useMessage();
  const [assumed, assume] = useState<DisputeAssumptions>(() => ({
    ...base.neutral,
    ...base.positions[0]?.stated,
  }));
  const [taken, take] = useState<DisputePosition | undefined>(base.positions[0]);
  return (
    <div className={styles.main}>
      <section className={page.block}>
        <h2 className={page.heading}>{message('cost:dispute.heading')}</h2>
        <p className={page.intro}>{message('cost:dispute.intro')}</p>
      </section>
      <Verdict base={base} assumed={assumed} />
      <div className={styles.sliders}>
        {disputeFields.map((field) => (
          <AssumptionSlider
            key={field}
            field={field}
            value={assumed[field]}
            onChange={(value) => {
              assume({ ...assumed, [field]: value });
              if (taken?.stated[field] !== undefined) take(undefined);
            }}
          />
        ))}
      </div>
      <p className={page.intro}>{message('cost:dispute.unpublished')}</p>
      <Positions
        base={base}
        taken={taken}
        onTake={(position) => {
          take(position);
          assume({ ...assumed, ...position.stated });
        }}
      />
      <DisputeTable base={base} verdict={disputeVerdict(base, assumed)} />
    </div>
  );
}

function Verdict({ base, assumed }: { readonly base: DisputeBase; readonly assumed: DisputeAssumptions }) {
  const message = useMessage();
  const formats = useFormats();
  const verdict = useMemo(() => disputeVerdict(base, assumed), [base, assumed]);
  const ratio = verdict.costAtEqualThroughput;
  const price = breakEvenCardPrice(base, assumed);
  const speed = {
    lpu: formats.number(base.lpuTokensPerSecondPerUser, 0),
    gpu: formats.number(base.gpuServer.tokensPerSecondPerUser, 0),
  };
  return (
    <section className={page.block} aria-label={message('cost:dispute.verdict')} aria-live="polite">
      <p className={`${styles.verdict} ${ratio > 1 ? styles.higher : styles.lower}`}>
        {ratio > 1
          ? message('cost:dispute.lpuDearer', { ratio: formats.number(ratio, ratio < 10 ? 1 : 0) })
          : message('cost:dispute.lpuCheaper', { ratio: formats.percent(ratio) })}
      </p>
      <p>
        {price > 0
          ? message('cost:dispute.breakEven', { price: formats.moneyShort(moneyOf(price, 'USD')) })
          : message('cost:dispute.breakEvenNever')}{' '}
        {message('cost:dispute.speed', speed)}
      </p>
    </section>
  );
}

interface AssumptionSliderProps {
  readonly field: DisputeField;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function useFieldText() {
  const message = useMessage();
  const formats = useFormats();
  return {
    label: (field: DisputeField) => message(`cost:dispute.${field}`, { model: 'Llama 2 70B' }),
    shown: (field: DisputeField, value: number): string => {
      if (field === 'cardPrice') return formats.moneyShort(moneyOf(value, 'USD'));
      if (field === 'creditForIdle') return formats.percent(value);
      return field === 'wattsPerCard' ? `${formats.number(value, 0)} W` : formats.number(value, 0);
    },
  };
}

function AssumptionSlider({ field, value, onChange }: AssumptionSliderProps) {
  const { label, shown } = useFieldText();
  const { minimum, maximum, step } = disputeLimits[field];
  return (
    <Field label={label(field)}>
      {(ids) => (
        <span className={styles.slider}>
          <input
            {...ids}
            type="range"
            min={minimum}
            max={maximum}
            step={step}
            value={value}
            aria-valuetext={shown(field, value)}
            onChange={({ target }) => onChange(Number(target.value))}
          />
          <output>{shown(field, value)}</output>
        </span>
      )}
    </Field>
  );
}

interface PositionsProps {
  readonly base: DisputeBase;
  readonly taken: DisputePosition | undefined;
  readonly onTake: (position: DisputePosition) => void;
}

function Positions({ base, taken, onTake }: PositionsProps) {
  const message = useMessage();
  const { label, shown } = useFieldText();
  const { sources } = useCatalogue();
  const missing = disputeFields.filter((field) => taken !== undefined && taken.stated[field] === undefined);
  const source = taken && sources[taken.source];
  return (
    <section className={page.block}>
      <h3 className={styles.subheading}>{message('cost:dispute.positions')}</h3>
      <ul className={styles.positions}>
        {base.positions.map((position) => (
          <li key={position.id} className={styles.position}>
            <Button
              kind={position.id === taken?.id ? 'primary' : 'plain'}
              aria-pressed={position.id === taken?.id}
              onClick={() => onTake(position)}
            >
              {messageFor(`cost:dispute.positionNames.${position.id}`) ?? position.id}
            </Button>
            <small>
              {disputeFields
                .flatMap((field) => {
                  const value = position.stated[field];
                  return value === undefined ? [] : [`${label(field)}: ${shown(field, value)}`];
                })
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {source && (
        <p className={page.intro}>
          {message('cost:dispute.source', { title: source.title, date: source.date })}
          {missing.length > 0 &&
            ` ${message('cost:dispute.notStated', { fields: missing.map(label).join(', ') })}`}
        </p>
      )}
    </section>
  );
}
