import { useRef, useState } from 'react';
import type { CurrencyCode } from '#shared/money/money';
import type { QuoteDraft } from '#shared/quote/record';
import { LineEdit } from '#shared/quote/request';
import { IconButton } from '#renderer/components/button';
import { Popover } from '#renderer/components/popover';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import { ChargeField, MoneyField } from './form-fields';
import { LineDetails } from './line-details';
import styles from './quote.module.css';

export interface LineEditorProps {
  /** The line's key: the rack, or `all`, and the item. */
  readonly lineKey: string;
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly draft: QuoteDraft;
  readonly onChange: (draft: QuoteDraft) => void;
}

type Part = { readonly [Key in keyof LineEdit]?: LineEdit[Key] | undefined };

/** The draft with a part of one line's edit changed; what is undefined is taken out. */
export function withLineEdit(draft: QuoteDraft, key: string, part: Part): QuoteDraft {
  const merged = Object.entries({ ...draft.edits[key], ...part }).filter(([, value]) => value !== undefined);
  return { ...draft, edits: { ...draft.edits, [key]: LineEdit.parse(Object.fromEntries(merged)) } };
}

/** Price, discount and place of one line that comes from the racks. */
export function LineEditor({ lineKey, name, currency, draft, onChange }: LineEditorProps) {
  const message = useMessage();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const edit = draft.edits[lineKey];
  const change = (part: Part) => onChange(withLineEdit(draft, lineKey, part));
  const title = message('quote:line.edit', { line: name });
  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        label={title}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Popover anchor={button} label={title} onClose={() => setOpen(false)}>
          <div className={styles.lineEditor}>
            <MoneyField
              label={message('quote:unitPrice')}
              currency={currency}
              value={
                typeof edit?.unitPrice === 'number' ? { amount: edit.unitPrice, currency } : edit?.unitPrice
              }
              onChange={(unitPrice) => change({ unitPrice })}
            />
            <ChargeField
              label={message('quote:discount')}
              currency={currency}
              value={edit?.discount}
              onChange={(discount) => change({ discount })}
            />
            <TextField
              label={message('quote:line.description')}
              value={edit?.description ?? ''}
              maxLength={200}
              onCommit={(description) => change({ description })}
            />
            <LineDetails details={edit ?? {}} currency={currency} taxClass="goods" onChange={change} />
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={edit?.optional ?? false}
                onChange={({ target }) => change({ optional: target.checked })}
              />
              {message('quote:line.optional')}
            </label>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={edit?.excluded ?? false}
                onChange={({ target }) => change({ excluded: target.checked })}
              />
              {message('quote:line.excluded')}
            </label>
          </div>
        </Popover>
      )}
    </>
  );
}
