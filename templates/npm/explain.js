// What the modules of documentation share.

// explainIn returns the documentation of a code as it holds in a context: the first
// variant whose contexts are all given is laid over it.
export const explainIn = (docs, code, context = {}) => {
  const doc = Object.hasOwn(docs, code) ? docs[code] : undefined;
  const given = Object.entries(context).map(([name, value]) => name + "=" + value);
  const variant = doc?.variants?.find(({ contexts }) => contexts.every(name => given.includes(name)));
  if (!variant) return doc;
  const { contexts, ...said } = variant;
  return { ...doc, ...said };
};
