import { useState } from 'react';
import type { OpenedFile } from '#shared/api/files';
import type { FileRemark, NetboxImported } from '#shared/exchange/exchange';
import type { Refusal } from '#shared/refusal/refusal';
import { chooseFiles, chooseTypeFiles, type TypeFiles } from '#renderer/api/choose-file';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { useApi, useCommands, useScenario } from '#renderer/documents/hooks';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { takeImport } from './take-import';
import styles from './exchange.module.css';

interface Chosen {
  readonly racks: readonly OpenedFile[];
  readonly devices: readonly OpenedFile[];
  readonly types: TypeFiles;
}

const nothingChosen: Chosen = { racks: [], devices: [], types: { types: [], archives: [] } };

const TABLES = '.csv,.tsv,.txt,.json,text/csv,application/json';

/** Takes racks, devices and device types that NetBox exported; what is found is said before it is taken over. */
export function ImportDialog() {
  const message = useMessage();
  const { store } = useDesigner();
  const api = useApi();
  const dispatch = useCommands();
  const actions = useLayoutActions();
  const scenario = useScenario((whole) => whole);
  const [chosen, setChosen] = useState<Chosen>(nothingChosen);
  const [found, setFound] = useState<NetboxImported>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const close = () => store.setState({ dialog: undefined });

  const take = (more: Partial<Chosen>) => {
    // Another row may have been chosen while these were read.
    setChosen((before) => ({ ...before, ...more }));
    setFound(undefined);
    setRefusal(undefined);
  };
  const chooseTable = async (table: 'racks' | 'devices') => {
    const files = await chooseFiles({ accept: TABLES, several: true });
    if (!files.ok) setRefusal(files.error);
    else if (files.value.length > 0) take({ [table]: files.value });
  };
  const chooseTypes = async (from: 'files' | 'folder') => {
    const files = await chooseTypeFiles(from);
    if (!files.ok) setRefusal(files.error);
    else if (files.value.types.length + files.value.archives.length > 0) take({ types: files.value });
  };
  const check = async () => {
    setBusy(true);
    const { racks, devices, types } = chosen;
    const answer = await api.importNetbox({
      scenario,
      racks: racks.map(({ text }) => text),
      devices: devices.map(({ text }) => text),
      types: [...types.types],
      archives: [...types.archives],
    });
    setBusy(false);
    setFound(answer.ok ? answer.value : undefined);
    setRefusal(answer.ok ? undefined : answer.error);
  };
  const apply = () => {
    if (!found) return;
    const before = scenario.racks;
    const done = dispatch(takeImport(found));
    if (!done.ok) {
      setRefusal(done.error);
      return;
    }
    close();
    const racks = Object.values(done.value.racks).flatMap(({ id }) => (before[id] ? [] : [id]));
    actions.show(racks);
  };
  const total = found ? found.added.racks + found.added.devices + found.added.types : 0;
  const typeNames = [...chosen.types.types, ...chosen.types.archives].map(({ name }) => name);
  const isChosen = chosen.racks.length + chosen.devices.length + typeNames.length > 0;
  return (
    <Dialog
      title={message('exchange:importTitle')}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{message('exchange:cancel')}</Button>
          {found && total > 0 ? (
            <Button kind="primary" onClick={apply}>
              {message('exchange:apply')}
            </Button>
          ) : (
            <Button kind="primary" disabled={!isChosen || busy} onClick={() => void check()}>
              {message('exchange:check')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.quiet}>{message('exchange:importText')}</p>
        <FileChoice
          label={message('exchange:racksFile')}
          names={chosen.racks.map(({ name }) => name)}
          onChoose={() => void chooseTable('racks')}
        />
        <FileChoice
          label={message('exchange:devicesFile')}
          names={chosen.devices.map(({ name }) => name)}
          onChoose={() => void chooseTable('devices')}
        />
        <FileChoice
          label={message('exchange:typesFiles')}
          names={typeNames}
          onChoose={() => void chooseTypes('files')}
          onChooseFolder={() => void chooseTypes('folder')}
        />
        {refusal && (
          <p role="alert" className={styles.refusal}>
            {refusalText(refusal)}
          </p>
        )}
        {found && (
          <>
            <p role="status">
              {total > 0 ? message('exchange:found', found.added) : message('exchange:nothing')}
            </p>
            <Remarks title={message('exchange:leftOut')} remarks={found.leftOut} />
            <Remarks title={message('exchange:warnings')} remarks={found.warnings} />
            <Lines
              title={message('exchange:rackByRack')}
              lines={found.preview.map(({ name, isNew, devices, leftOut }) =>
                message(isNew ? 'exchange:newRack' : 'exchange:knownRack', { name, devices, leftOut }),
              )}
            />
            <Lines
              title={message('exchange:unread')}
              lines={found.unread.map((each) => message('exchange:unreadLine', { ...each }))}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface FileChoiceProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly onChoose: () => void;
  readonly onChooseFolder?: () => void;
}

function FileChoice({ label, names, onChoose, onChooseFolder }: FileChoiceProps) {
  const message = useMessage();
  const [only] = names;
  return (
    <div className={styles.file} role="group" aria-label={label}>
      <span>{label}</span>
      <span className={styles.name}>
        {only === undefined
          ? message('exchange:nothingChosen')
          : names.length === 1
            ? only
            : message('exchange:files', { count: names.length })}
      </span>
      <span className={styles.running}>
        <Button onClick={onChoose}>{message('exchange:choose')}</Button>
        {onChooseFolder && <Button onClick={onChooseFolder}>{message('exchange:chooseFolder')}</Button>}
      </span>
    </div>
  );
}

const MOST_REMARKS = 200;

function Remarks({ title, remarks }: { readonly title: string; readonly remarks: readonly FileRemark[] }) {
  const message = useMessage();
  const lines = remarks.map(({ file, refusal }) =>
    message('exchange:inFile', { file: file, text: refusalText(refusal) }),
  );
  return <Lines title={title} lines={lines} />;
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={styles.remarks} tabIndex={0} aria-label={title}>
      <h3>
        {title} ({lines.length})
      </h3>
      <ul>
        {lines.slice(0, MOST_REMARKS).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
