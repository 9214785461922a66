import type { Overlay } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { useEffect, useRef } from "react";
import type { OverlayFeature } from "../../../client/overlay-features.ts";
import { useExplore } from "../parts/explore-context.ts";
import { featureName, mediaOf, propertyText } from "./overlay-media.ts";

interface FeaturePopupProps {
  overlay: Overlay;
  feature: OverlayFeature;
  onClose: () => void;
}

/** What is known of a feature. It takes the focus, and Escape gives it back to where it was. */
export function FeaturePopup({ overlay, feature, onClose }: FeaturePopupProps) {
  const { words, language, format } = useExplore();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    card.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const name = featureName(overlay, feature) ?? words.layers.unnamed(format.count(feature.index + 1));
  const media = mediaOf(overlay, feature, window.location.href);
  const fields = overlay.popup.flatMap(({ property, label }) => {
    const text = propertyText(feature.properties[property]);
    return text === null ? [] : [{ label: pickText(label, language), text }];
  });
  return (
    <div
      className="ex-popup"
      role="dialog"
      aria-label={name}
      tabIndex={-1}
      ref={card}
      data-popup={overlay.id}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header>
        <p className="ex-popup-layer">
          {pickText(overlay.name, language)}
          {overlay.example ? <span className="ex-badge">{words.layers.example}</span> : null}
        </p>
        <button type="button" onClick={onClose}>
          {words.layers.close}
        </button>
      </header>
      {fields.length === 0 ? <p>{words.layers.noFields}</p> : null}
      <dl>
        {fields.map((field) => (
          <div key={field.label}>
            <dt>{field.label}</dt>
            <dd>{field.text}</dd>
          </div>
        ))}
      </dl>
      {media?.kind === "picture" ? <img src={media.address} alt={words.layers.image(name)} /> : null}
      {media === null ? null : (
        <p>
          <a href={media.address} target="_blank" rel="noopener noreferrer">
            {media.kind === "link" && media.media === "stream"
              ? words.layers.openStream
              : words.layers.openImage}
          </a>
        </p>
      )}
    </div>
  );
}
