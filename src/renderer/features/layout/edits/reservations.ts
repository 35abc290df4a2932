import type { Reservation } from '#shared/scenario/placement';
import type { Rack } from '#shared/scenario/schema';
import type { Command } from '../../../documents/command';

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
export const addReservation = (rack: Rack, reservation: Reservation): Command =>
  changed(rack, [...(rack.reserved ?? []), reservation], {
    key: 'autofit:commands.reserve',
    params: { rack: rack.name, reason: reservation.reason },
  });

/** Lifts a reservation again. */
export const removeReservation = (rack: Rack, index: number): Command =>
  changed(rack, rack.reserved?.toSpliced(index, 1) ?? [], {
    key: 'autofit:commands.release',
    params: { rack: rack.name, reason: rack.reserved?.[index]?.reason ?? '' },
  });
