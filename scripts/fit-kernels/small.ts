import { collectiveForm, partsMet } from '../../src/main/simulator/gpu/kernels/collectives';
import { type Axis, correctionAt } from '../../src/main/simulator/gpu/kernels/correction';
import { quantiseForm } from '../../src/main/simulator/gpu/kernels/gemm';
import { measuredPart } from './part';
import { axis, fitFamily, type Family } from './family';
import type { Measured, Row } from './tables';

const number = (row: Row, name: string) => Number(row[name]);

export function fitQuantise(rows: readonly Measured[]) {
  const named = (parameters: readonly number[]) => ({
    launchSeconds: parameters[0]!,
    secondsShare: parameters[1]!,
  });
  const family: Family<{ rows: number; depth: number }> = {
    samples: rows.map(({ row, seconds, heldBack }) => ({
      shape: { rows: number(row, 'm'), depth: number(row, 'k') },
      seconds,
      heldBack,
    })),
    start: [3e-6, 0.8],
    form: ({ rows, depth }, parameters) => quantiseForm(rows * depth, measuredPart, named(parameters)),
    axes: [axis(0, 13, 8), axis(5, 16, 7), axis(0, 0, 1)],
    place: ({ rows, depth }) => [rows, depth, 1],
    predict: ({ rows, depth }, { parameters, correction }) =>
      quantiseForm(rows * depth, measuredPart, named(parameters)) * correctionAt(correction, rows, depth, 1),
    smoothness: 0.01,
  };
  const fit = fitFamily(family);
  return fit && { ...fit, named: named(fit.parameters) };
}

/** A token in eight bits has a scale of 32 bits for every 128 numbers (DeepEP); the tables' tokens come back in 16. */
const DISPATCHED_BYTES = 1 + 4 / 128;
const COMBINED_BYTES = 2;
/** Devices of the one server that DeepEP's tables were measured in. */
const DEEPEP_DEVICES = 8;

interface Message {
  readonly bytes: number;
  readonly devices: number;
  readonly rowBytes: number;
}

/** What engines give the usual kernels of the part's multiprocessors at most; of fewer the table's best counts. */
const MOST_MULTIPROCESSORS = 24;

/** With so few experts the kernels for least latency, which give each a share of the multiprocessors, have too few of them. */
const FEW_EXPERTS = 16;

/** Tokens on their way to experts, or back: of the usual kernels with as many multiprocessors as do best, or of those for least latency. */
export function fitExchange(
  rows: readonly Measured[],
  way: 'dispatch' | 'combine',
  kernels: 'usual' | 'least latency',
) {
  const width = way === 'dispatch' ? DISPATCHED_BYTES : COMBINED_BYTES;
  const fastest = new Map<string, Family<Message>['samples'][number]>();
  for (const { row, heldBack } of rows) {
    const [tokens, hidden, chosen] = [
      number(row, 'num_token'),
      number(row, 'hidden_size'),
      number(row, 'num_topk'),
    ];
    const seconds = number(row, `${way}_${kernels === 'usual' ? 'transmit' : 'avg_t'}_us`) / 1e6;
    if (!(seconds > 0) || number(row, `${way}_sms`) > MOST_MULTIPROCESSORS) continue;
    if (kernels === 'least latency' && number(row, 'num_experts') <= FEW_EXPERTS) continue;
    const rowBytes = hidden * width;
    const copies = kernels === 'usual' ? partsMet(DEEPEP_DEVICES, chosen) : chosen;
    const key = [tokens, hidden, chosen, row['num_experts']].join();
    const known = fastest.get(key);
    const shape = { bytes: tokens * rowBytes * copies, devices: DEEPEP_DEVICES, rowBytes };
    if (known === undefined || seconds < known.seconds) {
      fastest.set(key, { shape, seconds, heldBack: known?.heldBack ?? heldBack });
    }
  }
  return fitMessages([...fastest.values()], { crossings: 1, rows: axis(11, 14, 3) });
}

const messageOf = ({ row }: Measured) => [row['num_gpus'], dtypeOf(row)].join();

/**
 * Rows that took at least as long as a larger message of their kind, by a fifth or more, were disturbed: data/README.md
 * names some of them.
 */
function undisturbed(rows: readonly Measured[]): Measured[] {
  return rows.filter(
    (one) =>
      !rows.some(
        (other) =>
          messageOf(other) === messageOf(one) &&
          number(other.row, 'message_size') > number(one.row, 'message_size') &&
          one.seconds > 1.2 * other.seconds,
      ),
  );
}

const dtypeOf = (row: Row): string => row['nccl_dtype'] ?? row['allreduce_dtype'] ?? '';

export const fitCollective = (rows: readonly Measured[], crossings: number) =>
  fitMessages(
    undisturbed(rows).map(({ row, seconds, heldBack }) => ({
      shape: {
        bytes: number(row, 'message_size') * (dtypeOf(row) === 'int8' ? 1 : 2),
        devices: number(row, 'num_gpus'),
        rowBytes: 1,
      },
      seconds,
      heldBack,
    })),
    { crossings, rows: axis(0, 0, 1) },
  );

interface Crossing {
  readonly crossings: number;
  /** Sizes of rows, where they matter. */
  readonly rows: Axis;
}

function fitMessages(samples: Family<Message>['samples'], { crossings, rows }: Crossing) {
  const named = (parameters: readonly number[]) => ({
    launchSeconds: parameters[0]!,
    linkShare: parameters[1]!,
    crossings,
    measuredLinkBytesPerSecond: measuredPart.linkBytesPerSecond,
  });
  const family: Family<Message> = {
    samples,
    start: [5e-6, 0.6],
    form: ({ bytes, devices }, parameters) => collectiveForm(bytes, devices, measuredPart, named(parameters)),
    axes: [axis(8, 30, 23), rows.count > 1 ? axis(3, 3, 1) : axis(1, 3, 3), rows],
    place: ({ bytes, devices, rowBytes }) => [bytes, devices, rowBytes],
    predict: ({ bytes, devices, rowBytes }, { parameters, correction }) =>
      collectiveForm(bytes, devices, measuredPart, named(parameters)) *
      correctionAt(correction, bytes, devices, rowBytes),
    smoothness: 0.02,
  };
  const fit = fitFamily(family);
  return fit && { ...fit, named: named(fit.parameters) };
}
