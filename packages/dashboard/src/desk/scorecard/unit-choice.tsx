import { pickText } from "@toancanh/words";
import { changedHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";

/** Every unit that has a card, by the group that it is compared in; choosing one opens its card. */
export function UnitChoice({ unit }: { unit: string }) {
  const { words, city, language } = useDesk();
  const { groups, wholeCity } = words.scorecard;
  return (
    <div className="d-fields sc-choice">
      <label>
        {words.scorecard.unit}
        <select
          className="d-field"
          value={unit}
          onChange={({ target }) =>
            window.location.assign(changedHref(window.location, { unit: target.value }))
          }
        >
          <optgroup label={groups.city}>
            <option value="city">{wholeCity}</option>
            {city.blocks.map(({ id, name }) => (
              <option key={id} value={`block:${id}`}>
                {pickText(name, language)}
              </option>
            ))}
          </optgroup>
          {city.blocks.map(({ id, name }) => (
            <optgroup key={id} label={pickText(name, language)}>
              {city.agencies
                .filter(({ block }) => block === id)
                .map((agency) => (
                  <option key={agency.id} value={agency.id}>
                    {agency.name}
                  </option>
                ))}
            </optgroup>
          ))}
          <optgroup label={groups.wards}>
            {city.wards.map(({ code, name }) => (
              <option key={code} value={`ward:${code}`}>
                {name}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
    </div>
  );
}
