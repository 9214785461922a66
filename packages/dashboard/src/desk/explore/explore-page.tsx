import { createFormatter, exploreMessagesFor, messagesFor } from "@toancanh/words";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useResource } from "../../data/use-resource.ts";
import { failureText } from "../../ui/failure-text.ts";
import { createExploreData } from "./data/explore-data.ts";
import { ExploreView } from "./explore-view.tsx";
import { ExploreContext, type ExploreContextValue } from "./parts/explore-context.ts";
import { withinCity } from "./state/explore-queries.ts";
import { useExploreState } from "./state/use-explore-state.ts";

/** Map ↔ table ↔ time under one set of filters, which lives in the address. */
export function ExplorePage() {
  const [data] = useState(createExploreData);
  const [asked, update] = useExploreState();
  const city = useResource(data.city);
  const shapes = useResource(data.shapes);
  const { language } = asked;
  const messages = messagesFor(language);
  const words = exploreMessagesFor(language);
  const timeZone = city.data?.time_zone ?? "UTC";
  const format = useMemo(() => createFormatter(language, timeZone), [language, timeZone]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${words.title} · ${messages.appName}`;
  }, [language, words, messages]);
  const names = useMemo(
    () => new Map(city.data?.wards.map((ward) => [ward.code, ward.short_name])),
    [city.data],
  );
  const wardName = useCallback((code: string) => names.get(code) ?? code, [names]);
  const value = useMemo((): ExploreContextValue | null => {
    if (city.data === null || shapes.data === null) return null;
    return {
      data,
      city: city.data,
      shapes: shapes.data,
      language,
      messages,
      words,
      format,
      state: withinCity(asked, city.data),
      update,
      wardName,
    };
  }, [data, city.data, shapes.data, language, messages, words, format, asked, update, wardName]);
  const failure = city.failure ?? shapes.failure;
  if (value === null) {
    return (
      <main className="ex-page">
        <p
          role={failure === null ? "status" : "alert"}
          className={failure === null ? "ex-waiting" : "ex-failure"}
        >
          {failure === null ? messages.loading : messages.loadFailed(failureText(failure, messages))}
        </p>
      </main>
    );
  }
  return (
    <ExploreContext value={value}>
      <ExploreView />
    </ExploreContext>
  );
}
