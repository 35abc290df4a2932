import { Button } from '#renderer/components/button';
import { Select } from '#renderer/components/select';
import { TextField } from '#renderer/components/text-field';
import { useCommands, usePlan, useScenario, useSelection } from '#renderer/documents/hooks';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import {
  addToGroup,
  changeGroupRule,
  dissolveGroup,
  leaveGroups,
  renameGroup,
} from '#renderer/features/layout/edits/groups';
import { membersOf } from '#renderer/features/layout/hall/group-members';
import { groupProblemsOf, problemPlaces } from '#renderer/features/layout/hall/problem-places';
import { useMessage } from '#renderer/i18n/use-language';
import type { PlacedGroup } from '#shared/scenario/placement';
import type { Device } from '#shared/scenario/schema';
import { RuleFields } from './group-rule-fields';
import styles from './inspector.module.css';
import { ProblemList } from './problem-list';

/** The group of what is selected: its name, rule and members; or a way into one where there is none or several. */
export function GroupSection({ devices }: { readonly devices: readonly Device[] }) {
  const message = useMessage();
  const groups = useScenario((scenario) => scenario.groups);
  const ids = [...new Set(devices.map(({ group }) => group))];
  const [only] = ids;
  const common = ids.length === 1 && only !== undefined ? groups[only] : undefined;
  return (
    <section className={styles.section} aria-label={message('groups:title')}>
      <h3 className={styles.heading}>{message('groups:title')}</h3>
      {common ? (
        <GroupFields group={common} selected={devices} />
      ) : (
        <Joining devices={devices} mixed={ids.length > 1} />
      )}
    </section>
  );
}

interface GroupFieldsProps {
  readonly group: PlacedGroup;
  readonly selected: readonly Device[];
}

function GroupFields({ group, selected }: GroupFieldsProps) {
  const message = useMessage();
  const dispatch = useCommands();
  const { select } = useSelection();
  const members = useScenario(({ devices }) => membersOf(devices).get(group.id)) ?? selected;
  const racks = useScenario((scenario) => scenario.racks);
  const places = usePlan((plan) => problemPlaces(plan).devices);
  const problems = groupProblemsOf(places, members);
  const inRacks = new Set(members.map(({ rack }) => racks[rack]?.name ?? rack));
  const leaving = selected.map(({ id }) => id);
  return (
    <>
      <TextField
        label={message('groups:name')}
        value={group.name}
        maxLength={120}
        onCommit={(name) => name.trim() !== '' && dispatch(renameGroup(group, name.trim()))}
      />
      <RuleFields rule={group.rule} onChange={(rule) => dispatch(changeGroupRule(group, rule))} />
      <p className={styles.quiet}>
        {message('groups:members', { count: members.length, racks: [...inRacks].toSorted().join(', ') })}
      </p>
      <ProblemList problems={problems} />
      <div className={styles.actions}>
        <Button
          disabled={selected.length === members.length}
          onClick={() => select({ devices: members.map(({ id }) => id) })}
        >
          {message('groups:selectMembers')}
        </Button>
        <Button onClick={() => dispatch(leaveGroups(leaving))}>{message('groups:leave')}</Button>
        <Button onClick={() => dispatch(dissolveGroup(group))}>{message('groups:dissolve')}</Button>
      </div>
    </>
  );
}

interface JoiningProps {
  readonly devices: readonly Device[];
  readonly mixed: boolean;
}

function Joining({ devices, mixed }: JoiningProps) {
  const message = useMessage();
  const dispatch = useCommands();
  const { store } = useDesigner();
  const groups = useScenario((scenario) => scenario.groups);
  const known = Object.values(groups);
  const ids = devices.map(({ id }) => id);
  return (
    <>
      {mixed && <p className={styles.quiet}>{message('groups:mixed')}</p>}
      {known.length > 0 && (
        <Select<string>
          label={message('groups:join')}
          value=""
          options={[
            { value: '', label: message('groups:none') },
            ...known.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => {
            const chosen = known.find((group) => group.id === id);
            if (chosen) dispatch(addToGroup(chosen, ids));
          }}
        />
      )}
      <div className={styles.actions}>
        <Button onClick={() => store.setState({ dialog: 'group' })}>{message('groups:make')}</Button>
      </div>
    </>
  );
}
