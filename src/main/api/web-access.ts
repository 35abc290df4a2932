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
  /** The token of the address to print; good until the session that it opened is used. */
  readonly token: () => string;
  /** The session secret that the right token opens; undefined for any other, and for one whose session was used. */
  readonly exchange: (token: string) => string | undefined;
  /** Whether a session is open; the first use of one spends the token that opened it. */
  readonly isOpen: (session: string | undefined) => boolean;
}

/** One-time tokens and the sessions they opened; both live as long as this process. `onSpent` hears of each new token. */
export function createWebSessions(onSpent: (token: string) => void = () => undefined): WebSessions {
  let token = secret();
  /** What the token opens. A page that is loaded again before it got the answer asks once more and gets the same. */
  let opening = secret();
  const used: string[] = [];
  return {
    token: () => token,
    exchange: (offered) => (same(offered, token) ? opening : undefined),
    isOpen: (session) => {
      if (session === undefined) return false;
      if (used.some((open) => same(open, session))) return true;
      if (!same(session, opening)) return false;
      used.push(opening);
      token = secret();
      opening = secret();
      onSpent(token);
      return true;
    },
  };
}
