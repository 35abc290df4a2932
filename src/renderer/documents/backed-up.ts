import type { ScenarioId } from '#shared/ids';
import type { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/zod';
import type { Api } from '../api/api';
import { readDocument } from './read-document';
import { rowOfText } from './row-text';

/** So many of the newest backups are looked through; the newest may have been made after something was lost. */
const BACKUPS = 10;

const ScenarioRow = z.object({ document: z.unknown() });

/** The newest state of scenarios in the backups of a library; one that no backup has whole is left out. */
export async function backedUpScenarios(
  api: Pick<Api, 'listBackups' | 'readBackup' | 'readBackupRows'>,
  library: string,
  ids: readonly ScenarioId[],
): Promise<readonly Scenario[]> {
  const missing = new Set<string>(ids);
  const found: Scenario[] = [];
  const listed = await api.listBackups({});
  const own = listed.ok ? listed.value.libraries.find((each) => each.library === library) : undefined;
  for (const { id, at } of own?.backups.slice(0, BACKUPS) ?? []) {
    if (missing.size === 0) break;
    const backup = at === null ? undefined : await api.readBackup({ id });
    if (!backup?.ok) continue;
    for (const { table, key, digest, damaged } of backup.value.entries) {
      if (table !== 'scenarios' || damaged || !missing.has(key)) continue;
      const rows = await api.readBackupRows({ id, digests: [digest] });
      const text = rows.ok ? rows.value[0]?.text : undefined;
      const row = text ? ScenarioRow.safeParse(rowOfText(text)).data : undefined;
      const read = readDocument(row?.document);
      if (!read.ok) continue;
      missing.delete(key);
      found.push(read.value);
    }
  }
  return found;
}
