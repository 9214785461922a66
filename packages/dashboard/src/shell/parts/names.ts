import { pickText } from "@toancanh/words";
import { useMemo } from "react";
import { useDesk } from "../context/desk-context.ts";

/** Names of the city's parts by their codes; a code that the city does not list stands for itself. */
export function useNames() {
  const { city, language } = useDesk();
  return useMemo(() => {
    const categories = new Map(
      city.categories.map((one) => [one.service_code, pickText(one.name, language)]),
    );
    const channels = new Map(city.channels.map((one) => [one.id, pickText(one.name, language)]));
    const agencies = new Map(city.agencies.map((one) => [one.id, one]));
    const wards = new Map(city.wards.map((one) => [one.code, one]));
    const blocks = new Map(city.blocks.map((one) => [one.id, pickText(one.name, language)]));
    return {
      category: (code: string) => categories.get(code) ?? code,
      channel: (id: string) => channels.get(id) ?? id,
      agency: (id: string) => agencies.get(id)?.short_name ?? id,
      agencyWhole: (id: string) => agencies.get(id)?.name ?? id,
      ward: (code: string) => wards.get(code)?.short_name ?? code,
      wardWhole: (code: string) => wards.get(code)?.name ?? code,
      block: (id: string) => blocks.get(id) ?? id,
    };
  }, [city, language]);
}
