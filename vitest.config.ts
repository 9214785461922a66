import { defineConfig } from "vitest/config";

/** Tests run the sources, not the build: packages resolve by the `toancanh-source` condition. */
export default defineConfig({
  resolve: { conditions: ["toancanh-source"] },
  ssr: { resolve: { conditions: ["toancanh-source"] } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: [
      "packages/*/src/**/*.test.{ts,tsx}",
      "packages/*/test/**/*.test.ts",
      "packages/*/e2e/**/*.spec.ts",
      "scripts/**/*.test.mjs",
    ],
  },
});
