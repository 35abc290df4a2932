import {
  HostingField,
  MethodField,
  ShareField,
  YearsField,
} from '#renderer/components/finance-terms/term-fields';
import { Button } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import type { Command } from '#renderer/documents/command';
import { useCatalogue, useCommands, usePlan, useScenario, useSelection } from '#renderer/documents/hooks';
import { useViewActions } from '#renderer/features/layout/actions/use-view-actions';
import { membersOf } from '#renderer/features/layout/hall/group-members';
import { groupProblemsOf, problemPlaces, worstOf } from '#renderer/features/layout/hall/problem-places';
import { useMessage } from '#renderer/i18n/use-language';
import { codeOf, continuousShares, deratingOf } from '#shared/power/derating';
import { CodeOfPractice } from '#shared/scenario/electrical';
import type { Site } from '#shared/scenario/schema';
import { FigureChoice, figuresOfSite } from './figure-choice';
import styles from './inspector.module.css';

type SiteChange = { readonly [Field in keyof Site]?: Site[Field] | undefined };

/** Changes the site; what is undefined in the change is taken out. */
const changeSite = (change: SiteChange): Command => ({
  name: { key: 'layout:commands.changeSite' },
  recipe: ({ site }) => {
    for (const [field, value] of Object.entries(change)) {
      if (value === undefined) Reflect.deleteProperty(site, field);
      else Object.assign(site, { [field]: value });
    }
  },
});

const percentOf = (share: number): number => Number((share * 100).toFixed(4));

/** The code of practice that the site is wired by, and the share of a breaker that follows from it unless entered. */
function DeratingFields({ site }: { readonly site: Site }) {
  const message = useMessage();
  const dispatch = useCommands();
  const place = useCatalogue().sites[site.preset];
  const usual = codeOf({}, place);
  const { share } = deratingOf(site, place);
  return (
    <>
      <Select
        label={message('layout:inspector.code')}
        value={site.code ?? 'usual'}
        options={[
          {
            value: 'usual',
            label: message('layout:inspector.codeOfPlace', { code: usual.toUpperCase() }),
          },
          ...CodeOfPractice.options.map((code) => ({ value: code, label: code.toUpperCase() })),
        ]}
        onChange={(code) =>
          dispatch(
            changeSite({
              code: code === 'usual' ? undefined : code,
              continuousLoadFraction: undefined,
            }),
          )
        }
      />
      <QuantityField
        label={message('layout:inspector.derating')}
        unit="%"
        value={percentOf(share)}
        minimum={1}
        maximum={100}
        onCommit={(percent) => dispatch(changeSite({ continuousLoadFraction: percent / 100 }))}
      />
      {site.continuousLoadFraction !== undefined && (
        <div className={styles.actions}>
          <Button onClick={() => dispatch(changeSite({ continuousLoadFraction: undefined }))}>
            {message('layout:inspector.deratingOfCode', {
              percent: percentOf(continuousShares[codeOf(site, place)]),
            })}
          </Button>
        </div>
      )}
    </>
  );
}

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
        <DeratingFields site={site} />
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
