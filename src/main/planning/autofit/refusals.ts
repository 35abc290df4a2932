import type { Refusal } from '#shared/refusal';

/** Why a list of servers cannot be placed at all. */

export const deviceTypeMissing = (type: string): Refusal => ({
  code: 'fit-device-type-unknown',
  message: `The catalogue has no device type ${type}.`,
  params: { type },
});

export const rackTypeMissing = (type: string): Refusal => ({
  code: 'fit-rack-type-unknown',
  message: `The catalogue has no rack type ${type}.`,
  params: { type },
});

export const rackMissing = (rack: string): Refusal => ({
  code: 'fit-rack-missing',
  message: `The scenario has no rack ${rack}.`,
  params: { rack },
});

export const tooManyDevices = (asked: number, room: number): Refusal => ({
  code: 'fit-too-many-devices',
  message: `${asked} devices are asked for; the scenario takes ${room} more.`,
  limit: room,
  demand: asked,
  params: { asked, room },
});

export const noRacks: Refusal = {
  code: 'fit-no-racks',
  message: 'There is no rack to place servers in, and none may be added.',
};
