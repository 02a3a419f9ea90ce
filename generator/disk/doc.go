// Package disk changes the files of a directory all together or not at all,
// whatever happens meanwhile: a crash, a full disk, a second run.
//
// A [Change] holds a lock on the directory for as long as it is open. It writes
// new files beside their targets, under names that nobody can guess, and gives
// each target that will go a second name. Then it renames. What it does is in a
// journal, which is on disk before the thing itself is:
//
//	.errbook-lock           who is at work; removed at the end
//	.errbook-journal        what is being changed; the next run undoes it
//	.errbook-journal.done   what was changed; the next run tidies up after it
//	.errbook-TOKEN-N.new    a file in the making
//	.errbook-TOKEN-N.old    the second name of a file that is being replaced
//
// The moment of the change is the one at which the journal becomes
// .errbook-journal.done: before, [Recover] brings back the old files, after it
// there are the new ones. Files and directories are flushed to the disk before
// that moment, so a power failure leaves what a crash leaves.
//
// Names are relative to the directory and have slashes. A change neither follows
// a symbolic link nor touches a file that is not named in it.
package disk
