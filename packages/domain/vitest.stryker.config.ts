import { defineConfig } from "vitest/config";

/** For mutation testing alone: one process that loads every module once, because it runs thousands of times. */
export default defineConfig({
  resolve: { conditions: ["toancanh-source"] },
  ssr: { resolve: { conditions: ["toancanh-source"] } },
  test: {
    isolate: false,
    testTimeout: 60_000,
    include: ["src/**/*.test.ts"],
  },
});
