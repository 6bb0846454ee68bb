"""The doors: each turns its platform's payload into a request and carries the reply."""
