import Anthropic from "@anthropic-ai/sdk";
import { fromError } from "PACKAGE";
import * as anthropic from "PACKAGE/anthropic";

const client = new Anthropic({ maxRetries: 0 });

export async function ask(prompt: string): Promise<string> {
  try {
    const message = await client.messages.create({
      model: "claude-sonnet-4-5",
      max_tokens: 1024,
      messages: [{ role: "user", content: prompt }],
    });
    return message.content.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("");
  } catch (error) {
    const failure = fromError(error, anthropic.provider);
    if (failure?.kind === "context_length_exceeded") return ask(prompt.slice(prompt.length / 2));
    if (failure?.actor === "owner") console.error(`Tell the owner of the account: ${failure.message} (${failure.request_id})`);
    throw error;
  }
}
