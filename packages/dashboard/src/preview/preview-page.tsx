import { messagesFor } from "@toancanh/words";
import { useEffect, useState } from "react";
import { client } from "../client/client.ts";
import { loadShapes } from "../data/load-shapes.ts";
import { createResource } from "../data/resource.ts";
import { useResource } from "../data/use-resource.ts";
import { SCENES } from "../scenes/index.ts";
import { failureText } from "../ui/failure-text.ts";
import { formatPreview, type PreviewAddress, parsePreview, stepPreview } from "./preview-address.ts";
import { PreviewDesk } from "./preview-desk.tsx";
import { PreviewList } from "./preview-list.tsx";
import type { PreviewProps } from "./preview-props.ts";
import { PreviewScene } from "./preview-scene.tsx";

const FIXED_MS = 3_600_000;

/**
 * Every scene and panel on fixed data in every state. Of the running server it needs the city's names,
 * outlines and ground (/city, /outlines, /basemap); it asks for no figure and opens no live stream.
 */
export function PreviewPage() {
  const address = usePreviewAddress();
  const [resources] = useState(() => ({
    city: createResource({ cadenceMs: FIXED_MS, load: (signal) => client.get("city", {}, signal) }),
    shapes: createResource({
      cadenceMs: FIXED_MS,
      load: loadShapes,
    }),
  }));
  const city = useResource(resources.city);
  const shapes = useResource(resources.shapes);
  useEffect(() => {
    document.documentElement.lang = address.language;
  }, [address]);
  if (city.data === null || shapes.data === null) {
    const messages = messagesFor(address.language);
    const failure = city.failure ?? shapes.failure;
    return <p>{failure === null ? messages.loading : messages.loadFailed(failureText(failure, messages))}</p>;
  }
  return <Preview address={address} city={city.data} shapes={shapes.data} />;
}

const SCENE_IDS = SCENES.map(({ id }) => id);

/** The picture that is shown: the address says it, and arrow keys lead on without loading the page again. */
function usePreviewAddress(): PreviewAddress {
  const [address, setAddress] = useState(() => parsePreview(window.location.search));
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      const next = stepPreview(address, key, SCENE_IDS);
      if (next === null) return;
      window.history.replaceState(null, "", formatPreview(next));
      setAddress(next);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [address]);
  return address;
}

function Preview(props: PreviewProps) {
  const { target } = props.address;
  if (target.kind === "list") return <PreviewList language={props.address.language} />;
  return target.kind === "scene" ? (
    <PreviewScene {...props} id={target.id} page={target.page} />
  ) : (
    <PreviewDesk {...props} target={target} />
  );
}
