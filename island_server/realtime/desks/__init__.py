"""What an event does beside walking and talking: a desk for each subject, used by the gateway."""
