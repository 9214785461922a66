import type { FastifyInstance } from "fastify";

/** Which methods the routes of a server take. */
export interface KnownPaths {
  /** In alphabetical order; none for a path that no route has. `path` is without query. */
  methodsOf(path: string): string[];
}

/** Notes every route that is registered after this. */
export function noteRoutes(app: FastifyInstance): KnownPaths {
  const routes: { method: string; pattern: RegExp }[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    const pattern = patternOf(url);
    for (const one of [method].flat()) routes.push({ method: one, pattern });
  });
  return {
    methodsOf(path) {
      const found = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
      return [...new Set(found)].sort();
    },
  };
}

/** The paths a route has: `:name` is one segment, `*` anything. */
function patternOf(url: string): RegExp {
  const parts = url.split(/(:\w+|\*)/).map((part) => {
    if (part === "*") return ".*";
    return part.startsWith(":") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}
