import { Button, IconButton } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useCatalogue } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { feedPresets } from '../edits/feeds';
import { useFeedWords } from '../inspector/feed-words';
import styles from './auto-fit.module.css';
import { NO_SWITCH, togetherRules, type FitDraft } from './auto-fit-draft';
import { FitTermsFields } from './fit-terms-fields';

const MOST_SERVERS = 40_000;

export interface AutoFitFormProps {
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
