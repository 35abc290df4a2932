import {
  HostingField,
  MethodField,
  ShareField,
  YearsField,
} from '../../../components/finance-terms/term-fields';
import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useCatalogue, useCommands, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { GroupList } from '../groups/group-list';
import { changeSite } from '../edits/site';
import { FigureChoice } from './figure-choice';
import { figuresOfSite } from './figures-of-type';
import styles from './inspector.module.css';

/** Where the fleet stands, what is assumed of the place, and the terms that cost is worked out with. */
export function SiteInspector() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const site = useScenario((scenario) => scenario.site);
  return (
    <>
      <h2 className={styles.title}>{message('layout:inspector.site')}</h2>
      <section className={styles.section}>
        <Select
          label={message('layout:inspector.preset')}
          value={site.preset}
          options={Object.values(catalogue.sites).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(preset) => dispatch(changeSite({ preset }))}
        />
        <QuantityField
          label={message('layout:inspector.derating')}
          unit="%"
          value={Number((site.continuousLoadFraction * 100).toFixed(4))}
          minimum={1}
          maximum={100}
          onCommit={(percent) => dispatch(changeSite({ continuousLoadFraction: percent / 100 }))}
        />
        <div className={styles.pair}>
          <QuantityField
            label={message('layout:inspector.rise')}
            unit="K"
            value={site.airTemperatureRiseKelvin}
            minimum={0.1}
            maximum={60}
            onCommit={(airTemperatureRiseKelvin) => dispatch(changeSite({ airTemperatureRiseKelvin }))}
          />
          <QuantityField
            label={message('layout:inspector.altitude')}
            unit="m"
            value={site.altitudeMeters}
            minimum={-500}
            maximum={6_000}
            step={100}
            onCommit={(altitudeMeters) => dispatch(changeSite({ altitudeMeters }))}
          />
        </div>
        {figuresOfSite(catalogue, site.preset).map((figure) => (
          <FigureChoice key={figure.path} {...figure} />
        ))}
      </section>
      <FinanceFields />
      <GroupList />
    </>
  );
}

/** The terms that layouts are weighed by, with the controls of the Cost screen: it has the same choices, and the others. */
function FinanceFields() {
  const message = useMessage();
  return (
    <section className={styles.section} aria-label={message('layout:inspector.finance')}>
      <h3 className={styles.heading}>{message('layout:inspector.finance')}</h3>
      <div className={styles.pair}>
        <YearsField />
        <ShareField term="utilisation" />
        <ShareField term="interestRate" />
        <ShareField term="supportRate" />
      </div>
      <MethodField />
      <HostingField />
    </section>
  );
}
