import { useEffect, useMemo, useRef, useState } from 'react';
import Markdown from 'markdown-to-jsx/react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { useMessage } from '#renderer/i18n/use-language';
import { type GuideId, guideIds, guideText, isGuide } from './guides';
import { type Section, sectionsOf, sectionsWith } from './sections';
import styles from './help-dialog.module.css';

interface Place {
  readonly guide: GuideId;
  /** The id of the heading to show; undefined for the top. */
  readonly anchor?: string;
}

export interface HelpDialogProps {
  /** The guide to show first. */
  readonly guide: GuideId;
  readonly onShortcuts: () => void;
  readonly onClose: () => void;
}

/** The guides, inside the app and without a network: the one of this screen first, all of them searched at once. */
export function HelpDialog({ guide: first, onShortcuts, onClose }: HelpDialogProps) {
  const message = useMessage();
  const [place, setPlace] = useState<Place>({ guide: first });
  const [query, setQuery] = useState('');
  const texts = useGuides();
  const sections = useMemo(() => [...texts].flatMap(([guide, text]) => sectionsOf(guide, text)), [texts]);
  const found = sectionsWith(sections, query);
  const titleOf = (guide: GuideId): string =>
    sections.find((section) => section.guide === guide)?.title ?? message('shell:loading');
  return (
    <Dialog wide title={message('help:title')} onClose={onClose}>
      <div className={styles.columns}>
        <nav className={styles.side} aria-label={message('help:guides')}>
          <input
            type="search"
            className={styles.search}
            placeholder={message('help:search')}
            aria-label={message('help:search')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          {query.trim() === '' ? (
            <ul className={styles.list} lang="en">
              {guideIds.map((guide) => (
                <li key={guide}>
                  <button
                    type="button"
                    aria-current={guide === place.guide ? 'page' : undefined}
                    onClick={() => setPlace({ guide })}
                  >
                    {titleOf(guide)}
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <Found found={found} titleOf={titleOf} onChoose={setPlace} />
          )}
          <Button onClick={onShortcuts}>{message('shell:shortcuts')}</Button>
          <p className={styles.quiet}>{message('help:language')}</p>
        </nav>
        <Guide place={place} text={texts.get(place.guide)} onPlace={setPlace} />
      </div>
    </Dialog>
  );
}

/** All guides, each as soon as it is fetched. */
function useGuides(): ReadonlyMap<GuideId, string> {
  const [texts, setTexts] = useState<ReadonlyMap<GuideId, string>>(new Map());
  useEffect(() => {
    let wanted = true;
    void Promise.all(guideIds.map(async (id) => [id, await guideText(id)] as const)).then((entries) => {
      if (wanted) setTexts(new Map(entries));
    });
    return () => {
      wanted = false;
    };
  }, []);
  return texts;
}

interface FoundProps {
  readonly found: readonly Section[];
  readonly titleOf: (guide: GuideId) => string;
  readonly onChoose: (place: Place) => void;
}

function Found({ found, titleOf, onChoose }: FoundProps) {
  const message = useMessage();
  return (
    <>
      <p className={styles.quiet} role="status">
        {found.length === 0 ? message('help:none') : message('help:found', { count: found.length })}
      </p>
      <ul className={styles.list} lang="en">
        {found.map(({ guide, anchor, title }, index) => (
          <li key={`${guide} ${anchor} ${index}`}>
            <button type="button" onClick={() => onChoose({ guide, anchor })}>
              {title} <small>{titleOf(guide)}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface GuideProps {
  readonly place: Place;
  readonly text: string | undefined;
  readonly onPlace: (place: Place) => void;
}

function Guide({ place, text, onPlace }: GuideProps) {
  const message = useMessage();
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    const heading = place.anchor === undefined ? undefined : `#${CSS.escape(place.anchor)}`;
    if (heading === undefined) article.current?.scrollTo({ top: 0 });
    else article.current?.querySelector(heading)?.scrollIntoView({ block: 'start' });
  }, [place, text]);
  if (text === undefined) return <p className={styles.quiet}>{message('shell:loading')}</p>;
  return (
    <article ref={article} className={styles.guide} lang="en" tabIndex={0} aria-label={message('help:guide')}>
      <Markdown
        options={{
          overrides: {
            a: { component: GuideLink, props: { onPlace } },
            // Pictures show the very screens that the reader has open.
            img: { component: () => null },
          },
        }}
      >
        {text}
      </Markdown>
    </article>
  );
}

interface GuideLinkProps {
  readonly href?: string;
  readonly children?: React.ReactNode;
  readonly onPlace: (place: Place) => void;
}

/** A link between guides goes there; what leads out of them is its words alone. */
function GuideLink({ href = '', children, onPlace }: GuideLinkProps) {
  const [, name = '', anchor] = /^([\w-]+)\.md(?:#(.+))?$/.exec(href) ?? [];
  if (!isGuide(name)) return <span>{children}</span>;
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => onPlace(anchor === undefined ? { guide: name } : { guide: name, anchor })}
    >
      {children}
    </button>
  );
}
