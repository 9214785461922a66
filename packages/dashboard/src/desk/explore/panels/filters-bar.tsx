import type { Period } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { useLatest } from "../data/use-latest.ts";
import { Select } from "../parts/choice.tsx";
import { useExplore } from "../parts/explore-context.ts";
import { type ExploreState, PERIODS } from "../state/explore-state.ts";
import { periodName } from "../state/period-name.ts";

/** Periods to choose from: this one, and a year of those before. */
const LISTED = 13;
const GROUP = "group:";
const CATEGORY = "category:";
const BLOCK = "block:";
const AGENCY = "agency:";

/** The part after a prefix, or null. */
function after(value: string, prefix: string): string | null {
  return value.startsWith(prefix) ? value.slice(prefix.length) : null;
}

/** Another part of the city has other pages. */
const FIRST_PAGE = { rows: 0, columns: 0 } as const;

/** What all of the page speaks of. */
export function FiltersBar() {
  const { state, update, words, city, language } = useExplore();
  const labels = words.filters;
  const byName = new Intl.Collator(city.locale).compare;
  const change = (part: Partial<ExploreState>) => update({ ...FIRST_PAGE, ...part });
  const field =
    state.category !== null
      ? `${CATEGORY}${state.category}`
      : state.group !== null
        ? `${GROUP}${state.group}`
        : "";
  const holder =
    state.agency !== null ? `${AGENCY}${state.agency}` : state.block !== null ? `${BLOCK}${state.block}` : "";
  const filtered = field !== "" || holder !== "" || state.ward !== null;
  const wards = [...city.wards].sort((a, b) => byName(a.short_name, b.short_name));
  return (
    <form className="ex-filters" aria-label={labels.label} onSubmit={(event) => event.preventDefault()}>
      <PeriodPicker />
      <Select
        label={labels.field}
        name="field"
        value={field}
        onChoose={(value) => change({ group: after(value, GROUP), category: after(value, CATEGORY) })}
      >
        <option value="">{labels.anyField}</option>
        {city.field_groups.map((group) => (
          <optgroup key={group.id} label={pickText(group.name, language)}>
            <option value={`${GROUP}${group.id}`}>{labels.wholeGroup(pickText(group.name, language))}</option>
            {city.categories
              .filter((category) => category.field_group === group.id)
              .map((category) => (
                <option key={category.service_code} value={`${CATEGORY}${category.service_code}`}>
                  {pickText(category.name, language)}
                </option>
              ))}
          </optgroup>
        ))}
      </Select>
      <Select
        label={labels.agency}
        name="holder"
        value={holder}
        onChoose={(value) => change({ block: after(value, BLOCK), agency: after(value, AGENCY) })}
      >
        <option value="">{labels.anyAgency}</option>
        {city.blocks.map((block) => (
          <optgroup key={block.id} label={pickText(block.name, language)}>
            <option value={`${BLOCK}${block.id}`}>
              {labels.wholeBlock(pickText(block.short_name, language))}
            </option>
            {city.agencies
              .filter((agency) => agency.block === block.id)
              .map((agency) => (
                <option key={agency.id} value={`${AGENCY}${agency.id}`}>
                  {agency.short_name}
                </option>
              ))}
          </optgroup>
        ))}
      </Select>
      <Select
        label={labels.ward}
        name="ward"
        value={state.ward ?? ""}
        onChoose={(value) => update({ ward: value === "" ? null : value })}
      >
        <option value="">{labels.anyWard}</option>
        {state.ward === null || city.wards.some((ward) => ward.code === state.ward) ? null : (
          <option value={state.ward}>{state.ward}</option>
        )}
        {wards.map((ward) => (
          <option key={ward.code} value={ward.code}>
            {ward.short_name}
          </option>
        ))}
      </Select>
      {filtered ? (
        <button
          type="button"
          className="ex-clear"
          onClick={() => change({ group: null, category: null, block: null, agency: null, ward: null })}
        >
          {labels.clear}
        </button>
      ) : null}
    </form>
  );
}

function PeriodPicker() {
  const { state, update, words, format, data } = useExplore();
  const labels = words.filters;
  const asked = state.period === null ? {} : { period: state.period };
  // The one asked for may lie further back than a year.
  const limit = Math.max(LISTED, state.offset + 1);
  const listed = useLatest(data.periods({ ...asked, limit })).data;
  const own = PERIODS.find((one) => one === listed?.default_kind) ?? null;
  const kind = state.period ?? own;
  const kinds = PERIODS.filter((one) => listed === null || listed.kinds.includes(one));
  const periodAt = (offset: number): Period | undefined => {
    const found = listed?.rows[offset];
    return found?.kind === kind ? found : undefined;
  };
  const offsets = Array.from({ length: limit }, (_, offset) => offset);
  const first = { offset: 0, ...FIRST_PAGE };
  return (
    <>
      <Select
        label={labels.periodKind}
        name="period-kind"
        value={kind ?? ""}
        onChoose={(value) => {
          const found = PERIODS.find((one) => one === value) ?? null;
          update({ ...first, period: found === own ? null : found });
        }}
      >
        {kind === null ? <option value="" /> : null}
        {kinds.map((one) => (
          <option key={one} value={one}>
            {labels.kinds[one]}
          </option>
        ))}
      </Select>
      <Select
        label={labels.period}
        name="period"
        value={String(state.offset)}
        onChoose={(value) => update({ ...FIRST_PAGE, offset: Number(value) })}
      >
        {offsets.map((offset) => {
          const period = periodAt(offset);
          const name = period === undefined ? `−${offset}` : periodName(period, labels, format);
          return (
            <option key={offset} value={offset}>
              {offset === 0 ? `${period === undefined ? "" : `${name} · `}${labels.running}` : name}
            </option>
          );
        })}
      </Select>
    </>
  );
}
