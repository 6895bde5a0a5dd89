"""The desks of an event: each answers the messages of one subject, and keeps what belongs to it."""
