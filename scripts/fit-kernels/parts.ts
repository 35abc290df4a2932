/** A part whose kernels are fitted, and where in the folder of the tables they lie. */
export interface FittedPart {
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** Library and version, as folders and in words. */
  readonly version: string;
  readonly library: string;
  /** Another library's table of experts in four bits, where the part's own engine has none of the kind. */
  readonly fourBitExperts?: { readonly version: string; readonly type: 'w4a16_mxfp4' | 'w4a8_mxfp4_mxfp8' };
  /** Whether its collectives cross a link of its own; over slots those of the first part stand in. */
  readonly linked: boolean;
}

export const parts: readonly FittedPart[] = [
  {
    id: 'h100-sxm',
    name: 'H100 SXM',
    folder: 'h100_sxm',
    version: 'trtllm/1.2.0rc5',
    library: 'TensorRT-LLM 1.2.0rc5',
    linked: true,
  },
  {
    id: 'h200-sxm',
    name: 'H200 SXM',
    folder: 'h200_sxm',
    version: 'trtllm/1.2.0rc5',
    library: 'TensorRT-LLM 1.2.0rc5',
    linked: true,
  },
  {
    id: 'b200-sxm',
    name: 'B200 SXM',
    folder: 'b200_sxm',
    version: 'trtllm/1.2.0rc5',
    library: 'TensorRT-LLM 1.2.0rc5',
    fourBitExperts: { version: 'sglang/0.5.14', type: 'w4a8_mxfp4_mxfp8' },
    linked: true,
  },
  {
    id: 'a100-sxm-80',
    name: 'A100 SXM',
    folder: 'a100_sxm',
    version: 'trtllm/1.0.0',
    library: 'TensorRT-LLM 1.0.0',
    linked: true,
  },
  {
    id: 'l40s',
    name: 'L40S',
    folder: 'l40s',
    version: 'trtllm/1.3.0rc20',
    library: 'TensorRT-LLM 1.3.0rc20',
    linked: false,
  },
];
