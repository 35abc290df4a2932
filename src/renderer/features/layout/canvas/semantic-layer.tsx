import { memo, useEffect, useMemo, useRef, useState, type FocusEvent } from 'react';
import type { Device } from '#shared/scenario/schema';
import { useCatalogue, usePlan, useScenario, useSelected } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { shapeOf, unitsInWords } from '#renderer/features/layout/carry/placement';
import { facesOf, useDesigner, useDesignerState } from '#renderer/features/layout/designer/designer';
import { detailAt } from '#renderer/features/layout/hall/detail';
import { deviceRectangle, stripsOf } from '#renderer/features/layout/hall/device-rectangle';
import { devicesByRackOf } from '#renderer/features/layout/hall/devices-by-rack';
import {
  facesAt,
  HEADER_HEIGHT,
  UNIT_HEIGHT,
  type RackBox,
  type Rectangle,
} from '#renderer/features/layout/hall/geometry';
import { spatialIndexOf } from '#renderer/features/layout/hall/spatial-index';
import { areaInSight } from '#renderer/features/layout/hall/view';
import { useHall } from '#renderer/features/layout/designer/scene';
import styles from './canvas.module.css';
import type { TypeSheet } from '#renderer/features/layout/heat/type-sheet';

const noDevices = [] as const;
/** More racks than this are too many to listen to one by one; the keys then lead, and what they are at is here. */
const MOST_RACKS = 30;
const REST_MILLISECONDS = 90;

/**
 * The racks and devices for screen readers and the focus, as buttons that lie over what is drawn. Only what is in sight
 * is here, and of a hall that is seen from afar only the rack that the keys are at.
 */
export function SemanticLayer({ sheet }: { readonly sheet: TypeSheet }) {
  const layer = useRef<HTMLDivElement>(null);
  const { store } = useDesigner();
  const boxes = useListed();
  const scenario = useScenario((current) => current);
  const byRack = devicesByRackOf(scenario.devices);
  useEffect(() => {
    const place = () => {
      const { scale, x, y } = store.getState().view;
      if (layer.current) layer.current.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    };
    place();
    return store.subscribe((state, before) => {
      if (state.view !== before.view) place();
    });
  }, [store]);
  const onFocus = ({ target }: FocusEvent) => store.setState({ keysInUse: target.matches(':focus-visible') });
  return (
    <div
      ref={layer}
      className={styles.semantic}
      onFocus={onFocus}
      onBlur={() => store.setState({ keysInUse: false })}
    >
      {boxes.map((box) => (
        <RackItem key={box.id} box={box} devices={byRack.get(box.id) ?? noDevices} sheet={sheet} />
      ))}
    </div>
  );
}

/** The racks that are listed: those in sight once the view rests, the one at the cursor always. */
function useListed(): readonly RackBox[] {
  const hall = useHall();
  const { store } = useDesigner();
  const cursor = useDesignerState((state) => state.cursor?.rack);
  const [inSight, setInSight] = useState<readonly RackBox[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      const { view, size } = store.getState();
      const boxes = spatialIndexOf(hall).boxesIn(areaInSight(view, size));
      const few = boxes.length <= MOST_RACKS && (boxes.length <= 4 || !detailAt(view.scale).far);
      setInSight((before) => (few ? kept(before, boxes) : kept(before, hall.boxes.slice(0, 1))));
    };
    look();
    const stop = store.subscribe((state, before) => {
      if (state.view === before.view && state.size === before.size) return;
      clearTimeout(timer);
      timer = setTimeout(look, REST_MILLISECONDS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [hall, store]);
  return useMemo(() => {
    const at = cursor === undefined ? undefined : hall.byId.get(cursor);
    return at && !inSight.some(({ id }) => id === at.id) ? [...inSight, at] : inSight;
  }, [inSight, hall, cursor]);
}

const kept = (before: readonly RackBox[], now: readonly RackBox[]): readonly RackBox[] =>
  before.length === now.length && before.every((box, index) => box === now[index]) ? before : now;

interface RackItemProps {
  readonly box: RackBox;
  readonly devices: readonly Device[];
  readonly sheet: TypeSheet;
}

const RackItem = memo(function RackItem({ box, devices, sheet }: RackItemProps) {
  const message = useMessage();
  const hall = useHall();
  const used = usePlan((plan) => plan.racks[box.id]?.space.usedUnits) ?? 0;
  const selected = useSelected(({ racks }) => racks.includes(box.id));
  const focusable = useDesignerState(({ cursor }) => cursor?.rack === box.id && cursor.device === undefined);
  const cursorDevice = useDesignerState(({ cursor }) =>
    cursor?.rack === box.id ? cursor.device : undefined,
  );
  const first = useDesignerState(({ face }) => facesOf(face)[0]);
  const ids = useMemo(() => new Set(devices.map(({ id }) => id)), [devices]);
  const chosen = useSelected((selection) => selection.devices.filter((id) => ids.has(id)).join(' '));
  const chosenIds = new Set<string>(chosen.split(' '));
  const label = message('layout:canvas.rack', { rack: box.name, used, units: box.units });
  const top = box.bayBottom - box.units * UNIT_HEIGHT - HEADER_HEIGHT;
  const [face] = facesAt(box, [first]);
  const catalogue = useCatalogue();
  const strips = stripsOf(devices, (device) => shapeOf(catalogue, device));
  return (
    <div
      role="group"
      aria-label={label}
      data-rack={box.id}
      style={placed({ x: box.x, y: top, width: hall.rackWidth, height: box.bayBottom - top })}
    >
      <div
        id={`rack-${box.id}`}
        role="button"
        aria-label={label}
        aria-pressed={selected}
        tabIndex={focusable ? 0 : -1}
        data-header={box.id}
        style={placed({ x: 0, y: 0, width: hall.rackWidth, height: HEADER_HEIGHT })}
      />
      {devices.map((device) => (
        <DeviceItem
          key={device.id}
          device={device}
          box={box}
          area={deviceRectangle({ ...box, x: face?.x ?? box.x }, device, shapeOf(catalogue, device), {
            face: first,
            strip: strips.indexOf(device.id),
          })}
          origin={{ x: box.x, y: top }}
          selected={chosenIds.has(device.id)}
          focusable={cursorDevice === device.id}
          sheet={sheet}
        />
      ))}
    </div>
  );
});

const placed = ({ x, y, width, height }: Rectangle) => ({ left: x, top: y, width, height });

interface DeviceItemProps {
  readonly device: Device;
  readonly box: RackBox;
  readonly area: Rectangle;
  readonly origin: { readonly x: number; readonly y: number };
  readonly selected: boolean;
  readonly focusable: boolean;
  readonly sheet: TypeSheet;
}

function DeviceItem({ device, box, area, origin, selected, focusable, sheet }: DeviceItemProps) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const { shown } = useFormats();
  const { heightUnits } = shapeOf(catalogue, device);
  const power = sheet.get(device.type)?.power;
  const draw = power && power.maximum.typical > 0 ? shown(power.typical.typical, 'W') : '';
  const place =
    heightUnits === 0
      ? message('layout:canvas.beside')
      : unitsInWords({ position: device.position, heightUnits });
  const params = {
    device: device.name,
    type: catalogue.deviceTypes[device.type]?.name ?? '?',
    place,
    rack: box.name,
    power: draw,
  };
  return (
    <div
      id={`device-${device.id}`}
      role="button"
      tabIndex={focusable ? 0 : -1}
      aria-pressed={selected}
      aria-label={message(draw ? 'layout:canvas.devicePower' : 'layout:canvas.device', params)}
      data-device={device.id}
      style={placed({ ...area, x: area.x - origin.x, y: area.y - origin.y })}
    />
  );
}
