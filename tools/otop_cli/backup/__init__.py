"""Keeping a centre's database and files, and bringing them back: the same code for `./otop db` and for production."""
