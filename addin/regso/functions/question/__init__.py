"""Worksheet functions that say to what degree types support what an agency does."""
