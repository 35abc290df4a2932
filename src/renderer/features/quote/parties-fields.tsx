import type { QuoteDraft } from '#shared/quote/record';
import type { Party } from '#shared/quote/party';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useRemembered } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { CompanyFields } from './company-fields';
import { partiesKey } from './draft';
import styles from './quote.module.css';

export interface PartiesFieldsProps {
  readonly draft: QuoteDraft;
  readonly onChange: (part: Partial<QuoteDraft>) => void;
}

/** Who offers, to whom, where the goods go, and under which reference of the buyer. */
export function PartiesFields({ draft, onChange: change }: PartiesFieldsProps) {
  const message = useMessage();
  const [remembered] = useRemembered(partiesKey);
  return (
    <>
      <PartyFields
        title={message('quote:seller')}
        party={draft.seller}
        known={remembered.sellers}
        onChange={(seller) => change({ seller })}
      />
      <CompanyFields seller={draft.seller} onChange={(seller) => change({ seller })} />
      <PartyFields
        title={message('quote:buyer')}
        party={draft.buyer}
        known={remembered.buyers}
        onChange={(buyer) => change({ buyer })}
      />
      <TextField
        label={message('quote:deliverTo')}
        value={draft.deliverTo}
        lines={2}
        maxLength={1_000}
        onCommit={(deliverTo) => change({ deliverTo })}
      />
      <TextField
        label={message('quote:reference')}
        value={draft.reference}
        maxLength={200}
        onCommit={(reference) => change({ reference })}
      />
    </>
  );
}

interface PartyFieldsProps<Kept extends Party> {
  readonly title: string;
  readonly party: Kept;
  readonly known: readonly Kept[];
  readonly onChange: (party: Kept) => void;
}

function PartyFields<Kept extends Party>({ title, party, known, onChange }: PartyFieldsProps<Kept>) {
  const message = useMessage();
  return (
    <fieldset className={styles.party}>
      <legend>{title}</legend>
      {known.length > 0 && (
        <Select
          label={message('quote:rememberedParty')}
          value={known.find(({ name }) => name === party.name)?.name ?? ''}
          options={[{ value: '', label: '–' }, ...known.map(({ name }) => ({ value: name, label: name }))]}
          onChange={(name) => {
            const chosen = known.find((each) => each.name === name);
            if (chosen) onChange(chosen);
          }}
        />
      )}
      <TextField
        label={message('quote:partyName')}
        value={party.name}
        maxLength={200}
        onCommit={(name) => onChange({ ...party, name })}
      />
      <TextField
        label={message('quote:address')}
        value={party.address}
        lines={2}
        maxLength={1_000}
        onCommit={(address) => onChange({ ...party, address })}
      />
      <div className={styles.pair}>
        {(['postcode', 'city'] as const).map((field) => (
          <TextField
            key={field}
            label={message(`quote:${field}`)}
            value={party[field] ?? ''}
            maxLength={200}
            onCommit={(text) => onChange({ ...party, [field]: text })}
          />
        ))}
      </div>
      <TextField
        label={message('quote:country')}
        hint={message('quote:countryHint')}
        value={party.country ?? ''}
        maxLength={2}
        refuse={(text) => (/^([A-Za-z]{2})?$/.test(text) ? undefined : message('quote:countryHint'))}
        onCommit={(text) => onChange({ ...party, country: text === '' ? undefined : text.toUpperCase() })}
      />
      <div className={styles.pair}>
        <TextField
          label={message('quote:taxNumber')}
          value={party.taxNumber}
          maxLength={200}
          onCommit={(taxNumber) => onChange({ ...party, taxNumber })}
        />
        <TextField
          label={message('quote:contact')}
          value={party.contact}
          maxLength={200}
          onCommit={(contact) => onChange({ ...party, contact })}
        />
      </div>
    </fieldset>
  );
}
