import { useState } from 'react';
import type { Reservation } from '#shared/scenario/placement';
import type { Rack } from '#shared/scenario/schema';
import { Button, IconButton } from '../../../components/button';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { TextField } from '../../../components/text-field';
import { useCommands } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { addReservation, removeReservation } from '../edits/reservations';
import styles from './inspector.module.css';

const kinds = ['reserved', 'blanked'] as const;

/** The spaces of a rack that are kept free, and one more to add. */
export function ReservationList({ rack }: { readonly rack: Rack }) {
  const message = useMessage();
  const dispatch = useCommands();
  const [draft, setDraft] = useState<Reservation>({
    kind: 'reserved',
    position: 1,
    heightUnits: 1,
    face: 'both',
    reason: '',
  });
  const change = (next: Partial<Reservation>) => setDraft({ ...draft, ...next });
  const add = () => {
    if (dispatch(addReservation(rack, draft)).ok) change({ reason: '' });
  };
  return (
    <section className={styles.section} aria-label={message('autofit:kept.title')}>
      <h3 className={styles.heading}>{message('autofit:kept.title')}</h3>
      {(rack.reserved ?? []).map(({ kind, position, heightUnits, reason }, index) => (
        <div key={`${position}-${index}`} className={styles.value}>
          <span>
            {message(`autofit:kept.${kind}`)} U{position}–{position + heightUnits - 1}: {reason}
          </span>
          <IconButton
            icon="close"
            label={message('autofit:kept.remove', { reason })}
            onClick={() => dispatch(removeReservation(rack, index))}
          />
        </div>
      ))}
      <div className={styles.pair}>
        <Select
          label={message('autofit:kept.kind')}
          value={draft.kind}
          options={kinds.map((value) => ({ value, label: message(`autofit:kept.${value}`) }))}
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
          minimum={1}
          maximum={60}
          step={1}
          onCommit={(heightUnits) => change({ heightUnits })}
        />
      </div>
      <div className={styles.actions}>
        <Button disabled={draft.reason === ''} onClick={add}>
          {message('autofit:kept.add')}
        </Button>
      </div>
    </section>
  );
}
