import { formatPath, schemaIssues, unreadKeys, type z } from '#shared/schema/zod';
import type { Invalid } from './resolved-case';

/** Why a case cannot be answered, by its field. A key that nothing reads is said first: what it should say is missing. */
export function invalidCase(error: Pick<z.core.$ZodError, 'issues'>): Invalid {
  const [unread] = unreadKeys(error);
  if (unread !== undefined) {
    const place = formatPath(unread.path.slice(0, -1));
    return {
      code: 'unknown-key',
      message: `${place === '' ? 'The case' : place} ${unread.reason}.`,
      path: formatPath(unread.path),
      params: { reason: unread.reason },
    };
  }
  const [{ path, reason } = { path: '', reason: 'not a case' }] = schemaIssues(error);
  return { code: 'invalid-case', message: reason, path, params: { reason } };
}
