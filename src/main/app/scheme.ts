import { protocol, type Session } from 'electron';
import { isOwnAddress, OWN_SCHEME } from '../pages/own-origin';
import { respondWithPage } from '../pages/respond';

/** Must run before the app is ready. Without `standard` and `secure` the pages would have no IndexedDB. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: OWN_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built pages in `root` under the app's own address. */
export function servePages(session: Session, root: string): void {
  session.protocol.handle(OWN_SCHEME, (request) => respondWithPage(request, { root, isOwn: isOwnAddress }));
}
