// One request that is larger than a limit: apierr/size.go in JavaScript.
import { generic } from "./rules.js";
import { take } from "./text.js";

const numberIn = (expr, text) => +take(expr, text)?.replaceAll(",", "");

// exceedsLimit reports whether a message states a limit, and that a request asks
// for more than that at once.
export const exceedsLimit = text => numberIn(generic.requested_, text) > numberIn(generic.limit_, text);
