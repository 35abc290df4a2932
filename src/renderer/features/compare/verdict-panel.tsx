import { useMemo } from 'react';
import { classNames } from '#renderer/components/class-names';
import { Icon } from '#renderer/components/icon';
import { useFormats } from '#renderer/format/format';
import { messageFor } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import type { Comparison } from '#shared/compare/comparison';
import { type Speaking, verdictSentences } from '#shared/compare/words';
import styles from './compare.module.css';

/** Names that a sentence lists before it counts the rest. */
const NAMES = 6;

/** The words of the screen's language for verdicts. */
export function useSpeaking(): Speaking {
  const message = useMessage();
  const formats = useFormats();
  return useMemo(
    () => ({
      say: (key, params = {}) => messageFor(`compare:verdict.${key}`, params) ?? key,
      service: (key, params = {}) => messageFor(`service:${key}`, params) ?? key,
      words: {
        number: (value) => formats.quantity(value, '1').value,
        percent: (fraction) => formats.percent(fraction),
        seconds: (seconds) => {
          const { value, unit } = formats.quantity(seconds, 's');
          return `${value} ${unit}`;
        },
        list: (names) => {
          const rest = names.length - NAMES;
          const said =
            rest > 0 ? [...names.slice(0, NAMES), message('compare:andMore', { count: rest })] : names;
          return said.join(message('compare:listSeparator'));
        },
      },
    }),
    [formats, message],
  );
}

/** Of more pairs than these the verdicts are set small, so that the figures stay in sight. */
const SPACIOUS = 2;

/** What the comparison comes to, in plain words; in red where the fleets do not give the same service. */
export function VerdictPanel({ comparison }: { readonly comparison: Comparison }) {
  const message = useMessage();
  const speaking = useSpeaking();
  const { verdicts, scenarios, warnings } = comparison;
  return (
    <section
      className={styles.verdicts}
      data-dense={verdicts.length > SPACIOUS || undefined}
      aria-label={message('compare:verdictTitle')}
    >
      {verdicts.map((verdict) => {
        const [headline, service, ...others] = verdictSentences(comparison, verdict, speaking);
        const id = scenarios[verdict.other]?.id ?? verdict.other;
        return (
          <article key={id} className={styles.verdict}>
            <p className={styles.headline}>
              <span className={styles.swatch} data-series={(verdict.other % 8) + 1} aria-hidden />
              {headline?.text}
            </p>
            {service && (
              <p
                className={classNames(styles.service, service.tone === 'alarm' && styles.alarm)}
                role={service.tone === 'alarm' ? 'alert' : undefined}
              >
                <Icon name={service.tone === 'alarm' ? 'warning' : 'check'} />
                {service.text}
              </p>
            )}
            <details className={styles.more}>
              <summary>{message('compare:moreOfVerdict')}</summary>
              <ul>
                {others.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </details>
          </article>
        );
      })}
      {warnings.length > 0 && (
        <ul className={styles.warnings} aria-label={message('compare:warningsTitle')}>
          {warnings.map((warning) => (
            <li key={warning}>{messageFor(`compare:warnings.${warning}`) ?? warning}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
