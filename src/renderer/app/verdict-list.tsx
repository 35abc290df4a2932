import traceStyles from '../components/trace.module.css';
import { useVerdicts } from '../documents/hooks';
import { useVerdictText } from '../format/use-verdict-text';

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
