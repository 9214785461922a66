import { useEffect, useId, useMemo, useRef, useState } from "react";
import { DESK_PAGES, deskHref } from "./context/desk-address.ts";
import type { DeskContextValue } from "./context/desk-context.ts";
import { Icon } from "./parts/icon.tsx";
import { findTargets } from "./search-targets.ts";

/** `/` puts the cursor here: a report's number opens it, a unit's name its reports. Arrows choose, Enter opens. */
export function SearchBox({ value }: { value: DeskContextValue }) {
  const { words, city, language, period } = value;
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  useSlashKey(input);
  const targets = useMemo(() => findTargets(text, city), [text, city]);
  const shown = isOpen && text.trim() !== "";
  const hrefOf = (target: (typeof targets)[number]) =>
    target.kind === "report"
      ? deskHref(`/desk/reports/${encodeURIComponent(target.id)}`, {}, language)
      : deskHref(
          DESK_PAGES.open,
          { [target.kind]: target.id, period: period?.offset === 0 ? undefined : period?.id, state: "all" },
          language,
        );
  const go = (index: number) => {
    const target = targets[index];
    if (target !== undefined) window.location.assign(hrefOf(target));
  };
  return (
    <search className="desk-search">
      <div className="desk-search-box">
        <Icon name="search" size={16} />
        <input
          ref={input}
          role="combobox"
          aria-label={words.shell.search.label}
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={shown && targets.length > 0 ? `${list}-${place}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={words.shell.search.placeholder}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setPlace(0);
            setOpen(true);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={(event) => {
            if (event.key === "Enter") go(place);
            else if (event.key === "Escape") setOpen(false);
            else if (event.key === "ArrowDown") setPlace(Math.min(place + 1, targets.length - 1));
            else if (event.key === "ArrowUp") setPlace(Math.max(0, place - 1));
            else return;
            if (event.key !== "Enter") event.preventDefault();
          }}
        />
        <kbd title={words.shell.search.key}>/</kbd>
      </div>
      <div
        id={list}
        role="listbox"
        aria-label={words.shell.search.label}
        className="desk-search-list"
        hidden={!shown}
      >
        {targets.map((target, index) => (
          <div
            key={`${target.kind} ${target.id}`}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === place}
            tabIndex={-1}
            onPointerDown={(event) => {
              event.preventDefault();
              go(index);
            }}
          >
            {target.kind === "report" ? words.shell.search.openReport(target.id) : target.name}
            {target.kind === "report" ? null : <span>{words.shell.search.kinds[target.kind]}</span>}
          </div>
        ))}
      </div>
    </search>
  );
}

/** "/" anywhere outside a field goes to the search. */
function useSlashKey(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyping =
        target instanceof HTMLElement &&
        (target.matches("input, textarea, select") || target.isContentEditable);
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [input]);
}
