import { openai as model } from "@ai-sdk/openai";
import { generateText } from "ai";
import { fromError } from "PACKAGE";
import * as openai from "PACKAGE/openai";

export async function ask(prompt: string): Promise<string> {
  try {
    const { text } = await generateText({ model: model("gpt-5-mini"), prompt, maxRetries: 0 });
    return text;
  } catch (error) {
    const failure = fromError(error, openai.provider);
    switch (failure?.family) {
      case "billing":
        return "The service is not available. Its owner has been told.";
      case "throttle":
      case "capacity":
        return `Too many requests. Try again in ${Math.ceil((failure.delay_ms ?? 30_000) / 1000)} seconds.`;
    }
    throw error;
  }
}
