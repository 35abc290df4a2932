import { classNames } from '#renderer/components/class-names';
import { levelOf } from '#renderer/components/level';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './power.module.css';

/** A load that says in words and colour when it is near its limit or over it. */
export function Loaded({
  load,
  limit,
  text,
}: {
  readonly load: number;
  readonly limit: number;
  readonly text: string;
}) {
  const message = useMessage();
  const state = levelOf(load, limit);
  return (
    <span className={classNames(state === 'near' && styles.nearText, state === 'over' && styles.overText)}>
      {text}
      {state !== 'fine' && ` ${message(`shell:level.${state}`)}`}
    </span>
  );
}
