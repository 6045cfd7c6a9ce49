"""HTTP: the routes, and the guard that stands in front of them."""
