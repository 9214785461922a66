import { languageOf, pickText } from "@toancanh/words";
import type { ReactNode } from "react";
import { useSyncExternalStore } from "react";
import { SKEW_LIMIT_MS } from "../../data/server-clock.ts";
import { useResource } from "../../data/use-resource.ts";
import { alarmText } from "./alarm-text.ts";
import { headerBelow } from "./page-turns.ts";
import type { SceneProps } from "./scene-spec.ts";
import "./frame.css";
import { originLabels } from "../origin-labels.ts";
import { useScene } from "../scene-context.ts";
import { useFittingCount } from "../use-fitting-count.ts";

interface SceneFrameProps {
  scene: SceneProps;
  subtitle?: string;
  /** The window the scene judges by, as its header names it; the official period where there is none. */
  window?: string | undefined;
  /** Times of the figures shown; the oldest one is printed. */
  asOf: readonly (string | undefined)[];
  /** Added to the data time at the left of the footer. */
  footerExtra?: string;
  footerNote?: string;
  /** What a mark of the scene means; left out, before what else is added, where the footer has no room for it. */
  footerLegend?: string;
  /** Id of the report that the note speaks of. */
  newest?: string;
  className?: string;
  children: ReactNode;
}

/** No event for this long is worth saying: the city has some every few minutes, day and night. */
const QUIET_MS = 60 * 60_000;

/** A 16:9 picture: header 6 %, scene, footer 5 %. */
export function SceneFrame(props: SceneFrameProps) {
  const {
    scene,
    subtitle,
    window,
    asOf,
    footerExtra,
    footerNote,
    footerLegend,
    newest,
    className,
    children,
  } = props;
  const { messages, format, data, city, label } = useScene();
  const connection = useSyncExternalStore(data.connection.subscribe, data.connection.getState);
  const summary = useResource(data.summary).data;
  const fill = useResource(data.health).data?.fill ?? null;
  const layout = scene.portrait ? scene.spec.portrait : scene.spec.landscape;
  const times = asOf.filter((time) => time !== undefined).map((time) => Date.parse(time));
  const oldest = times.length === 0 ? null : Math.min(...times);
  const skew = data.clock.skew();
  const skewed = skew !== null && Math.abs(skew) > SKEW_LIMIT_MS;
  const origin = originLabels(connection, messages, format);
  const alarm = alarmText(connection.alarms, messages);
  const quietSince = connection.latestEventAt ?? scene.now;
  const quiet = scene.now - quietSince > QUIET_MS;

  const time = oldest === null ? "" : messages.dataAt(format.timeSeconds(oldest));
  const notice = skewed
    ? messages.clockSkew(format.count(Math.round(Math.abs(skew) / 1000)))
    : scene.paused
      ? messages.paused
      : fill !== null
        ? messages.filling(format.percent(fill, 0))
        : undefined;
  // That no event comes, or what is wrong, matters more than what a scene adds: the footer has one line for all of it.
  const extra = quiet ? messages.noEventSince(format.dayTime(quietSince)) : footerExtra;
  const note = notice ?? (quiet ? undefined : footerNote);
  const legend = notice !== undefined || quiet ? undefined : footerLegend;
  const badge = origin.length === 0 ? null : <span className="badge">{origin.join(" · ")}</span>;

  const added = [extra, legend].filter((text) => text !== undefined);
  const key = [...added, note, ...origin].join("|");
  const [footer, fitting] = useFittingCount<HTMLElement>(1 + added.length, key, "Width");
  const shown = new Set(added.slice(0, fitting - 1));
  const join = (texts: readonly (string | undefined)[]) =>
    texts.filter((text) => text !== undefined && text !== "").join(" · ");

  return (
    <article
      className="tile"
      data-scene={scene.spec.id}
      data-header-below={headerBelow(data.clock.turnTime())}
      aria-label={scene.spec.title(messages)}
    >
      <header className="tile-header">
        <p className="tile-name">
          <strong>{messages.appName}</strong>
          <span>
            {[scene.spec.title(messages), subtitle].filter((text) => text !== undefined).join(" · ")}
          </span>
        </p>
        {summary === null ? null : (
          <p className="tile-period" title={pickText(city.line_name, languageOf(city.locale))}>
            {window ??
              messages.period(
                format.dayTime(Date.parse(summary.period.from)),
                format.dayTime(Date.parse(summary.period.to)),
              )}
          </p>
        )}
        <p className="tile-clock">
          <strong>{format.time(scene.now)}</strong>
          <span>
            {format.weekday(scene.now)} {format.date(scene.now)}
          </span>
        </p>
      </header>
      <div
        className={`tile-scene ${className ?? ""}`}
        style={{
          gridTemplateAreas: layout.areas.map((row) => `"${row}"`).join(" "),
          gridTemplateColumns: layout.columns,
          gridTemplateRows: layout.rows,
        }}
      >
        {children}
      </div>
      {label === null ? null : <p className="tile-label">{label}</p>}
      {alarm === null ? null : (
        <p className="tile-alarm" role="status" data-banner="alarm">
          <span className="alarm">
            <span className="alarm-mark" />
          </span>
          {alarm}
        </p>
      )}
      {connection.lost ? (
        <p className="banner" role="alert" data-banner="lost">
          <span className="banner-mark" />
          <span>
            {connection.heardAt === null
              ? messages.liveNeverOpened
              : messages.connectionLost(format.timeSeconds(connection.heardAt))}
            {oldest === null ? "" : ` — ${messages.figuresStopAt(format.timeSeconds(oldest))}`}
          </span>
          {badge}
        </p>
      ) : (
        <footer className="tile-footer" ref={footer}>
          <p>{join([time, extra !== undefined && shown.has(extra) ? extra : undefined])}</p>
          {badge}
          <p className="tile-footer-note" data-newest={newest}>
            {join([legend !== undefined && shown.has(legend) ? legend : undefined, note])}
          </p>
        </footer>
      )}
    </article>
  );
}
