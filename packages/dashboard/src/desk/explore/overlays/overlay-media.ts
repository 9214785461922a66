import type { Overlay } from "@toancanh/contracts";
import type { OverlayFeature } from "../../../client/overlay-features.ts";

/** How the picture or stream of a feature can be seen. */
export type OverlayMedia =
  | { kind: "picture"; address: string }
  | { kind: "link"; address: string; media: "image" | "stream" };

/**
 * A picture from this very server is shown; everything else is a link for the reader to follow, since
 * a page of this product asks no other server for anything.
 * @param base address of the page
 * @returns null when the feature has none, or one that is no address of the web
 */
export function mediaOf(overlay: Overlay, feature: OverlayFeature, base: string): OverlayMedia | null {
  if (overlay.media === null) return null;
  const value = feature.properties[overlay.media.property];
  if (typeof value !== "string" || value.trim() === "" || !URL.canParse(value, base)) return null;
  const address = new URL(value, base);
  if (address.protocol !== "http:" && address.protocol !== "https:") return null;
  const { kind } = overlay.media;
  return kind === "image" && address.origin === new URL(base).origin
    ? { kind: "picture", address: address.href }
    : { kind: "link", address: address.href, media: kind };
}

/** A property of a feature as text; null when there is nothing to read. */
export function propertyText(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value.normalize("NFC");
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** The first field of the popup names the feature; else its number in the file. */
export function featureName(overlay: Overlay, feature: OverlayFeature): string | null {
  const [first] = overlay.popup;
  return first === undefined ? null : propertyText(feature.properties[first.property]);
}
