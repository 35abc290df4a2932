import type { Session } from 'electron';
import { isOwnAddress } from '../pages/own-origin';

const granted: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'fullscreen',
  'persistent-storage',
]);

/** Whether a page may have a permission: writing the clipboard, filling the screen, keeping its library; only our own. */
export const isGranted = (permission: string, address: string | undefined): boolean =>
  granted.has(permission) && isOwnAddress(address);

/** Electron asks the check handler for what is already granted and the request handler for what is not: both decide. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isGranted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin));
  session.setDevicePermissionHandler(() => false);
}
