/**
 * The address of the app's own pages in the desktop host. It is also the key of the user's database, so it never
 * changes (decision record 0002).
 */
export const OWN_SCHEME = 'app';
export const OWN_HOST = 'fleetwright';
export const OWN_ORIGIN = `${OWN_SCHEME}://${OWN_HOST}`;

/** Whether an address is one of the app's own pages: scheme and host exactly, no port, no credentials. */
export function isOwnAddress(address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${OWN_SCHEME}:` && host === OWN_HOST && username === '' && password === '';
}
