import { useState } from 'react';
import type { OpenedFile } from '#shared/api/files';
import type { FileRemark, NetboxImported } from '#shared/exchange/exchange';
import type { Refusal } from '#shared/refusal/refusal';
import { chooseFiles } from '#renderer/api/choose-file';
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
  readonly racks?: OpenedFile;
  readonly devices?: OpenedFile;
  readonly types: readonly OpenedFile[];
}

const CSV = '.csv,text/csv';
const YAML = '.yaml,.yml,application/yaml';

/** Takes racks, devices and device types that NetBox exported; what is found is said before it is taken over. */
export function ImportDialog() {
  const message = useMessage();
  const { store } = useDesigner();
  const api = useApi();
  const dispatch = useCommands();
  const actions = useLayoutActions();
  const scenario = useScenario((whole) => whole);
  const [chosen, setChosen] = useState<Chosen>({ types: [] });
  const [found, setFound] = useState<NetboxImported>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const close = () => store.setState({ dialog: undefined });

  const choose = async (
    accept: string,
    several: boolean,
    take: (files: readonly OpenedFile[]) => Partial<Chosen>,
  ) => {
    const files = await chooseFiles({ accept, several });
    if (!files.ok) setRefusal(files.error);
    else if (files.value.length > 0) {
      // Another row may have been chosen while these were read.
      setChosen((before) => ({ ...before, ...take(files.value) }));
      setFound(undefined);
      setRefusal(undefined);
    }
  };
  const check = async () => {
    setBusy(true);
    const { racks, devices, types } = chosen;
    const answer = await api.importNetbox({
      scenario,
      types: types.map(({ name, text }) => ({ name, text })),
      ...(racks && { racks: racks.text }),
      ...(devices && { devices: devices.text }),
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
  const isChosen = chosen.racks !== undefined || chosen.devices !== undefined || chosen.types.length > 0;
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
          names={chosen.racks ? [chosen.racks.name] : []}
          onChoose={() => void choose(CSV, false, ([racks]) => ({ ...(racks && { racks }) }))}
        />
        <FileChoice
          label={message('exchange:devicesFile')}
          names={chosen.devices ? [chosen.devices.name] : []}
          onChoose={() => void choose(CSV, false, ([devices]) => ({ ...(devices && { devices }) }))}
        />
        <FileChoice
          label={message('exchange:typesFiles')}
          names={chosen.types.map(({ name }) => name)}
          onChoose={() => void choose(YAML, true, (types) => ({ types }))}
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
}

function FileChoice({ label, names, onChoose }: FileChoiceProps) {
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
      <Button onClick={onChoose}>{message('exchange:choose')}</Button>
    </div>
  );
}

const MOST_REMARKS = 200;

function Remarks({ title, remarks }: { readonly title: string; readonly remarks: readonly FileRemark[] }) {
  const message = useMessage();
  if (remarks.length === 0) return null;
  return (
    <section className={styles.remarks} tabIndex={0} aria-label={title}>
      <h3>
        {title} ({remarks.length})
      </h3>
      <ul>
        {remarks.slice(0, MOST_REMARKS).map(({ file, refusal }, index) => (
          <li key={index}>{message('exchange:inFile', { file, text: refusalText(refusal) })}</li>
        ))}
      </ul>
    </section>
  );
}
