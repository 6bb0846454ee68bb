"""One file an addition: how it is made, and what must then hold."""
