import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a request says of itself, in the words of its headers. */
export interface RequestFacts {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly contentType: string | undefined;
}

interface GuardRefusal {
  readonly status: number;
  readonly message: string;
}

const refusal = (status: number, message: string): GuardRefusal => ({ status, message });

/**
 * Why a request to the browser host is turned away before anything looks at its path; undefined when it is not.
 *
 * `Host` must be the very address that was printed, which ends DNS rebinding; whoever posts must come from our own
 * page, which ends requests that other sites make in the user's browser.
 */
export function refuseRequest(facts: RequestFacts, authority: string): GuardRefusal | undefined {
  if (facts.host !== authority) return refusal(421, `Fleetwright answers as http://${authority}/ only.`);
  if (facts.method === 'GET' || facts.method === 'HEAD') {
    return facts.fetchSite === 'cross-site'
      ? refusal(403, 'This request came from another site.')
      : undefined;
  }
  if (facts.method !== 'POST') return refusal(405, 'Only GET and POST are answered here.');
  if (facts.origin !== `http://${authority}`) return refusal(403, 'This request came from another site.');
  if (facts.fetchSite !== undefined && facts.fetchSite !== 'same-origin') {
    return refusal(403, 'This request came from another site.');
  }
  const isJson = facts.contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
  return isJson ? undefined : refusal(415, 'Requests are JSON.');
}

const secret = (): string => randomBytes(32).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

export interface WebSessions {
  /** The token of the address to print; good for one exchange. */
  readonly token: () => string;
  /** A session secret for the right token, which is then spent; undefined for any other. */
  readonly exchange: (token: string) => string | undefined;
  readonly isOpen: (session: string | undefined) => boolean;
}

/** One-time tokens and the sessions they opened; both live as long as this process. */
export function createWebSessions(): WebSessions {
  let token = secret();
  const sessions: string[] = [];
  return {
    token: () => token,
    exchange: (offered) => {
      if (!same(offered, token)) return undefined;
      token = secret();
      const session = secret();
      sessions.push(session);
      return session;
    },
    isOpen: (session) => session !== undefined && sessions.some((open) => same(open, session)),
  };
}
