import { AnswerError } from "./load-failure.ts";

/** The body as JSON of any shape. @throws AnswerError (shape) when it is none */
export async function readJson(response: Response): Promise<unknown> {
  try {
    const value: unknown = await response.json();
    return value;
  } catch (cause) {
    if (cause instanceof DOMException) throw cause;
    throw new AnswerError({ kind: "shape" }, `${response.url}: not JSON`);
  }
}
