import { fitLabels } from "./fit-labels.ts";
import { useSize } from "./measure/use-size.ts";
import { LABEL_UNITS, textWidth } from "./text-width.ts";

/** Least room between two labels, in units of the wall. */
const GAP_UNITS = 0.8;

interface AxisLabelsProps {
  className: string;
  /** In their order along the axis; `at` is the place of the label's middle, as share 0..1 of the width. */
  labels: readonly { at: number; text: string }[];
}

/** Labels along an axis: as many as have room, none on another. */
export function AxisLabels({ className, labels }: AxisLabelsProps) {
  const [axis, size] = useSize();
  const shown =
    size === null
      ? []
      : fitLabels(
          labels.map(({ at }) => at * size.width),
          labels.map(({ text }) => textWidth(text, size.unit * LABEL_UNITS)),
          size.unit * GAP_UNITS,
        );
  return (
    <div className={className} ref={axis}>
      {shown.map((index) => {
        const label = labels[index];
        if (label === undefined) return null;
        return (
          <span key={index} style={{ left: `${label.at * 100}%` }}>
            {label.text}
          </span>
        );
      })}
    </div>
  );
}
