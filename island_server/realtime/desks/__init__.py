"""The desks of the gateway, a subject each: what an event does beside walking and talking."""
