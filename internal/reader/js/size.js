// One request that is larger than a limit: apierr/size.go in JavaScript.

// numberAfter returns an expression for the number after one of the words, with
// nothing but fillers in between. Numbers that count requests are passed over.
const numberAfter = words => RegExp(`(?<![a-z\\d_])(?:${words})(?![a-z_])`
  + "(?:[ :=~()]|(?:is|of|was|per|minute|min|tokens?|tpm|tpd|up|to|about)(?![a-z_]))*"
  + "(\\d{1,3}(?:,\\d{3})+|\\d+)(?![a-z\\d_]|[.,]\\d)(?! *(?:requests?|calls?|query|queries)(?![a-z\\d_]))", "i");
const limit = numberAfter("limit|maximum"), requested = numberAfter("requested");
const numberIn = (expr, text) => +expr.exec(text)?.[1].replaceAll(",", "");

// exceedsLimit reports whether a message states a limit, and that a request asks
// for more than that at once.
export const exceedsLimit = text => numberIn(requested, text) > numberIn(limit, text);
