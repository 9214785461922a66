import { useDesk, useMay } from "../../shell/context/desk-context.ts";
import { Refused } from "../../shell/parts/states.tsx";
import { DepartmentHome } from "./department-home.tsx";
import { OfficeHome } from "./office-home.tsx";
import "./home.css";

/** The first page, by what its reader has to do. */
export function HomePage() {
  const { words, session } = useDesk();
  const mayFigures = useMay("figures");
  if (session.role === "office") return <OfficeHome />;
  if (mayFigures) return <DepartmentHome />;
  return <Refused title={words.home.welcome} hint={words.home.welcomeHint} />;
}
