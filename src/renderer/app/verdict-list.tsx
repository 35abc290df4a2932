import traceStyles from '#renderer/components/trace.module.css';
import { useVerdicts } from '#renderer/documents/hooks';
import { useVerdictText } from '#renderer/format/use-verdict-text';

/** Every workload's objective with the service that is reached and how that is known. */
export function VerdictList() {
  const { verdicts = [] } = useVerdicts();
  const said = useVerdictText();
  return (
    <ul className={traceStyles.trace}>
      {verdicts.map((verdict) => (
        <li key={verdict.need}>{said(verdict)}</li>
      ))}
    </ul>
  );
}
