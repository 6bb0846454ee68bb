"""Pictures of every card and page, drawn in a real browser into docs/pictures: `make pictures`."""
