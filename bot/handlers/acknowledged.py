"""How long those who deliver to us wait for their answer: a platform that waits too long comes again, or gives up."""

from prometheus_client import CollectorRegistry, Histogram

# Of this process alone; all other figures are in the database.
REGISTRY = CollectorRegistry()
# In seconds. Slack waits three.
WAITED = Histogram(
    "convenor_ack_seconds",
    "From the receipt of a delivery to its answer, by platform, since this process began.",
    ["platform"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
    registry=REGISTRY,
)
