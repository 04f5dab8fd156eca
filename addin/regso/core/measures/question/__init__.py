"""To what degree areas and their types support what an agency does."""
