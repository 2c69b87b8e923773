"""decide, by subject: what a command does to a state, or why it is refused (receiving.md §4)."""
