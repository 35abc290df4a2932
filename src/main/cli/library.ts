import type { Command } from 'commander';
import { type NamedLibrary, withLibraries } from '#main/catalogue/with-libraries';
import { withCatalogue } from '#main/services/services';
import {
  emptyLibrary,
  type Library,
  type LibraryKind,
  libraryKinds,
  libraryText,
  readLibrary,
  withEntriesOf,
  withoutEntry,
} from '#shared/library/library';
import { didYouMean } from '#shared/schema/nearest-id';
import {
  exitCode,
  InvalidInput,
  nameOf,
  printJson,
  readText,
  UsageError,
  writeContent,
  type CommandHost,
  type Finish,
} from './host';
import { textTable } from './text-table';
import { counted } from '#shared/text/plural';

/** The library of a file; refused with the file's name where it is none. */
async function libraryIn(host: CommandHost, file: string): Promise<NamedLibrary> {
  const name = nameOf(file);
  const library = readLibrary(await readText(host, file));
  if (!library.ok) throw new InvalidInput(`${name}: ${library.error.message}`);
  return { name, library: library.value };
}

/** The library of a file, or an empty one where there is no such file yet. */
export async function libraryToWrite(host: CommandHost, file: string): Promise<NamedLibrary> {
  if (file === '-') throw new UsageError('a library is a file; it cannot be written to standard output');
  try {
    await host.readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { name: file, library: emptyLibrary };
  }
  return libraryIn(host, file);
}

/** Writes a library whole after checking it against the catalogue, so that nothing is half kept. */
export async function writeLibrary(host: CommandHost, { name, library }: NamedLibrary): Promise<void> {
  const { catalogue } = await host.services();
  const together = withLibraries(catalogue, [{ name, library }]);
  if (!together.ok) throw new InvalidInput(together.error.message);
  await writeContent(host, libraryText(library), name);
}

/** A host whose catalogue has the entries of these library files in it; the host itself where none is named. */
export async function hostWithLibraries(host: CommandHost, files: readonly string[]): Promise<CommandHost> {
  if (files.length === 0) return host;
  const libraries = await Promise.all(files.map((file) => libraryIn(host, file)));
  const services = await host.services();
  const together = withLibraries(services.catalogue, libraries);
  if (!together.ok) throw new InvalidInput(together.error.message);
  const { computing, ...rest } = host;
  return {
    ...rest,
    library: () => inOne(libraries),
    services: () => Promise.resolve(withCatalogue(services, together.value)),
    ...(computing === undefined
      ? {}
      : { computing: () => computing({ revision: 'declared', library: inOne(libraries) }) }),
  };
}

/** Libraries that go together as one. */
const inOne = (libraries: readonly NamedLibrary[]): Library =>
  libraries.reduce<Library>((together, { library }) => withEntriesOf(together, library), emptyLibrary);

const help = `
A library file holds your models, accelerators, servers, racks, engines and prices (*.fleetwright-library.json; see
fleetwright schema library). An entry has all fields of its kind in the catalogue, or "basedOn" with the id of another
entry and the fields that differ. Every command that takes cases or scenarios accepts --library FILE, also repeatedly.

Examples:
  fleetwright model config.json --id my-model --output own.fleetwright-library.json
  fleetwright library list own.fleetwright-library.json
  fleetwright library add own.fleetwright-library.json colleague.fleetwright-library.json
  fleetwright library remove own.fleetwright-library.json my-model
  fleetwright library check own.fleetwright-library.json

Exit code: 0 done; 1 a library is not valid or has no such entry; 2 a file cannot be read.`;

export function defineLibrary(command: Command, host: CommandHost, finish: Finish): void {
  command.addHelpText('after', help);
  command
    .command('list')
    .description('List the entries of a library.')
    .argument('<library>', 'library file; - for standard input')
    .option('--json', 'print the entries as JSON')
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const { library } = await libraryIn(host, file);
      const rows = rowsOf(library);
      if (json) printJson(host, rows);
      else
        host.out(
          textTable(
            [{ head: 'Kind' }, { head: 'Id' }, { head: 'Name' }, { head: 'Based on' }],
            rows.map(({ kind, id, name, basedOn }) => [kind, id, name ?? '', basedOn ?? '']),
          ),
        );
      finish(exitCode.done);
    });
  command
    .command('add')
    .description('Add the entries of other libraries; entries with the same id are replaced.')
    .argument('<library>', 'library file; created if it does not exist')
    .argument('<others...>', 'libraries whose entries are added')
    .action(async (file: string, others: readonly string[]) => {
      let { library } = await libraryToWrite(host, file);
      for (const other of others) {
        const added = await libraryIn(host, other);
        library = withEntriesOf(library, added.library);
      }
      await writeLibrary(host, { name: file, library });
      finish(exitCode.done);
    });
  command
    .command('remove')
    .description('Remove entries by their ids.')
    .argument('<library>', 'library file')
    .argument('<ids...>', 'ids of entries')
    .action(async (file: string, ids: readonly string[]) => {
      let { library } = await libraryIn(host, file);
      for (const id of ids) {
        const without = withoutEntry(library, id);
        if (without === undefined)
          throw new InvalidInput(`${file}: there is no “${id}”.${hintFor(id, library)}`);
        library = without;
      }
      await writeLibrary(host, { name: file, library });
      finish(exitCode.done);
    });
  command
    .command('check')
    .description('Check that libraries are valid and compatible with each other and with the catalogue.')
    .argument('<libraries...>', 'library files')
    .action(async (files: readonly string[]) => {
      await hostWithLibraries(host, files);
      host.out(`Valid: ${counted(files.length, 'library', 'libraries')}.\n`);
      finish(exitCode.done);
    });
}

interface Row {
  readonly kind: LibraryKind;
  readonly id: string;
  readonly name?: string;
  readonly basedOn?: string;
}

const rowsOf = (library: Library): readonly Row[] =>
  libraryKinds.flatMap((kind) =>
    library[kind].map(({ id, basedOn, ...fields }) => ({
      kind,
      id,
      ...(typeof fields['name'] === 'string' ? { name: fields['name'] } : {}),
      ...(basedOn === undefined ? {} : { basedOn }),
    })),
  );

function hintFor(id: string, library: Library): string {
  return didYouMean(
    id,
    rowsOf(library).map((row) => row.id),
  );
}
