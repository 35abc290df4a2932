import { Icon } from '../../../components/icon';
import { usePlan, useScenario, useSelection } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { groupProblemsOf, problemPlaces, worstOf } from '../canvas/problem-places';
import styles from '../inspector/inspector.module.css';
import { useViewActions } from '../use-view-actions';
import { membersOf } from './members';

/** All groups of the scenario with how many they hold and whether their rules are kept; a press selects one. */
export function GroupList() {
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
