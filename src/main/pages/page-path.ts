const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

export interface PageFile {
  /** Segments below the folder of the pages; none is empty, hidden, `.` or `..`. */
  readonly segments: readonly string[];
  readonly mediaType: string;
}

// Letters, digits and a few signs, never a leading dot: no traversal, no drive, no stream, no device name.
const safeSegment = /^[\w-][\w.-]*$/;

/** Which file an address's path asks for; undefined when it is none that the app serves. */
export function pageFileOf(pathname: string): PageFile | undefined {
  const path = pathname === '/' ? '/index.html' : pathname;
  if (!path.startsWith('/')) return undefined;
  const segments = path.slice(1).split('/');
  if (!segments.every((segment) => safeSegment.test(segment))) return undefined;
  const mediaType = mediaTypes[path.slice(path.lastIndexOf('.') + 1)];
  return mediaType === undefined ? undefined : { segments, mediaType };
}
