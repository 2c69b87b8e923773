"""The virtual dock: instruments as processes of their own that speak the real bytes, and the robot clerk.

Nothing here is part of the running station; it is started by its own command and by tests.
"""
