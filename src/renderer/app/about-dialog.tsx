import { useEffect, useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { useApi } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { About, ThirdPartyPackage } from '#shared/api/about';
import styles from './about-dialog.module.css';

/** What the program is: its version and licence, where the data lies, and whose work is inside. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  const message = useMessage();
  const api = useApi();
  const [about, setAbout] = useState<About>();
  const [packages, setPackages] = useState<readonly ThirdPartyPackage[]>();
  useEffect(() => {
    let wanted = true;
    void api.about({}).then((answer) => {
      if (wanted && answer.ok) setAbout(answer.value);
    });
    void api.thirdParty({}).then((answer) => {
      if (wanted) setPackages(answer.ok ? answer.value.packages : []);
    });
    return () => {
      wanted = false;
    };
  }, [api]);
  return (
    <Dialog title={message('about:title')} onClose={onClose}>
      {about && (
        <>
          <p>{message('about:version', { version: about.version })}</p>
          <p className={styles.quiet}>
            {about.runtimes.map(({ name, version }) => `${name} ${version}`).join(' · ')}
          </p>
          <p>{message('about:licence')}</p>
          <Places places={about.places} />
        </>
      )}
      {packages && <Packages packages={packages} />}
    </Dialog>
  );
}

function Places({ places }: { readonly places: About['places'] }) {
  const message = useMessage();
  const api = useApi();
  // A browser keeps the library itself, by the address of the page.
  const inBrowser = { what: 'browser' as const, place: window.location.origin };
  const shown = 'fleetwright' in window ? places : [inBrowser, ...places];
  return (
    <section aria-labelledby="about-places">
      <h3 id="about-places" className={styles.heading}>
        {message('about:places')}
      </h3>
      <dl className={styles.places}>
        {shown.map(({ what, place }) => (
          <div key={what} className={styles.place}>
            <dt>{message(`about:place.${what}`)}</dt>
            <dd className={styles.path}>{place}</dd>
          </div>
        ))}
      </dl>
      {'fleetwright' in window && (
        <Button onClick={() => void api.showBackups({})}>{message('about:showBackups')}</Button>
      )}
    </section>
  );
}

function Packages({ packages }: { readonly packages: readonly ThirdPartyPackage[] }) {
  const message = useMessage();
  return (
    <section aria-labelledby="about-packages">
      <h3 id="about-packages" className={styles.heading}>
        {message('about:packages', { count: packages.length })}
      </h3>
      <p className={styles.quiet}>
        {message(packages.length > 0 ? 'about:packagesText' : 'about:noPackages')}
      </p>
      <ul className={styles.packages}>
        {packages.map(({ name, version, licence, notice }) => (
          <li key={`${name} ${version}`}>
            <details>
              <summary>
                {name} {version} <span className={styles.quiet}>{licence}</span>
              </summary>
              <pre className={styles.notice}>{notice}</pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
