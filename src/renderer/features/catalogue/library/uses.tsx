import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Kind } from '#shared/catalogue/catalogue';
import { libraryKinds, type LibraryKind } from '#shared/library/library';
import type { Scenario } from '#shared/scenario/schema';
import { Button } from '#renderer/components/button';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import { namedBy } from '#renderer/documents/library-entries';
import { useWorkbench } from '#renderer/documents/workbench';
import { message as translated } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import libraryStyles from './library.module.css';
import type { FormEntry } from '#renderer/features/catalogue/own/own-entries';
import styles from '#renderer/features/catalogue/own/own.module.css';

/** How often an entry is used, by the name of what uses it. */
type Uses = ReadonlyMap<string, number>;

/** What of a scenario uses an entry of the catalogue: racks by their type, racks that hold devices of a type, and so on. */
export function usesOf(scenario: Scenario, kind: Kind, id: string): Uses {
  const uses = new Map<string, number>();
  const count = (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1);
  const rackName = (rack: string): string =>
    (scenario.racks as Readonly<Record<string, { readonly name: string }>>)[rack]?.name ?? rack;
  if (kind === 'deviceTypes') {
    for (const { type, rack } of Object.values(scenario.devices)) if (type === id) count(rackName(rack));
  }
  if (kind === 'rackTypes') {
    for (const { type, name } of Object.values(scenario.racks)) if (type === id) count(name);
  }
  if (kind === 'sites' && scenario.site.preset === id) count(scenario.name);
  if (kind === 'accelerators') {
    for (const { estimate, name } of Object.values(scenario.deployments)) {
      if (estimate.hardware === id) count(name);
    }
  }
  if (kind === 'engines') {
    for (const { estimate, name } of Object.values(scenario.deployments)) {
      if (estimate.engine === id) count(name);
    }
  }
  if (kind === 'models') {
    for (const { model, name } of Object.values(scenario.workloads)) if (model === id) count(name);
    for (const { estimate, name } of Object.values(scenario.deployments)) {
      if (estimate.model === id) count(name);
    }
  }
  return uses;
}

const SHOWN = 12;

interface Asked {
  readonly kind: Kind;
  readonly id: string;
}

/** Where the open scenario uses an entry. */
export function UsedBy({ kind, id }: Asked) {
  const message = useMessage();
  const scenario = useScenario((all) => all);
  const uses = useMemo(() => usesOf(scenario, kind, id), [scenario, kind, id]);
  const total = [...uses.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return <p className={styles.uses}>{message('catalogue:usedBy.none')}</p>;
  const names = [...uses].map(([name, count]) => (count > 1 ? `${name} (${count})` : name));
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length - SHOWN;
  return (
    <p className={styles.uses}>
      {message('catalogue:usedBy.some', { count: total, names: shown })}
      {more > 0 && ` ${message('catalogue:usedBy.more', { count: more })}`}
    </p>
  );
}

const isLibraryKind = (kind: Kind): kind is LibraryKind => (libraryKinds as readonly string[]).includes(kind);

/** Which entries of the catalogue and the library need an entry. */
export function UsedByEntries({ kind, id }: Asked) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { library } = useWorkbench();
  const held = useStore(library.records.store, ({ records }) => records);
  const names = useMemo(
    () =>
      isLibraryKind(kind)
        ? namedBy(catalogue, held, { kind, id }).map((by) => nameIn(catalogue[by.kind], by.id))
        : [],
    [catalogue, held, kind, id],
  );
  if (names.length === 0) return null;
  const more = names.length - SHOWN;
  return (
    <p className={styles.uses}>
      {message('catalogue:library.usedByEntries', { names: names.slice(0, SHOWN).join(', ') })}
      {more > 0 && ` ${message('catalogue:usedBy.more', { count: more })}`}
    </p>
  );
}

function nameIn(entries: Readonly<Record<string, object>>, id: string): string {
  const entry = entries[id];
  return entry !== undefined && 'name' in entry && typeof entry.name === 'string' ? entry.name : id;
}

interface ServersForProps {
  /** The accelerator. */
  readonly id: string;
  readonly name: string;
  readonly onServer: (begun: Partial<FormEntry>) => void;
}

/** Where an accelerator that no server carries cannot be bought: the way to make a server for it. */
export function ServersFor({ id, name, onServer }: ServersForProps) {
  const message = useMessage();
  const { deviceTypes } = useCatalogue();
  if (Object.values(deviceTypes).some(({ accelerators }) => accelerators?.type === id)) return null;
  return (
    <div className={libraryStyles.offer}>
      <p>{message('catalogue:library.notBuyable')}</p>
      <Button onClick={() => onServer(serverFor({ id, name }))}>
        {message('catalogue:library.makeServer')}
      </Button>
    </div>
  );
}

/** What a server for an accelerator begins with: eight of them, as most have. */
export const serverFor = ({
  id,
  name,
}: {
  readonly id: string;
  readonly name: string;
}): Partial<FormEntry> => ({
  name: translated('catalogue:library.serverFor', { name }),
  heightUnits: 8,
  front: 'gpu-chassis',
  accelerators: { type: id, count: 8 },
});
