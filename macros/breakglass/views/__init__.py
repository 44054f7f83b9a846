"""What a component shows, worked out from the catalogue."""
