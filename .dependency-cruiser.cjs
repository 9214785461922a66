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
  periods: ["contracts", "domain", "geo", "store", "ingest", "words"],
  documents: ["contracts", "words"],
  api: ["contracts", "domain", "geo", "store", "ingest", "words", "periods", "documents"],
  dashboard: ["contracts", "domain", "geo", "words"],
  harness: ["contracts"],
  cli: [
    "contracts",
    "domain",
    "geo",
    "profile",
    "store",
    "simulator",
    "ingest",
    "periods",
    "documents",
    "api",
    "harness",
    "words",
  ],
  faults: ["contracts", "domain", "store", "ingest", "harness", "cli"],
};

/**
 * Rooms of packages/dashboard/src and what each may use. A scene never uses another scene, a desk page never
 * another page.
 */
const dashboardRooms = {
  client: [],
  data: ["client"],
  format: [],
  ui: ["data", "client", "format"],
  map: ["ui", "data", "client", "format"],
  scenes: ["ui", "map", "data", "client", "format"],
  shell: ["ui", "data", "client", "format"],
  desk: ["shell", "ui", "map", "data", "client", "format"],
  public: ["data", "client"],
  wall: ["scenes", "ui", "map", "data", "client", "format"],
  preview: ["wall", "scenes", "desk", "shell", "ui", "map", "data", "client", "format"],
  app: ["preview", "public", "wall", "scenes", "desk", "shell", "ui", "map", "data", "client", "format"],
};
/** Where a folder has folders in it, the arrows between its files and theirs: from, never to. */
const dashboardInner = [
  ["ui/[^/]+$", "ui/frame/"],
  ["map/[^/]+/", "map/[^/]+$"],
  ["desk/explore/[^/]+/", "desk/explore/[^/]+$"],
];
const dashboard = "^packages/dashboard/src/";

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
    ...Object.entries(dashboardRooms).map(([name, targets]) => ({
      name: `dashboard-${name}`,
      comment: `dashboard/src/${name} may only use: ${targets.join(", ") || "no other room"}`,
      severity: "error",
      from: { path: `${dashboard}${name}/`, pathNot: testFile },
      to: { path: dashboard, pathNot: `${dashboard}(${[name, ...targets].join("|")})/` },
    })),
    {
      name: "dashboard-rooms",
      comment: "Every file of the dashboard stands in a room that has a rule",
      severity: "error",
      from: { path: `${dashboard}(?!(${Object.keys(dashboardRooms).join("|")})/)` },
      to: {},
    },
    ...["scenes", "desk"].map((room) => ({
      name: `dashboard-${room}-apart`,
      comment: `What two folders of ${room} share belongs in shell, ui, map or data`,
      severity: "error",
      from: { path: `${dashboard}${room}/([^/]+)/` },
      to: { path: `${dashboard}${room}/`, pathNot: `${dashboard}${room}/$1/` },
    })),
    ...dashboardInner.map(([from, to]) => ({
      name: "dashboard-inner",
      comment: `${from} is used by ${to}, not the other way round`,
      severity: "error",
      from: { path: `${dashboard}${from}`, pathNot: testFile },
      to: { path: `${dashboard}${to}` },
    })),
    {
      name: "no-folder-cycles",
      comment: "Folders of the dashboard depend one way",
      severity: "error",
      scope: "folder",
      from: { path: "^packages/dashboard/src" },
      to: { circular: true },
    },
    {
      name: "one-entry",
      comment: "A package is entered by its index only; tests also by the index of its fixtures",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: { path: "^packages/([^/]+)/src/(?!(testing/)?index\\.ts$)", pathNot: "^packages/$1/" },
    },
    {
      name: "heads-wait-for-nothing",
      comment: "The head of a command loads what the command does when it runs: import() it",
      severity: "error",
      from: { path: "^packages/cli/src/(program/|run-cli)", pathNot: testFile },
      to: {
        path: "^packages/",
        pathNot: "^packages/cli/src/(program|terminal)/",
        dynamic: false,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "words-of-types",
      comment: "packages/words puts data into words: of the rules it knows the types alone",
      severity: "error",
      from: { path: "^packages/words/src/", pathNot: testFile },
      to: { path: "^packages/domain/", dependencyTypesNot: ["type-only"] },
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
