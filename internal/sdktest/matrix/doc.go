// Package matrix sends what a provider can respond through the SDKs that Go programs
// use, and holds what errbook makes of their errors against what it makes of the
// responses themselves. The SDKs are in the modules that use it, because they ask for
// versions of the same libraries that do not fit together.
package matrix
