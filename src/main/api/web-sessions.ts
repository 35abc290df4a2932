import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

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
