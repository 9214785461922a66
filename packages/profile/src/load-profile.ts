import { basename, dirname, resolve } from "node:path";
import {
  type Basemap,
  type OverlayFile,
  type Profile,
  ProfileFileSchema,
  type SimulationSettings,
  SimulationSettingsSchema,
} from "@toancanh/contracts";
import type { Rulebook } from "@toancanh/domain";
import type { WardIndex, WardTopology } from "@toancanh/geo";
import { readBasemap } from "./basemap/read-basemap.ts";
import { checkCalendar, checkDates, isTimeZone } from "./checks/check-dates.ts";
import { checkCoverage, prepareRulebook } from "./checks/check-policies.ts";
import { checkProfileIds, checkReferences, type ProfileLists } from "./checks/check-references.ts";
import { compileCheck } from "./checks/check-schema.ts";
import { checkScorings } from "./checks/check-scorings.ts";
import { checkSources } from "./checks/check-sources.ts";
import { checkUnits } from "./checks/check-units.ts";
import { listProfiles } from "./list-profiles.ts";
import { createOverlaySource, type OverlaySource, readOverlays } from "./overlays.ts";
import { ProfileError } from "./profile-error.ts";
import { ProfileReader } from "./profile-reader.ts";
import {
  type Located,
  readAgencies,
  readBlocks,
  readCalendars,
  readChannels,
  readCrosswalk,
  readFeeds,
  readFields,
  readFormats,
  readFormerUnits,
  readIncidentFamilies,
  readPolicies,
  readScorings,
  readWards,
} from "./read-lists.ts";
import { readOutlines } from "./read-outlines.ts";
import { readWardIndex } from "./read-ward-index.ts";

/** A city's data, checked, with what is prepared from it once. */
export interface LoadedProfile {
  profile: Profile;
  rulebook: Rulebook;
  wardIndex: WardIndex;
  outlines: WardTopology;
  /** The ground of its maps; without features where the profile has no basemap.geojson. */
  basemap: Basemap;
  overlays: OverlaySource;
  /** Null where the profile has no simulation.json. */
  simulation: SimulationSettings | null;
  /** SHA-256 (hex) over all files read on which a report depends. */
  hash: string;
}

const checkProfileFile = compileCheck(ProfileFileSchema);
const checkSimulation = compileCheck(SimulationSettingsSchema);

/**
 * Reads and checks profiles/<city>. `dir` is the city's folder. Throws ProfileError: `unknown_profile` naming those there are,
 * or `invalid_profile` with every problem found, each with file, row and field.
 */
export async function loadProfile(dir: string): Promise<LoadedProfile> {
  const root = dirname(resolve(dir));
  const name = basename(resolve(dir));
  const known = await listProfiles(root);
  if (!known.includes(name)) {
    const list = known.length === 0 ? "there is none" : `there are: ${known.join(", ")}`;
    throw new ProfileError("unknown_profile", `no profile "${name}" under ${root}; ${list}`);
  }
  const reader = new ProfileReader(dir);
  const loaded = await readProfile(reader, name);
  if (loaded === null || reader.problems.length > 0) {
    const count = reader.problems.length;
    const headline = `profile "${name}" has ${count} problem${count === 1 ? "" : "s"}:`;
    throw new ProfileError("invalid_profile", headline, reader.problems);
  }
  return { ...loaded, overlays: createOverlaySource(dir, loaded.overlays), hash: reader.hash() };
}

async function readProfile(
  reader: ProfileReader,
  name: string,
): Promise<(Omit<LoadedProfile, "hash" | "overlays"> & { overlays: OverlayFile[] }) | null> {
  const file = await reader.json("profile.json", checkProfileFile);
  if (file !== null && !isTimeZone(file.time_zone)) {
    reader.report("profile.json", "/time_zone", `no time zone "${file.time_zone}"; use an IANA name`);
    return null;
  }
  const calendars = await readCalendars(reader);
  const { groups, categories } = await readFields(reader);
  const lists: ProfileLists = {
    blocks: await readBlocks(reader),
    channels: await readChannels(reader),
    groups,
    categories,
    agencies: await readAgencies(reader),
    wards: await readWards(reader),
    formerUnits: await readFormerUnits(reader),
    crosswalk: await readCrosswalk(reader),
    policies: await readPolicies(reader),
    calendars: calendars.map(({ calendar }) => calendar),
    formats: await readFormats(reader),
    feeds: await readFeeds(reader),
    scorings: await readScorings(reader),
    incidentFamilies: await readIncidentFamilies(reader),
  };
  const report = reader.report.bind(reader);
  if (file !== null) checkProfileIds(file, name, lists, report);
  checkReferences(lists, report);
  checkSources(lists, report);
  checkUnits(lists, report);
  checkDates(lists, report);
  checkScorings(lists.scorings, report);
  for (const { calendar, days } of calendars) checkCalendar(calendar, days, report);
  checkCoverage(lists.policies, new Set(groups.map(({ value }) => value.id)), report);
  const simulation = await reader.json("simulation.json", checkSimulation, true);
  const outlines = await readOutlines(reader, lists.wards);
  const basemap = await readBasemap(reader);
  const overlays = await readOverlays(reader);
  if (file === null) return null;
  const profile: Profile = {
    ...file,
    blocks: values(lists.blocks),
    channels: values(lists.channels),
    field_groups: values(groups),
    categories: values(categories),
    agencies: values(lists.agencies),
    wards: values(lists.wards),
    former_units: values(lists.formerUnits),
    crosswalk: values(lists.crosswalk),
    policies: values(lists.policies),
    calendars: calendars.map(({ calendar, days }) => {
      const { days_file: _named, ...definition } = calendar.value;
      return { ...definition, time_zone: file.time_zone, days: values(days) };
    }),
    formats: values(lists.formats),
    feeds: values(lists.feeds),
    scorings: values(lists.scorings),
    incident_families: values(lists.incidentFamilies),
  };
  const calendarsAreSound = !reader.problems.some((problem) => problem.file.startsWith("calendars"));
  const rulebook = prepareRulebook(profile, calendarsAreSound, report);
  const wardIndex = await readWardIndex(reader, lists, file.time_zone);
  if (rulebook === null || wardIndex === null || outlines === null) return null;
  return { profile, rulebook, wardIndex, outlines, basemap, simulation, overlays };
}

function values<T>(list: readonly Located<T>[]): T[] {
  return list.map(({ value }) => value);
}
