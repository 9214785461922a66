import type { buildApi } from "@toancanh/api";
import type { ProductMetrics } from "./product-metrics.ts";

/** Times the requests of an API and answers /metrics beside it. To be called before it listens. */
export function serveMetrics(api: ReturnType<typeof buildApi>, metrics: ProductMetrics): void {
  api.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    metrics.requestSeconds.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  api.get("/metrics", { config: { scope: "metrics" } }, async (_request, reply) => {
    reply.type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
