import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCatalogue } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { GroupRule } from '#shared/scenario/placement';
import styles from './inspector.module.css';

const kinds = ['same-rack', 'adjacent-racks', 'within-reach'] as const satisfies readonly GroupRule['kind'][];

/** The figures of the catalogue that say how far a cable reaches. */
const cablesOf = ({ figures }: Catalogue) =>
  Object.values(figures).filter(({ id, figure }) => figure.unit === 'm' && id.startsWith('cable-reach-'));

interface RuleFieldsProps {
  readonly rule: GroupRule;
  readonly onChange: (rule: GroupRule) => void;
}

/** How near to each other the members of a group must stand; for a cable, which one or how many metres. */
export function RuleFields({ rule, onChange }: RuleFieldsProps) {
  const message = useMessage();
  return (
    <>
      <Select
        label={message('groups:rule')}
        value={rule.kind}
        options={kinds.map((kind) => ({ value: kind, label: message(`groups:rules.${kind}`) }))}
        onChange={(kind) => onChange(kind === rule.kind ? rule : { kind })}
      />
      {rule.kind === 'within-reach' && <ReachFields rule={rule} onChange={onChange} />}
    </>
  );
}

interface ReachFieldsProps {
  readonly rule: Extract<GroupRule, { readonly kind: 'within-reach' }>;
  readonly onChange: (rule: GroupRule) => void;
}

function ReachFields({ rule, onChange }: ReachFieldsProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { number } = useFormats();
  const { cable, reachMeters } = rule;
  const published = cable === undefined ? undefined : catalogue.figures[cable]?.figure;
  const typical = published && isKnown(published) ? published.readings[0]?.typical : undefined;
  const withCable = cable === undefined ? {} : { cable };
  return (
    <>
      <Select
        label={message('groups:cable')}
        value={cable ?? ''}
        options={[
          { value: '', label: message('groups:ownCable') },
          ...cablesOf(catalogue).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => onChange({ kind: 'within-reach', ...(id !== '' && { cable: id }) })}
      />
      <QuantityField
        label={message('groups:reach')}
        unit="m"
        value={reachMeters}
        minimum={0.1}
        maximum={10_000}
        placeholder={typical === undefined ? message('groups:reachUnknown') : number(typical, 1)}
        onCommit={(meters) => onChange({ kind: 'within-reach', ...withCable, reachMeters: meters })}
        onClear={() => onChange({ kind: 'within-reach', ...withCable })}
      />
      {reachMeters === undefined && typical === undefined && (
        <p className={styles.quiet}>{message('groups:reachHint')}</p>
      )}
    </>
  );
}
