import { collectiveForm } from '../../src/main/simulator/gpu/kernels/collectives';
import { correctionAt } from '../../src/main/simulator/gpu/kernels/correction';
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

export function fitCollective(rows: readonly Measured[], crossings: number) {
  const named = (parameters: readonly number[]) => ({
    launchSeconds: parameters[0]!,
    linkShare: parameters[1]!,
    crossings,
    measuredLinkBytesPerSecond: measuredPart.linkBytesPerSecond,
  });
  const family: Family<{ bytes: number; devices: number }> = {
    samples: undisturbed(rows).map(({ row, seconds, heldBack }) => ({
      shape: {
        bytes: number(row, 'message_size') * (dtypeOf(row) === 'int8' ? 1 : 2),
        devices: number(row, 'num_gpus'),
      },
      seconds,
      heldBack,
    })),
    start: [5e-6, 0.6],
    form: ({ bytes, devices }, parameters) => collectiveForm(bytes, devices, measuredPart, named(parameters)),
    axes: [axis(8, 30, 23), axis(1, 3, 3), axis(0, 0, 1)],
    place: ({ bytes, devices }) => [bytes, devices, 1],
    predict: ({ bytes, devices }, { parameters, correction }) =>
      collectiveForm(bytes, devices, measuredPart, named(parameters)) *
      correctionAt(correction, bytes, devices, 1),
    smoothness: 0.02,
  };
  const fit = fitFamily(family);
  return fit && { ...fit, named: named(fit.parameters) };
}
