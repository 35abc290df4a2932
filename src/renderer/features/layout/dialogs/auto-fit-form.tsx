import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCatalogue } from '#renderer/documents/hooks';
import { feedPresets } from '#shared/power/usual-feeds';
import { useFeedWords } from '#renderer/features/layout/inspector/feed-words';
import { useMessage } from '#renderer/i18n/use-language';
import { type FitDraft, type FitTerms, NO_SWITCH, togetherRules } from './auto-fit';
import styles from './auto-fit.module.css';

const strategies = ['fewest', 'compact', 'spread'] as const;
const levels = ['maximum', 'typical'] as const;

/** What counts in a fit: the strategy, the power held against the limits, and what stays spare. */
export function FitTermsFields({
  terms,
  onChange,
}: {
  readonly terms: FitTerms;
  readonly onChange: (change: Partial<FitTerms>) => void;
}) {
  const message = useMessage();
  return (
    <div className={styles.three}>
      <Select
        label={message('autofit:strategy')}
        value={terms.strategy}
        options={strategies.map((value) => ({ value, label: message(`autofit:strategies.${value}`) }))}
        onChange={(strategy) => onChange({ strategy })}
      />
      <Select
        label={message('autofit:power')}
        value={terms.powerLevel}
        options={levels.map((value) => ({ value, label: message(`autofit:levels.${value}`) }))}
        onChange={(powerLevel) => onChange({ powerLevel })}
      />
      <QuantityField
        label={message('autofit:spare')}
        unit="%"
        value={terms.sparePercent}
        minimum={0}
        maximum={90}
        onCommit={(sparePercent) => onChange({ sparePercent })}
      />
    </div>
  );
}

const MOST_SERVERS = 40_000;

interface AutoFitFormProps {
  readonly draft: FitDraft;
  readonly onChange: (change: Partial<FitDraft>) => void;
  /** How many racks are selected. */
  readonly selected: number;
}

/** What to place, where, and what counts. */
export function AutoFitForm({ draft, onChange, selected }: AutoFitFormProps) {
  return (
    <div className={styles.form}>
      <Servers draft={draft} onChange={onChange} />
      <Companions draft={draft} onChange={onChange} />
      <Racks draft={draft} onChange={onChange} selected={selected} />
      <FitTermsFields terms={draft} onChange={onChange} />
    </div>
  );
}

type Part = Pick<AutoFitFormProps, 'draft' | 'onChange'>;

function Servers({ draft, onChange }: Part) {
  const message = useMessage();
  const { deviceTypes } = useCatalogue();
  const types = Object.values(deviceTypes).filter(({ kind }) => kind === 'server' || kind === 'storage');
  const change = (index: number, next: Partial<FitDraft['servers'][number]>) =>
    onChange({ servers: draft.servers.map((each, at) => (at === index ? { ...each, ...next } : each)) });
  return (
    <fieldset className={styles.group}>
      <legend>{message('autofit:servers')}</legend>
      {draft.servers.map(({ type, count }, index) => (
        <div key={index} className={styles.server}>
          <Select
            label={message('autofit:type')}
            value={type}
            options={types.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(chosen) => change(index, { type: chosen })}
          />
          <QuantityField
            label={message('autofit:count')}
            unit=""
            value={count}
            minimum={1}
            maximum={MOST_SERVERS}
            whole
            placeholder={message('autofit:all')}
            onCommit={(value) => change(index, { count: value })}
            onClear={() => change(index, { count: undefined })}
          />
          <IconButton
            icon="close"
            label={message('autofit:remove', { number: index + 1 })}
            disabled={draft.servers.length === 1}
            onClick={() => onChange({ servers: draft.servers.filter((_, at) => at !== index) })}
          />
        </div>
      ))}
      <div>
        <Button
          icon="plus"
          onClick={() => onChange({ servers: [...draft.servers, { type: types[0]?.id ?? '', count: 1 }] })}
        >
          {message('autofit:add')}
        </Button>
      </div>
    </fieldset>
  );
}

function Companions({ draft, onChange }: Part) {
  const message = useMessage();
  const { deviceTypes } = useCatalogue();
  const switches = Object.values(deviceTypes).filter(({ kind }) => kind === 'switch');
  return (
    <div className={styles.two}>
      <Select
        label={message('autofit:together')}
        value={draft.together}
        options={togetherRules.map((value) => ({ value, label: message(`autofit:rules.${value}`) }))}
        onChange={(together) => onChange({ together })}
      />
      <QuantityField
        label={message('autofit:groupSize')}
        unit=""
        value={draft.groupSize}
        minimum={2}
        maximum={100}
        whole
        disabled={draft.together === 'none'}
        onCommit={(groupSize) => onChange({ groupSize })}
      />
      <Select
        label={message('autofit:switches')}
        value={draft.switchType}
        options={[
          { value: NO_SWITCH, label: message('autofit:noSwitch') },
          ...switches.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(switchType) => onChange({ switchType })}
      />
      <QuantityField
        label={message('autofit:serves')}
        unit=""
        value={draft.switchServes}
        minimum={1}
        maximum={1_000}
        whole
        disabled={draft.switchType === NO_SWITCH}
        onCommit={(switchServes) => onChange({ switchServes })}
      />
    </div>
  );
}

function Racks({ draft, onChange, selected }: AutoFitFormProps) {
  const message = useMessage();
  const { rackTypes } = useCatalogue();
  const feedWords = useFeedWords();
  const givens = selected > 0 ? (['all', 'selected', 'none'] as const) : (['all', 'none'] as const);
  return (
    <fieldset className={styles.group}>
      <legend>{message('autofit:racks')}</legend>
      <div className={styles.two}>
        <Select
          label={message('autofit:given')}
          value={draft.given}
          options={givens.map((value) => ({
            value,
            label: message(`autofit:givens.${value}`, { count: selected }),
          }))}
          onChange={(given) => onChange({ given })}
        />
        <Select
          label={message('autofit:adds')}
          value={draft.addsRacks ? 'yes' : 'no'}
          options={(['yes', 'no'] as const).map((value) => ({
            value,
            label: message(`autofit:add-${value}`),
          }))}
          onChange={(value) => onChange({ addsRacks: value === 'yes' })}
        />
      </div>
      {draft.addsRacks && (
        <div className={styles.three}>
          <Select
            label={message('autofit:rackType')}
            value={draft.rackType}
            options={Object.values(rackTypes).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(rackType) => onChange({ rackType })}
          />
          <Select
            label={message('layout:add.feeds')}
            value={draft.feeds}
            options={feedPresets.map((preset) => ({ value: preset.id, label: feedWords(preset) }))}
            onChange={(feeds) => onChange({ feeds })}
          />
          <QuantityField
            label={message('autofit:most')}
            unit=""
            value={draft.most}
            minimum={1}
            maximum={2_000}
            whole
            placeholder={message('autofit:needed')}
            onCommit={(most) => onChange({ most })}
            onClear={() => onChange({ most: undefined })}
          />
        </div>
      )}
    </fieldset>
  );
}
