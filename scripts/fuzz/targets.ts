import { strToU8, zipSync } from 'fflate';
import { below, type Draw, oneOf, spoiltBytes, spoiltJson, spoiltText } from './mutate';

/** What is fed with spoilt inputs: every command, every importer, and every call that a page may send. */

/** Files by name, and what is done with them. */
export interface Attempt {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly act:
    | { readonly kind: 'command'; readonly words: readonly string[] }
    | { readonly kind: 'call'; readonly name: string; readonly input: unknown };
}

export interface Seeds {
  readonly scenario: string;
  readonly fleet: string;
  readonly calls: readonly string[];
}

type Target = (draw: Draw, seeds: Seeds) => Attempt;

const either = (text: string, draw: Draw, json = false): string =>
  json || draw() < 0.85 ? spoiltJson(text, draw) : spoiltText(text, draw);

const anyScenario = (draw: Draw, { scenario, fleet }: Seeds): string =>
  either(draw() < 0.7 ? scenario : fleet, draw);

const onScenario =
  (...words: readonly string[]): Target =>
  (draw, seeds) => ({
    files: { 'in.json': anyScenario(draw, seeds) },
    act: { kind: 'command', words },
  });

const estimateCases = JSON.stringify([
  {
    id: 'a',
    hardware: 'h100-sxm',
    devices: 2,
    tensorParallel: 2,
    model: 'llama-3.1-70b',
    weights: 'fp8',
    kv: 'fp8',
    batch: 8,
    input: 512,
    output: 64,
  },
  {
    id: 'b',
    hardware: 'groq-lpu-v1',
    devices: 576,
    model: 'llama-2-70b',
    mode: 'in-flight',
    input: 512,
    output: 64,
  },
]);
const servingCases = JSON.stringify([
  {
    id: 'a',
    hardware: 'h100-sxm',
    model: 'llama-3.1-8b',
    input: 64,
    output: 16,
    requestsPerSecond: 5,
    requests: 100,
    seed: 1,
    lengths: { kind: 'log-normal', inputSigma: 0.5, outputSigma: 0.5 },
  },
]);
const need = JSON.stringify({
  workload: { model: 'llama-3.1-8b', inputTokens: 64, outputTokens: 16, requestsPerSecond: 5 },
  objective: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05, percentile: 95 },
});
const sweep = JSON.stringify({
  hardware: ['h100-sxm', 'groq-lpu-v1'],
  devices: [8, 72],
  model: ['llama-3.1-8b'],
  weights: ['fp8', 'int8'],
  batch: [1, 8],
  input: [64],
  output: [16],
});
const modelConfig = JSON.stringify({
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  max_position_embeddings: 8192,
  torch_dtype: 'bfloat16',
  tie_word_embeddings: false,
});
const library = JSON.stringify({
  format: 'fleetwright-library',
  schemaVersion: 1,
  models: [{ id: 'own-model', basedOn: 'llama-3.1-8b', name: 'Own', contextLimit: 4096 }],
  accelerators: [{ id: 'own-part', basedOn: 'h100-sxm', name: 'Own part' }],
  deviceTypes: [{ id: 'own-server', basedOn: 'dgx-h100', name: 'Own server' }],
  rackTypes: [],
  engines: [],
  prices: [],
});
const deviceType = `---\nmanufacturer: ACME\nmodel: Test 9000\nslug: acme-test-9000\nu_height: 4\nis_full_depth: true\nweight: 40\nweight_unit: kg\npower-ports:\n  - name: PSU1\n    type: iec-60320-c20\n    maximum_draw: 3000\ncomments: "Draws 3 kW"\n`;
const racks =
  'name,u_height,max_weight,weight_unit,comments\nB07,42,1000,kg,"near the door"\nSpare rack,48,,,\n';
const devices =
  'name,device_type,rack,position,face\nn1,GroqNode (8 LPU v1),B07,1,front\nn2,dgx-h100,B07,9,front\n';
const trace = 'time,input_tokens,output_tokens\n0,10,5\n0.5,20,5\n1.25,30,8\n';
const lengths = 'input_tokens,output_tokens\n10,5\n20,5\n30,8\n';
const prices = 'item,currency,low,typical,high,observed_on\nrack-42u,USD,1800,1900,2000,2026-10-01\n';

const sheet =
  '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>item</t></is></c><c r="B1" t="inlineStr"><is><t>currency</t></is></c><c r="C1" t="inlineStr"><is><t>typical</t></is></c><c r="D1" t="inlineStr"><is><t>observed_on</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>rack-42u</t></is></c><c r="B2" t="inlineStr"><is><t>USD</t></is></c><c r="C2"><v>1900</v></c><c r="D2" t="inlineStr"><is><t>2026-10-01</t></is></c></row></sheetData></worksheet>';
const workbookParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  'xl/workbook.xml':
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': sheet,
};

function workbook(draw: Draw): string {
  const spoilt = oneOf(draw, Object.keys(workbookParts));
  const deep = draw() < 0.7;
  const parts = Object.entries(workbookParts).map(([name, text]) => [
    name,
    strToU8(deep && name === spoilt ? spoiltText(text, draw) : text),
  ]);
  const zipped = zipSync(Object.fromEntries(parts) as Record<string, Uint8Array>);
  return Buffer.from(deep ? zipped : spoiltBytes(zipped, draw)).toString('base64');
}

const call = (name: string, input: unknown): Attempt => ({ files: {}, act: { kind: 'call', name, input } });

const withFile =
  (file: string, text: string, ...words: readonly string[]): Target =>
  (draw, seeds) => ({
    files: {
      'in.json': seeds.scenario,
      'cases.json': servingCases,
      [file]: file.endsWith('.json') ? either(text, draw) : spoiltText(text, draw),
    },
    act: { kind: 'command', words },
  });

const oddWords = [
  '',
  '-1',
  '1e999',
  '9'.repeat(30),
  '\u001b[2J',
  'NaN',
  '../x',
  'x'.repeat(5_000),
  '0',
  '--',
  'h100-sxm,h100-sxm',
  '1x2x3',
];
const commandLines: readonly (readonly string[])[] = [
  ['lpu', 'gemm:8x64x64'],
  ['lpu', 'bert-base', '--chips', '2', '--batch', '1'],
  ['lpu', 'llama-2-7b', '--chips', '72', '--phase', 'decode', '--context', '128'],
  [
    'size',
    '--model',
    'llama-3.1-8b',
    '--input',
    '64',
    '--output',
    '16',
    '--rate',
    '5',
    '--ttft',
    '1',
    '--hardware',
    'h100-sxm',
  ],
  ['fit', 'in.json', '--servers', 'dgx-h100=2', '--racks', '2', '--row', '1'],
  ['quote', 'in.json', '--number', 'Q', '--issued', '2026-11-22', '--valid-until', '2026-12-22'],
  ['export', 'in.json', '--as', 'svg', '--paper', 'a4', '--day', '2026-11-22'],
  ['list', 'models'],
  ['schema', 'scenario'],
];

/** A command line with a word of it replaced, left out or repeated. */
function spoiltWords(draw: Draw): readonly string[] {
  const words = [...oneOf(draw, commandLines)];
  const at = 1 + below(draw, words.length - 1);
  if (draw() < 0.4) return words;
  if (draw() < 0.7) words[at] = oneOf(draw, oddWords);
  else if (draw() < 0.5) words.splice(at, 1);
  else words.push(oneOf(draw, words));
  return words;
}

export const targets: Readonly<Record<string, Target>> = {
  plan: onScenario('plan', 'in.json'),
  'plan --json': onScenario('plan', 'in.json', '--json'),
  'plan --failures': onScenario('plan', 'in.json', '--failures'),
  cost: onScenario('cost', 'in.json', '--draws', '16'),
  diff: onScenario('diff', 'in.json', 'example:article-7b-lpu'),
  compare: onScenario('compare', 'in.json', 'example:article-7b-h100'),
  check: onScenario('check', 'in.json'),
  import: onScenario('import', 'in.json', '--output', 'out.json'),
  'export bill of materials': onScenario(
    'export',
    'in.json',
    '--as',
    'bill-of-materials',
    '--output',
    'out.csv',
  ),
  'export draw.io': onScenario('export', 'in.json', '--as', 'draw-io', '--output', 'out.drawio'),
  'export svg': onScenario('export', 'in.json', '--as', 'svg', '--output', 'out.zip'),
  'export netbox types': onScenario('export', 'in.json', '--as', 'netbox-types', '--output', 'out.zip'),
  fit: onScenario('fit', 'in.json', '--servers', 'dgx-h100=1', '--output', 'out.json'),
  quote: onScenario(
    'quote',
    'in.json',
    '--number',
    'Q',
    '--issued',
    '2026-11-22',
    '--valid-until',
    '2026-12-22',
    '--leave-out-unpriced',
    '--as',
    'json',
    '--output',
    'out.json',
  ),
  estimate: withFile('e.json', estimateCases, 'estimate', '--cases', 'e.json'),
  simulate: withFile('s.json', servingCases, 'simulate', 's.json'),
  'simulate --trace': withFile('t.csv', trace, 'simulate', 'cases.json', '--trace', 't.csv'),
  'simulate --lengths': withFile('l.csv', lengths, 'simulate', 'cases.json', '--lengths', 'l.csv'),
  size: withFile('n.json', need, 'size', 'n.json', '--hardware', 'h100-sxm', '--save', 'out.json'),
  sweep: withFile('w.json', sweep, 'sweep', 'w.json'),
  model: withFile('m.json', modelConfig, 'model', 'm.json', '--json'),
  library: withFile('lib.json', library, 'library', 'check', 'lib.json'),
  'plan --library': withFile('lib.json', library, 'plan', 'in.json', '--library', 'lib.json'),
  'netbox types': withFile(
    'd.yaml',
    deviceType,
    'import',
    'in.json',
    '--netbox-types',
    'd.yaml',
    '--output',
    'out.json',
  ),
  'netbox racks': withFile(
    'r.csv',
    racks,
    'import',
    'in.json',
    '--netbox-racks',
    'r.csv',
    '--output',
    'out.json',
  ),
  'netbox devices': withFile(
    'v.csv',
    devices,
    'import',
    'in.json',
    '--netbox-devices',
    'v.csv',
    '--output',
    'out.json',
  ),
  'command line': (draw, { scenario }) => ({
    files: { 'in.json': scenario },
    act: { kind: 'command', words: spoiltWords(draw) },
  }),
  'price table': (draw) => call('readPriceTable', { input: { text: spoiltText(prices, draw) } }),
  'price workbook': (draw) => call('readPriceWorkbook', { input: { base64: workbook(draw) } }),
  backup: (draw) =>
    call('takeBackup', {
      name: 'b.json',
      text: either(
        '{"format":"fleetwright-backup","schemaVersion":2,"manifest":{"at":"2026-11-01T00:00:00.000Z","entries":[]},"rows":{}}',
        draw,
      ),
    }),
  'call with a scenario': (draw, { scenario }) => {
    const one = JSON.parse(either(scenario, draw, true)) as unknown;
    const book = { revision: 'r', today: '2026-11-30', prices: [] };
    return oneOf(draw, [
      () => call('plan', { input: one, book }),
      () => call('planOverTime', { input: one, book }),
      () => call('explain', { input: { scenario: one, path: 'cost/capital' }, book }),
      () => call('powerReport', { input: { scenario: one, level: 'typical' } }),
      () =>
        call('exportLayout', {
          input: { scenario: one, format: 'bill-of-materials', day: '2026-11-30' },
          book,
        }),
      () =>
        call('importNetbox', {
          input: {
            scenario: one,
            racks: spoiltText(racks, draw),
            types: [{ name: 'a', text: spoiltText(deviceType, draw) }],
          },
        }),
      () =>
        call('compare', { input: { scenarios: [one, JSON.parse(scenario) as unknown], baseline: 0 }, book }),
    ])();
  },
  'any call': (draw, { calls, scenario }) =>
    call(
      oneOf(draw, calls),
      JSON.parse(
        spoiltJson(
          JSON.stringify(
            oneOf(draw, [
              {},
              { scenario: JSON.parse(scenario) as unknown },
              {
                input: JSON.parse(scenario) as unknown,
                book: { revision: 'r', today: '2026-11-30', prices: [] },
              },
              { input: { cases: JSON.parse(servingCases) as unknown } },
            ]),
          ),
          draw,
        ) || 'null',
      ),
    ),
};
