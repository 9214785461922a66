import { type ReactNode, useId } from "react";

interface ChoiceProps<T extends string | number> {
  label: string;
  options: readonly { value: T; text: string; disabled?: boolean }[];
  value: T;
  onChoose: (value: T) => void;
}

/** One of few, all in sight: radio buttons that look like one bar. */
export function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { label, options, value, onChoose } = props;
  const group = useId();
  return (
    <fieldset className="ex-choice">
      <legend className="ex-label">{label}</legend>
      <div className="ex-choice-bar">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={group}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled ?? false}
              onChange={() => onChoose(option.value)}
            />
            <span className="ex-choice-text">{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SelectProps {
  label: string;
  name: string;
  value: string;
  onChoose: (value: string) => void;
  children: ReactNode;
}

/** One of many. */
export function Select({ label, name, value, onChoose, children }: SelectProps) {
  return (
    <label className="ex-select">
      <span className="ex-label">{label}</span>
      <select name={name} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}
