"""What each kind of record is: one module a kind, typed and documented, no I/O."""
