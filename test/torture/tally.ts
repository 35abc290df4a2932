import type { HostName } from './host';

/** What a case came to on one host. */
export interface Tally {
  readonly name: string;
  readonly host: HostName;
  kills: number;
  edits: number;
  acknowledged: number;
  /** Acknowledged edits that were not on the disk afterwards. */
  lost: number;
  /** Edits that were never acknowledged and were not on the disk; allowed. */
  unsaved: number;
  halfFiles: number;
  leftOver: number;
  stuckStarts: number;
  /** Starts that the driver of Electron lost and that were made again. */
  driverLost: number;
  /** Acts of the harness that did not come about before the kill. */
  failedActs: number;
  /** Whatever else is wrong: a window that does not show what is on the disk, rows that cannot be read. */
  readonly faults: string[];
  readonly notes: string[];
  /** Why the case could not run here. */
  missing?: string;
}

export const emptyTally = (name: string, host: HostName): Tally => ({
  ...{ name, host, kills: 0, edits: 0, acknowledged: 0, lost: 0, unsaved: 0, halfFiles: 0, leftOver: 0 },
  ...{ stuckStarts: 0, driverLost: 0, failedActs: 0, faults: [], notes: [] },
});

export const isSound = ({ lost, halfFiles, stuckStarts, faults }: Tally): boolean =>
  lost + halfFiles + stuckStarts + faults.length === 0;

const columns = [
  ['case', ({ name }: Tally) => name],
  ['host', ({ host }: Tally) => host],
  ['kills', ({ kills }: Tally) => kills],
  ['edits', ({ edits }: Tally) => edits],
  ['acknowledged', ({ acknowledged }: Tally) => acknowledged],
  ['lost', ({ lost }: Tally) => lost],
  ['unsaved', ({ unsaved }: Tally) => unsaved],
  ['half files', ({ halfFiles }: Tally) => halfFiles],
  ['temporary', ({ leftOver }: Tally) => leftOver],
  ['stuck', ({ stuckStarts }: Tally) => stuckStarts],
  ['faults', ({ faults }: Tally) => faults.length],
  ['', (tally: Tally) => (tally.missing !== undefined ? 'NOT RUN' : isSound(tally) ? 'ok' : 'FAILED')],
] as const;

/** The table of all cases, and below it what is wrong in words. */
export function reportOf(tallies: readonly Tally[]): string {
  const rows = [
    columns.map(([title]): string => title),
    ...tallies.map((tally) => columns.map(([, of]) => String(of(tally)))),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const words = tallies.flatMap(({ name, host, faults, notes, missing }) => [
    ...faults.map((fault) => `${name}, ${host}: ${fault}`),
    ...notes.map((note) => `${name}, ${host} (note): ${note}`),
    ...(missing === undefined ? [] : [`NOT RUN: ${name}, ${host}, because ${missing}`]),
  ]);
  return [...lines.map((line) => line.trimEnd()), ...words].join('\n');
}
