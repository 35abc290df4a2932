/** The door of the chip level: README.md beside it says what for. */
export { parseAssembly } from './assembly-parser';
export { assemblyLine, writeAssembly } from './assembly-writer';
export { CLOCK_HERTZ, LANES } from './geometry';
export { loadVector, storeVector, type TensorPlace } from './kernels/tensor-place';
export { linkSystem, type LinkedSystem } from './linked';
export { emptyMemory, type Memory } from './memory';
export { type PlacedInstruction, type Program, programBuilder } from './program';
export { type Cable, runProgram, runSystem } from './run';
