import type { Rack } from '#shared/scenario/schema';
import { IconButton } from '../../../components/button';
import { useCommands } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { addReservation, removeReservation } from '../edits/reservations';
import styles from './inspector.module.css';
import { ReservationForm } from './reservation-form';

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
