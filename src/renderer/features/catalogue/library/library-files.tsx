import { chooseFiles } from '#renderer/api/choose-file';
import { Button } from '#renderer/components/button';
import { exportLibrary } from '#renderer/documents/user-library';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { openIntake } from '#renderer/shell/intake';
import styles from './library.module.css';

/** Takes the user's library in from a file, or writes it as one. */
export function LibraryFiles() {
  const message = useMessage();
  const workbench = useWorkbench();
  const { notices } = workbench;
  const importFile = async () => {
    const chosen = await chooseFiles({ accept: '.json,application/json', several: false });
    const [file] = chosen.ok ? chosen.value : [];
    if (!chosen.ok) notices.notify({ kind: 'problem', text: refusalText(chosen.error) });
    else if (file) openIntake({ kind: 'library', file });
  };
  const exportFile = async () => {
    const saved = await exportLibrary(workbench);
    if (!saved.ok) notices.notify({ kind: 'problem', text: refusalText(saved.error) });
    else if (saved.value) {
      notices.notify({
        kind: 'done',
        text: message('catalogue:library.exported', { name: saved.value.name }),
      });
    }
  };
  return (
    <div className={styles.row}>
      <Button kind="quiet" onClick={() => void importFile()}>
        {message('catalogue:library.importButton')}
      </Button>
      <Button kind="quiet" onClick={() => void exportFile()}>
        {message('catalogue:library.export')}
      </Button>
    </div>
  );
}
