import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import type { CarriedLibrary } from '#shared/scenario/user-catalogue';
import { isRecord, ownValue } from '#shared/schema/own-value';
import { type Library, type LibraryKind, libraryKinds } from './library';

/** Why an entry of the user's library counts nowhere: where in it, and what is wrong there. */
export interface LibraryFault {
  readonly kind: LibraryKind;
  readonly id: string;
  /** Such as `models[2].layers`, or `my-server.accelerators` for what refers to something else. */
  readonly path: string;
  readonly reason: string;
}

/** A user's library as calculations read it: its sound entries whole, with what they are based on filled in. */
export interface LaidLibrary {
  readonly entries: Pick<Catalogue, LibraryKind>;
  readonly faults: readonly LibraryFault[];
}

const lastLaid = new WeakMap<
  Catalogue,
  { readonly laid: LaidLibrary['entries']; readonly catalogue: Catalogue }
>();

/** The catalogue with entries beside its own. The same entries after each other give the same catalogue. */
export function withLaid(catalogue: Catalogue, laid: LaidLibrary['entries'] | undefined): Catalogue {
  if (laid === undefined) return catalogue;
  const before = lastLaid.get(catalogue);
  if (before?.laid === laid) return before.catalogue;
  const kinds = Object.keys(laid) as readonly LibraryKind[];
  const merged = Object.fromEntries(kinds.map((kind) => [kind, { ...catalogue[kind], ...laid[kind] }]));
  const together: Catalogue = { ...catalogue, ...merged };
  lastLaid.set(catalogue, { laid, catalogue: together });
  return together;
}

interface AtFault {
  readonly kind: LibraryKind;
  readonly id: string;
  readonly path: string;
}

/** The library without the entry at fault: the one that the path counts, else all of its id. Undefined where there is none. */
export function withoutEntries(library: Library, { kind, id, path }: AtFault): Library | undefined {
  const index = Number(/^\w+\[(\d+)\]/.exec(path)?.[1] ?? -1);
  const left = library[kind].filter((entry, place) => (index < 0 ? entry.id !== id : place !== index));
  return left.length === library[kind].length ? undefined : { ...library, [kind]: left };
}

interface Named {
  readonly kind: LibraryKind;
  readonly id: string;
}

/**
 * What of a library a scenario uses: what its racks, devices, workloads and deployments name, and all that these entries name in turn, such
 * as the accelerators of a server and the sources of its figures. Undefined where it uses nothing.
 */
export function libraryUsed(scenario: Scenario, library: LaidLibrary['entries']): CarriedLibrary | undefined {
  const carried = scenario.userCatalogue?.library;
  const found = new Map<string, Named>();
  const pending = [...namedIn(scenario), ...libraryKinds.flatMap((kind) => namesOf(carried?.[kind] ?? []))];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const key = `${next.kind}/${next.id}`;
    const entries: Readonly<Record<string, object>> = library[next.kind];
    const entry = ownValue(entries, next.id);
    if (entry === undefined || found.has(key)) continue;
    found.set(key, next);
    pending.push(...namesOf(entry));
  }
  if (found.size === 0) return carried;
  const used = libraryKinds.map((kind) => {
    const own: readonly { readonly id: string }[] = carried?.[kind] ?? [];
    const taken = new Set(own.map(({ id }) => id));
    const ids = [...found.values()].filter((each) => each.kind === kind && !taken.has(each.id));
    return [kind, [...own, ...ids.map(({ id }) => library[kind][id])]];
  });
  return Object.fromEntries(used) as CarriedLibrary;
}

function namedIn({ racks, devices, workloads, deployments }: Scenario): readonly Named[] {
  return [
    ...Object.values(racks).map(({ type }): Named => ({ kind: 'rackTypes', id: type })),
    ...Object.values(devices).map(({ type }): Named => ({ kind: 'deviceTypes', id: type })),
    ...Object.values(workloads).map(({ model }): Named => ({ kind: 'models', id: model })),
    ...Object.values(deployments).flatMap(({ estimate }): readonly Named[] => [
      { kind: 'models', id: estimate.model },
      { kind: 'accelerators', id: estimate.hardware },
      ...(estimate.engine === undefined ? [] : [{ kind: 'engines', id: estimate.engine } as const]),
    ]),
  ];
}

/** Under which keys entries name others. */
const namingKeys: Readonly<Record<string, LibraryKind>> = {
  price: 'prices',
  defaultEngine: 'engines',
  calibratedAs: 'engines',
  source: 'sources',
};

/** What an entry names anywhere in it; an id that the library does not have is passed over by whoever asks. */
function namesOf(value: unknown): readonly Named[] {
  if (Array.isArray(value)) return value.flatMap(namesOf);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, part]): readonly Named[] => {
    const kind = ownValue(namingKeys, key);
    if (typeof part === 'string') {
      if (kind !== undefined) return [{ kind, id: part }];
      return key === 'type'
        ? [
            { kind: 'accelerators', id: part },
            { kind: 'deviceTypes', id: part },
          ]
        : [];
    }
    return namesOf(part);
  });
}
