"""Questions in, cited and computed answers out. Knows nothing of pages."""
