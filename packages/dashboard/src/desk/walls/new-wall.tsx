import type { ListedToken } from "@toancanh/contracts";
import { type FormEvent, useState } from "react";
import { client } from "../../client/client.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useAct } from "../../shell/context/use-act.ts";
import { Section } from "../../shell/parts/section.tsx";
import type { ChoosableScene } from "./scene-names.ts";

const TIMEOUT_MS = 20_000;
const MOST_DAYS = 3650;

interface NewWallProps {
  scenes: readonly ChoosableScene[];
  /** Tokens that there are: a name that holds cannot be given again. */
  taken: readonly ListedToken[];
  onDone: () => void;
}

/** Makes the token of a screen and shows its address this one time. */
export function NewWall({ scenes, taken, onDone }: NewWallProps) {
  const { words, messages, session } = useDesk();
  const [name, setName] = useState("");
  const [days, setDays] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isReusable, setReusable] = useState(false);
  const [problem, setProblem] = useState("");
  const [made, setMade] = useState<{ name: string; address: string } | null>(null);
  const [isCopied, setCopied] = useState(false);
  const { said, isWorking, run } = useAct(onDone);

  const make = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim().normalize("NFC");
    const wrong = problemOf(wanted, days, taken);
    setProblem(wrong === null ? "" : words.walls[wrong]);
    if (wrong !== null || isWorking) return;
    void run(async () => {
      const sent = {
        name: wanted,
        ...(days === "" ? {} : { days: Number(days) }),
        ...(chosen.length === 0 ? {} : { scenes: [...chosen] }),
        ...(isReusable ? { reusable: true } : {}),
      };
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { token, path } = await client.post("create_wall_token", {}, sent, session.csrf, signal);
      setMade({ name: token.name, address: new URL(path, window.location.origin).href });
      setCopied(false);
      setName("");
      return "";
    });
  };

  return (
    <Section title={words.walls.create}>
      <form className="d-form wl-new" onSubmit={make} noValidate>
        <label>
          {words.walls.name}
          <input
            className="d-field"
            type="text"
            value={name}
            maxLength={80}
            placeholder={words.walls.namePlaceholder}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label>
          {words.walls.days}
          <input
            className="d-field"
            type="text"
            inputMode="numeric"
            value={days}
            onChange={({ target }) => setDays(target.value.trim())}
          />
        </label>
        <fieldset>
          <legend>{words.walls.which}</legend>
          {scenes.map((scene) => (
            <label key={scene.id}>
              <input
                type="checkbox"
                checked={chosen.includes(scene.id)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, scene.id] : chosen.filter((one) => one !== scene.id))
                }
              />{" "}
              {scene.title(messages)}
            </label>
          ))}
        </fieldset>
        <label>
          <input
            type="checkbox"
            checked={isReusable}
            onChange={({ target }) => setReusable(target.checked)}
          />{" "}
          {words.walls.reuse}
        </label>
        <button type="submit" className="d-button d-button-main">
          {words.walls.make}
        </button>
        <p role="alert" className="d-late">
          {problem}
        </p>
        <p role="status">{said}</p>
      </form>
      {made === null ? null : (
        <div className="wl-made">
          <p>{words.walls.made(made.name)}</p>
          <p>
            <code>{made.address}</code>
          </p>
          <p>
            <button
              type="button"
              className="d-button"
              onClick={() => void navigator.clipboard.writeText(made.address).then(() => setCopied(true))}
            >
              {words.walls.copy}
            </button>{" "}
            <span role="status">{isCopied ? words.walls.copied : ""}</span>
          </p>
          <p className="d-second">{words.walls.onlyOnce}</p>
        </div>
      )}
    </Section>
  );
}

/** What is wrong with what was filled in; null when nothing is. */
function problemOf(
  name: string,
  days: string,
  taken: readonly ListedToken[],
): "nameNeeded" | "nameTaken" | "daysWrong" | null {
  if (name === "") return "nameNeeded";
  if (taken.some((one) => one.kind === "wall" && one.name === name && one.revoked === null)) {
    return "nameTaken";
  }
  const count = Number(days);
  return days !== "" && !(Number.isInteger(count) && count >= 1 && count <= MOST_DAYS) ? "daysWrong" : null;
}
