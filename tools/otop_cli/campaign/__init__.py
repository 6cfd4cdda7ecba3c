"""What `./otop campaign` is made of: a launcher to be killed, people at work, and the comparison afterwards."""
