import type { WeightPart } from '#shared/model/description';
import type { ModuleNames } from './family';
import type { ExpertBlock, FeedForward } from './layout';
import { linear, type Module, type Place, plain } from './module';

/** The modules of a layer's feed-forward block, dense or of experts with their router. */
export function feedForwardModules(block: FeedForward, place: Place): readonly Module[] {
  const { hidden, names, at } = place;
  if (block.kind === 'experts') return expertModules(block, place);
  const own = `${at}.${names.feedForward}`;
  return projections({
    own,
    part: 'feedForward',
    inner: block.inner,
    size: hidden,
    gated: block.gated,
    bias: block.bias,
    names,
    copies: 1,
    used: 1,
  });
}

interface Projections {
  readonly own: string;
  readonly part: WeightPart;
  readonly inner: number;
  readonly size: number;
  readonly gated: boolean;
  readonly bias: boolean;
  readonly names: Pick<ModuleNames, 'gate' | 'up' | 'down'>;
  readonly copies: number;
  readonly used: number;
}

const projections = ({
  own,
  part,
  inner,
  size,
  gated,
  bias,
  names,
  copies,
  used,
}: Projections): readonly Module[] => [
  ...(gated
    ? [linear(`${own}.${names.gate}`, part, [inner, size], { bias: bias ? inner : 0, copies, used })]
    : []),
  linear(`${own}.${names.up}`, part, [inner, size], { bias: bias ? inner : 0, copies, used }),
  linear(`${own}.${names.down}`, part, [size, inner], { bias: bias ? size : 0, copies, used }),
];

function expertModules(block: ExpertBlock, { hidden, names, at }: Place): readonly Module[] {
  const { experts, perToken, inner, gated, bias, latent, sharedInner } = block;
  const expertNames = { gate: names.expertGate, up: names.expertUp, down: names.expertDown };
  const router = experts + block.idleExperts;
  return [
    ...projections({
      own: `${at}.${names.experts}.0`,
      part: 'experts',
      inner,
      size: latent ?? hidden,
      gated,
      bias,
      names: expertNames,
      copies: experts,
      used: perToken,
    }),
    ...(sharedInner === 0
      ? []
      : projections({
          own: `${at}.${names.sharedExperts}`,
          part: 'sharedExperts',
          inner: sharedInner,
          size: hidden,
          gated,
          bias: false,
          names,
          copies: 1,
          used: 1,
        })),
    ...(latent === undefined
      ? []
      : [
          linear(`${at}.${names.feedForward}.fc1_latent_proj`, 'experts', [latent, hidden]),
          linear(`${at}.${names.feedForward}.fc2_latent_proj`, 'experts', [hidden, latent]),
          plain(`${at}.${names.feedForward}.latent_norm`, 'norms', block.latentNorm ? latent : 0),
        ]),
    plain(`${at}.${names.sharedExperts}_gate`, 'router', block.sharedGate && sharedInner > 0 ? hidden : 0),
    plain(`${at}.${names.router}`, 'router', router * hidden + (block.routerBias ? router : 0)),
  ];
}
