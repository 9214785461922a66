/** Font size of labels in units of the wall, as `--label` in base.css. */
export const LABEL_UNITS = 3.45;

let ruler: CanvasRenderingContext2D | null = null;

/** Width of a label in px at a font size in px, with room for its shadow. */
export function textWidth(text: string, size: number): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (ruler === null) return text.length * size * 0.6;
  ruler.font = `500 ${size}px "IBM Plex Sans"`;
  return ruler.measureText(text).width + size * 0.3;
}
