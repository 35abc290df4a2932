import { useState } from 'react';
import { Button, IconButton } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import type { Command } from '#renderer/documents/command';
import { useCommands } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { Reservation } from '#shared/scenario/placement';
import type { Rack } from '#shared/scenario/schema';
import styles from './inspector.module.css';

const changed = (rack: Rack, reserved: readonly Reservation[], name: Command['name']): Command => ({
  name,
  recipe: (draft) => {
    const edited = draft.racks[rack.id];
    if (!edited) return;
    if (reserved.length > 0) edited.reserved = reserved.map((each) => ({ ...each }));
    else Reflect.deleteProperty(edited, 'reserved');
  },
});

/** Keeps a space of a rack free. */
const addReservation = (rack: Rack, reservation: Reservation): Command =>
  changed(rack, [...(rack.reserved ?? []), reservation], {
    key: 'autofit:commands.reserve',
    params: { rack: rack.name, reason: reservation.reason },
  });

/** Lifts a reservation again. */
const removeReservation = (rack: Rack, index: number): Command =>
  changed(rack, rack.reserved?.toSpliced(index, 1) ?? [], {
    key: 'autofit:commands.release',
    params: { rack: rack.name, reason: rack.reserved?.[index]?.reason ?? '' },
  });

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

/** The spaces of a rack that are kept free, and one more to add. */
export function ReservationList({ rack }: { readonly rack: Rack }) {
  const message = useMessage();
  const dispatch = useCommands();
  return (
    <section className={styles.section} aria-label={message('autofit:kept.title')}>
      <h3 className={styles.heading}>{message('autofit:kept.title')}</h3>
      {(rack.reserved ?? []).map(({ kind, position, heightUnits, reason }, index) => (
        <div key={`${position}-${index}`} className={styles.value}>
          <span>
            {message(`layout:canvas.${kind}`)} U{position}–{position + heightUnits - 1}: {reason}
          </span>
          <IconButton
            icon="close"
            label={message('autofit:kept.remove', { reason })}
            onClick={() => dispatch(removeReservation(rack, index))}
          />
        </div>
      ))}
      <ReservationForm onAdd={(reservation) => dispatch(addReservation(rack, reservation)).ok} />
    </section>
  );
}
