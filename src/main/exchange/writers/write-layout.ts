import { type Zippable, zipSync } from 'fflate/browser';
import { billOfMaterials } from '#main/exchange/bill-of-materials';
import { drawIoFile } from '#main/exchange/draw-io';
import { drawScenario } from '#main/drawing/drawing';
import type { Sheet } from '#main/drawing/sheet';
import { sheetSvg } from '#main/drawing/svg';
import { devicesCsv, exportDeviceType, racksCsv } from '#main/exchange/netbox/export';
import { loadQuoteFonts } from '#main/quote/writers/fonts';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { LayoutExport } from '#shared/exchange/exchange';
import { assertNever, failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { withUserEntries } from '#shared/scenario/user-catalogue';

// The build for Node declares a `require` of its own, which the bundle of the main process has already.

/** Some files as one ZIP; the day stands for the time of each, so that equal files give equal bytes. */
function zipped(files: ReadonlyMap<string, Uint8Array>, day: string): Uint8Array {
  // The format keeps local time without a zone.
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  const mtime = new Date(year, month - 1, date);
  const entries: Zippable = {};
  for (const [name, content] of files) entries[name] = [content, { mtime }];
  return zipSync(entries, { level: 6 });
}

interface LayoutFile {
  readonly suggestedName: string;
  readonly kind: 'pdf' | 'svg' | 'png' | 'zip' | 'draw-io' | 'csv' | 'yaml';
  readonly content: string | Uint8Array;
}

type OnProgress = (share: number) => void;

const nothingToDraw: Refusal = {
  code: 'nothing-to-draw',
  message: 'There is no rack to draw. Add one in the layout first.',
};

/** A scenario's layout as a file of the format asked for; several sheets or types come as one ZIP. */
export async function writeLayout(
  request: LayoutExport,
  catalogue: Catalogue,
  onProgress: OnProgress = () => undefined,
): Promise<Result<LayoutFile, Refusal>> {
  const { scenario, format } = request;
  if (Object.keys(scenario.racks).length === 0) return failure(nothingToDraw);
  const name = fileNameOf(scenario.name);
  switch (format) {
    case 'draw-io':
      return success({
        suggestedName: `${name}.drawio`,
        kind: 'draw-io',
        content: drawIoFile(request, catalogue),
      });
    case 'bill-of-materials':
      return success(csvFile(`${name}-bill-of-materials`, billOfMaterials(scenario, catalogue)));
    case 'netbox-racks':
      return success(csvFile(`${name}-netbox-racks`, racksCsv(scenario, catalogue)));
    case 'netbox-devices':
      return success(csvFile(`${name}-netbox-devices`, devicesCsv(scenario, catalogue)));
    case 'netbox-types':
      return success(typesFile(request, catalogue, name));
    case 'pdf':
    case 'svg':
    case 'png': {
      const sheets = drawScenario(request, catalogue);
      if (sheets.length === 0) return failure(nothingToDraw);
      return success(await sheetsFile({ ...request, format }, { sheets, name, onProgress }));
    }
    default:
      return assertNever(format);
  }
}

const csvFile = (name: string, content: string): LayoutFile => ({
  suggestedName: `${name}.csv`,
  kind: 'csv',
  content,
});

function typesFile({ scenario, day }: LayoutExport, published: Catalogue, name: string): LayoutFile {
  const { deviceTypes } = withUserEntries(published, scenario.userCatalogue);
  const used = [...new Set(Object.values(scenario.devices).map(({ type }) => type))].sort();
  const types = used.flatMap((id) => (Object.hasOwn(deviceTypes, id) ? (deviceTypes[id] ?? []) : []));
  const files = new Map(types.map((type) => [`${type.id}.yaml`, bytesOf(exportDeviceType(type))]));
  return {
    suggestedName: `${name}-netbox-types.zip`,
    kind: 'zip',
    content: zipped(files, day),
  };
}

interface Drawing {
  readonly sheets: readonly Sheet[];
  readonly name: string;
  readonly onProgress: OnProgress;
}

async function sheetsFile(
  { format, day, scenario }: LayoutExport & { readonly format: 'pdf' | 'svg' | 'png' },
  { sheets, name, onProgress }: Drawing,
): Promise<LayoutFile> {
  if (format === 'pdf') {
    // The PDF engine is large, and no start of a host should wait for it.
    const { sheetsPdf } = await import('./pdf');
    const fonts = await loadQuoteFonts();
    const content = await sheetsPdf(sheets, { fonts, title: scenario.name, day, onProgress });
    return { suggestedName: `${name}.pdf`, kind: 'pdf', content };
  }
  const pictures = new Map<string, Uint8Array>();
  for (const [index, sheet] of sheets.entries()) {
    const number = String(index + 1).padStart(String(sheets.length).length, '0');
    pictures.set(`${name}-${number}.${format}`, await pictureOf(sheet, format));
    onProgress((index + 1) / sheets.length);
  }
  const [only] = pictures.values();
  return sheets.length === 1 && only !== undefined
    ? { suggestedName: `${name}.${format}`, kind: format, content: only }
    : { suggestedName: `${name}-${format}.zip`, kind: 'zip', content: zipped(pictures, day) };
}

async function pictureOf(sheet: Sheet, format: 'svg' | 'png'): Promise<Uint8Array> {
  if (format === 'svg') return bytesOf(sheetSvg(sheet));
  const { sheetPng } = await import('./png');
  return sheetPng(sheet, await loadQuoteFonts());
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The name without what file systems reserve. */
const fileNameOf = (name: string): string =>
  name.replaceAll(/[/\\:*?"<>|\p{Cc}]+/gu, '-').replace(/^\.+/, '') || 'layout';
