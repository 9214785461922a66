/** What is exported or installed and used nowhere is an error. Entries are what is started by its path, not imported. */
export default {
  // Packages are private: what an index offers must be taken by another package.
  includeEntryExports: true,
  workspaces: {
    ".": { entry: ["scripts/*.mjs"], project: ["scripts/**/*.mjs"] },
    "packages/*": { project: ["src/**/*.{ts,tsx}"] },
    "packages/store": { entry: ["src/testing/lock-contender.ts"], project: ["src/**/*.ts"] },
    "packages/faults": { entry: ["src/ingest-main.ts", "src/power/power-main.ts"], project: ["src/**/*.ts"] },
    "packages/harness": {
      entry: ["src/kafka-main.ts", "src/front/clickhouse-front-main.ts"],
      project: ["src/**/*.ts"],
    },
    "packages/documents": { entry: ["src/pdf/pdf-child.ts"], project: ["src/**/*.ts"] },
    "packages/dashboard": { project: ["src/**/*.{ts,tsx}", "e2e/**/*.ts"] },
    bench: {
      entry: ["src/main.ts", "src/{ingest,soak}/*-{product,side,kafka-engine}.ts"],
      project: ["src/**/*.ts"],
    },
  },
};
