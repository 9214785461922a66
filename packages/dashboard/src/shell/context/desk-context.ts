import type { City, Period, SessionInfo } from "@toancanh/contracts";
import {
  createFormatter,
  type DeskMessages,
  deskMessagesFor,
  type Formatter,
  type Language,
  type Messages,
  messagesFor,
} from "@toancanh/words";
import { createContext, useContext, useMemo } from "react";
import { addressOf, type Input } from "../../client/address.ts";
import type { Answer, JsonId } from "../../client/client.ts";
import type { Resource, ResourceState } from "../../data/resource.ts";
import { useResource } from "../../data/use-resource.ts";
import type { WardShapes } from "../../data/ward-shapes.ts";

/** One period of the city's own kind, as a page is asked for it. */
export interface DeskPeriod extends Period {
  /** The month it is called by, YYYY-MM. */
  id: string;
  /** Periods back from the one that runs. */
  offset: number;
}

/** What a page says and how it writes numbers and times, of one city. */
interface Writing {
  language: Language;
  messages: Messages;
  words: DeskMessages;
  format: Formatter;
  city: City;
}

export function writingIn(language: Language, city: City): Writing {
  return {
    language,
    messages: messagesFor(language),
    words: deskMessagesFor(language),
    format: createFormatter(language, city.time_zone),
    city,
  };
}

/** What every page of the desk is given by its frame. */
export interface DeskContextValue extends Writing {
  session: SessionInfo;
  /** Newest first; none for a role without figures. */
  periods: readonly DeskPeriod[];
  /** The one in view; null for a role without figures. */
  period: DeskPeriod | null;
  /** Server time, epoch ms; renewed every 15 s. */
  now: number;
  /** Seconds of server time in a second. */
  speed: number;
  shapes: Resource<WardShapes>;
  /** Figures of an endpoint, loaded while a component shows them. */
  ask<Id extends JsonId>(id: Id, input: Input<Id>, cadenceMs: number): Resource<Answer<Id>>;
}

export const DeskContext = createContext<DeskContextValue | null>(null);

export function useDesk(): DeskContextValue {
  const value = useContext(DeskContext);
  if (value === null) throw new Error("a page of the desk stands outside its frame");
  return value;
}

/** What a question is answered now, and the resource to load it again. */
export interface Asked<T> extends ResourceState<T> {
  cadenceMs: number;
  refresh(): void;
}

const CADENCE_MS = 60_000;

/** Figures of an endpoint. The same question keeps its resource, however the input object was made. */
export function useAsk<Id extends JsonId>(
  id: Id,
  input: Input<Id>,
  cadenceMs = CADENCE_MS,
): Asked<Answer<Id>> {
  const { ask } = useDesk();
  const key = addressOf(id, input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the input, written out
  const resource = useMemo(() => ask(id, input, cadenceMs), [ask, id, key, cadenceMs]);
  return { ...useResource(resource), cadenceMs, refresh: resource.refresh };
}

/** Whether the caller may ask for what stands under that scope. */
export function useMay(scope: string): boolean {
  return useDesk().session.scopes.includes(scope);
}
