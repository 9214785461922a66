import { defineConfig } from "vitest/config";

const integration = "packages/*/src/**/*.int.test.{ts,tsx}";

/**
 * Three projects by file name: `unit` needs nothing but Node, `int` real engines (ClickHouse, Kafka), `e2e` the built
 * product and a browser. Tests run the sources, not the build: packages resolve by the `toancanh-source` condition.
 */
export default defineConfig({
  resolve: { conditions: ["toancanh-source"] },
  ssr: { resolve: { conditions: ["toancanh-source"] } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Taken only by `npm run test:coverage`. Files that no test loads count too; tests and fixtures do not.
    coverage: {
      provider: "v8",
      reporter: ["json-summary"],
      reportOnFailure: true,
      include: ["packages/*/src/**/*.{ts,tsx}"],
      exclude: ["**/*.test.{ts,tsx}", "**/testing/**"],
    },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Files of one worker share its modules: loading them anew was a third of the time.
          isolate: false,
          include: ["packages/*/src/**/*.test.{ts,tsx}", "scripts/*.test.mjs"],
          exclude: [integration],
        },
      },
      { extends: true, test: { name: "int", include: [integration] } },
      {
        extends: true,
        test: {
          name: "e2e",
          // After all others and one by one: two browsers that draw in software take the processor from each other.
          fileParallelism: false,
          include: ["packages/*/e2e/**/*.spec.ts", "scripts/*/*.test.mjs"],
        },
      },
    ],
  },
});
