/** The question that `fleetwright lpu` answers; docs/guide/command-line.md fixes its names. */
export interface GraphRequest {
  readonly graph: string;
  readonly chips?: number;
  readonly batch?: number;
  readonly precision?: 'int8' | 'fp16';
  readonly level?: 'cycle' | 'schedule';
  readonly phase?: 'prefill' | 'decode';
  readonly context?: number;
}
