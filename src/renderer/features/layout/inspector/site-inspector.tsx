import { QuantityField } from '../../../components/quantity-field';
import { Select } from '../../../components/select';
import { useCatalogue, useCommands, useScenario } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { GroupList } from '../groups/group-list';
import { changeFinance, changeSite } from '../edits/site';
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

const percents = ['utilisation', 'interestRate', 'supportRate'] as const;
const labels = { utilisation: 'utilisation', interestRate: 'interest', supportRate: 'support' } as const;

function FinanceFields() {
  const message = useMessage();
  const dispatch = useCommands();
  const finance = useScenario((scenario) => scenario.finance);
  return (
    <section className={styles.section} aria-label={message('layout:inspector.finance')}>
      <h3 className={styles.heading}>{message('layout:inspector.finance')}</h3>
      <div className={styles.pair}>
        <QuantityField
          label={message('layout:inspector.years')}
          unit=""
          value={finance.years}
          minimum={0.5}
          maximum={30}
          onCommit={(years) => dispatch(changeFinance({ years }))}
        />
        {percents.map((field) => (
          <QuantityField
            key={field}
            label={message(`layout:inspector.${labels[field]}`)}
            unit="%"
            value={Number((finance[field] * 100).toFixed(4))}
            minimum={0}
            maximum={100}
            onCommit={(percent) => dispatch(changeFinance({ [field]: percent / 100 }))}
          />
        ))}
      </div>
      <Select
        label={message('layout:inspector.method')}
        value={finance.method}
        options={(['straight-line', 'annuity'] as const).map((value) => ({
          value,
          label: message(`layout:inspector.${value}`),
        }))}
        onChange={(method) => dispatch(changeFinance({ method }))}
      />
      <Select
        label={message('layout:inspector.hosting')}
        value={finance.hosting}
        options={(['none', 'with-energy', 'without-energy'] as const).map((value) => ({
          value,
          label: message(`layout:inspector.hosting-${value}`),
        }))}
        onChange={(hosting) => dispatch(changeFinance({ hosting }))}
      />
    </section>
  );
}
