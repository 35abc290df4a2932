import {
  HostingField,
  MethodField,
  ShareField,
  YearsField,
} from '#renderer/components/finance-terms/term-fields';
import { Icon } from '#renderer/components/icon';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import type { Command } from '#renderer/documents/command';
import { useCatalogue, useCommands, usePlan, useScenario, useSelection } from '#renderer/documents/hooks';
import { useViewActions } from '#renderer/features/layout/actions/use-view-actions';
import { membersOf } from '#renderer/features/layout/hall/group-members';
import { groupProblemsOf, problemPlaces, worstOf } from '#renderer/features/layout/hall/problem-places';
import { useMessage } from '#renderer/i18n/use-language';
import type { Site } from '#shared/scenario/schema';
import { FigureChoice, figuresOfSite } from './figure-choice';
import styles from './inspector.module.css';

const changeSite = (change: Partial<Site>): Command => ({
  name: { key: 'layout:commands.changeSite' },
  recipe: (draft) => {
    Object.assign(draft.site, change);
  },
});

/** All groups of the scenario with how many they hold and whether their rules are kept; a press selects one. */
function GroupList() {
  const message = useMessage();
  const { select } = useSelection();
  const { fitSelection } = useViewActions();
  const groups = useScenario((scenario) => scenario.groups);
  const members = useScenario(({ devices }) => membersOf(devices));
  const places = usePlan((plan) => problemPlaces(plan).devices);
  if (Object.keys(groups).length === 0) return null;
  return (
    <section className={styles.section} aria-label={message('groups:all')}>
      <h3 className={styles.heading}>{message('groups:all')}</h3>
      <ul className={styles.list}>
        {Object.values(groups).map(({ id, name, rule }) => {
          const inGroup = members.get(id) ?? [];
          const devices = inGroup.map((device) => device.id);
          const worst = worstOf(groupProblemsOf(places, inGroup));
          return (
            <li key={id}>
              <button
                type="button"
                onClick={() => {
                  select({ devices });
                  fitSelection();
                }}
              >
                <span>
                  {worst && <Icon name={worst} />} {name}
                </span>
                <small>
                  {message('groups:line', {
                    count: devices.length,
                    rule: message(`groups:rules.${rule.kind}`),
                  })}
                </small>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

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
