/** Arrows of ARCHITECTURE.md. Whatever is not named here as allowed is an error. */
const allowed = {
  contracts: [],
  geo: [],
  domain: ["contracts"],
  words: ["contracts", "domain"],
  profile: ["contracts", "domain", "geo"],
  store: ["contracts"],
  simulator: ["contracts", "domain", "geo"],
  ingest: ["contracts", "domain", "geo", "store"],
  api: ["contracts", "domain", "geo", "store", "ingest", "words"],
  dashboard: ["contracts", "domain", "geo", "words"],
  harness: ["contracts"],
  cli: ["contracts", "domain", "geo", "profile", "store", "simulator", "ingest", "api", "harness", "words"],
  faults: ["contracts", "domain", "store", "ingest", "harness", "cli"],
};

/** Tests may compose what the product composes in packages/cli. */
const testFile = "\\.(test|spec)\\.tsx?$|/(test|e2e)/|/testing/";

module.exports = {
  forbidden: [
    ...Object.entries(allowed).map(([name, targets]) => ({
      name: `${name}-arrows`,
      comment: `packages/${name} may only depend on: ${targets.join(", ") || "nothing of ours"}`,
      severity: "error",
      from: { path: `^packages/${name}/src/`, pathNot: testFile },
      to: { path: "^packages/", pathNot: `^packages/(${[name, ...targets].join("|")})/` },
    })),
    {
      name: "one-entry",
      comment: "A package is entered by its index only",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: { path: "^packages/([^/]+)/src/(?!index\\.ts$)", pathNot: "^packages/$1/" },
    },
    {
      name: "bench-entry",
      comment: "Benches measure what a package offers, by its index",
      severity: "error",
      from: { path: "^bench/" },
      to: { path: "^packages/([^/]+)/src/(?!index\\.ts$)" },
    },
    {
      name: "not-to-bench",
      comment: "Nothing of the product depends on what measures it",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^bench/" },
    },
    {
      name: "pure",
      comment: "contracts, domain, geo, simulator and words do no I/O",
      severity: "error",
      from: { path: "^packages/(contracts|domain|geo|simulator|words)/src/", pathNot: testFile },
      to: { dependencyTypes: ["core"] },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "no-orphans",
      severity: "error",
      from: {
        orphan: true,
        path: "^(packages/[^/]+|bench)/src/",
        pathNot: `${testFile}|\\.d\\.ts$|/src/index\\.ts$|vite-env`,
      },
      to: {},
    },
    {
      name: "not-to-tests",
      severity: "error",
      from: { pathNot: testFile },
      to: { path: testFile, pathNot: "node_modules" },
    },
    {
      name: "declared",
      comment: "What is imported is in that package's package.json",
      severity: "error",
      from: { path: "^(packages|bench)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["toancanh-source", "import", "require", "node", "default", "types"],
    },
  },
};
