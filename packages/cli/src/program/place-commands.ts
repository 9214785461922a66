import type { Command } from "commander";
import type { GeoCheckOptions, GeoImportOptions } from "../commands/geo.ts";
import type { CommandHost } from "./command-host.ts";
import { PROFILE_OPTION } from "./options.ts";

const CRS: [string, string] = [
  "--crs <name>",
  "coordinate system: EPSG code, VN-2000/<meridian> or proj string (default: what the file says, else WGS84)",
];
const CODE_PROPERTY: [string, string, string] = [
  "--code-property <name>",
  "attribute with a unit's code",
  "code",
];
const ALLOW: [string, string] = [
  "--allow <kinds>",
  "problems that are meant so: hole, overlap, misplaced, area_differs, name_differs (comma between)",
];
const NAME_PROPERTY: [string, string, string] = [
  "--name-property <name>",
  "attribute with a unit's name",
  "name",
];

/** Adds the commands about a city's own rules and places: calendars, wards, boundaries. */
export function addPlaceCommands(program: Command, { terminal, done }: CommandHost): void {
  program
    .command("calendar")
    .description("working calendars")
    .command("check")
    .description("working days of each year, and what is missing")
    .option(...PROFILE_OPTION)
    .action(async (options: { profile: string }) => {
      const { runCalendarCheck } = await import("../commands/calendar-check.ts");
      done(await runCalendarCheck(options.profile, terminal));
    });

  program
    .command("locate")
    .description("wards of the points on stdin: lat,lon in, lat,lon,ward_code out")
    .option(...PROFILE_OPTION)
    .option("--boundaries <file>", "GeoJSON with exact boundaries in place of the profile's cells")
    .action(async (options: { profile: string; boundaries?: string }) => {
      const { runLocate } = await import("../commands/locate.ts");
      done(await runLocate(options, terminal));
    });

  const geo = program.command("geo").description("boundaries, outlines and the ground of maps");
  geo
    .command("check")
    .description(
      "what is wrong with the boundaries of a file, by unit; with --profile also against its wards",
    )
    .argument("<file>", "GeoJSON FeatureCollection, or a .shp with its .dbf beside it")
    .option("--profile <id>", "compare with the wards of a city profile: codes, names, places, areas")
    .option("--valid-from <day>", "first day of their epoch (default: the one that began last)")
    .option(...ALLOW)
    .option(...CRS)
    .option(...CODE_PROPERTY)
    .option(...NAME_PROPERTY)
    .action(async (file: string, options: GeoCheckOptions) => {
      const { runGeoCheck } = await import("../commands/geo.ts");
      done(await runGeoCheck(file, options, terminal));
    });
  geo
    .command("import")
    .description("take official boundaries into a profile: exact wards, cells and outlines from them")
    .argument("<file>", "GeoJSON FeatureCollection, or a .shp with its .dbf beside it")
    .option(...PROFILE_OPTION)
    .requiredOption("--level <level>", "level of the units: ward")
    .requiredOption("--valid-from <day>", "first day of their epoch, like 2025-07-01")
    .option(...ALLOW)
    .option(...CRS)
    .option(...CODE_PROPERTY)
    .option(...NAME_PROPERTY)
    .action(async (file: string, options: GeoImportOptions) => {
      const { runGeoImport } = await import("../commands/geo.ts");
      done(await runGeoImport(file, options, terminal));
    });
  geo
    .command("outlines")
    .description("draw a profile's ward outlines anew from its cells")
    .option(...PROFILE_OPTION)
    .action(async (options: { profile: string }) => {
      const { runGeoOutlines } = await import("../commands/geo.ts");
      await runGeoOutlines(options.profile, terminal);
      done(0);
    });
  geo
    .command("basemap")
    .description("make the ground of a profile's maps anew from its basemap/ and its outlines")
    .option(...PROFILE_OPTION)
    .action(async (options: { profile: string }) => {
      const { runGeoBasemap } = await import("../commands/geo.ts");
      await runGeoBasemap(options.profile, terminal);
      done(0);
    });
}
