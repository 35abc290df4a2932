import type { Catalogue } from '#shared/catalogue/catalogue';
import type { LayoutExport } from '#shared/exchange/exchange';
import { namedIn } from '#main/catalogue/named-in';
import { plan } from '#main/planning/plan';
import { elevationOf, inventoryOf } from '#main/planning/placement/inventory';
import { planningContext } from '#main/planning/context/planning-context';
import type { Drawn } from './drawn';
import { deviceTableSheets } from './device-table';
import { elevationSheets } from './elevations';
import { floorPlanSheets } from './floor-plan';
import { drawingArea, drawTitleBlock, papers, type SheetSize, type TitleBlock } from './paper';
import type { Shape, Sheet } from './sheet';
import { drawingWords, type DrawingWords } from './words';

export type DrawingRequest = Omit<LayoutExport, 'format'>;

interface Untitled {
  readonly title: string;
  readonly scale: number | undefined;
  readonly shapes: readonly Shape[];
  /** The size of the sheet, where it is not that of the paper as it lies. */
  readonly size?: SheetSize;
}

/** The sheets of a scenario: floor plan, elevations and the list of devices, each with its title block. */
export function drawScenario(request: DrawingRequest, catalogue: Catalogue): readonly Sheet[] {
  const { scenario, paper } = request;
  const words = drawingWords(request.language);
  const untitled = untitledSheets(request, drawnOf(request, namedIn(request.language, catalogue), words));
  return untitled.map(({ title, scale, shapes, size = papers[paper] }, index) => {
    const block: TitleBlock = {
      scenario: scenario.name,
      title,
      number: index + 1,
      count: untitled.length,
      day: request.day,
      scale,
    };
    return { title, ...size, shapes: [...shapes, ...drawTitleBlock(block, size, words)] };
  });
}

function drawnOf(
  { scenario, racks: wanted }: DrawingRequest,
  catalogue: Catalogue,
  words: DrawingWords,
): Drawn {
  const context = planningContext(scenario, catalogue);
  const { racks } = inventoryOf(context);
  return {
    scenario,
    rackTypes: context.catalogue.rackTypes,
    racks: wanted === undefined ? racks : racks.filter(({ rack }) => wanted.includes(rack.id)),
    plans: plan(scenario, catalogue).racks,
    figures: context.figures,
    words,
  };
}

function untitledSheets({ parts, paper, faces }: DrawingRequest, drawn: Drawn): readonly Untitled[] {
  const { words } = drawn;
  const sheets: Untitled[] = [];
  if (parts.includes('floor-plan') && drawn.racks.length > 0) {
    sheets.push(...floorPlanSheets(drawn, { paper: papers[paper], firstNumber: sheets.length + 1 }));
  }
  if (parts.includes('elevations')) {
    const title = words.say('elevations');
    const racks = drawn.racks.flatMap((inventory) => {
      const planned = drawn.plans[inventory.rack.id];
      return planned === undefined ? [] : [elevationOf(inventory, planned)];
    });
    const options = { area: drawingArea(papers[paper]), faces, words };
    sheets.push(...elevationSheets(racks, options).map((sheet) => ({ title, ...sheet })));
  }
  if (parts.includes('devices')) {
    const title = words.say('devices');
    sheets.push(...deviceTableSheets(drawn, paper).map((shapes) => ({ title, scale: undefined, shapes })));
  }
  return sheets;
}
