"""The rehearsal: a fresh data folder, the virtual dock, the real window, the robot clerk, and what is left of it all.

It knows the program only by its commands, as a person at a shell does.
"""
