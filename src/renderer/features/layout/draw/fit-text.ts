/** Text cut to a width, with an ellipsis; widths are estimated, since measuring every slot would cost a layout each. */
export function fitText(text: string, width: number, size: number): string {
  let used = 0;
  let index = 0;
  for (const character of text) {
    used += widthOf(character) * size;
    if (used > width) return `${text.slice(0, Math.max(0, index - 1)).trimEnd()}…`;
    index += character.length;
  }
  return text;
}

/** In em: CJK characters are square, the rest a little over half of that. */
function widthOf(character: string): number {
  if (character >= '\u2e80') return 1;
  if (/[ilI.,:;'|!]/.test(character)) return 0.32;
  return /[mwMW@%]/.test(character) ? 0.86 : 0.55;
}
