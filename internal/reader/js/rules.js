// The rules of the book and of the generic layer: the value that rules.js of the
// site hands over. rules.go and generic.go beside this directory say what each
// member is; a member ends in an underscore, which makes its name short where it
// is served.
export const rules = errbookRules, generic = rules.generic_;
