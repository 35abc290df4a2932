import { frontTiles, type Front, type Mark } from '../draw/front-marks';

const ink = 'var(--device-line)';
const fronts = Object.keys(frontTiles) as Front[];

/** The fronts of devices as fills for the swatches of the palette: `url(#front-server)`. */
export const Patterns = () => (
  <svg width="0" height="0" aria-hidden="true">
    <defs>
      {fronts.map((front) => {
        const { width, height, marks } = frontTiles[front];
        return (
          <pattern
            key={front}
            id={`front-${front}`}
            width={width}
            height={height}
            patternUnits="userSpaceOnUse"
          >
            {marks.map((mark, index) => (
              <Drawn key={index} mark={mark} />
            ))}
          </pattern>
        );
      })}
    </defs>
  </svg>
);

const inked = (as: 'outline' | 'fill') => (as === 'fill' ? { fill: ink } : { fill: 'none', stroke: ink });

function Drawn({ mark }: { readonly mark: Mark }) {
  switch (mark.shape) {
    case 'box': {
      const [x, y, width, height] = mark.at;
      return <rect {...{ x, y, width, height, opacity: mark.opacity }} {...inked(mark.as)} />;
    }
    case 'disc': {
      const [cx, cy, r] = mark.at;
      return <circle {...{ cx, cy, r }} {...inked(mark.as)} />;
    }
    case 'stroke': {
      const [x1, y1, x2, y2] = mark.at;
      return <line {...{ x1, y1, x2, y2, opacity: mark.opacity }} stroke={ink} />;
    }
  }
}
