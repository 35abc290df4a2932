import { useCallback, useState } from 'react';
import type { CheckedClaim } from '#shared/validation/claims';
import { Icon, type IconName } from '#renderer/components/icon';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import { useApi, useCatalogue } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import { refusalText } from '#renderer/i18n/refusal-text';
import styles from './checks.module.css';
import { useAnswer } from '#renderer/api/use-answer';

type Verdict = CheckedClaim['verdict'];

const verdicts: readonly Verdict[] = [
  'wrong',
  'misleading',
  'holds-with-reservations',
  'holds',
  'cannot-be-checked',
];

const verdictIcons: Readonly<Record<Verdict, IconName>> = {
  wrong: 'error',
  misleading: 'warning',
  'holds-with-reservations': 'note',
  holds: 'check',
  'cannot-be-checked': 'more',
};

/** The article's claims beside what the same functions that plan a fleet compute for them. */
export function ClaimsView() {
  const message = useMessage();
  const api = useApi();
  const answer = useAnswer(useCallback(() => api.checks({}), [api]));
  const claims = answer?.ok ? answer.value : [];
  const [shown, show] = useState<Verdict | 'all'>('all');
  const visible = claims.filter(({ verdict }) => shown === 'all' || verdict === shown);
  return (
    <>
      <header className={styles.header}>
        <div>
          <h2 className={styles.heading}>{message('checks:heading')}</h2>
          <p className={styles.intro}>{message('checks:intro')}</p>
        </div>
        <Select
          label={message('checks:filter')}
          value={shown}
          options={[
            { value: 'all', label: message('checks:all', { count: claims.length }) },
            ...verdicts.map((verdict) => ({
              value: verdict,
              label: `${message(`checks:verdicts.${verdict}`)} (${countOf(claims, verdict)})`,
            })),
          ]}
          onChange={show}
        />
      </header>
      {answer && !answer.ok && <p role="alert">{refusalText(answer.error)}</p>}
      <ol className={styles.claims}>
        {visible.map((claim) => (
          <Claim key={claim.id} claim={claim} />
        ))}
      </ol>
    </>
  );
}

const countOf = (claims: readonly CheckedClaim[], verdict: Verdict): number =>
  claims.filter((claim) => claim.verdict === verdict).length;

function Claim({ claim }: { readonly claim: CheckedClaim }) {
  const message = useMessage();
  const { sources } = useCatalogue();
  return (
    <li className={styles.claim} value={Number(claim.id)}>
      <div className={styles.verdict} data-verdict={claim.verdict}>
        <Icon name={verdictIcons[claim.verdict]} />
        {message(`checks:verdicts.${claim.verdict}`)}
      </div>
      <div>
        <h3 className={styles.words}>{messageFor(`checks:${claim.claim}`) ?? claim.claim}</h3>
        <p className={styles.why}>{messageFor(`checks:${claim.why}`) ?? claim.why}</p>
        {claim.computed.length > 0 && <Computed claim={claim} />}
        <p lang="en" className={styles.source}>
          {sources[claim.source]?.title ?? claim.source}
        </p>
      </div>
    </li>
  );
}

function Computed({ claim }: { readonly claim: CheckedClaim }) {
  const message = useMessage();
  const formats = useFormats();
  return (
    <table className={styles.computed}>
      <caption className={page.hidden}>{message('checks:computedFor', { claim: claim.id })}</caption>
      <thead>
        <tr>
          <th scope="col">{message('checks:figure')}</th>
          <th scope="col">{message('checks:claimed')}</th>
          <th scope="col">{message('checks:computed')}</th>
        </tr>
      </thead>
      <tbody>
        {claim.computed.map(({ name, value, unit, claimed }) => (
          <tr key={name}>
            <th scope="row">{messageFor(`checks:figures.${name}`) ?? name}</th>
            <td>{claimed === undefined ? '–' : formats.shown(claimed, unit)}</td>
            <td>{formats.shown(value, unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
