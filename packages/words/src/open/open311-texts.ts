import type { LocalizedText, PolicyRule, StageRule } from "@toancanh/contracts";
import { EXPLANATION_WORDS } from "../explanation/explanation-words.ts";
import type { Language } from "../language.ts";
import { tellLimits } from "../scorecards/scorecard-texts.ts";

/** What an Open311 server says in words of its own. */
export interface Open311Texts {
  /** Beside a request that comes from the simulator. */
  simulated: string;
  /** Whose the service is: "Cổng 1022, Thành phố Hồ Chí Minh". */
  contact(line: LocalizedText, city: LocalizedText): string;
  /** A stage with its limit: "Kiểm tra hiện trường (bình thường): không quá 2 giờ". */
  stage(stage: Pick<StageRule, "name" | "limit" | "unit">, complexities: PolicyRule["complexities"]): string;
}

export function open311TextsFor(language: Language): Open311Texts {
  const { complexity } = EXPLANATION_WORDS[language];
  const atMost = language === "vi" ? "không quá" : "at most";
  return {
    simulated: language === "vi" ? "Dữ liệu mô phỏng" : "Simulated data",
    contact: (line, city) => `${line[language]}, ${city[language]}`,
    stage(stage, complexities) {
      const limit = tellLimits([stage], language);
      const bound = stage.limit === null || stage.unit === "source" ? limit : `${atMost} ${limit}`;
      return `${stage.name[language]} (${complexities.map(complexity).join(", ")}): ${bound}`;
    },
  };
}
