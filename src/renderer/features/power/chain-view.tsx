import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import page from '#renderer/components/page.module.css';
import { Select } from '#renderer/components/select';
import { useCatalogue, useCommands, usePlan, useScenario } from '#renderer/documents/hooks';
import { deratingOf } from '#shared/power/derating';
import { useShown } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import type { LoadLevel } from '#shared/power/report';
import { addPdu, addUps, addUtility, changeSharing } from './chain-edits';
import { DataSection } from './data-section';
import { NodeInspector } from './node-inspector';
import { OneLineDiagram, type Picked } from './one-line';
import styles from './power.module.css';
import { buildChain, racksWithFeeds } from './two-n-chain';

/** The chain above the racks: drawn, edited, and as a table. */
export function ChainView({ level }: { readonly level: LoadLevel }) {
  const [picked, pick] = useState<Picked>();
  const chain = usePlan((plan) => plan.electrical);
  const hasChain = useScenario(({ electrical: { utilities, upsSystems, pdus } }) =>
    [utilities, upsSystems, pdus].some((entries) => Object.keys(entries).length > 0),
  );
  if (!hasChain) return <NoChain />;
  return (
    <div className={styles.view}>
      <NodeInspector picked={picked} />
      <ChainBar />
      {chain && <OneLineDiagram chain={chain} level={level} picked={picked} onPick={pick} />}
      {chain && <ChainTable level={level} />}
    </div>
  );
}

function NoChain() {
  const message = useMessage();
  const dispatch = useCommands();
  const scenario = useScenario((open) => open);
  const plan = usePlan((whole) => whole);
  const racks = racksWithFeeds(scenario);
  const { share: continuous } = deratingOf(scenario.site, useCatalogue().sites[scenario.site.preset]);
  const text = message('power:empty.text');
  return (
    <EmptyState
      title={message('power:empty.title')}
      text={racks > 0 ? text : `${text} ${message('power:empty.noFeeds')}`}
    >
      {racks > 0 && plan ? (
        <Button
          kind="primary"
          icon="plus"
          onClick={() => dispatch(buildChain(scenario, { plan, continuous }))}
        >
          {message('power:empty.build', { count: racks })}
        </Button>
      ) : (
        <Button icon="plus" onClick={() => dispatch(addUtility(scenario.electrical))}>
          {message('power:chain.addUtility')}
        </Button>
      )}
    </EmptyState>
  );
}

const sharings = ['shared', 'prefers-a'] as const;

function ChainBar() {
  const message = useMessage();
  const dispatch = useCommands();
  const electrical = useScenario((scenario) => scenario.electrical);
  return (
    <div className={page.bar}>
      <Button icon="plus" onClick={() => dispatch(addUtility(electrical))}>
        {message('power:chain.addUtility')}
      </Button>
      {(['A', 'B'] as const).map((side) => (
        <Button key={`ups ${side}`} icon="plus" onClick={() => dispatch(addUps(electrical, side))}>
          {message('power:chain.addUps', { side })}
        </Button>
      ))}
      {(['A', 'B'] as const).map((side) => (
        <Button key={`pdu ${side}`} icon="plus" onClick={() => dispatch(addPdu(electrical, side))}>
          {message('power:chain.addPdu', { side })}
        </Button>
      ))}
      <div className={page.spring} />
      <div className={styles.select}>
        <Select
          label={message('power:chain.sharing')}
          value={electrical.sharing}
          options={sharings.map((value) => ({ value, label: message(`power:chain.${value}`) }))}
          onChange={(sharing) => dispatch(changeSharing(sharing))}
        />
      </div>
    </div>
  );
}

function ChainTable({ level }: { readonly level: LoadLevel }) {
  const message = useMessage();
  const shown = useShown();
  const rows = usePlan((plan) => plan.electrical) ?? ({ utilities: {}, upsSystems: {}, pdus: {} } as const);
  const nodes = (['utilities', 'upsSystems', 'pdus'] as const).flatMap((kind) =>
    Object.values(rows[kind]).map((node) => ({ kind, node })),
  );
  type Row = (typeof nodes)[number];
  const watts = (value: number | undefined) => (value === undefined ? '' : shown(value, 'W'));
  return (
    <DataSection<Row>
      title={message('power:chain.table')}
      fileName={message('power:chain.file')}
      rows={nodes}
      rowKey={({ kind, node }) => `${kind} ${node.id}`}
      columns={[
        { id: 'name', title: message('power:columns.name'), heads: true, value: ({ node }) => node.name },
        {
          id: 'kind',
          title: message('power:columns.kind'),
          value: ({ kind }) => message(`power:kinds.${kind}`),
        },
        { id: 'side', title: message('power:columns.side'), value: ({ node }) => node.side ?? '' },
        {
          id: 'load',
          title: message('power:columns.load'),
          unit: 'W',
          value: ({ node }) => node.load[level].typical,
          shown: ({ node }) => watts(node.load[level].typical),
        },
        {
          id: 'lost',
          title: message('power:columns.lost'),
          unit: 'W',
          value: ({ node }) => (node.side === undefined ? null : node.onLostSide[level].typical),
          shown: ({ node }) => (node.side === undefined ? '' : watts(node.onLostSide[level].typical)),
        },
        {
          id: 'limit',
          title: message('power:columns.limit'),
          unit: 'W',
          value: ({ node }) => node.capacity?.typical ?? null,
          shown: ({ node }) => watts(node.capacity?.typical),
        },
      ]}
    />
  );
}
