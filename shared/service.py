"""How a service runs: broker, database, stages, background work, health, lifespan."""
