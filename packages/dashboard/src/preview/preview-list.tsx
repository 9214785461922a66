import { type Language, messagesFor } from "@toancanh/words";
import { SCENES } from "../scenes/index.ts";
import { EXPLORE_PANELS } from "./explore-panels.ts";
import { formatPreview, type PreviewTarget } from "./preview-address.ts";
import { DESK_PREVIEWS } from "./preview-desk-page.tsx";
import { SAMPLE_LABEL } from "./preview-props.ts";
import { SAMPLE_STATES } from "./sample/situations.ts";
import "./preview.css";

const DESK_PAGES = [...Object.keys(DESK_PREVIEWS), "explore"];

/** All pictures as links, one row a scene, page or panel and one column a state. */
export function PreviewList({ language }: { language: Language }) {
  const messages = messagesFor(language);
  const rows: { name: string; target: PreviewTarget }[] = [
    ...SCENES.map(({ id, title }) => ({
      name: `/wall · ${title(messages)}`,
      target: { kind: "scene" as const, id, page: 0 },
    })),
    ...DESK_PAGES.map((id) => ({ name: `/desk · ${id}`, target: { kind: "desk" as const, id } })),
    ...EXPLORE_PANELS.map(({ id }) => ({
      name: `/desk/explore · ${id}`,
      target: { kind: "panel" as const, id },
    })),
  ];
  const other = language === "vi" ? "en" : "vi";
  return (
    <main className="preview-list">
      <h1>{SAMPLE_LABEL}</h1>
      <p>
        <a lang={other} href={formatPreview({ target: { kind: "list" }, state: "normal", language: other })}>
          {other}
        </a>
      </p>
      <table>
        <thead>
          <tr>
            <th />
            {SAMPLE_STATES.map((state) => (
              <th key={state} scope="col">
                {state}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, target }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {SAMPLE_STATES.map((state) => (
                <td key={state}>
                  <a href={formatPreview({ target, state, language })}>{state}</a>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
