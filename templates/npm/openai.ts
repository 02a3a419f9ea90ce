import OpenAI from "openai";
import { fromError } from "PACKAGE";
import * as openai from "PACKAGE/openai";

const client = new OpenAI({ maxRetries: 0 });

export async function ask(prompt: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await client.responses.create({ model: "gpt-5-mini", input: prompt });
      return response.output_text;
    } catch (error) {
      const failure = fromError(error, openai.provider);
      if (failure?.code === openai.InsufficientQuota) {
        throw new Error("The OpenAI account is out of credit; another attempt cannot help.", { cause: error });
      }
      if (!failure?.retryable || attempt === 3) throw error;
      await new Promise((done) => setTimeout(done, failure.delay_ms ?? 1000 * attempt));
    }
  }
}
