import { useMemo } from "react";
import { useScene } from "./scene-context.ts";

/** Names of codes as the wall prints them; an unknown code stands for itself. */
export interface Names {
  category(serviceCode: string): string;
  ward(code: string): string;
  agency(ids: readonly string[]): string;
}

export function useNames(): Names {
  const { city, language, messages } = useScene();
  return useMemo(() => {
    const categories = new Map(
      city.categories.map((category) => [category.service_code, category.name[language]]),
    );
    const wards = new Map(city.wards.map((ward) => [ward.code, ward.short_name]));
    const agencies = new Map(city.agencies.map((agency) => [agency.id, agency.short_name]));
    return {
      category: (code) => categories.get(code) ?? code,
      ward: (code) => (code === "" ? messages.noWard : (wards.get(code) ?? code)),
      agency: (ids) => {
        const [first, ...others] = ids;
        if (first === undefined) return messages.noAgency;
        const name = agencies.get(first) ?? first;
        return others.length === 0 ? name : `${name} +${others.length}`;
      },
    };
  }, [city, language, messages]);
}
