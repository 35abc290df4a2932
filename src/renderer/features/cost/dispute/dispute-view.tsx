import { useCallback, useMemo, useState } from 'react';
import {
  breakEvenCardPrice,
  disputeFields,
  disputeLimits,
  disputeVerdict,
  type DisputeAssumptions,
  type DisputeBase,
  type DisputeField,
  type DisputePosition,
} from '#shared/dispute';
import { moneyOf } from '#shared/money';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import page from '../../../components/page.module.css';
import { useApi, useCatalogue } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { messageFor } from '../../../i18n/message';
import { refusalText } from '../../../i18n/refusal-text';
import { useMessage } from '../../../i18n/use-language';
import { useAnswer } from '../../../api/use-answer';
import styles from '../cost.module.css';
import { DisputeTable } from './dispute-table';

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
