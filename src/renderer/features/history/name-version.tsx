import { useState } from 'react';
import { scenarioLimits } from '#shared/scenario/schema';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import fieldStyles from '../../components/field.module.css';
import type { Version } from '../../documents/versions/version';
import { useMessage } from '../../i18n/use-language';
import styles from './history.module.css';
import { freeVersionName } from './version-name';

/** Why a name cannot be given to a version; undefined when it can. */
export function nameFault(
  name: string,
  versions: readonly Version[],
): 'history:nameMissing' | 'history:nameTaken' | undefined {
  const wanted = name.trim();
  if (wanted === '') return 'history:nameMissing';
  return versions.some((version) => version.name === wanted) ? 'history:nameTaken' : undefined;
}

export interface KeepFormProps {
  readonly versions: readonly Version[];
  readonly onKeep: (name: string) => Promise<void>;
}

/** Keeps the state as it stands under a name; a free one is offered. */
export function KeepForm({ versions, onKeep }: KeepFormProps) {
  const message = useMessage();
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState(false);
  const name = typed ?? freeVersionName(versions, message);
  const fault = nameFault(name, versions);
  const keep = async () => {
    if (fault !== undefined || busy) return;
    setBusy(true);
    await onKeep(name.trim());
    setTyped(undefined);
    setBusy(false);
  };
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field label={message('history:name')} error={fault && message(fault)}>
        {(ids) => (
          <input
            {...ids}
            className={fieldStyles.input}
            value={name}
            maxLength={scenarioLimits.nameLength}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <Button kind="primary" type="submit" icon="plus" disabled={fault !== undefined || busy}>
        {message('history:keep')}
      </Button>
    </form>
  );
}

export interface RenameDialogProps {
  readonly version: Version;
  readonly versions: readonly Version[];
  readonly onRename: (name: string) => void;
  readonly onClose: () => void;
}

/** Gives a version another name; one that was kept automatically stays from then on. */
export function RenameDialog({ version, versions, onRename, onClose }: RenameDialogProps) {
  const message = useMessage();
  const [name, setName] = useState(version.name ?? freeVersionName(versions, message));
  const others = versions.filter(({ id }) => id !== version.id);
  const fault = nameFault(name, others);
  const title = message(version.name === undefined ? 'history:giveName' : 'history:rename');
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('shell:cancel')}</Button>
          <Button
            kind="primary"
            disabled={fault !== undefined}
            onClick={() => {
              onRename(name.trim());
              onClose();
            }}
          >
            {message('shell:ok')}
          </Button>
        </>
      }
    >
      <Field label={message('history:name')} error={fault && message(fault)}>
        {(ids) => (
          <input
            {...ids}
            className={fieldStyles.input}
            value={name}
            maxLength={scenarioLimits.nameLength}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
