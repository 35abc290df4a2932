import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Refusal } from '#shared/refusal';
import { unknownId } from '../unknown-id';

/** Why a list of servers cannot be placed at all. */

export const deviceTypeMissing = (id: string, { deviceTypes: known }: Catalogue): Refusal =>
  unknownId({ code: 'fit-device-type-unknown', what: 'device type', parameter: 'type', id, known });

export const rackTypeMissing = (id: string, { rackTypes: known }: Catalogue): Refusal =>
  unknownId({ code: 'fit-rack-type-unknown', what: 'rack type', parameter: 'type', id, known });

export const rackMissing = (rack: string): Refusal => ({
  code: 'fit-rack-missing',
  message: `The scenario has no rack ${rack}.`,
  params: { rack },
});

export const tooManyDevices = (asked: number, room: number): Refusal => ({
  code: 'fit-too-many-devices',
  message: `Devices requested: ${asked}; the scenario has room for ${room} more.`,
  limit: room,
  demand: asked,
  params: { asked, room },
});

export const noRacks: Refusal = {
  code: 'fit-no-racks',
  message: 'There are no racks to place servers in, and none may be added.',
};
