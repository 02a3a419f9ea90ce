package generator

// Locals is the list of local names, for tests outside of the package.
var Locals = locals
