import type { FormEntry } from '#renderer/features/catalogue/own/own-entries';
import { Button } from '#renderer/components/button';
import { useCatalogue } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './library.module.css';

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
    <div className={styles.offer}>
      <p>{message('catalogue:library.notBuyable')}</p>
      <Button
        onClick={() =>
          onServer({
            name: message('catalogue:library.serverFor', { name }),
            heightUnits: 8,
            front: 'gpu-chassis',
            accelerators: { type: id, count: 8 },
          })
        }
      >
        {message('catalogue:library.makeServer')}
      </Button>
    </div>
  );
}
