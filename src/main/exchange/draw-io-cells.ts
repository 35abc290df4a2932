import { xmlEscaped } from './xml';

/** A shape or group of a diagrams.net page with its geometry. */
export const cell = (attributes: Readonly<Record<string, string>>, geometry: string): string => {
  const listed = Object.entries(attributes).map(([name, value]) => `${name}="${xmlEscaped(value)}"`);
  return `<mxCell ${listed.join(' ')}>${geometry}</mxCell>`;
};

export const geometry = (x: number, y: number, width: number, height: number): string =>
  `<mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/>`;

/** A page of a diagrams.net file with these cells. */
export const page = (
  { id, name }: { readonly id: string; readonly name: string },
  cells: readonly string[],
): string =>
  [
    `<diagram id="${id}" name="${xmlEscaped(name)}"><mxGraphModel grid="1" gridSize="10"><root>`,
    '<mxCell id="0"/><mxCell id="1" parent="0"/>',
    ...cells,
    '</root></mxGraphModel></diagram>',
  ].join('\n');
