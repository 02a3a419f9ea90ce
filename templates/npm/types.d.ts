/** Whether, and after what, to send a request again. */
export type Retry = "never" | "fix_request" | "fix_account" | "window" | "once" | "wait" | "backoff";

/** Who must act; "" for nobody in particular. */
export type Actor = "" | "caller" | "owner" | "provider" | "network";

/** Whether something happened; "" where nobody says. */
export type Certainty = "" | "never" | "maybe" | "always";

/** The rules of one API, from a module of its own. Its members are not for use. */
export interface Provider<Code extends string = string> {
  readonly [codes]?: Code;
}
declare const codes: unique symbol;

/** What the caller knows and no response says, such as `{plan: "free"}`. */
export type Context = Readonly<Record<string, string>>;

/** Headers as fetch has them, as an object, or as pairs; names in any case. */
export type Headers = Iterable<readonly [string, string]> | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A response, with what is known of it. */
export interface ResponseParts {
  readonly status?: number | undefined;
  readonly headers?: Headers | null | undefined;
  /** The text, its bytes, or the value that was parsed from it. */
  readonly body?: unknown;
  /** Whether the body is an event of a stream. */
  readonly stream?: boolean | undefined;
  /** The name of that event. */
  readonly event?: string | undefined;
  /** The close code of a WebSocket, whose reason is the body. */
  readonly close?: number | undefined;
}

/** What a failed call means. */
export interface Failure<Code extends string = string> {
  /** The id of the API, "" without one. */
  provider: string;
  /** The documented error, "" where no entry documents it. */
  code: Code | "";
  kind: Kind;
  family: Family;
  /** How it was recognized; "none" for what the status alone says. */
  match: "exact" | "pattern" | "status" | "none";
  /** The HTTP status, or the one that an error inside a 200 states; 0 for none. */
  status: number;
  /** Where the error appeared, "" where the book names no place. */
  surface: string;
  retry: Retry;
  /** Whether the same request, sent again by the program alone, may succeed. */
  retryable: boolean;
  /** How long the server asked to wait, null if it did not. */
  delay_ms: number | null;
  actor: Actor;
  /** What is affected: request, key, account, region … */
  scope: string;
  /** Whether the request can have been executed. */
  executed: Certainty;
  /** Whether the request is billed. */
  billed: Certainty;
  wire_code: string;
  wire_type: string;
  request_id: string;
  /** What the API said, as it said it. */
  message: string;
}

/** Returns what a response means, undefined for one that is not an error. */
export declare function classify<Code extends string = string>(response: ResponseParts, provider?: Provider<Code>, context?: Context): Failure<Code> | undefined;

/**
 * Returns what an error means that an SDK threw, or a runtime that got no
 * response. It never throws, and returns undefined only for null and undefined.
 */
export declare function fromError<Code extends string = string>(error: unknown, provider?: Provider<Code>, context?: Context): Failure<Code> | undefined;

/** Returns the API of a list that is at a host. */
export declare function ofHost<P extends Provider>(providers: readonly P[], host: string): P | undefined;

/** Every kind, with what its errors usually need. */
export declare const kinds: readonly Readonly<{ name: Kind; family: Family; retry: Retry; actor: Actor; scope: string; executed: Certainty }>[];

/** The documentation of an error. Prose is plain text with `code` in backticks. */
export interface Doc {
  code: string;
  title: string;
  summary: string;
  kind: Kind;
  family?: Family;
  retry: Retry;
  actor?: Actor;
  executed?: Certainty;
  scope?: string;
  billed?: Certainty;
  surface?: string;
  statuses?: string[];
  wire_codes?: string[];
  /** Fragments that the message is known to contain. */
  says?: string[];
  causes?: string[];
  fixes?: string[];
  checks?: string[];
  links?: { title: string; url: string }[];
  sources?: { url: string; [key: string]: unknown }[];
  guides?: { title: string; text?: string; checks?: string[] }[];
  renamed_from?: { code: string; title?: string }[];
  since?: string;
  deprecated?: string;
  variants?: ({ contexts: string[]; kind: Kind; retry: Retry } & Partial<Doc>)[];
}
