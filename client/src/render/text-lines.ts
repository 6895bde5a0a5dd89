/** A text object's words in lines, as Tiled lays them out. */

/** Breaks at line ends and, if `wrap`, before the word that would go past `width` (pixels, as `measure` tells). */
export function textLines(text: string, wrap: boolean, width: number, measure: (line: string) => number): string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return wrap ? lines.flatMap((line) => wrapped(line, width, measure)) : lines;
}

function wrapped(line: string, width: number, measure: (line: string) => number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\s)/)) {
    if (current !== '' && measure((current + word).trimEnd()) > width) {
      lines.push(current.trimEnd());
      current = '';
    }
    current += word;
  }
  return [...lines, current.trimEnd()];
}
