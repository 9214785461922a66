export { createFormatter, type Formatter } from "./formatter.ts";
export { intlTagFor, LANGUAGES, type Language, pickText } from "./language.ts";
export type { ExploreMessages } from "./screens/explore-messages.ts";
export type { Messages } from "./screens/messages.ts";
export { exploreMessagesFor, messagesFor } from "./screens/messages-for.ts";
