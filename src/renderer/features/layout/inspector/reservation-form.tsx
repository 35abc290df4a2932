import { useState } from 'react';
import type { Reservation } from '#shared/scenario/placement';
import { Button } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { TextField } from '../../../components/text-field';
import { useMessage } from '../../../i18n/use-language';
import styles from './inspector.module.css';

const kinds = ['reserved', 'blanked'] as const;
const faces = ['both', 'front', 'rear'] as const;

/** One more space to keep; `onAdd` answers whether it was taken over. */
export function ReservationForm({ onAdd }: { readonly onAdd: (reservation: Reservation) => boolean }) {
  const message = useMessage();
  const [draft, setDraft] = useState<Reservation>({
    kind: 'reserved',
    position: 1,
    heightUnits: 1,
    face: 'both',
    reason: '',
  });
  const change = (next: Partial<Reservation>) => setDraft({ ...draft, ...next });
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={message('autofit:kept.kind')}
          value={draft.kind}
          options={kinds.map((value) => ({ value, label: message(`layout:canvas.${value}`) }))}
          onChange={(kind) => change({ kind })}
        />
        <TextField
          label={message('autofit:kept.reason')}
          value={draft.reason}
          maxLength={120}
          onCommit={(reason) => change({ reason: reason.trim() })}
        />
        <QuantityField
          label={message('autofit:kept.from')}
          unit="U"
          value={draft.position}
          minimum={1}
          maximum={60}
          step={1}
          onCommit={(position) => change({ position })}
        />
        <QuantityField
          label={message('autofit:kept.height')}
          unit="U"
          value={draft.heightUnits}
          minimum={0.5}
          maximum={60}
          step={1}
          onCommit={(heightUnits) => change({ heightUnits })}
        />
        <Select
          label={message('layout:inspector.face')}
          value={draft.face}
          options={faces.map((value) => ({
            value,
            label: message(value === 'both' ? 'designer:both' : `layout:toolbar.${value}`),
          }))}
          onChange={(face) => change({ face })}
        />
      </div>
      <div className={styles.actions}>
        <Button disabled={draft.reason === ''} onClick={() => onAdd(draft) && change({ reason: '' })}>
          {message('autofit:kept.add')}
        </Button>
      </div>
    </>
  );
}
