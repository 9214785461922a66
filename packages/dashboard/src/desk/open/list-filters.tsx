import { LIST_STATES } from "@toancanh/contracts";
import type { ReactNode } from "react";
import { changedHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";
import type { ListAddress } from "./list-address.ts";

/** What is chosen goes into the address, so that a list can be sent on; it works without pressing anything else. */
export function ListFilters({ address }: { address: ListAddress }) {
  const { words, city, language } = useDesk();
  const { list } = words;
  return (
    <>
      <form
        className="d-fields"
        aria-label={list.filters}
        onSubmit={(event) => {
          event.preventDefault();
          const id = new FormData(event.currentTarget).get("id");
          go({ id: typeof id === "string" ? id.trim() : "" });
        }}
      >
        <label>
          {list.id}
          <input className="d-field" type="search" name="id" defaultValue={address.id} size={14} />
        </label>
        <Choice label={list.state} name="state" value={address.state}>
          {LIST_STATES.map((state) => (
            <option key={state} value={state}>
              {list.states[state]}
            </option>
          ))}
        </Choice>
        <Choice label={list.span} name="span" value={address.span}>
          <option value="all">{list.spans.all}</option>
          <option value="period">{list.spans.period}</option>
        </Choice>
        <Choice label={list.unit} name="agency" value={address.agency}>
          <option value="">{list.any}</option>
          {city.blocks.map((block) => (
            <optgroup key={block.id} label={block.name[language]}>
              {city.agencies
                .filter((one) => one.block === block.id)
                .map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.short_name}
                  </option>
                ))}
            </optgroup>
          ))}
        </Choice>
        <Choice label={list.ward} name="ward" value={address.ward}>
          <option value="">{list.any}</option>
          {city.wards.map((one) => (
            <option key={one.code} value={one.code}>
              {one.short_name}
            </option>
          ))}
        </Choice>
        <Choice label={list.category} name="category" value={address.category}>
          <option value="">{list.any}</option>
          {city.field_groups.map((group) => (
            <optgroup key={group.id} label={group.name[language]}>
              {city.categories
                .filter((one) => one.field_group === group.id)
                .map((one) => (
                  <option key={one.service_code} value={one.service_code}>
                    {one.name[language]}
                  </option>
                ))}
            </optgroup>
          ))}
        </Choice>
        <button type="submit" className="d-button">
          {list.apply}
        </button>
        <a
          className="d-button"
          href={changedHref({ pathname: window.location.pathname, search: "" }, keptParts())}
        >
          {list.clear}
        </a>
      </form>
      <OnlyThese address={address} />
    </>
  );
}

/** The language stays when the filters go. */
function keptParts() {
  return { lang: new URLSearchParams(window.location.search).get("lang") ?? "" };
}

function go(parts: Record<string, string>): void {
  // "all" is the opposite of a period in the address.
  const all = parts.span === "all" ? { period: "", span: "" } : {};
  window.location.assign(changedHref(window.location, { ...parts, ...all }));
}

interface ChoiceProps {
  label: string;
  name: string;
  value: string;
  children: ReactNode;
}

function Choice({ label, name, value, children }: ChoiceProps) {
  return (
    <label>
      {label}
      <select
        className="d-field"
        name={name}
        value={value}
        onChange={({ target }) => go({ [name]: target.value })}
      >
        {children}
      </select>
    </label>
  );
}

/** Restrictions that come with a link from a figure and have no field of their own: said, so that none is hidden. */
function OnlyThese({ address }: { address: ListAddress }) {
  const { words, format } = useDesk();
  const names = useNames();
  const { list } = words;
  const flags: Readonly<Record<string, string>> = words.quality.flags;
  const said = [
    address.block === "" ? "" : names.block(address.block),
    address.channel === "" ? "" : names.channel(address.channel),
    address.flag === "" ? "" : list.only.flag(flags[address.flag] ?? address.flag),
    address.unlocated ? list.only.unlocated : "",
    address.reopened ? list.only.reopened : "",
    address.dueTo === "" ? "" : list.only.dueTo(format.dateTime(Date.parse(address.dueTo))),
  ].filter((one) => one !== "");
  return said.length === 0 ? null : <p className="d-note">{said.join(" · ")}</p>;
}
