import { type EndpointId, ROLES } from "@toancanh/contracts";

const FIGURES = "wall department office leader local";
const PERIODS = "department office leader local";

/** Refused by its state, to those who may: a period still runs, and a trial has no tokens. */
export const CONFLICTS: readonly Place[] = [
  "closing_verification",
  "freeze",
  "publish",
  "revise",
  "remark",
  "file_objection",
  "create_wall_token",
  "revoke_token",
];

/** What is sent with the writes that take JSON. */
export const SENT: Partial<Record<Place, object>> = {
  freeze: {},
  publish: {},
  revise: { reason: "thử" },
  remark: { text: "thử" },
  decide_objection: { decision: "upheld", ground: "thử" },
  create_wall_token: { name: "thử" },
  revoke_token: {},
};

const EVERYBODY = Object.keys(ROLES).join(" ");

/** What stands beside the catalogue. */
export const PAGES = {
  openapi: { path: "/api/openapi.json", scope: "documentation" },
  metrics: { path: "/metrics", scope: "metrics" },
  open311_discovery: { path: "/open311/v2/discovery.xml", scope: "open_data" },
  open311_services: { path: "/open311/v2/services.json", scope: "open_data" },
  open311_service: { path: "/open311/v2/services/road-surface.xml", scope: "open_data" },
  open311_requests: { path: "/open311/v2/requests.json", scope: "open_data" },
  open311_request: { path: "/open311/v2/requests/:id.xml", scope: "open_data" },
} as const;

/** Who may have what, written down a second time and by endpoint: the table is judged by it, not by itself. */
export const EXPECTED: Record<EndpointId | keyof typeof PAGES, string> = {
  summary: FIGURES,
  agencies: FIGURES,
  wards: FIGURES,
  categories: FIGURES,
  channels: FIGURES,
  periods: FIGURES,
  heat_map: FIGURES,
  hot_spots: FIGURES,
  matrix: FIGURES,
  time_series: FIGURES,
  age_bands: FIGURES,
  movers: FIGURES,
  compare: FIGURES,
  trend: FIGURES,
  recent_outcomes: FIGURES,
  agency_standings: FIGURES,
  ward_standings: FIGURES,
  flow: FIGURES,
  data_quality: FIGURES,
  open_reports: "wall department office:own leader local",
  due_next: "wall department office:own leader local",
  incidents: "wall department office:own leader local",
  live: "wall department office:own leader local",
  report_list: "department office:own local",
  report_file: "department office:own local",
  report: "department office:own local",
  report_explanation: "department office:own local",
  city: "wall department office leader operator local",
  outlines: "wall department office leader operator local",
  basemap: "wall department office leader operator local",
  overlays: "wall department office leader operator local",
  overlay: "wall department office leader operator local",
  events: "source:own local",
  dead_letters: "department operator local",
  event_sources: "department operator local",
  dead_letter: "operator local",
  audit: "department local",
  tokens: "department operator local",
  create_wall_token: "department operator local",
  revoke_token: "department operator local",
  closings: PERIODS,
  closing: PERIODS,
  closing_verification: "department local",
  freeze: "department local",
  publish: "department local",
  revise: "department local",
  remark: "department local",
  objections: "department office:own local",
  file_objection: "office:own local",
  decide_objection: "department local",
  rankings: PERIODS,
  peer_groups: PERIODS,
  scorecard: PERIODS,
  scorecard_file: PERIODS,
  city_report_file: PERIODS,
  ranking_explanation: "department office:own local",
  ranking_what_if: "department office:own local",
  health: "wall department office leader operator local",
  public_months: EVERYBODY,
  public_month: EVERYBODY,
  public_month_file: EVERYBODY,
  public_report: EVERYBODY,
  public_catalog: EVERYBODY,
  session: EVERYBODY,
  openapi: EVERYBODY,
  metrics: "operator local",
  open311_discovery: EVERYBODY,
  open311_services: EVERYBODY,
  open311_service: EVERYBODY,
  open311_requests: EVERYBODY,
  open311_request: EVERYBODY,
};
/** A route that somebody may ask. */
export type Place = keyof typeof EXPECTED;
