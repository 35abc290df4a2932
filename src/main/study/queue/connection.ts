import { Redis, type RedisOptions } from 'ioredis';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';

/** How the queue is reached: Redis or Valkey, by an address, with TLS for `rediss:`. */
export interface QueueAddress {
  /** redis://user:password@host:6379/0, rediss://…, or redis+unix:///path/to/socket. */
  readonly url: string;
  /** In place of the one in the address, which others may see in a list of processes. */
  readonly password?: string | undefined;
  /** Certificate of the authority that the server's is signed by, in PEM; that of the system where left out. */
  readonly authority?: string | undefined;
  /** What every key begins with. */
  readonly prefix: string;
}

const refusal = (code: string, message: string): Refusal => ({ code, message });

const SOCKET = 'redis+unix:';

/** The options of an address, or why it is none. */
function optionsOf({ url, password, authority }: QueueAddress): Result<RedisOptions, Refusal> {
  if (!URL.canParse(url)) return failure(refusal('queue-address', 'The address of the queue is not a URL.'));
  const parsed = new URL(url);
  if (!['redis:', 'rediss:', SOCKET].includes(parsed.protocol)) {
    return failure(
      refusal(
        'queue-address',
        'The address of the queue must begin with redis://, rediss:// or redis+unix://.',
      ),
    );
  }
  const user = decodeURIComponent(parsed.username);
  const word = password ?? decodeURIComponent(parsed.password);
  const place =
    parsed.protocol === SOCKET
      ? { path: decodeURIComponent(parsed.pathname) }
      : {
          host: parsed.hostname.replace(/^\[|\]$/g, ''),
          port: parsed.port === '' ? 6379 : Number(parsed.port),
          db: Number(parsed.pathname.slice(1) || 0),
        };
  return success({
    ...place,
    ...(user === '' ? {} : { username: user }),
    ...(word === '' ? {} : { password: word }),
    ...(parsed.protocol === 'rediss:'
      ? { tls: { servername: parsed.hostname, ...(authority === undefined ? {} : { ca: authority }) } }
      : {}),
  });
}

/** The address without what is secret, for messages. */
export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return 'the queue';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

const FIRST_ATTEMPT_MILLISECONDS = 5_000;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

/**
 * A connection to the queue. The first attempt fails at once where nothing answers; later on a lost connection is
 * opened again, and commands wait for it.
 */
export async function connected(address: QueueAddress): Promise<Result<Redis, Refusal>> {
  const options = optionsOf(address);
  if (!options.ok) return options;
  let isOpen = false;
  const redis = new Redis({
    ...options.value,
    lazyConnect: true,
    connectTimeout: FIRST_ATTEMPT_MILLISECONDS,
    // BullMQ asks for this: a command waits for the connection as long as it takes.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isOpen ? Math.min(100 * times, LONGEST_PAUSE_MILLISECONDS) : null),
  });
  let last: unknown;
  redis.on('error', (error) => {
    last = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    isOpen = true;
    return success(redis);
  } catch (error) {
    redis.disconnect();
    return failure(unreachable(address, last ?? error));
  }
}

function unreachable({ url }: QueueAddress, error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const place = shownAddress(url);
  if (/WRONGPASS|NOAUTH|invalid username-password/i.test(message))
    return refusal('queue-password', `The queue at ${place} does not accept the user name and password.`);
  if (/certificate|CERT/.test(`${message} ${code}`))
    return refusal(
      'queue-certificate',
      `The certificate of the queue at ${place} is not trusted: ${message}.`,
    );
  return refusal(
    'queue-unreachable',
    `The queue at ${place} cannot be reached: ${code === '' ? message : code}.`,
  );
}
