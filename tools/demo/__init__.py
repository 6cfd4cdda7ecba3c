"""The demo month: October 2569 in the life of the municipal OTOP centre, done as its people would do it."""
