import type { calls } from './calls';

/**
 * Which calls are jobs, for the page: it sends what the main side checks, and does without the schemas of all calls.
 * The compiler asks for a line where a call is added.
 */
export const callKinds: { readonly [Name in keyof typeof calls]: (typeof calls)[Name]['kind'] } = {
  catalogue: 'call',
  examples: 'call',
  plan: 'call',
  planStep: 'call',
  planOverTime: 'job',
  explain: 'call',
  powerReport: 'call',
  compare: 'call',
  compareChances: 'job',
  exportComparison: 'job',
  estimate: 'call',
  simulateServing: 'job',
  performanceReport: 'call',
  lpuTimeline: 'job',
  fit: 'job',
  rearrange: 'job',
  measured: 'call',
  uncertainty: 'job',
  breakEven: 'job',
  dispute: 'call',
  sizeOn: 'job',
  sizePriced: 'job',
  layOutSize: 'call',
  checks: 'call',
  validation: 'call',
  quote: 'call',
  readPriceTable: 'call',
  exportQuote: 'job',
  exportLayout: 'job',
  importNetbox: 'job',
  saveText: 'call',
  saveTable: 'call',
  savePicture: 'call',
  openScenarioFile: 'call',
  backUp: 'call',
  restoreBackup: 'call',
};
