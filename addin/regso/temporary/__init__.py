"""What is made along the way: private, and gone however the command ends.

A temporary folder is the user's own (0700). It is removed when the work is done, when it fails,
and when the command is stopped (SIGTERM, SIGINT, SIGHUP), together with the program that works
in it. Nothing can be done at the moment of a SIGKILL, so each folder has a lock that the system
frees: the next command sweeps the folders that are ours and that no one holds.

A draft is the file beside the one that a user named, before it is whole. It is known by such a
folder, and goes the same way.

`places` has the folders and the drafts, `programs` what works in them, and `stopping` the signals.
Every command loads the last, and only those that need a place the others.
"""
