import { useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { Figures } from "../../shell/parts/section.tsx";
import { NewWall } from "./new-wall.tsx";
import type { ChoosableScene } from "./scene-names.ts";
import { TokensTable } from "./tokens-table.tsx";
import "./walls.css";

const CADENCE_MS = 15_000;

/** Screens and what opens them: a new address, which screens are connected, an end to a token. */
export function WallsPage({ scenes }: { scenes: readonly ChoosableScene[] }) {
  const { words } = useDesk();
  const tokens = useAsk("tokens", {}, CADENCE_MS);
  const isConfigured = tokens.data?.configured ?? false;
  return (
    <>
      <h1>{words.shell.pages.walls}</h1>
      <p className="d-second">{words.walls.intro}</p>
      <div className="d-grid">
        <div className={isConfigured ? "d-8" : ""}>
          <Figures area="tokens" title={words.walls.list} asked={tokens}>
            {({ configured, rows }) =>
              configured ? (
                <TokensTable rows={rows} scenes={scenes} onDone={tokens.refresh} />
              ) : (
                <>
                  <p>
                    <strong>{words.walls.notConfigured.title}</strong>
                  </p>
                  <p className="d-second">{words.walls.notConfigured.hint}</p>
                </>
              )
            }
          </Figures>
        </div>
        {isConfigured ? (
          <div className="d-4">
            <NewWall scenes={scenes} taken={tokens.data?.rows ?? []} onDone={tokens.refresh} />
          </div>
        ) : null}
      </div>
      <footer className="d-foot">
        <span>{words.walls.sources}</span>
      </footer>
    </>
  );
}
