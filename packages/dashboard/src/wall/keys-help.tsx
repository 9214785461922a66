import { useScene } from "../ui/scene-context.ts";

/** The keys of the wall, shown by `?`. */
export function KeysHelp() {
  const { messages } = useScene();
  const rows: [string, string][] = [
    ["← →", messages.keys.scenes],
    ["1 – 4", messages.keys.pick],
    ["Space", messages.keys.pause],
    ["M", messages.keys.measure],
    ["L", messages.keys.language],
    ["?", messages.keys.help],
  ];
  return (
    <aside className="keys" data-keys>
      <h2>{messages.keys.title}</h2>
      <dl>
        {rows.map(([key, text]) => (
          <div key={key} className="keys-row">
            <dt>{key}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
