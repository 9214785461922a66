import type { HandlerContext } from "../context.ts";
import { type Handlers, MediaReply } from "../handler.ts";
import { ApiProblem } from "../problems/api-problem.ts";

/** Layers that a city lays over its map, and one of them as GeoJSON. */
export function overlayHandlers({ overlays }: HandlerContext): Pick<Handlers, "overlays" | "overlay"> {
  return {
    overlays: async () => ({ overlays: [...overlays.list] }),
    async overlay({ params: { id } }) {
      if (!overlays.list.some((overlay) => overlay.id === id)) {
        const known = overlays.list.map((overlay) => overlay.id).join(", ");
        throw new ApiProblem({
          status: 404,
          code: "unknown-overlay",
          title: "Unknown overlay",
          detail: `There is no overlay "${id}"; there ${known === "" ? "is none" : `are: ${known}`}.`,
        });
      }
      return new MediaReply(await overlays.read(id));
    },
  };
}
