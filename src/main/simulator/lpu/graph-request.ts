import type { Directory } from '../resolve-case';
import { SRAM_BYTES } from './chip/geometry';

/** The question that `fleetwright lpu` answers; docs/guide/command-line.md fixes its names. */
export interface GraphRequest {
  readonly graph: string;
  readonly chips?: number;
  readonly batch?: number;
  readonly precision?: 'int8' | 'fp16';
  readonly level?: 'cycle' | 'schedule';
  readonly phase?: 'prefill' | 'decode';
  readonly context?: number;
  /** SRAM of one chip as the catalogue has it; what the floor plan shows where left out. */
  readonly sramBytes?: number;
}

/** SRAM of a chip of the first generation, which named graphs run on: the catalogue's figure, as every fleet is planned with. */
export function chipSramBytes({ hardware }: Pick<Directory, 'hardware'>): number {
  const chip = hardware.get('groq-lpu-v1');
  return chip === undefined || 'missing' in chip ? SRAM_BYTES : chip.memoryBytes;
}
