import { memo } from 'react';
import type { DeviceType } from '#shared/catalogue/entries';
import type { Device, Face } from '#shared/scenario/schema';
import { useCatalogue, usePlan, useSelected } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { unitsInWords } from '../carry/placement';
import { useDesignerState, type DesignerState } from '../designer';
import { BAY_WIDTH, RACK_WIDTH, RAIL_WIDTH, UNIT_HEIGHT } from '../hall/geometry';
import styles from './canvas.module.css';
import { fitText } from './fit-text';
import { problemPlaces, worstOf } from './problem-places';
import { useSheet } from './sheet-context';

const ART_WIDTH = 52;
const TEXT_LEFT = 11;

const unknownType: Pick<DeviceType, 'name' | 'heightUnits' | 'fullDepth' | 'front' | 'kind'> = {
  name: '?',
  heightUnits: 1,
  fullDepth: true,
  front: 'server',
  kind: 'server',
};

const isCarried = ({ carry }: DesignerState, id: Device['id']): boolean =>
  carry.kind === 'carrying' && carry.load.items.some(({ device }) => device === id);

/** One device in its rack: its face, its name, a hint of its front and its draw. */
export const DeviceView = memo(function DeviceView({
  device,
  rackName,
}: {
  readonly device: Device;
  readonly rackName: string;
}) {
  const message = useMessage();
  const { quantity } = useFormats();
  const type = useCatalogue().deviceTypes[device.type] ?? unknownType;
  const { powerOf, largestPower } = useSheet();
  const power = powerOf(device.type);
  const selected = useSelected(({ devices }) => devices.includes(device.id));
  const carried = useDesignerState((state) => isCarried(state, device.id));
  const focusable = useDesignerState(({ cursor }) => cursor?.device === device.id);
  const inView = useDesignerState(({ face }) => face);
  const problems = usePlan((plan) => worstOf(problemPlaces(plan).devices.get(device.id)));
  const draw = power ? quantity(power.typical.typical, 'W') : undefined;
  const drawText = draw && power && power.maximum.typical > 0 ? `${draw.value} ${draw.unit}` : '';
  const place =
    type.heightUnits === 0
      ? message('layout:canvas.beside')
      : unitsInWords({ position: device.position, heightUnits: type.heightUnits });
  const params = { device: device.name, type: type.name, place, rack: rackName, power: drawText };
  const behind = type.heightUnits > 0 && !type.fullDepth && device.face !== inView;
  const share = (level: 'typical' | 'maximum') => (power ? power[level].typical / largestPower : 0);
  const shares = { typical: share('typical'), most: share('maximum') };
  return (
    <g
      className={styles.device}
      data-device={device.id}
      data-selected={selected || undefined}
      data-carried={carried || undefined}
      data-behind={behind || undefined}
      data-front={type.front}
    >
      <g
        className={styles.target}
        id={`device-${device.id}`}
        role="button"
        tabIndex={focusable ? 0 : -1}
        aria-pressed={selected}
        aria-label={message(drawText ? 'layout:canvas.devicePower' : 'layout:canvas.device', params)}
      >
        {type.heightUnits === 0 ? (
          <Strip device={device} />
        ) : (
          <Chassis device={device} type={type} inView={inView} shares={shares} />
        )}
      </g>
      {type.heightUnits >= 1 && type.front !== 'blank' && (
        <Words device={device} type={type} inView={inView} draw={drawText} />
      )}
      {problems && (
        <Badge severity={problems} y={-(device.position - 1 + Math.max(1, type.heightUnits)) * UNIT_HEIGHT} />
      )}
    </g>
  );
});

interface FaceProps {
  readonly device: Device;
  readonly type: Pick<DeviceType, 'name' | 'heightUnits' | 'front'>;
  readonly inView: Face;
}

const topOf = (device: Device, height: number): number => -(device.position - 1) * UNIT_HEIGHT - height;

interface ChassisProps extends FaceProps {
  readonly shares: { readonly typical: number; readonly most: number };
}

function Chassis({ device, type, inView, shares }: ChassisProps) {
  const height = type.heightUnits * UNIT_HEIGHT;
  const artWidth = type.front === 'blank' ? BAY_WIDTH - 8 : ART_WIDTH;
  const barWidth = BAY_WIDTH - 10;
  return (
    <g transform={`translate(${RAIL_WIDTH} ${topOf(device, height)})`}>
      <rect className={styles.face} x="0.5" y="0.5" width={BAY_WIDTH - 1} height={height - 1} rx="2" />
      <rect className={styles.kind} x="1" y="1" width="4.5" height={height - 2} rx="1" />
      {device.face === inView && (
        <rect
          className={styles.art}
          x={BAY_WIDTH - artWidth - 4}
          y="3"
          width={artWidth}
          height={Math.max(1, height - 7)}
          fill={`url(#front-${type.front})`}
        />
      )}
      {shares.most > 0 && (
        <g className={styles.powerBar}>
          <rect className={styles.most} x="6.5" y={height - 3.5} width={barWidth * shares.most} height="2" />
          <rect x="6.5" y={height - 3.5} width={barWidth * shares.typical} height="2" />
        </g>
      )}
    </g>
  );
}

/** What is written on a face. It stands apart from the button, whose label says it in full. */
function Words({ device, type, inView, draw }: FaceProps & { readonly draw: string }) {
  const message = useMessage();
  const height = type.heightUnits * UNIT_HEIGHT;
  const facing = device.face === inView;
  const room = BAY_WIDTH - TEXT_LEFT - (facing ? ART_WIDTH + 8 : 8);
  const middle = height / 2;
  const roomy = height >= 2 * UNIT_HEIGHT;
  return (
    <g
      className={styles.words}
      transform={`translate(${RAIL_WIDTH} ${topOf(device, height)})`}
      aria-hidden="true"
    >
      <text className={styles.name} x={TEXT_LEFT} y={roomy ? middle - 3 : middle + 3}>
        {fitText(device.name, room, 11)}
      </text>
      {roomy && (
        <text className={styles.model} x={TEXT_LEFT} y={middle + 10}>
          {fitText(facing ? type.name : `${type.name} · ${message('layout:canvas.rear')}`, room, 9.5)}
        </text>
      )}
      {height >= 4 * UNIT_HEIGHT && draw !== '' && (
        <text className={styles.model} x={TEXT_LEFT} y={middle + 23}>
          {draw}
        </text>
      )}
    </g>
  );
}

/** A zero-U strip beside the rails; even ones left, odd ones right, so that A and B stand apart. */
function Strip({ device }: { readonly device: Device }) {
  const right = device.face === 'rear' || /[02468]$/.test(device.name);
  const x = right ? RACK_WIDTH - 9 : 2;
  return (
    <rect
      className={styles.strip}
      x={x}
      y={-24 * UNIT_HEIGHT}
      width="7"
      height={22 * UNIT_HEIGHT}
      rx="2"
      fill="url(#front-pdu)"
    />
  );
}

interface BadgeProps {
  readonly y: number;
  readonly severity: 'error' | 'warning';
}

/** A shape, not a colour alone, says that something is wrong here. */
export const Badge = ({ y, severity }: BadgeProps) => (
  <g
    className={styles.badge}
    data-severity={severity}
    transform={`translate(${RACK_WIDTH - RAIL_WIDTH - 9} ${y + 9})`}
    aria-hidden="true"
  >
    <path d="M0-7 7.5 6h-15Z" />
    <path className={styles.badgeMark} d="M0-2.5v4.2M0 3.6v.4" />
  </g>
);
