import { client } from "../client/client.ts";
import { groundOf } from "./ground.ts";
import { shapesOf, type WardShapes } from "./ward-shapes.ts";

/** The city's wards with the ground that its maps lie on. */
export async function loadShapes(signal: AbortSignal): Promise<WardShapes> {
  const [outlines, basemap] = await Promise.all([
    client.read("outlines", {}, signal),
    client.read("basemap", {}, signal),
  ]);
  return shapesOf(outlines, groundOf(basemap));
}
